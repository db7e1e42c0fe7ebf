"""Marks the name of a key or scale. spec: ``key`` (``F# harmonic minor``)."""

from __future__ import annotations

from collections.abc import Mapping

from etude.task import Json, Verdict
from etude.theory.keys import read_key
from etude.verifiers.extract import settle, with_gloss
from etude.verifiers.registry import verifier


@verifier("key")
def mark(response: str, spec: Mapping[str, Json]) -> Verdict:
    """Mark a key by tonic (as spelled) and type; "minor" alone means natural minor."""
    truth = spec["key"]

    def judge(answer: str) -> bool | None:
        read = with_gloss(read_key, answer)
        return None if read is None else read.name == truth

    return settle(response, judge)
