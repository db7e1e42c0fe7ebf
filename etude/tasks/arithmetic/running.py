"""Running calculations: a start value and one operation after another, for the families about steps."""

from __future__ import annotations

from typing import NamedTuple

from etude.rng import Stream

SIGN = {"+": "+", "-": "-", "*": "×", "/": "÷"}
WORD = {"+": "add", "-": "subtract", "*": "multiply by", "/": "divide by"}
_LARGEST = 10**6


class Step(NamedTuple):
    """``before sign operand = after``, all whole numbers."""

    before: int
    sign: str
    operand: int
    after: int


def apply(sign: str, value: int, operand: int) -> int | None:
    """The whole result of one operation, None if there is none."""
    if sign == "+":
        return value + operand
    if sign == "-":
        return value - operand
    if sign == "*":
        return value * operand
    return value // operand if operand and value % operand == 0 else None


def run(stream: Stream, steps: int) -> list[Step]:
    """Random steps from a start of 2..50; values stay whole and below a million, each step changes them."""
    value = stream.between(2, 50)
    done: list[Step] = []
    while len(done) < steps:
        sign = stream.choice("+-*/")
        operand = stream.between(2, 12) if sign in "*/" else stream.between(1, 99)
        after = apply(sign, value, operand)
        if after is not None and abs(after) <= _LARGEST and after != value:
            done.append(Step(value, sign, operand, after))
            value = after
    return done
