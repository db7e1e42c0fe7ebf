"""Marks the name of a triad. spec: ``chord`` (``Bb minor``)."""

from __future__ import annotations

from collections.abc import Mapping

from etude.task import Json, Verdict
from etude.theory.chords import read_triad
from etude.verifiers.extract import settle, with_gloss
from etude.verifiers.registry import verifier


@verifier("chord")
def mark(response: str, spec: Mapping[str, Json]) -> Verdict:
    """Mark a triad by root (as spelled) and quality."""
    truth = spec["chord"]

    def judge(answer: str) -> bool | None:
        read = with_gloss(read_triad, answer)
        return None if read is None else read.name == truth

    return settle(response, judge)
