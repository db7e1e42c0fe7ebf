"""Seventh chords by difficulty: shared by the families about them."""

from __future__ import annotations

from functools import cache

from etude.rng import Stream
from etude.theory.chords import SEVENTHS, Seventh, seventh
from etude.theory.pitches import Note

BUCKETS = {1: (0, 1), 2: (2, 2), 3: (3, 3), 4: (4, 4), 5: (5, 7)}
"""Level: fewest and most accidentals of the four notes together."""


@cache
def _sevenths(level: int) -> tuple[Seventh, ...]:
    low, high = BUCKETS[level]
    roots = [Note(letter, alter) for letter in range(7) for alter in (-1, 0, 1)]
    made = [seventh(root, quality) for root in roots for quality in SEVENTHS]
    return tuple(chord for chord in made if chord and low <= signs(chord) <= high)


def signs(chord: Seventh) -> int:
    """The accidentals of the four notes, a double one counted twice."""
    return sum(abs(note.alter) for note in chord.notes)


def draw_seventh(stream: Stream, level: int) -> Seventh:
    """A seventh chord of the level; qualities are about equally likely."""
    return stream.choice(stream.choice(_by_quality(level)))


@cache
def _by_quality(level: int) -> list[list[Seventh]]:
    names = sorted({chord.quality for chord in _sevenths(level)})
    return [[chord for chord in _sevenths(level) if chord.quality == quality] for quality in names]


@cache
def every_seventh() -> list[Seventh | None]:
    """A seventh chord of each quality on every root, None where it cannot be written."""
    return [seventh(Note(letter, alter), kind) for letter in range(7) for alter in (-1, 0, 1) for kind in SEVENTHS]
