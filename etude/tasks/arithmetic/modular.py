"""Remainders: reduce a number, a sum, products and powers modulo m."""

from __future__ import annotations

from etude.rng import Stream
from etude.tasks.draft import Draft
from etude.tasks.registry import family
from etude.tasks.wording import final
from etude.theory.expressions import Expression, combine, integer, power

_SHAPE = {
    1: "one number, modulus up to 12",
    2: "a sum of two numbers, modulus up to 20",
    3: "a product plus a number, modulus up to 50",
    4: "a sum of a product and a power, modulus up to 100",
    5: "products and powers of four numbers, modulus up to 1000",
}
_MODULUS = {1: 12, 2: 20, 3: 50, 4: 100, 5: 1000}
_OPENINGS = (
    r"Find the remainder when ${text}$ is divided by ${m}$.",
    r"Compute ${text} \bmod {m}$.",
    r"To which number from $0$ to ${last}$ is ${text}$ congruent modulo ${m}$?",
)


@family(
    "arithmetic.modular",
    levels=_SHAPE,
    verifier="number",
    source="number theory: least non-negative residues",
    measure="operations",
)
def write(stream: Stream, level: int) -> Draft:
    """Find the least non-negative remainder of an expression."""
    modulus = stream.between(3, _MODULUS[level])
    expression, operations = _expression(stream, level)
    value = expression.value.numerator % modulus
    opening = stream.choice(_OPENINGS)
    for name, text in (("text", expression.text), ("m", str(modulus)), ("last", str(modulus - 1))):
        opening = opening.replace("{" + name + "}", text)
    opening = opening.replace(f"${expression.text} \\bmod", f"$({expression.text}) \\bmod") if level > 1 else opening
    return Draft(
        content=["remainder", expression.key, modulus],
        prompt=f"{opening} {final(f'a whole number from 0 to {modulus - 1}')}",
        answer=str(value),
        spec={"value": str(value)},
        measure=operations,
    )


def _expression(stream: Stream, level: int) -> tuple[Expression, int]:
    """The expression and its operations, each power and the reduction counted as one."""
    if level == 1:
        return integer(stream.between(20, 999)), 1
    if level == 2:
        return combine("+", integer(stream.between(10, 999)), integer(stream.between(10, 999))), 2
    product = combine("*", integer(stream.between(10, 999)), integer(stream.between(10, 999)))
    if level == 3:
        return combine("+", product, integer(stream.between(10, 999))), 3
    first = power(stream.between(2, 99), stream.between(3, 20))
    if level == 4:
        return combine("+", product, first), 4
    second = power(stream.between(2, 999), stream.between(20, 99))
    return combine(stream.choice("+-"), combine("*", first, integer(stream.between(10, 999))), second), 5
