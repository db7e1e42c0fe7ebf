"""Marks the name of a seventh chord. spec: ``seventh`` (``Bb minor seventh``)."""

from __future__ import annotations

from collections.abc import Mapping

from etude.task import Json, Verdict
from etude.theory.chords import read_seventh
from etude.verifiers.extract import settle, with_gloss
from etude.verifiers.registry import verifier


@verifier("seventh")
def mark(response: str, spec: Mapping[str, Json]) -> Verdict:
    """Mark a seventh chord by root (as spelled) and quality."""
    truth = spec["seventh"]

    def judge(answer: str) -> bool | None:
        read = with_gloss(read_seventh, answer)
        return None if read is None else read.name == truth

    return settle(response, judge)
