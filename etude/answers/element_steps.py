"""The list of all values of a chain of group operations: one part of the reward for each.

spec: ``steps`` (each with ``operation`` and ``value``, in the order of evaluation) and ``notation``. The reward is the
share of values that are right from the first on; a list of another length gets 0.
"""

from __future__ import annotations

import re
from collections.abc import Hashable, Mapping, Sequence
from itertools import takewhile

from etude.answers.element import notation_from, read_element
from etude.answers.kind import Assessment, Kind
from etude.answers.number import read_number
from etude.task import Json
from etude.theory.groups.notation import Notation, plain
from etude.theory.groups.structure import Element

NUMERIC = ("order", "subgroup_size")
"""Operations whose value is a number."""
_MOST = 64
_MAX_TEXT = 4_000
_LABEL = re.compile(r"(?:step ?[0-9]{1,2} ?[:.)=]|\(?[0-9]{1,2}[.)](?= ))\s{0,9}", re.I)
_BREAK = re.compile(r"[;\n]|\\\\|→|⇒|\\(?:to|rightarrow|Rightarrow|implies)(?![a-zA-Z])")


class ElementSteps(Kind[tuple[Hashable, ...]]):
    """The values in order: elements, and whole numbers where the operation gives one."""

    name = "element_steps"
    ask = r"Give the values in order, separated by semicolons, in \boxed{}."
    many = True

    def __init__(self, spec: Mapping[str, Json]) -> None:
        super().__init__(spec)
        self._notation = notation_from(spec)
        self._numeric = [step["operation"] in NUMERIC for step in spec["steps"]]

    @property
    def truth(self) -> tuple[Hashable, ...]:
        """The right values. Raises ValueError where the spec names none."""
        found = [self._value(step["value"], i) for i, step in enumerate(self.spec["steps"])]
        if None in found:
            raise ValueError("a step without a value")
        return tuple(found)

    def read(self, text: str) -> tuple[Hashable, ...] | None:
        """The values of a list with semicolons, lines or arrows between them, else with commas outside brackets."""
        if len(text) > _MAX_TEXT:
            return None
        text = text.strip()
        if text[:1] + text[-1:] == "[]" and ";" in text:
            text = text[1:-1]
        items = [item.strip() for item in _BREAK.split(text, maxsplit=_MOST) if item.strip(" ,.")]
        if len(items) == 1 and len(self._numeric) > 1:
            items = _parted(items[0])
        if not items or len(items) > _MOST:
            return None
        values = []
        for i, item in enumerate(items):
            label = _LABEL.match(item) if len(items) > 1 else None
            value = self._value(item[label.end() :] if label else item, i)
            if value is None:
                return None
            values.append(value)
        return tuple(values)

    def _value(self, text: str, place: int) -> Hashable:
        """The value that one item says, None if it says none."""
        if place < len(self._numeric) and self._numeric[place]:
            number = read_number(text.rpartition("=")[2].strip())
            return None if number is None or number.percent else number.fraction()
        return read_step(self._notation, text)

    def key(self, value: tuple[Hashable, ...]) -> Hashable:
        """The values themselves."""
        return value

    def forms(self, value: tuple[Hashable, ...]) -> Sequence[str]:
        """With semicolons, on lines, numbered."""
        shown = [
            str(item) if i < len(self._numeric) and self._numeric[i] else self._notation.show(item)
            for i, item in enumerate(value)
        ]
        return ["; ".join(shown), ";".join(shown), "\n".join(shown), r" \to ".join(shown),
                "; ".join(f"step {i}: {item}" for i, item in enumerate(shown, 1))]  # fmt: skip

    def assess(self, value: tuple[Hashable, ...]) -> Assessment:
        """The share of values that are right from the first on; all of them for a right answer."""
        truth = self.truth
        rights = [a == b for a, b in zip(value, truth, strict=True)] if len(value) == len(truth) else []
        run = len(list(takewhile(bool, rights)))
        parts = {f"step_{i}": float(i <= len(rights) and rights[i - 1]) for i in range(1, len(truth) + 1)}
        correct = bool(rights) and all(rights)
        return Assessment(correct, "correct" if correct else "wrong", run / len(truth), parts)

    def missing(self) -> Mapping[str, float]:
        """No step."""
        return {f"step_{i}": 0.0 for i in range(1, len(self._numeric) + 1)}


def step_is(step: Mapping[str, Json], notation: Notation, text: str) -> bool | None:
    """Whether a text is the value of one step; None if it is no value."""
    if step["operation"] in NUMERIC:
        number = read_number(text.rpartition("=")[2].strip())
        return None if number is None or number.percent else number.fraction() == int(step["value"])
    element = read_step(notation, text)
    return None if element is None else bool(element == read_step(notation, step["value"]))


def read_step(notation: Notation, text: str) -> Element | None:
    """The element of one item of a list."""
    return read_element(notation, plain(text), True)


def _parted(text: str) -> list[str]:
    """The items of a list with commas, outside of brackets."""
    found, depth, start = [], 0, 0
    for i, sign in enumerate(text):
        depth += (sign in "([{") - (sign in ")]}")
        if sign == "," and depth == 0:
            found.append(text[start:i].strip())
            start = i + 1
    return [item for item in [*found, text[start:].strip()] if item]
