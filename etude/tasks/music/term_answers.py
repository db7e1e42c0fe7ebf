"""Questions whose answer is a musical term of a closed vocabulary."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from etude.rng import Stream
from etude.tasks.wording import final

NOTE_VALUE = final("a note value such as quarter note or dotted half note")
"""The closing sentence of questions whose answer is a note value."""


def term(stream: Stream, kind: str, right: str, terms: Iterable[str]) -> dict[str, Any]:
    """The fields right, wrong, sound and spec of a question; ``terms`` are all from which options are taken.

    kind: the vocabulary in theory/terms.py.
    """
    others = [other for other in terms if other != right]
    wrong = stream.shuffled(others) if len(others) > 3 else others  # of three there is nothing to choose
    return {"right": right, "wrong": wrong, "sound": str, "spec": {"kind": kind, "term": right}}
