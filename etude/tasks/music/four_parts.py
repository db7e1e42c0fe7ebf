"""Progressions by difficulty, and how they are put into words: shared by the families in four voices."""

from __future__ import annotations

from typing import Any, NamedTuple

from etude.rng import Stream
from etude.task import Json
from etude.tasks.music.chorale import Chorale, draw_chorale
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
LEVELS = {n: shape.says for n, shape in SHAPE.items()}
"""What the levels of the families in four voices mean."""


def draw_parts(stream: Stream, level: int, *, cadence: str = "", fault: str = "") -> Chorale:
    """A progression of the level, with a cadence and a fault as for ``draw_chorale``."""
    chords, low, high = SHAPE[level]
    return draw_chorale(stream, low, high, chords, cadence, fault)


def printed(chorale: Chorale) -> dict[str, Any]:
    """The fields measure, score, layout and words of a question about a progression."""
    score = chorale.score
    words = f"Each chord is written in the order bass, tenor, alto, soprano.\n\n```abc\n{score}\n```"
    return {"measure": len(chorale.voicings), "score": score, "layout": "choir", "words": words}


def canonical(chorale: Chorale) -> Json:
    """A progression for a fingerprint: its key signature and its keyboard keys."""
    return [chorale.key.fifths, [[pitch.midi for pitch in voicing] for voicing in chorale.voicings]]


def in_key(chorale: Chorale) -> str:
    """The sentence that names the key of a progression."""
    return f"The key is {chorale.key.short}."
