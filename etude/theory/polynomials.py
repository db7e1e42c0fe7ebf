"""Polynomials in one letter over the rationals, as tuples of coefficients from the constant on, and their LaTeX.

The zero polynomial is the empty tuple; the last coefficient is never zero. Exact throughout.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from fractions import Fraction

Number = int | Fraction
Poly = tuple[Number, ...]


def poly(coefficients: Iterable[Number]) -> Poly:
    """The polynomial of some coefficients, zeros at the end dropped, whole numbers as integers."""
    found = [value.numerator if value.denominator == 1 else value for value in coefficients]
    while found and not found[-1]:
        found.pop()
    return tuple(found)


def degree(a: Poly) -> int:
    """The degree; -1 for zero."""
    return len(a) - 1


def add(a: Poly, b: Poly, sign: int = 1) -> Poly:
    """``a + sign b``."""
    size = max(len(a), len(b))
    return poly(
        (a[i] if i < len(a) else 0) + sign * (b[i] if i < len(b) else 0) for i in range(size)
    )  # fmt: skip


def multiply(*parts: Poly) -> Poly:
    """The product of any number of polynomials."""
    product: Poly = (1,)
    for part in parts:
        found: list[Number] = [0] * (len(product) + len(part))
        for i, x in enumerate(product):
            for j, y in enumerate(part):
                found[i + j] += x * y
        product = poly(found)
    return product


def scale(a: Poly, factor: Number) -> Poly:
    """A number times a polynomial."""
    return poly(value * factor for value in a)


def divide(a: Poly, b: Poly) -> tuple[Poly, Poly]:
    """Quotient and remainder. Raises ZeroDivisionError."""
    if not b:
        raise ZeroDivisionError("a division by the zero polynomial")
    rest: list[Number] = list(a)
    quotient: list[Number] = [0] * max(0, len(a) - len(b) + 1)
    for i in range(len(a) - len(b), -1, -1):
        factor = Fraction(rest[i + len(b) - 1]) / b[-1]
        quotient[i] = factor
        for j, value in enumerate(b):
            rest[i + j] -= factor * value
    return poly(quotient), poly(rest)


def primitive(a: Poly) -> Poly:
    """The multiple with whole coefficients without a common divisor, the leading one positive."""
    if not a:
        return a
    below = math.lcm(*(value.denominator for value in a))
    whole = [int(value * below) for value in a]
    common = math.gcd(*whole) * (1 if whole[-1] > 0 else -1)
    return tuple(value // common for value in whole)


def common(a: Poly, b: Poly) -> Poly:
    """The greatest common divisor by Euclid's algorithm, primitive."""
    while b:
        a, b = b, primitive(divide(a, b)[1])
    return primitive(a)


def derivative(a: Poly) -> Poly:
    """The derivative."""
    return poly(i * value for i, value in enumerate(a) if i)


def integral(a: Poly) -> Poly:
    """The antiderivative without a constant."""
    return poly([0, *(Fraction(value) / (i + 1) for i, value in enumerate(a))])


def at(a: Poly, x: Number) -> Number:
    """The value at a point."""
    total: Number = 0
    for value in reversed(a):
        total = total * x + value
    return total


def compose(a: Poly, b: Poly) -> Poly:
    """``a(b(x))``."""
    total: Poly = ()
    for value in reversed(a):
        total = add(multiply(total, b), poly([value]))
    return total


def show_number(value: Number) -> str:
    r"""A number in LaTeX: ``-3``, ``\frac{2}{5}``, ``-\frac{2}{5}``."""
    if value.denominator == 1:
        return str(value.numerator)
    return rf"{'-' if value < 0 else ''}\frac{{{abs(value.numerator)}}}{{{value.denominator}}}"


def show_term(value: Number, letters: str) -> str:
    """A coefficient before some letters; 1 and -1 do not show."""
    if not letters:
        return show_number(value)
    return f"{'' if value == 1 else '-' if value == -1 else show_number(value)}{letters}"


def raised(letter: str, exponent: int) -> str:
    """A letter to a power; nothing for the power 0."""
    return "" if exponent == 0 else letter if exponent == 1 else f"{letter}^{{{exponent}}}"


def join(terms: Sequence[str]) -> str:
    """Terms in a row with their signs between them."""
    text = " + ".join(term for term in terms if term) or "0"
    return text.replace("+ -", "- ")


def show(a: Poly, letter: str = "x") -> str:
    """A polynomial in LaTeX, highest power first."""
    return join([show_term(value, raised(letter, i)) for i, value in reversed(list(enumerate(a))) if value])
