"""Marks a number: exact value, or equal after rounding to the precision that the task asks for.

spec: ``value`` (reduced fraction as text), optional ``digits`` (significant digits a decimal must
have right), ``percent`` (the answer is asked for in percent), ``label`` (a word that may stand before
the number, "step 3"), ``reward`` = "graded" for the near-miss reward of arXiv 2507.10532.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from fractions import Fraction
from functools import lru_cache

from etude.task import Json, Verdict
from etude.theory.numbers import Number, parse_number, round_significant
from etude.verifiers.extract import settle
from etude.verifiers.registry import verifier

_EQUALS = re.compile(r"(=|≈|≃|\\approx|\\simeq)")
_BELOW_ONE = math.nextafter(1.0, 0.0)


@verifier("number")
def mark(response: str, spec: Mapping[str, Json]) -> Verdict:
    """Mark a number against the exact value in ``spec``."""
    shown = spec["value"]
    truth = _truth(shown)
    digits, percent, label = spec.get("digits"), spec.get("percent", False), spec.get("label")
    numerator, denominator = truth.numerator, truth.denominator
    last: Number | None = None

    def judge(answer: str) -> bool | None:
        nonlocal last
        if answer == shown and not percent:
            last = Number(numerator, denominator)
            return True
        number = _read(answer, percent, label)
        if number is None:
            return None
        last = number
        if number.numerator * denominator == numerator * number.denominator:
            return True
        return digits is not None and rounds_to(number, truth, digits)

    verdict = settle(response, judge)
    if spec.get("reward") != "graded":
        return verdict
    return _grade(verdict, last, truth)


@lru_cache(maxsize=4096)
def _truth(value: str) -> Fraction:
    """The reference value; all completions of a group share it."""
    return Fraction(value)


def _read(answer: str, percent: bool, label: str | None) -> Number | None:
    """The number of an answer, in the unit asked for; a percent sign nobody asked for is no answer."""
    if label and answer[: len(label)].lower() == label:
        answer = answer[len(label) :].strip()
    number = parse_number(answer) or _read_chain(answer)
    if number is None or (number.percent and not percent):
        return None
    return number._replace(denominator=number.denominator * 100) if percent else number


def _read_chain(answer: str) -> Number | None:
    """``7/3 = 2 1/3`` and ``7/3 ≈ 2.33``: the first number, if all that follow are the same number or its rounding."""
    parts = _EQUALS.split(answer, maxsplit=4)
    if len(parts[0].strip()) == 1 and parts[0].strip().isalpha():
        del parts[:2]
    numbers = [parse_number(part) for part in parts[::2]]
    first = numbers[0] if len(numbers) > 1 else None
    if first is None:
        return None
    for sign, other in zip(parts[1::2], numbers[1:], strict=True):
        if other is None or other.percent != first.percent:
            return None
        same = first.numerator * other.denominator == other.numerator * first.denominator
        rounded = sign != "=" and other.digits is not None and _is_rounded(other, first.fraction(), other.digits)
        if not (same or rounded):
            return None
    return first


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
        return plausible and any(_is_rounded(number, truth, precision) for precision in range(digits, size + 1))
    wanted = round_significant(truth.numerator, truth.denominator, digits)
    if wanted & round_significant(number.numerator, number.denominator, digits):
        return True
    return number.digits is not None and number.digits > digits and _is_rounded(number, truth, number.digits)


def _is_rounded(number: Number, truth: Fraction, digits: int) -> bool:
    """Whether the number is exactly the truth rounded to some significant digits."""
    rounded = round_significant(truth.numerator, truth.denominator, digits)
    return any(
        number.numerator * 10 ** max(0, -power) == mantissa * 10 ** max(0, power) * number.denominator
        for mantissa, power in rounded
    )


def _grade(verdict: Verdict, number: Number | None, truth: Fraction) -> Verdict:
    """The graded reward: 1 for a right answer, below 1 for every other, 0 where there is no one number."""
    exact = {"exact": float(verdict.correct)}
    if verdict.correct or number is None or verdict.reason != "wrong":
        return verdict._replace(parts={**exact, "graded": verdict.reward})
    reward = graded(number.fraction(), truth)
    return verdict._replace(reward=reward, parts={**exact, "graded": reward})


def graded(answer: Fraction, truth: Fraction) -> float:
    """r = 1 - 0.5 min(|a-b|, 1) - 0.5 min(|a-b| / (|b| + 1e-6), 1), computed exactly; below 1 unless a = b."""
    if answer == truth:
        return 1.0
    gap = abs(answer - truth)
    relative = gap / (abs(truth) + Fraction(1, 10**6))
    reward = 1 - min(gap, Fraction(1)) / 2 - min(relative, Fraction(1)) / 2
    return min(float(reward), _BELOW_ONE)
