"""Factoring over the rationals: a product of irreducible polynomials, unique up to order and constants."""

from __future__ import annotations

from collections import Counter

from etude.rng import Stream
from etude.tasks.algebra.symbolic.asking import (
    SOURCE,
    bracketed,
    expression,
    letter,
    linear,
    listed,
    nonzero,
    put,
    symbols,
)
from etude.tasks.draft import Draft
from etude.tasks.registry import family
from etude.theory.polynomials import Poly, multiply, raised, show


def irreducible(stream: Stream, size: int) -> Poly:
    """``x^2 + b x + c`` without rational roots."""
    while True:
        b, c = stream.between(-size, size), nonzero(stream, size)
        gap = b * b - 4 * c
        if gap < 0 or int(gap**0.5 + 0.5) ** 2 != gap:
            return (c, b, 1)


def _parts(stream: Stream, level: int) -> tuple[int, list[Poly]]:
    """A constant and irreducible factors with coprime whole coefficients."""
    if level == 1:
        return 1, [linear(stream, 12) for _ in range(2)]
    if level == 2:
        return nonzero(stream, 6, 2), [linear(stream, 9), stream.choice([linear(stream, 9), (0, 1)])]
    if level == 3:
        b = stream.between(2, 5)
        return 1, [linear(stream, 9, 5), (nonzero(stream, 4) * b + nonzero(stream, 1), b)]
    if level == 4:
        return stream.choice([1, 1, -1, 2, 3]), [
            linear(stream, 7),
            linear(stream, 7, 3),
            stream.choice([linear(stream, 6), (0, 1)]),
        ]
    first = linear(stream, 5, 2)
    return stream.choice([1, 1, 2]), [first, stream.choice([first, linear(stream, 5, 2)]), irreducible(stream, 6)]


def shown_product(constant: int, parts: list[Poly], x: str) -> str:
    """``2x(x + 1)^{2}``: the constant, then each factor with its exponent."""
    counted = Counter(parts)
    ordered = sorted(counted, key=lambda part: (len(part), len(part) and part[0] != 0, part))
    factors = [
        raised(x, counted[part])
        if part == (0, 1)
        else bracketed(show(part, x)) + (f"^{{{counted[part]}}}" if counted[part] > 1 else "")
        for part in ordered
    ]
    head = "" if constant == 1 else "-" if constant == -1 else str(constant)
    return head + "".join(factors)


@family(
    "algebra.symbolic.factor",
    levels={
        1: "x^2 + b x + c",
        2: "a constant factor and a quadratic",
        3: "a x^2 + b x + c with other leading coefficients",
        4: "a cubic with rational roots",
        5: "a quartic with a quadratic factor that has no rational roots, perhaps a square",
    },
    verifier="expression",
    source=SOURCE,
    measure="symbols",
)
def write(stream: Stream, level: int) -> Draft:
    """Factor a polynomial over the rationals."""
    x = letter(stream)
    constant, parts = _parts(stream, level)
    whole = multiply((constant,), *parts)
    answer = shown_product(constant, parts, x)
    return put(
        stream,
        (
            "Factor {} completely over the rational numbers.",
            "Write {} as a product of irreducible factors over the rationals.",
        ),
        show(whole, x),
        "as a product",
        operation="factor",
        content=[listed(whole)],
        answer=answer,
        spec=expression(answer, [x], "factored"),
        measure=symbols,
    )
