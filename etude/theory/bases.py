"""Whole numbers in bases 2 to 16."""

from __future__ import annotations

DIGITS = "0123456789abcdef"


def to_base(value: int, base: int) -> str:
    """The digits of a number that is not negative, lower case, without leading zeros."""
    if value < 0 or not 2 <= base <= len(DIGITS):
        raise ValueError(f"cannot write {value} in base {base}")
    digits = ""
    while value or not digits:
        value, digit = divmod(value, base)
        digits = DIGITS[digit] + digits
    return digits
