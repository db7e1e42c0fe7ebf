"""Marks an element of a group, under any of its right names.

spec: ``value`` (its normal form), ``notation`` (see ``etude.theory.groups.notation``), optional ``least``: exponents
and numbers must not be negative, since with a minus sign the question would be its own answer. Names that still have
to be multiplied out, or whose exponents are out of range, are not in the form that is asked for: ``unreadable``.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from functools import lru_cache

from etude.task import Json, Verdict
from etude.theory.groups.notation import Notation, notation_of, plain
from etude.theory.groups.structure import Element
from etude.verifiers.extract import settle
from etude.verifiers.registry import verifier

_WORD = re.compile("[A-Za-z]{5}|[:;?]")
"""What stands before an equals sign in a sentence, and not in a calculation."""


@lru_cache(maxsize=1024)
def _notation(record: str) -> Notation:
    return notation_of(json.loads(record))


def notation_from(spec: Mapping[str, Json]) -> Notation:
    """The notation of a spec; all completions of a group share it."""
    return _notation(json.dumps(spec["notation"], sort_keys=True))


def read_element(notation: Notation, answer: str, signed: bool) -> Element | None:
    """The element that an answer names, also after an equals sign and no words: ``z = r^2 s``, ``r r = r^2``."""
    text = plain(answer)
    element = notation.read(text, signed)
    if element is None and "=" in text:
        before, _, name = text.rpartition("=")
        element = None if _WORD.search(before) else notation.read(name.strip(), signed)
    return element


@verifier("element")
def mark(response: str, spec: Mapping[str, Json]) -> Verdict:
    """Mark the name of a group element."""
    shown = spec["value"]
    notation = notation_from(spec)
    truth = notation.read(plain(shown), True)
    signed = not spec.get("least", False)

    def judge(answer: str) -> bool | None:
        if answer == shown:
            return True
        element = read_element(notation, answer, signed)
        return None if element is None else element == truth

    return settle(response, judge)
