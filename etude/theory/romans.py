"""Roman numerals: chords by their place in a key, and every usual way to write them.

Upper case for major (and augmented, with ``+``), lower case for minor; ``o`` marks a diminished triad or fully
diminished seventh chord, ``ø`` a half-diminished one. Figures give the inversion. In minor keys the chords on the
fifth and seventh degree have the leading note, all others the natural minor scale.
"""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from etude.theory.chords import QUALITIES, SEVENTHS, Triad, seventh
from etude.theory.keys import Key
from etude.theory.pitches import Note

NUMERALS = ("I", "II", "III", "IV", "V", "VI", "VII")
TRIAD_FIGURES = ("", "6", "6/4")
SEVENTH_FIGURES = ("7", "6/5", "4/3", "4/2")


class Roman(NamedTuple):
    """A chord of a key: degree 0..6, quality (as in chords.py), inversion, and for an applied dominant its target.

    ``of``: the degree (0..6) that an applied dominant leads to, -1 for a chord of the key itself. ``minor``: whether
    that target is a minor chord.
    """

    degree: int
    quality: str
    inversion: int
    of: int = -1
    minor: bool = False

    @property
    def name(self) -> str:
        """``V6/5``, ``viio7``, ``iiø4/3``, ``V7/ii``."""
        sharp = self.quality in ("major", "augmented", "dominant seventh", "major seventh")
        numeral = NUMERALS[self.degree] if sharp else NUMERALS[self.degree].lower()
        mark = {"diminished": "o", "augmented": "+", "diminished seventh": "o", "half-diminished seventh": "ø"}
        figures = SEVENTH_FIGURES if self.quality in SEVENTHS else TRIAD_FIGURES
        target = NUMERALS[self.of].lower() if self.minor else NUMERALS[self.of]
        tail = f"/{target}" if self.of >= 0 else ""
        return numeral + mark.get(self.quality, "") + figures[self.inversion] + tail

    def notes(self, key: Key) -> tuple[Note, ...]:
        """The notes from the bass up in close position. Raises ValueError if they cannot be written."""
        return _notes(self, key)

    def root(self, key: Key) -> Note:
        """The root in a key; of an applied dominant the note a fifth above its target."""
        if self.of < 0:
            return _scale(key, self.degree)[self.degree]
        target = key.scale()[self.of]
        fifth = chord_notes(target, "major")
        if fifth is None:
            raise ValueError(f"no dominant of {target.name}")
        return fifth[2]


@cache
def _notes(roman: Roman, key: Key) -> tuple[Note, ...]:
    stack = chord_notes(roman.root(key), roman.quality)
    if stack is None:
        raise ValueError(f"{roman.name} cannot be spelled in {key.name}")
    return (*stack[roman.inversion :], *stack[: roman.inversion])


def chord_notes(root: Note, quality: str) -> tuple[Note, ...] | None:
    """The notes of a triad or seventh chord from its root up; None if one would need three accidentals."""
    if quality in SEVENTHS:
        made = seventh(root, quality)
        return made.notes if made else None
    return Triad(root, quality).notes


def _scale(key: Key, degree: int) -> tuple[Note, ...]:
    """The scale that the chord on a degree is built from."""
    if key.mode != "major" and degree in (4, 6):
        return Key(key.tonic, "harmonic minor").scale()
    return key.scale()


@cache
def diatonic(key: Key, *, sevenths: bool) -> tuple[Roman, ...]:
    """The triads or seventh chords of a major or minor key in root position, one on each degree."""
    found = []
    for degree in range(7):
        scale = _scale(key, degree)
        members = tuple(scale[(degree + step) % 7] for step in (0, 2, 4, 6)[: 4 if sevenths else 3])
        qualities = tuple(SEVENTHS) if sevenths else QUALITIES
        named = [quality for quality in qualities if chord_notes(members[0], quality) == members]
        found += [Roman(degree, quality, 0) for quality in named]
    return tuple(found)
