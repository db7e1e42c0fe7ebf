"""Marks a list of notes; octaves may be added.

spec: ``notes`` (ASCII names); ``spelling`` is ``any`` where enharmonics count, ``order`` where the order does not,
``names`` is ``german`` where German names are asked for (H is a note nowhere else).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from etude.task import Json, Verdict
from etude.theory.abc import read_bars
from etude.theory.german import read_german
from etude.theory.pitches import ABC_ALTER, LETTERS, Note, note, plain, read_note
from etude.verifiers.extract import settle
from etude.verifiers.registry import verifier

_MOST = 400
_SEPARATOR = re.compile(r"\s*(?:[,;|→]|->|\\to|\\rightarrow| - | – |–)\s*|\s+")
_WORD = re.compile(r"[ -]?\b(double[ -]?)?(sharp|flat|natural)\b", re.I)
_SIGN = {"sharp": "#", "flat": "b", "natural": ""}
_GERMAN_HYPHEN = re.compile(r"(?<=[A-Za-z])-(?=[A-Za-z])")
_HYPHEN = re.compile(r"(?<=[A-Ga-g#b♯♭0-9])-(?=[A-Ga-g])")


@verifier("notes")
def mark(response: str, spec: Mapping[str, Json]) -> Verdict:
    """Mark a run of notes by letters and accidentals, in order unless the task says otherwise."""
    german = spec.get("names") == "german"
    free, mixed = spec.get("spelling") == "any", spec.get("order") == "any"

    def meant(notes: list[Note]) -> list[Any]:
        heard: list[Any] = [item.pitch_class for item in notes] if free else list(notes)
        return sorted(heard) if mixed else heard

    truth = meant([note(name) for name in spec["notes"]])

    def judge(answer: str) -> bool | None:
        read = read_german_notes(answer) if german else read_notes(answer)
        return None if read is None else meant(read) == truth

    return settle(response, judge)


def read_notes(answer: str) -> list[Note] | None:
    """The notes of a list (with spaces, commas, hyphens or arrows) or of a line of ABC; None if one is no note."""
    if len(answer) > _MOST:
        return None
    text = _WORD.sub(lambda found: _SIGN[found[2].lower()] * (2 if found[1] else 1), answer)
    text = _HYPHEN.sub(" ", plain(text.replace("{,}", ",").replace("\\,", " "))).strip("[]() ")
    names = [name for name in _SEPARATOR.split(text) if name]
    read = [read_note(name) for name in names]
    if len(names) > 1 and all(read):
        return [found[0] for found in read if found]
    return _abc_notes(answer)


def _abc_notes(answer: str) -> list[Note] | None:
    """The notes of a line of ABC, every sign written out; None if it is none, or has rests."""
    bars = read_bars(answer)
    tokens = [(sign, name[0].upper()) for bar in bars or () for sign, name, _ in bar]
    if len(tokens) < 2 or any(letter == "Z" for _, letter in tokens):
        return None
    return [Note(LETTERS.index(letter), ABC_ALTER.get(sign, 0)) for sign, letter in tokens]


def read_german_notes(answer: str) -> list[Note] | None:
    """The notes of a list of German names; None if one is no note."""
    if len(answer) > _MOST:
        return None
    names = [name for name in _SEPARATOR.split(_GERMAN_HYPHEN.sub(" ", answer).strip("[]() ")) if name]
    read = [read_german(name) for name in names]
    return [note for note in read if note is not None] if len(names) > 1 and None not in read else None
