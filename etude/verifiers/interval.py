"""Marks the name of an interval. spec: ``interval`` (short name, ``m3``)."""

from __future__ import annotations

from collections.abc import Mapping

from etude.task import Json, Verdict
from etude.theory.intervals import read_interval
from etude.verifiers.extract import settle, with_gloss
from etude.verifiers.registry import verifier


@verifier("interval")
def mark(response: str, spec: Mapping[str, Json]) -> Verdict:
    """Mark an interval by quality and number."""
    truth = spec["interval"]

    def judge(answer: str) -> bool | None:
        read = with_gloss(read_interval, answer)
        return None if read is None else read.short == truth

    return settle(response, judge)
