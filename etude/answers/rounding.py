"""Whether a number that is written is the rounding of another, and how near one is to another, exactly."""

from __future__ import annotations

import math
from fractions import Fraction

from etude.theory.numbers import Number, round_significant

_BELOW_ONE = math.nextafter(1.0, 0.0)


def rounds_to(number: Number, truth: Fraction, digits: int) -> bool:
    """Whether a written number is the truth to ``digits`` significant digits or more.

    A number is right if both, rounded to that precision, are equal, or if it is the truth rounded to the
    longer precision that it is written with. A whole number of more digits claims them all: for a whole truth
    it must be exact, for another it must be the truth rounded to some precision that is long enough, with
    zeros after it. A fraction is exact or wrong.
    """
    if number.digits is None and number.denominator != 1:
        return False
    size = len(str(abs(number.numerator))) if number.digits is None else 0
    if size > digits:
        plausible = truth.denominator != 1 and abs(size - len(str(abs(int(truth))))) <= 1
        return plausible and any(is_rounded(number, truth, precision) for precision in range(digits, size + 1))
    wanted = round_significant(truth.numerator, truth.denominator, digits)
    if wanted & round_significant(number.numerator, number.denominator, digits):
        return True
    return number.digits is not None and number.digits > digits and is_rounded(number, truth, number.digits)


def is_rounded(number: Number, truth: Fraction, digits: int) -> bool:
    """Whether the number is exactly the truth rounded to some significant digits."""
    rounded = round_significant(truth.numerator, truth.denominator, digits)
    return any(
        number.numerator * 10 ** max(0, -power) == mantissa * 10 ** max(0, power) * number.denominator
        for mantissa, power in rounded
    )


def graded(answer: Fraction, truth: Fraction) -> float:
    """r = 1 - 0.5 min(|a-b|, 1) - 0.5 min(|a-b| / (|b| + 1e-6), 1), computed exactly; below 1 unless a = b."""
    if answer == truth:
        return 1.0
    gap = abs(answer - truth)
    relative = gap / (abs(truth) + Fraction(1, 10**6))
    reward = 1 - min(gap, Fraction(1)) / 2 - min(relative, Fraction(1)) / 2
    return min(float(reward), _BELOW_ONE)
