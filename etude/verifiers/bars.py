"""Marks a melody with its bar lines put in. spec: ``measures`` (the notes of each, in ABC)."""

from __future__ import annotations

from collections.abc import Mapping

from etude.task import Json, Verdict
from etude.theory.abc import read_bars
from etude.verifiers.extract import settle
from etude.verifiers.registry import verifier


@verifier("bars")
def mark(response: str, spec: Mapping[str, Json]) -> Verdict:
    """Mark bar lines: the same notes, divided into the same measures."""
    truth = read_bars("|".join(spec["measures"]))

    def judge(answer: str) -> bool | None:
        read = read_bars(answer)
        return None if read is None else read == truth

    return settle(response, judge)
