"""Partial fractions: a proper fraction as a sum of fractions over powers of the irreducible factors."""

from __future__ import annotations

from collections.abc import Sequence

from etude.rng import Stream
from etude.tasks.algebra.symbolic.asking import SOURCE, bracketed, different, expression, letter, listed, nonzero, put
from etude.tasks.algebra.symbolic.factor import irreducible
from etude.tasks.draft import Draft
from etude.tasks.registry import family
from etude.theory.polynomials import Poly, add, common, join, multiply, poly, scale, show

Part = tuple[Poly, Poly, int]
"""Numerator, irreducible base of the denominator, and its exponent."""


def _draw(stream: Stream, level: int) -> list[Part]:
    if level <= 2:
        a, b = different(stream, 2, 9, 1 if level == 1 else 4)
        return [((nonzero(stream, 9),), a, 1), ((nonzero(stream, 9),), b, 1)]
    if level == 3:
        return [((nonzero(stream, 6),), part, 1) for part in different(stream, 3, 6)]
    a, b = different(stream, 2, 5, 2)
    if level == 4:
        return [((nonzero(stream, 6),), a, 1), ((nonzero(stream, 6),), a, 2), ((nonzero(stream, 6),), b, 1)]
    quadratic = (poly([nonzero(stream, 6), stream.between(-4, 4)]), irreducible(stream, 5), 1)
    return [((nonzero(stream, 6),), a, 1), ((nonzero(stream, 6),), b, 1), quadratic]


def _fraction(part: Part, x: str) -> str:
    above, base, exponent = part
    sign = "-" if above[-1] < 0 else ""
    below = show(base, x) if exponent == 1 else f"{bracketed(show(base, x))}^{{{exponent}}}"
    return rf"{sign}\frac{{{show(scale(above, -1) if sign else above, x)}}}{{{below}}}"


def _whole(parts: Sequence[Part]) -> tuple[Poly, Poly]:
    """The sum over the common denominator."""
    bases = {base: max(e for _, other, e in parts if other == base) for _, base, _ in parts}
    below = multiply(*(base for base, exponent in bases.items() for _ in range(exponent)))
    above: Poly = ()
    for top, base, exponent in parts:
        rest = [other for other, most in bases.items() for _ in range(most - (exponent if other == base else 0))]
        above = add(above, multiply(top, *rest))
    return above, below


@family(
    "algebra.symbolic.partial_fractions",
    levels={
        1: "two factors x + a",
        2: "two factors a x + b",
        3: "three factors x + a",
        4: "a factor that occurs twice, and another",
        5: "two linear factors and an irreducible quadratic one",
    },
    verifier="expression",
    source=SOURCE,
    measure="digits",
)
def write(stream: Stream, level: int) -> Draft:
    """Decompose a fraction into partial fractions over the rationals."""
    x = letter(stream)
    while True:
        parts = _draw(stream, level)
        above, below = _whole(parts)
        if len(common(above, below)) == 1:
            break
    answer = join([_fraction(part, x) for part in parts])
    return put(
        stream,
        (
            "Decompose {} into partial fractions over the rational numbers.",
            "Find the partial fractions of {} over the rationals.",
        ),
        rf"\frac{{{show(above, x)}}}{{{show(below, x)}}}",
        "as a sum of fractions",
        operation="partial_fractions",
        content=[listed(above), listed(below)],
        answer=answer,
        spec=expression(answer, [x], "partial"),
    )
