"""Triads: building them (by music21's intervals), their symbols and written names."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from etude.theory.intervals import Interval, transpose
from etude.theory.pitches import Note, plain, read_prefix

QUALITIES = ("major", "minor", "diminished", "augmented")
_STACK = {
    "major": (Interval("M", 3), Interval("P", 5)),
    "minor": (Interval("m", 3), Interval("P", 5)),
    "diminished": (Interval("m", 3), Interval("d", 5)),
    "augmented": (Interval("M", 3), Interval("A", 5)),
}
MEMBERS = ("root", "third", "fifth")


class Triad(NamedTuple):
    """A root and a quality: major, minor, diminished or augmented."""

    root: Note
    quality: str

    @property
    def name(self) -> str:
        """``Bb minor``."""
        return f"{self.root.name} {self.quality}"

    @property
    def notes(self) -> tuple[Note, Note, Note] | None:
        """Root, third and fifth; None where one would need three accidentals."""
        return _notes(self)

    @property
    def pitch_classes(self) -> frozenset[int]:
        """What the triad sounds like, whatever its spelling."""
        return frozenset(note.pitch_class for note in self.notes or ())


@cache
def _notes(triad: Triad) -> tuple[Note, Note, Note] | None:
    start = triad.root.at(4)
    third, fifth = (transpose(start, interval, up=True) for interval in _STACK[triad.quality])
    return (triad.root, third.note, fifth.note) if third and fifth else None


_WORDS = {
    "major": "major", "maj": "major", "ma": "major", "M": "major", "": "major", "Δ": "major",
    "minor": "minor", "min": "minor", "mi": "minor", "m": "minor",
    "diminished": "diminished", "dim": "diminished", "°": "diminished", "o": "diminished", "º": "diminished",
    "augmented": "augmented", "aug": "augmented", "+": "augmented",
}  # fmt: skip
_TAIL = re.compile(r" ?(?:triad|chord)\Z", re.I)
_HEAD = re.compile(r"(?:[Tt]he|[Aa]n?) (?=[A-G](?:[#b♯♭ -]|m|$))")


def read_triad(text: str) -> Triad | None:
    """The triad that the whole text names: ``Bbm``, ``B-flat minor``, ``B♭ min``, ``C°``, ``C``. None otherwise."""
    if len(text) > 60:
        return None
    text = _HEAD.sub("", _TAIL.sub("", plain(text)), count=1)
    prefix = read_prefix(text)
    if prefix is None:
        return None
    root, rest = prefix
    if text[0].islower() and not rest.strip(" -"):
        return None
    word = re.sub(r"\A[ -](?=\w|°|º|\+)", "", rest).rstrip(".")
    quality = _WORDS.get(word) or (_WORDS.get(word.lower()) if len(word) > 1 else None)
    return Triad(root, quality) if quality else None
