"""Derivatives: the rules for sums and powers, products, quotients, and a function in a function."""

from __future__ import annotations

from fractions import Fraction

from etude.rng import Stream
from etude.tasks.algebra.symbolic.asking import SOURCE, expression, integer_poly, letter, linear, nonzero, put
from etude.tasks.draft import Draft
from etude.tasks.registry import family
from etude.theory.polynomials import Poly, add, derivative, multiply, poly, scale, show


def _power_rule(stream: Stream, level: int) -> Poly:
    top = stream.between(2, 3) if level == 1 else stream.between(4, 6)
    if level == 1:
        return integer_poly(stream, top, 9)
    lower = [Fraction(stream.between(-9, 9), stream.choice([1, 1, 2, 3])) for _ in range(top)]
    return poly([*lower, nonzero(stream, 9)])


def _compound(stream: Stream, level: int, x: str) -> tuple[str, str]:
    """A product, a quotient or a power of a polynomial, and its derivative."""
    if level == 3:
        f, g = integer_poly(stream, stream.between(1, 2), 6), integer_poly(stream, 2, 6)
        total = add(multiply(derivative(f), g), multiply(f, derivative(g)))
        return f"({show(f, x)})({show(g, x)})", show(total, x)
    if level == 4:
        f, g = integer_poly(stream, stream.between(1, 2), 6), linear(stream, 6, 3)
        above = add(multiply(derivative(f), g), multiply(f, derivative(g)), -1)
        return rf"\frac{{{show(f, x)}}}{{{show(g, x)}}}", rf"\frac{{{show(above, x)}}}{{({show(g, x)})^{{2}}}}"
    f, n = integer_poly(stream, stream.between(1, 3), 6), stream.between(3, 9)
    f = (f[0] or 1, *f[1:])
    inner = scale(derivative(f), n)
    return f"({show(f, x)})^{{{n}}}", f"({show(inner, x)})({show(f, x)})^{{{n - 1}}}"


@family(
    "algebra.symbolic.differentiate",
    levels={
        1: "a quadratic or cubic",
        2: "degree 4 to 6, some fractions",
        3: "a product of two polynomials",
        4: "a quotient of polynomials",
        5: "a power, from the third to the ninth, of a polynomial",
    },
    verifier="expression",
    source=SOURCE,
    measure="level",
)
def write(stream: Stream, level: int) -> Draft:
    """Differentiate a polynomial, a product, a quotient or a power."""
    x = letter(stream)
    if level <= 2:
        a = _power_rule(stream, level)
        shown, answer = show(a, x), show(derivative(a), x)
    else:
        shown, answer = _compound(stream, level, x)
    return put(
        stream,
        ("Differentiate {}" + f" with respect to ${x}$.", "Find the derivative of {}" + f" with respect to ${x}$."),
        shown,
        f"as an expression in ${x}$",
        operation="differentiate",
        content=[_renamed(shown, x)],
        answer=answer,
        spec=expression(answer, [x]),
        measure=level,
    )


def _renamed(shown: str, x: str) -> str:
    r"""The text in the letter x; the only LaTeX command in it is ``\frac``."""
    return shown.replace(x, "x")
