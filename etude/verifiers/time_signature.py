"""Marks a time signature. spec: ``metre`` (``6/8``). It is no fraction: 6/8 is not 3/4."""

from __future__ import annotations

from collections.abc import Mapping

from etude.task import Json, Verdict
from etude.theory.metres import read_metre
from etude.verifiers.extract import settle, with_gloss
from etude.verifiers.registry import verifier


@verifier("time_signature")
def mark(response: str, spec: Mapping[str, Json]) -> Verdict:
    """Mark a time signature by both its numbers."""
    truth = spec["metre"]

    def judge(answer: str) -> bool | None:
        read = with_gloss(read_metre, answer)
        return None if read is None else read.name == truth

    return settle(response, judge)
