"""Progressions by difficulty, and how they are put into words: shared by the families in four voices."""

from __future__ import annotations

from typing import NamedTuple

from etude.task import Json
from etude.tasks.music.chorale import Chorale
from etude.tasks.wording import span


class Shape(NamedTuple):
    """What a level asks for: chords, fewest and most accidentals in the key signature."""

    chords: int
    low: int
    high: int

    @property
    def says(self) -> str:
        """The level in words."""
        return f"{self.chords} chords, {span(self.low, self.high)} accidentals in the key signature"


SHAPE = {1: Shape(4, 0, 1), 2: Shape(5, 0, 2), 3: Shape(6, 1, 3), 4: Shape(7, 2, 5), 5: Shape(8, 4, 7)}


def canonical(chorale: Chorale) -> Json:
    """A progression for a fingerprint: its key signature and its keyboard keys."""
    return [chorale.key.fifths, [[pitch.midi for pitch in voicing] for voicing in chorale.voicings]]


def in_key(chorale: Chorale) -> str:
    """The sentence that names the key of a progression."""
    return f"The key is {chorale.key.short}."


def ordered(chorale: Chorale) -> str:
    """The ABC of a progression, and in which order each chord is written."""
    return f"Each chord is written in the order bass, tenor, alto, soprano.\n\n```abc\n{chorale.score}\n```"
