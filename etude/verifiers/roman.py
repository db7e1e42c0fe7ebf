"""Marks a Roman numeral with its figures. spec: ``roman`` (``V6/5``, ``viio7``, ``V7/ii``)."""

from __future__ import annotations

from collections.abc import Mapping

from etude.task import Json, Verdict
from etude.theory.romans import read_roman
from etude.verifiers.extract import settle, with_gloss
from etude.verifiers.registry import verifier


@verifier("roman")
def mark(response: str, spec: Mapping[str, Json]) -> Verdict:
    """Mark a Roman numeral by degree, quality, inversion and target."""
    truth = read_roman(spec["roman"])

    def judge(answer: str) -> bool | None:
        read = with_gloss(read_roman, answer)
        return None if read is None else read == truth

    return settle(response, judge)
