"""Four-part writing: the classical faults, and where they are.

A chord is its notes from the lowest voice up: bass, tenor, alto, soprano. Source: any textbook of harmony.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import NamedTuple

from etude.theory.pitches import Note, Pitch

VOICES = ("bass", "tenor", "alto", "soprano")
FAULTS = ("parallel fifths", "parallel octaves", "voice crossing", "wide spacing", "doubled leading note")
Voicing = tuple[Pitch, ...]


class Fault(NamedTuple):
    """A fault: its kind, the chord where it shows (the second of two, from 0), and the voices, lower first."""

    kind: str
    chord: int
    voices: tuple[int, int]


def faults(chords: Sequence[Voicing], leading: Note) -> list[Fault]:
    """All faults of a progression, from its beginning."""
    found: list[Fault] = []
    for at, chord in enumerate(chords):
        found += alone(chord, at, leading)
        if at:
            found += between(chords[at - 1], chord, at)
    return found


def alone(chord: Voicing, at: int, leading: Note) -> Iterator[Fault]:
    """The faults of one chord: crossing, upper voices more than an octave apart, a doubled leading note."""
    for low, high in zip(range(3), range(1, 4), strict=True):
        if chord[high].midi < chord[low].midi:
            yield Fault("voice crossing", at, (low, high))
        elif low and chord[high].midi - chord[low].midi > 12:
            yield Fault("wide spacing", at, (low, high))
    doubled = [voice for voice, pitch in enumerate(chord) if pitch.note == leading]
    if len(doubled) > 1:
        yield Fault("doubled leading note", at, (doubled[0], doubled[1]))


def between(first: Voicing, second: Voicing, at: int) -> Iterator[Fault]:
    """Consecutive fifths and octaves (unisons among them) between two chords: both voices move, the interval stays.

    Those in contrary motion, on which schools differ, are called contrary and are none of FAULTS.
    """
    for low, high in combinations(range(4), 2):
        rises = [second[voice].midi - first[voice].midi for voice in (low, high)]
        if not all(rises):
            continue
        motion = "parallel" if (rises[0] > 0) == (rises[1] > 0) else "contrary"
        sizes = {
            ((chord[high].height - chord[low].height) % 7, (chord[high].midi - chord[low].midi) % 12)
            for chord in (first, second)
        }
        if sizes == {(4, 7)}:
            yield Fault(f"{motion} fifths", at, (low, high))
        if sizes == {(0, 0)}:
            yield Fault(f"{motion} octaves", at, (low, high))
