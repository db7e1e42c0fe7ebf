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


SEVENTHS = {
    "dominant seventh": (Interval("M", 3), Interval("P", 5), Interval("m", 7)),
    "major seventh": (Interval("M", 3), Interval("P", 5), Interval("M", 7)),
    "minor seventh": (Interval("m", 3), Interval("P", 5), Interval("m", 7)),
    "half-diminished seventh": (Interval("m", 3), Interval("d", 5), Interval("m", 7)),
    "diminished seventh": (Interval("m", 3), Interval("d", 5), Interval("d", 7)),
}
"""Quality to the intervals above the root."""


class Seventh(NamedTuple):
    """A seventh chord: its quality, one of SEVENTHS, and its four notes from the root up."""

    quality: str
    notes: tuple[Note, Note, Note, Note]

    @property
    def name(self) -> str:
        """``Bb minor seventh``."""
        return f"{self.notes[0].name} {self.quality}"


@cache
def seventh(root: Note, quality: str) -> Seventh | None:
    """A seventh chord on a root; None if a note would need three accidentals."""
    above = [transpose(root.at(4), interval, up=True) for interval in SEVENTHS[quality]]
    third, fifth, top = above
    if third is None or fifth is None or top is None:
        return None
    return Seventh(quality, (root, third.note, fifth.note, top.note))


_SEVENTH_WORDS = {
    "dominant seventh": ("7", "dominant seventh", "dominant 7th", "dominant 7", "dom7", "dom 7", "seventh", "7th"),
    "major seventh": ("maj7", "M7", "Maj7", "ma7", "Δ7", "Δ", "major seventh", "major 7th", "major 7", "maj 7"),
    "minor seventh": ("m7", "min7", "mi7", "minor seventh", "minor 7th", "minor 7", "min 7"),
    "half-diminished seventh": ("ø7", "ø", "m7b5", "min7b5", "m7♭5", "half diminished seventh", "half diminished 7th",
                                "half diminished 7", "half diminished", "minor seventh flat five"),
    "diminished seventh": ("°7", "o7", "dim7", "dim 7", "diminished seventh", "diminished 7th", "diminished 7",
                           "fully diminished seventh", "fully diminished 7th"),
}  # fmt: skip
_BRACKETS = str.maketrans("", "", "()")
_SEVENTH_MEANING = {text: quality for quality, texts in _SEVENTH_WORDS.items() for text in texts}


def read_seventh(text: str) -> Seventh | None:
    """The seventh chord that the whole text names: ``G7``, ``Bbm7``, ``B half-diminished seventh``. None otherwise."""
    if len(text) > 60:
        return None
    text = _HEAD.sub("", _TAIL.sub("", plain(text)), count=1)
    prefix = read_prefix(text)
    if prefix is None or text[0].islower():
        return None
    root, rest = prefix
    word = rest.strip(" -.")
    if word not in _SEVENTH_MEANING:
        word = " ".join(word.lower().replace("-", " ").translate(_BRACKETS).split())
    quality = _SEVENTH_MEANING.get(word)
    return seventh(root, quality) if quality else None
