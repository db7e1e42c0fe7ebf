"""Triads by difficulty, their voicings, and how they are written: shared by the chord families."""

from __future__ import annotations

from functools import cache

from etude.rng import Stream
from etude.theory.chords import QUALITIES, Triad
from etude.theory.pitches import Note, Pitch

BUCKETS = {1: (0, 1), 2: (2, 2), 3: (3, 3), 4: (4, 4), 5: (5, 7)}
"""Level: fewest and most accidentals of the triad's three notes together."""


@cache
def triads(level: int) -> tuple[Triad, ...]:
    """All triads on natural, sharp and flat roots with the level's number of accidentals."""
    low, high = BUCKETS[level]
    return tuple(triad for triad in _every() if low <= signs(triad) <= high)


def signs(triad: Triad) -> int:
    """The accidentals of the three notes, a double one counted twice."""
    return sum(abs(note.alter) for note in triad.notes or ())


def draw_triad(stream: Stream, level: int) -> Triad:
    """A triad of the level; qualities are about equally likely."""
    return stream.choice(stream.choice(_by_quality(level)))


@cache
def _by_quality(level: int) -> list[list[Triad]]:
    names = sorted({triad.quality for triad in triads(level)})
    return [[triad for triad in triads(level) if triad.quality == quality] for quality in names]


def notes_of(triad: Triad) -> tuple[Note, Note, Note]:
    """Root, third and fifth of a triad that has them all."""
    if triad.notes is None:
        raise ValueError(f"{triad.name} cannot be spelled")
    return triad.notes


def close(notes: list[Note], octave: int) -> list[Pitch]:
    """The notes stacked upwards from the first, each as near above the last as its letter allows."""
    stack = [notes[0].at(octave)]
    for note in notes[1:]:
        pitch = note.at(stack[-1].octave)
        stack.append(pitch if pitch.height > stack[-1].height else note.at(stack[-1].octave + 1))
    return stack


def scatter(stream: Stream, notes: list[Note]) -> list[Pitch]:
    """The notes in random order, each in one of four octaves (C2 to B5)."""
    return [note.at(stream.between(2, 5)) for note in stream.shuffled(notes)]


@cache
def _every() -> tuple[Triad, ...]:
    """All triads on natural, sharp and flat roots that can be written."""
    roots = [Note(letter, alter) for letter in range(7) for alter in (-1, 0, 1)]
    found = [Triad(root, quality) for root in roots for quality in QUALITIES]
    return tuple(triad for triad in found if triad.notes)


def other_triads(stream: Stream, right: Triad) -> list[str]:
    """Names of wrong chords: other qualities on the root, then chords on the other notes of the triad."""
    same_root = [Triad(right.root, quality) for quality in QUALITIES if quality != right.quality]
    members = notes_of(right)[1:]
    others = [Triad(root, quality) for root in members for quality in ("major", "minor")]
    alike = [triad for triad in _every() if len(triad.name) == len(right.name) and triad != right]
    usable = stream.shuffled([triad for triad in same_root + others if triad.notes])[:5]
    every = stream.shuffled(_every())
    return [triad.name for triad in [*usable, *stream.shuffled(alike)[:3], *every]]
