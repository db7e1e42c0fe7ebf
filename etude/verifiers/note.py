"""Marks the name of a note. spec: ``note`` (ASCII, ``Bb``). Spelling counts, an octave may be added."""

from __future__ import annotations

from collections.abc import Mapping

from etude.task import Json, Verdict
from etude.theory.pitches import note, read_note
from etude.verifiers.extract import settle, with_gloss
from etude.verifiers.registry import verifier


@verifier("note")
def mark(response: str, spec: Mapping[str, Json]) -> Verdict:
    """Mark one note by letter and accidental: A# is not Bb."""
    truth = note(spec["note"])

    def judge(answer: str) -> bool | None:
        read = with_gloss(read_note, answer)
        return None if read is None else read[0] == truth

    return settle(response, judge)
