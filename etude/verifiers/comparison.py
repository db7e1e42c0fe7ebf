"""Marks a sign of comparison. spec: ``relation``, one of < > =."""

from __future__ import annotations

from collections.abc import Mapping

from etude.task import Json, Verdict
from etude.verifiers.extract import settle
from etude.verifiers.registry import verifier

_SIGNS = {
    "<": ("<", r"\lt", "＜", "&lt;", "less than", "less", "smaller", "smaller than", "is less than"),
    ">": (">", r"\gt", "＞", "&gt;", "greater than", "greater", "larger", "larger than", "is greater than"),
    "=": ("=", "＝", r"\eq", "equal", "equals", "equal to", "are equal", "they are equal", "is equal to"),
}
_MEANING = {text: sign for sign, texts in _SIGNS.items() for text in texts}


@verifier("comparison")
def mark(response: str, spec: Mapping[str, Json]) -> Verdict:
    """Mark a sign of comparison, or its name."""
    truth = spec["relation"]

    def judge(answer: str) -> bool | None:
        meant = _MEANING.get(answer.strip("{} ").lower())
        return None if meant is None else meant == truth

    return settle(response, judge)
