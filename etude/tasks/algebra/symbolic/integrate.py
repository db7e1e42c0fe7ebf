"""Antiderivatives: the power rule backwards, for sums, negative powers, products and powers of a linear function."""

from __future__ import annotations

from fractions import Fraction

from etude.rng import Stream
from etude.tasks.algebra.symbolic.asking import SOURCE, expression, integer_poly, letter, linear, nonzero, put
from etude.tasks.draft import Draft
from etude.tasks.registry import family
from etude.theory.polynomials import Poly, derivative, integral, join, multiply, raised, show, show_term


def _polynomial(stream: Stream, level: int) -> Poly:
    if level == 1:
        return derivative((0, *integer_poly(stream, stream.between(1, 2), 9)))
    return integer_poly(stream, stream.between(3, 4), 12)


def _negative(stream: Stream, x: str) -> tuple[str, str, int]:
    """``a x^-n`` besides a polynomial."""
    n, a = stream.between(2, 5), nonzero(stream, 9)
    rest = integer_poly(stream, stream.between(4, 5), 9)
    factor = Fraction(a, 1 - n)
    first = rf"{'-' if a < 0 else ''}\frac{{{abs(a)}}}{{{raised(x, n)}}}"
    below = f"{'' if factor.denominator == 1 else factor.denominator}{raised(x, n - 1)}"
    last = rf"{'-' if factor < 0 else ''}\frac{{{abs(factor.numerator)}}}{{{below}}}"
    return join([show(rest, x), first]), join([show(integral(rest), x), last]), len(rest) + 1


def _product(stream: Stream, x: str) -> tuple[str, str, int]:
    f, g = linear(stream, 6, 4), integer_poly(stream, 2, 6)
    product = multiply(f, g)
    return f"({show(f, x)})({show(g, x)})", show(integral(product), x), len(f) * len(g) + len(product)


def _power(stream: Stream, x: str) -> tuple[str, str, int]:
    """A product, and a power of a linear polynomial besides."""
    inner, n = (nonzero(stream, 9), nonzero(stream, 6, 2)), stream.between(3, 8)
    factor = Fraction(1, inner[1] * (n + 1))
    shown, answer, rules = _product(stream, x)
    last = show_term(factor, f"({show(inner, x)})^{{{n + 1}}}")
    return f"({show(inner, x)})^{{{n}}} + {shown}", join([last, answer]), rules + 2


_COMPOUND = {3: _negative, 4: _product, 5: _power}


@family(
    "algebra.symbolic.integrate",
    levels={
        1: "a polynomial whose antiderivative has whole coefficients",
        2: "degree 3 or 4",
        3: "degree 4 or 5 and a negative power",
        4: "a product of polynomials",
        5: "a power of a linear polynomial and a product",
    },
    verifier="expression",
    source=SOURCE,
    measure="rules",
)
def write(stream: Stream, level: int) -> Draft:
    """Find an antiderivative."""
    x = letter(stream)
    if level <= 2:
        a = _polynomial(stream, level)
        shown, answer, rules = show(a, x), show(integral(a), x), len(a)
    else:
        shown, answer, rules = _COMPOUND[level](stream, x)
    return put(
        stream,
        ("Find an antiderivative of {}" + f" with respect to ${x}$.", "Integrate {}" + f" with respect to ${x}$."),
        shown,
        f"as an expression in ${x}$ (a constant $C$ may be added or left out)",
        operation="integrate",
        content=[shown.replace(x, "x")],
        answer=answer,
        spec={**expression(answer, [x]), "constant": x},
        measure=rules,
    )
