"""Cancelling a fraction: numerator and denominator divided by their greatest common divisor."""

from __future__ import annotations

from fractions import Fraction

from etude.rng import Stream
from etude.tasks.algebra.symbolic.asking import SOURCE, different, expression, letter, listed, nonzero, put, symbols
from etude.tasks.algebra.symbolic.factor import irreducible
from etude.tasks.draft import Draft
from etude.tasks.registry import family
from etude.theory.polynomials import Poly, common, divide, multiply, primitive, scale, show


def reduced(above: Poly, below: Poly) -> tuple[Poly, Poly]:
    """A fraction of polynomials in lowest terms, whole coefficients, the denominator's leading one positive."""
    shared = common(above, below)
    above, below = divide(above, shared)[0], divide(below, shared)[0]
    first, second = primitive(above), primitive(below)
    factor = Fraction(above[-1]) / first[-1] / (Fraction(below[-1]) / second[-1])
    return scale(first, factor.numerator), scale(second, factor.denominator)


def fraction(above: Poly, below: Poly, x: str) -> str:
    """A fraction in LaTeX; a polynomial alone over the denominator 1."""
    if below == (1,):
        return show(above, x)
    return rf"\frac{{{show(above, x)}}}{{{show(below, x)}}}"


def _draw(stream: Stream, level: int) -> tuple[Poly, Poly]:
    if level == 1:
        a, b = different(stream, 2, 9)
        k = stream.between(2, 9)
        return multiply((k * stream.between(1, 6),), a), multiply((k * stream.between(1, 6),), stream.choice([b, (1,)]))
    if level == 2:
        shared, a, b = different(stream, 3, 9)
        return multiply(shared, a), multiply(shared, b)
    if level == 3:
        shared, a, b = different(stream, 3, 6, 4)
        return multiply((nonzero(stream, 4),), shared, a), multiply((stream.between(1, 4),), shared, b)
    if level == 4:
        shared, a, b, c = different(stream, 4, 6, 2)
        return multiply(shared, a, b), multiply(shared, c, stream.choice([(1,), a]))
    a, b = different(stream, 2, 5, 3)
    shared = irreducible(stream, 5)
    return multiply(shared, a), multiply(shared, b, stream.choice([(1,), b]))


@family(
    "algebra.symbolic.cancel",
    levels={
        1: "a common whole number",
        2: "a common linear factor of two quadratics",
        3: "the same with other leading coefficients",
        4: "a cubic above, one or two common factors",
        5: "a common quadratic factor without rational roots",
    },
    verifier="expression",
    source=SOURCE,
    measure="symbols",
)
def write(stream: Stream, level: int) -> Draft:
    """Cancel a fraction to lowest terms."""
    x = letter(stream)
    above, below = _draw(stream, level)
    answer = fraction(*reduced(above, below), x)
    return put(
        stream,
        ("Cancel {} to lowest terms.", "Simplify the fraction {}."),
        rf"\frac{{{show(above, x)}}}{{{show(below, x)}}}",
        "as one fraction of polynomials in lowest terms",
        operation="cancel",
        content=[listed(above), listed(below)],
        answer=answer,
        spec=expression(answer, [x], "lowest"),
        measure=symbols,
    )
