"""Division of polynomials with a remainder: f = q g + r with deg r < deg g."""

from __future__ import annotations

from etude.rng import Stream
from etude.tasks.algebra.symbolic.asking import SOURCE, integer_poly, letter, linear, listed, put, ratio
from etude.tasks.draft import Draft
from etude.tasks.registry import family
from etude.theory.polynomials import Poly, divide, poly, show


def _draw(stream: Stream, level: int) -> tuple[Poly, Poly]:
    if level <= 2:
        return integer_poly(stream, level + 1, 12), linear(stream, 9)
    if level == 3:
        return integer_poly(stream, 4, 9), integer_poly(stream, 2, 6, lead=1)
    if level == 4:
        return integer_poly(stream, 4, 9), linear(stream, 6, 4)
    return poly([*integer_poly(stream, 4, 9), ratio(stream, 9, 4)]), integer_poly(stream, 2, 5)


@family(
    "algebra.symbolic.divide",
    levels={
        1: "a quadratic by x + a",
        2: "a cubic by x + a",
        3: "a quartic by x^2 + b x + c",
        4: "a quartic by a linear polynomial a x + b",
        5: "a quintic by a x^2 + b x + c, with fractions",
    },
    verifier="expressions",
    source=SOURCE,
    measure="digits",
)
def write(stream: Stream, level: int) -> Draft:
    """Divide a polynomial by another, with remainder."""
    x = letter(stream)
    above, below = _draw(stream, level)
    quotient, rest = divide(above, below)
    values = [show(quotient, x), show(rest, x)]
    return put(
        stream,
        ("Divide {}" + f" by ${show(below, x)}$ with remainder.",),
        show(above, x),
        "as quotient; remainder (two polynomials separated by a semicolon)",
        operation="divide",
        content=[listed(above), listed(below)],
        answer="; ".join(values),
        spec={"values": values, "letters": [x], "labels": ["quotient", "remainder"]},
    )
