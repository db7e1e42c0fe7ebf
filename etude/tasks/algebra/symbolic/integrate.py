"""Antiderivatives: the power rule backwards, for sums, products, negative powers and powers of a linear function."""

from __future__ import annotations

from fractions import Fraction

from etude.rng import Stream
from etude.tasks.algebra.symbolic.asking import SOURCE, expression, integer_poly, letter, linear, nonzero, put
from etude.tasks.draft import Draft
from etude.tasks.registry import family
from etude.theory.polynomials import Poly, derivative, integral, join, multiply, raised, show, show_term


def _negative(stream: Stream, x: str) -> tuple[str, str]:
    """``a x^-n`` and terms of a polynomial."""
    n, a = stream.between(2, 5), nonzero(stream, 9)
    rest = integer_poly(stream, stream.between(1, 2), 9)
    factor = Fraction(a, 1 - n)
    below = raised(x, n - 1)
    first = rf"{'-' if a < 0 else ''}\frac{{{abs(a)}}}{{{raised(x, n)}}}"
    shown = f"\\frac{{{abs(factor.numerator)}}}{{{'' if factor.denominator == 1 else factor.denominator}{below}}}"
    return join([show(rest, x), first]), join([show(integral(rest), x), f"{'-' if factor < 0 else ''}{shown}"])


def _compound(stream: Stream, level: int, x: str) -> tuple[str, str]:
    if level == 3:
        return _negative(stream, x)
    if level == 4:
        f, g = linear(stream, 6, 4), integer_poly(stream, 2, 6)
        return f"({show(f, x)})({show(g, x)})", show(integral(multiply(f, g)), x)
    inner, n = (nonzero(stream, 9), nonzero(stream, 6, 2)), stream.between(3, 8)
    factor = Fraction(1, inner[1] * (n + 1))
    return f"({show(inner, x)})^{{{n}}}", show_term(factor, f"({show(inner, x)})^{{{n + 1}}}")


def _polynomial(stream: Stream, level: int) -> Poly:
    if level == 1:
        return derivative((0, *integer_poly(stream, stream.between(1, 2), 9)))
    return integer_poly(stream, stream.between(3, 4), 12)


@family(
    "algebra.symbolic.integrate",
    levels={
        1: "a polynomial whose antiderivative has whole coefficients",
        2: "degree 3 or 4",
        3: "a negative power besides",
        4: "a product of polynomials",
        5: "a power of a linear polynomial",
    },
    verifier="expression",
    source=SOURCE,
    measure="level",
)
def write(stream: Stream, level: int) -> Draft:
    """Find an antiderivative."""
    x = letter(stream)
    if level <= 2:
        a = _polynomial(stream, level)
        shown, answer = show(a, x), show(integral(a), x)
    else:
        shown, answer = _compound(stream, level, x)
    return put(
        stream,
        ("Find an antiderivative of {}" + f" with respect to ${x}$.", "Integrate {}" + f" with respect to ${x}$."),
        shown,
        f"as an expression in ${x}$ (a constant $C$ may be added or left out)",
        operation="integrate",
        content=[shown.replace(x, "x")],
        answer=answer,
        spec={**expression(answer, [x]), "constant": x},
        measure=level,
    )
