"""Exact arithmetic expressions: value, notation and canonical form, built bottom up.

An expression knows its exact value, how it is written in LaTeX, and a key that is equal for
expressions that differ only by the order or grouping of sums and products, or by writing a quotient
as a fraction.
"""

from __future__ import annotations

from fractions import Fraction
from typing import NamedTuple

from etude.theory.numbers import exact_decimal

SUM, PRODUCT, ATOM = 1, 2, 3
"""How tightly an expression binds, loosest first."""

LATEX = {"+": "+", "-": "-", "*": r"\times", "/": r"\div"}
"""The signs of the four operations."""

_OPPOSITE = {"+": "-", "-": "+", "*": "/", "/": "*"}


class Expression(NamedTuple):
    """A number or an operation on two expressions.

    text: LaTeX without ``$``. binding: SUM, PRODUCT or ATOM. parts: the signed terms of a sum, or the
    signed factors of a product, each a key with ``+ - * /`` before it. operations: how many there are.
    """

    value: Fraction
    text: str
    binding: int
    parts: tuple[str, ...]
    operations: int = 0

    @property
    def key(self) -> str:
        """The canonical form."""
        return _key(self.parts)


def _key(parts: tuple[str, ...]) -> str:
    if len(parts) == 1 and parts[0][0] in "+*":
        return parts[0][1:]
    return "(" + "".join(sorted(parts)) + ")"


def _atom(value: Fraction, text: str, key: str) -> Expression:
    """A number; a negative one is the negative term of its absolute value."""
    return Expression(value, text, ATOM, ("-" + key,) if value < 0 else ("+" + key,))


def _quotient_key(numerator: int, denominator: int) -> str:
    return f"(*{numerator}/{denominator})" if denominator != 1 else str(numerator)


def integer(value: int) -> Expression:
    """A whole number as it stands."""
    return _atom(Fraction(value), str(value), str(abs(value)))


def decimal(value: Fraction) -> Expression:
    """A terminating decimal; its key is that of the fraction with the same value."""
    return _atom(value, exact_decimal(value), _quotient_key(abs(value.numerator), value.denominator))


def fraction(numerator: int, denominator: int) -> Expression:
    r"""``\frac{a}{b}`` as written, not reduced; its key is that of a divided by b."""
    value = Fraction(numerator, denominator)
    key = _quotient_key(abs(numerator), denominator)
    text = rf"\frac{{{abs(numerator)}}}{{{denominator}}}"
    return _atom(value, f"-{text}" if numerator < 0 else text, key)


def power(base: int, exponent: int) -> Expression:
    """A natural number raised to a natural power."""
    return _atom(Fraction(base**exponent), f"{base}^{{{exponent}}}", f"{base}^{exponent}")


def root(radicand: int, degree: int, value: int) -> Expression:
    """A root with a whole value, which is checked."""
    if value**degree != radicand:
        raise ValueError(f"{value}**{degree} is not {radicand}")
    sign = r"\sqrt" if degree == 2 else rf"\sqrt[{degree}]"
    return _atom(Fraction(value), f"{sign}{{{radicand}}}", f"r{degree}({radicand})")


def unknown(value: Fraction) -> Expression:
    r"""A blank, written ``\square``, that stands for a value."""
    return Expression(value, r"\square", ATOM, ("+?",))


def combine(sign: str, left: Expression, right: Expression) -> Expression:
    """``left sign right`` for one of ``+ - * /``. Raises ZeroDivisionError."""
    value = _VALUE[sign](left.value, right.value)
    binding = SUM if sign in "+-" else PRODUCT
    text = f"{_operand(left, sign, first=True)} {LATEX[sign]} {_operand(right, sign, first=False)}"
    parts = _parts(left, binding) + _flip(_parts(right, binding), sign)
    return Expression(value, text, binding, parts, left.operations + right.operations + 1)


_VALUE = {
    "+": Fraction.__add__,
    "-": Fraction.__sub__,
    "*": Fraction.__mul__,
    "/": Fraction.__truediv__,
}


def _operand(part: Expression, sign: str, *, first: bool) -> str:
    binding = SUM if sign in "+-" else PRODUCT
    strict = not first and sign in "-/"
    loose = part.binding <= binding if strict else part.binding < binding
    negative = part.text.startswith("-") and (not first or sign in "*/")
    return f"({part.text})" if loose or negative else part.text


def _parts(part: Expression, binding: int) -> tuple[str, ...]:
    signs = "+-" if binding == SUM else "*/"
    if part.parts[0][0] in signs and (part.binding == binding or (part.binding == ATOM and binding == SUM)):
        return part.parts
    if binding == PRODUCT and part.binding == ATOM and len(part.parts) == 1 and part.parts[0].startswith("+(*"):
        above, _, below = part.parts[0][3:-1].partition("/")
        return ("*" + above, "/" + below)
    return (signs[0] + part.key,)


def _flip(parts: tuple[str, ...], sign: str) -> tuple[str, ...]:
    if sign in "+*":
        return parts
    return tuple(_OPPOSITE[part[0]] + part[1:] for part in parts)
