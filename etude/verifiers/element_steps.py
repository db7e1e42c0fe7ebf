"""Marks the list of all values of a chain of group operations: one part of the reward for each.

spec: ``steps`` (each with ``operation`` and ``value``, in the order of evaluation) and ``notation``. The reward is the
share of values that are right from the first on; a list of another length gets 0.
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import takewhile

from etude.task import Json, Verdict
from etude.theory.groups.notation import Notation
from etude.theory.numbers import parse_number
from etude.verifiers.element import notation_from, read_element
from etude.verifiers.extract import settle
from etude.verifiers.registry import verifier

NUMERIC = ("order", "subgroup_size")
"""Operations whose value is a number."""
_MOST = 64


def step_is(step: Mapping[str, Json], notation: Notation, answer: str) -> bool | None:
    """Whether an answer is the value of a step; None if it is no value at all."""
    if answer == step["value"]:
        return True
    if step["operation"] in NUMERIC:
        number = parse_number(answer.rpartition("=")[2].strip())
        return None if number is None else number.numerator == int(step["value"]) * number.denominator
    element = read_element(notation, answer, True)
    return None if element is None else element == notation.read(step["value"], True)


@verifier("element_steps")
def mark(response: str, spec: Mapping[str, Json]) -> Verdict:
    """Mark every value of a chain."""
    steps, notation = spec["steps"], notation_from(spec)
    rights: list[bool] = []

    def judge(answer: str) -> bool | None:
        nonlocal rights
        items = [item.strip() for item in answer.replace("\n", ";").split(";", _MOST) if item.strip()]
        marks = [step_is(step, notation, item) for step, item in zip(steps, items, strict=False)]
        if not items or None in marks:
            rights = []
            return None
        rights = [bool(mark) for mark in marks] if len(items) == len(steps) else []
        return bool(rights) and all(rights)

    verdict = settle(response, judge)
    if verdict.reason not in ("correct", "wrong"):
        rights = []
    run = len(list(takewhile(bool, rights)))
    parts = {f"step_{i}": float(i <= len(rights) and rights[i - 1]) for i in range(1, len(steps) + 1)}
    return verdict._replace(reward=run / len(steps), parts=parts)
