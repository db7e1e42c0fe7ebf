"""Expanding a product: each term of one bracket times each of the others (distributive law), like terms collected."""

from __future__ import annotations

from etude.rng import Stream
from etude.tasks.algebra.symbolic.asking import (
    SOURCE,
    bracketed,
    expression,
    integer_poly,
    letter,
    linear,
    nonzero,
    put,
)
from etude.tasks.draft import Draft
from etude.tasks.registry import family
from etude.theory.algebra.normal import Sum, Work, multiply, power
from etude.theory.algebra.writing import show_sum
from etude.theory.polynomials import Poly

Factor = tuple[Sum, int]


_PAIRS = ("xy", "ab", "mn", "uv", "pq")


def _sum(coefficients: Poly) -> Sum:
    return {(("x", i),) if i else (): value for i, value in enumerate(coefficients) if value}


def _mixed(stream: Stream, size: int) -> Sum:
    """``a x + b y``."""
    return {(("x", 1),): nonzero(stream, size), (("y", 1),): nonzero(stream, size)}


def _factors(stream: Stream, level: int) -> list[Factor]:
    """The factors with their exponents."""
    if level == 1:
        return [(_sum(linear(stream, 12)), 1), (_sum(linear(stream, 12)), 1)]
    if level == 2:
        return [(_sum((nonzero(stream, 12), nonzero(stream, 9, 2))), 1) for _ in range(2)]
    if level == 3:
        return [(_sum((nonzero(stream, 9), nonzero(stream, 6))), 1), (_sum(integer_poly(stream, 2, 9)), 1)]
    if level == 4:
        return [(_mixed(stream, 12), 1), ({**_mixed(stream, 12), (): nonzero(stream, 12)}, 1)]
    if stream.chance(1, 2):
        return [(_sum(integer_poly(stream, 2, 9)), 1), (_sum(integer_poly(stream, 3, 9)), 1)]
    return [(_mixed(stream, 4), 3), (_sum(linear(stream, 6, 3)), 1)]


@family(
    "algebra.symbolic.expand",
    levels={
        1: "two brackets x + a",
        2: "two brackets a x + b",
        3: "a linear and a quadratic bracket",
        4: "two brackets in two letters",
        5: "a quadratic and a cubic, or a cube in two letters and a bracket",
    },
    verifier="expression",
    source=SOURCE,
    measure="digits",
)
def write(stream: Stream, level: int) -> Draft:
    """Expand a product of brackets."""
    letters = stream.choice(_PAIRS) if level >= 4 else letter(stream)
    renamed = str.maketrans(dict(zip("xy", letters, strict=False)))
    factors = _factors(stream, level)
    work = Work()
    product: Sum = {(): 1}
    for base, exponent in factors:
        product = multiply(product, power(base, exponent, work), work)
    shown = "".join(
        bracketed(show_sum(base)) + (f"^{{{exponent}}}" if exponent > 1 else "") for base, exponent in factors
    )  # fmt: skip
    answer = show_sum(product).translate(renamed)
    return put(
        stream,
        ("Expand {}.", "Multiply out {}.", "Write {} without brackets."),
        shown.translate(renamed),
        "as a sum with like terms collected",
        operation="expand",
        content=sorted(f"{show_sum(base)}^{exponent}" for base, exponent in factors),
        answer=answer,
        spec=expression(answer, list(letters), "expanded"),
    )
