"""Marks a musical term of a closed vocabulary. spec: ``kind`` (see theory/terms.py) and ``term``."""

from __future__ import annotations

from collections.abc import Mapping

from etude.task import Json, Verdict
from etude.theory.terms import read_term
from etude.verifiers.extract import settle, with_gloss
from etude.verifiers.registry import verifier


@verifier("term")
def mark(response: str, spec: Mapping[str, Json]) -> Verdict:
    """Mark a term in any of its usual forms."""
    truth, kind = spec["term"], spec["kind"]

    def judge(answer: str) -> bool | None:
        read = with_gloss(lambda text: read_term(kind, text), answer)
        return None if read is None else read == truth

    return settle(response, judge)
