"""A list of intermediate values: one part of the reward for each step.

spec: ``values`` (whole numbers or fractions as text, in order). The reward is the share of steps that
are right from the first on, so a lucky last value is worth nothing; a list of another length gets 0.
"""

from __future__ import annotations

import re
from collections.abc import Hashable, Mapping, Sequence
from fractions import Fraction
from itertools import takewhile

from etude.answers.kind import Assessment, Kind
from etude.answers.number import read_number
from etude.theory.numbers import Number, parse_number

_STRONG = re.compile(r"[;\n]|→|->|⇒|=>|\\(?:to|rightarrow|Rightarrow|longrightarrow|implies|mapsto)(?![a-zA-Z])|\\\\")
_SEPARATOR = re.compile(r",(?=\s)|,(?![0-9]{3}(?![0-9]))|\band\b")
"""Commas, where nothing stronger stands between the values; one before three digits groups them."""
_LABEL = re.compile(r"[([]?(?:(?:step|value|s)[ _]{0,2})?\{?[0-9]{1,2}\}?[.):\]=]{1,3} {0,3}(?=\S)", re.I)
_PAIRS = (("[", "]"), ("(", ")"), ("{", "}"), ("\\{", "\\}"), ("\\langle", "\\rangle"), ("<", ">"), ("⟨", "⟩"))
_MOST = 200
_MAX_TEXT = 4_000


class Steps(Kind[tuple[Fraction, ...]]):
    """The values in order."""

    name = "steps"
    ask = r"Give the values in order, separated by semicolons, in \boxed{}."
    many = True

    @property
    def truth(self) -> tuple[Fraction, ...]:
        """The right values."""
        return tuple(Fraction(value) for value in self.spec["values"])

    def read(self, text: str) -> tuple[Fraction, ...] | None:
        """The numbers of a list; a single number is a list of one."""
        return read_values(text)

    def key(self, value: tuple[Fraction, ...]) -> Hashable:
        """The values themselves."""
        return value

    def forms(self, value: tuple[Fraction, ...]) -> Sequence[str]:
        """With semicolons, commas, arrows, brackets."""
        shown = [str(item) for item in value]
        return [
            "; ".join(shown),
            ", ".join(shown),
            f"[{', '.join(shown)}]",
            rf"\{{{', '.join(shown)}\}}",
            r" \to ".join(shown),
        ]

    def assess(self, value: tuple[Fraction, ...]) -> Assessment:
        """The share of values that are right from the first on; all of them for a right answer."""
        truth = self.truth
        rights = [a == b for a, b in zip(value, truth, strict=True)] if len(value) == len(truth) else []
        run = len(list(takewhile(bool, rights)))
        parts = {f"step_{i + 1}": float(i < len(rights) and rights[i]) for i in range(len(truth))}
        correct = bool(rights) and all(rights)
        return Assessment(correct, "correct" if correct else "wrong", run / len(truth), parts)

    def missing(self) -> Mapping[str, float]:
        """No step."""
        return {f"step_{i + 1}": 0.0 for i in range(len(self.spec["values"]))}


def read_values(answer: str) -> tuple[Fraction, ...] | None:
    """The numbers of a list separated by semicolons, commas, arrows or lines; None if one is no number."""
    if len(answer) > _MAX_TEXT:
        return None
    answer = answer.strip()
    for opening, closing in _PAIRS:
        if answer.startswith(opening) and answer.endswith(closing) and len(answer) > len(opening + closing):
            answer = answer[len(opening) : -len(closing)]
            break
    separator = _STRONG if _STRONG.search(answer) else _SEPARATOR
    items = [item.strip(" ,.") for item in separator.split(answer, maxsplit=_MOST) if item.strip(" ,.")]
    if not items or len(items) > _MOST:
        return None
    found = []
    for item in items:
        number = _item(item, many=len(items) > 1)
        if number is None or number.percent:
            return None
        found.append(number.fraction())
    return tuple(found)


def _item(item: str, *, many: bool) -> Number | None:
    """One value, perhaps with its number before it and the calculation that gives it: ``Step 1: 34 + 50 = 84``."""
    number = parse_number(item)
    if number is not None:
        return number
    label = _LABEL.match(item) if many else None
    return read_number(item[label.end() :] if label else item)
