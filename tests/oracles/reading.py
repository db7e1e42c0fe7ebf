"""What the oracles of music share: the ABC of a prompt as music21's own reader has it."""

from __future__ import annotations

import re
from functools import lru_cache

from music21 import converter
from music21 import pitch as m21pitch

_ABC = re.compile(r"```abc\n(.*?)\n```", re.S)


@lru_cache(maxsize=64)
def parse(abc: str):
    return converter.parse(abc, format="abc")


def abc_of(prompt: str) -> str:
    return _ABC.search(prompt)[1]


def pitches(prompt: str) -> list[m21pitch.Pitch]:
    """All sounding pitches in order, chords from the bottom."""
    found = []
    for element in parse(abc_of(prompt)).recurse().notes:
        found += sorted(element.pitches, key=lambda p: p.diatonicNoteNum)
    return found


def m21name(name: str) -> str:
    """``Bb`` as music21 writes it."""
    return name[0] + name[1:].replace("b", "-")


def plain(name: str) -> str:
    return name.replace("-", "b")
