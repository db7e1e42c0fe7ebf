"""Marks a melody with its short notes beamed. spec: ``measures`` (the notes of each in ABC, as they are beamed)."""

from __future__ import annotations

from collections.abc import Mapping

from etude.task import Json, Verdict
from etude.theory.abc import read_bars, read_beams
from etude.verifiers.extract import settle
from etude.verifiers.registry import verifier


@verifier("beams")
def mark(response: str, spec: Mapping[str, Json]) -> Verdict:
    """Mark beams: the same notes in the same measures, joined in the same groups."""
    right = "|".join(spec["measures"])
    notes, beams = read_bars(right), read_beams(right)

    def judge(answer: str) -> bool | None:
        read = read_bars(answer)
        return None if read is None else read == notes and read_beams(answer) == beams

    return settle(response, judge)
