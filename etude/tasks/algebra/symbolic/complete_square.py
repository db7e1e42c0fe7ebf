"""Completing the square: a x^2 + b x + c = a (x + b/(2a))^2 + c - b^2/(4a)."""

from __future__ import annotations

from fractions import Fraction

from etude.rng import Stream
from etude.tasks.algebra.symbolic.asking import SOURCE, bracketed, expression, letter, listed, nonzero, put, ratio
from etude.tasks.draft import Draft
from etude.tasks.registry import family
from etude.theory.polynomials import Number, Poly, join, poly, show, show_term


def square_form(a: Poly, x: str) -> str:
    """A quadratic as ``a(x - h)^2 + k``."""
    c, b, lead = (Fraction(value) for value in a)
    inner = bracketed(show(poly([b / (2 * lead), 1]), x))
    return join(
        [
            show_term(lead, f"{inner}^{{2}}"),
            *([] if c == b * b / (4 * lead) else [show_term(c - b * b / (4 * lead), "")]),
        ]
    )


def _draw(stream: Stream, level: int) -> tuple[Number, Number, Number]:
    """a, b, c."""
    if level == 1:
        return 1, 2 * nonzero(stream, 9), stream.between(-20, 20)
    if level == 2:
        return 1, 2 * nonzero(stream, 9) + 1, stream.between(-20, 20)
    if level == 3:
        a = nonzero(stream, 9, 2)
        return a, 2 * a * nonzero(stream, 9, 2), stream.between(-60, 60)
    if level == 4:
        return nonzero(stream, 7, 2), nonzero(stream, 15), stream.between(-60, 60)
    return ratio(stream, 9, 6), ratio(stream, 9, 6), ratio(stream, 9, 6)


@family(
    "algebra.symbolic.complete_square",
    levels={
        1: "x^2 + b x + c with b even",
        2: "x^2 + b x + c with b odd",
        3: "another leading coefficient, whole numbers in the result",
        4: "another leading coefficient, fractions in the result",
        5: "fractions throughout",
    },
    verifier="expression",
    source=SOURCE,
    measure="digits",
)
def write(stream: Stream, level: int) -> Draft:
    """Complete the square of a quadratic polynomial."""
    x = letter(stream)
    a, b, c = _draw(stream, level)
    whole = poly([c, b, a])
    answer = square_form(whole, x)
    return put(
        stream,
        ("Complete the square in {}.", "Write {} as a square plus a constant."),
        show(whole, x),
        rf"in the form $a({x} - h)^2 + k$",
        operation="complete_square",
        content=[listed(whole)],
        answer=answer,
        spec=expression(answer, [x], "vertex"),
    )
