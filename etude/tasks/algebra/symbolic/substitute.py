"""Substitution: a value, or another polynomial, in place of a letter."""

from __future__ import annotations

from fractions import Fraction

from etude.rng import Stream
from etude.tasks.algebra.symbolic.asking import SOURCE, expression, integer_poly, letter, listed, nonzero, put, ratio
from etude.tasks.draft import Draft
from etude.tasks.registry import family
from etude.theory.polynomials import Number, at, compose, show, show_number


@family(
    "algebra.symbolic.substitute",
    levels={
        1: "a quadratic at a small whole number",
        2: "a cubic at a negative number",
        3: "a cubic at a fraction",
        4: "a linear polynomial in a quadratic",
        5: "a quadratic polynomial in a cubic",
    },
    verifier="number",
    source=SOURCE,
    measure="digits",
)
def write(stream: Stream, level: int) -> Draft:
    """Substitute a number or a polynomial for a letter."""
    x = letter(stream)
    if level >= 4:
        return _polynomial(stream, level, x)
    outer = integer_poly(stream, 2 if level == 1 else 3, 9)
    value: Number = stream.between(2, 9) if level == 1 else -stream.between(2, 9) if level == 2 else ratio(stream, 9, 5)
    result = at(outer, value)
    return put(
        stream,
        (
            "Find the value of {} for " + f"${x} = {show_number(value)}$.",
            f"Substitute ${x} = {show_number(value)}$ in " + "{}.",
        ),
        show(outer, x),
        "an integer or a fraction",
        operation="substitute",
        content=[listed(outer), str(value)],
        answer=str(Fraction(result)),
        spec={"value": str(Fraction(result))},
    )


def _polynomial(stream: Stream, level: int, x: str) -> Draft:
    inner = integer_poly(stream, level - 3, 6)
    while inner in ((0, 1), (0, 0, 1)):
        inner = integer_poly(stream, level - 3, 6)
    outer = integer_poly(stream, level - 2, 5)
    outer = (*outer[:1], outer[1] or nonzero(stream, 5), *outer[2:])
    result = compose(outer, inner)
    answer = show(result, x)
    return put(
        stream,
        ("Replace " + f"${x}$ by ${show(inner, x)}$ in " + "{} and expand.",),
        show(outer, x),
        "as a sum with like terms collected",
        operation="substitute",
        content=[listed(outer), listed(inner)],
        answer=answer,
        spec=expression(answer, [x], "expanded"),
        verifier="expression",
    )
