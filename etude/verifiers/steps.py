"""Marks a list of intermediate values: one part of the reward for each step.

spec: ``values`` (whole numbers or fractions as text, in order). The reward is the share of steps that
are right from the first on, so a lucky last value is worth nothing; a list of another length gets 0.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from fractions import Fraction
from itertools import takewhile

from etude.task import Json, Verdict
from etude.theory.numbers import parse_number
from etude.verifiers.extract import settle
from etude.verifiers.registry import verifier

_SEPARATOR = re.compile(r"[;\n]|,(?=\s)|,(?![0-9]{3}(?![0-9]))|→|->|\\to\b|\\rightarrow\b|\\\\")
_LABEL = re.compile(r"[([]?(?:step )?[0-9]{1,2}[.):\]] (?=\S)", re.I)
_MOST = 200


@verifier("steps")
def mark(response: str, spec: Mapping[str, Json]) -> Verdict:
    """Mark every intermediate value of a calculation."""
    truth = [Fraction(value) for value in spec["values"]]
    rights: list[bool] = [False] * len(truth)

    def judge(answer: str) -> bool | None:
        nonlocal rights
        values = read_values(answer)
        if values is None:
            return None
        rights = [a == b for a, b in zip(values, truth, strict=True)] if len(values) == len(truth) else []
        return bool(rights) and all(rights)

    verdict = settle(response, judge)
    if verdict.reason not in ("correct", "wrong"):
        rights = []
    run = len(list(takewhile(bool, rights)))
    right = {i for i in range(len(rights)) if rights[i]}
    parts = {f"step_{i + 1}": float(i in right) for i in range(len(truth))}
    return verdict._replace(reward=run / len(truth), parts=parts)


def read_values(answer: str) -> list[Fraction] | None:
    """The numbers of a list separated by semicolons, commas, arrows or lines; None if one is no number."""
    answer = answer.strip()
    if answer[:1] + answer[-1:] in ("[]", "()") and len(answer) > 1:
        answer = answer[1:-1]
    items = [item.strip() for item in _SEPARATOR.split(answer, maxsplit=_MOST) if item.strip()]
    if len(items) > _MOST:
        return None
    numbers = [parse_number(_LABEL.sub("", item, count=1) if len(items) > 1 else item) for item in items]
    return [number.fraction() for number in numbers if number is not None] if all(numbers) and numbers else None
