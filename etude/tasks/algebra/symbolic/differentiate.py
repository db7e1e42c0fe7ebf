"""Derivatives: the rules for sums and powers, products, quotients, and a function in a function."""

from __future__ import annotations

from fractions import Fraction

from etude.rng import Stream
from etude.tasks.algebra.symbolic.asking import SOURCE, expression, integer_poly, letter, linear, nonzero, put
from etude.tasks.draft import Draft
from etude.tasks.registry import family
from etude.theory.polynomials import Poly, add, derivative, multiply, poly, scale, show


def _terms(*parts: Poly) -> int:
    return sum(1 for part in parts for value in part if value)


def _polynomial(stream: Stream, level: int) -> Poly:
    if level == 1:
        return integer_poly(stream, stream.between(2, 3), 9)
    lower = [Fraction(stream.between(-9, 9), stream.choice([1, 1, 2, 3])) for _ in range(stream.between(4, 6))]
    return poly([*lower, nonzero(stream, 9)])


def _compound(stream: Stream, level: int, x: str) -> tuple[str, str, int]:
    """LaTeX of a product, a quotient or a power, that of its derivative, and the rules it takes."""
    if level == 3:
        f, g = (integer_poly(stream, stream.between(2, 3), 6) for _ in range(2))
        total = add(multiply(derivative(f), g), multiply(f, derivative(g)))
        return f"({show(f, x)})({show(g, x)})", show(total, x), _terms(f, g) + 1
    if level == 4:
        f, g = integer_poly(stream, stream.between(3, 4), 6), integer_poly(stream, 2, 6)
        above = add(multiply(derivative(f), g), multiply(f, derivative(g)), -1)
        shown = rf"\frac{{{show(f, x)}}}{{{show(g, x)}}}"
        return shown, rf"\frac{{{show(above, x)}}}{{({show(g, x)})^{{2}}}}", _terms(f, g) + 2
    f, n = integer_poly(stream, stream.between(3, 4), 6), stream.between(3, 9)
    f, g = (f[0] or 1, *f[1:]), (*linear(stream, 6, 3), nonzero(stream, 4))
    inner = add(scale(multiply(derivative(f), g), n), multiply(f, derivative(g)))
    shown = f"({show(g, x)})({show(f, x)})^{{{n}}}"
    return shown, f"({show(inner, x)})({show(f, x)})^{{{n - 1}}}", _terms(f, g) + 3


@family(
    "algebra.symbolic.differentiate",
    levels={
        1: "a quadratic or cubic",
        2: "degree 4 to 6, some fractions",
        3: "a product of two polynomials",
        4: "a quotient of polynomials",
        5: "a quadratic times a power, from the third to the ninth, of a polynomial",
    },
    verifier="expression",
    source=SOURCE,
    measure="rules",
)
def write(stream: Stream, level: int) -> Draft:
    """Differentiate a polynomial, a product, a quotient or a power."""
    x = letter(stream)
    if level <= 2:
        a = _polynomial(stream, level)
        shown, answer, rules = show(a, x), show(derivative(a), x), _terms(a)
    else:
        shown, answer, rules = _compound(stream, level, x)
    return put(
        stream,
        ("Differentiate {}" + f" with respect to ${x}$.", "Find the derivative of {}" + f" with respect to ${x}$."),
        shown,
        f"as an expression in ${x}$",
        operation="differentiate",
        content=[shown.replace(x, "x")],
        answer=answer,
        spec=expression(answer, [x]),
        measure=rules,
    )
