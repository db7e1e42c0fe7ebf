"""Four-part writing: the classical faults, and where they are.

A chord is its notes from the lowest voice up: bass, tenor, alto, soprano. Source: any textbook of harmony.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
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


def alone(chord: Voicing, at: int, leading: Note) -> Iterator[Fault]:
    """The faults of one chord: crossing, upper voices more than an octave apart, a doubled leading note."""
    keys = [key for key, _ in _measured(chord)]
    for low in range(3):
        if keys[low + 1] < keys[low]:
            yield Fault("voice crossing", at, (low, low + 1))
        elif low and keys[low + 1] - keys[low] > 12:
            yield Fault("wide spacing", at, (low, low + 1))
    doubled = [voice for voice, pitch in enumerate(chord) if pitch[:2] == leading]
    if len(doubled) > 1:
        yield Fault("doubled leading note", at, (doubled[0], doubled[1]))


def between(first: Voicing, second: Voicing, at: int) -> Iterator[Fault]:
    """Consecutive fifths and octaves (unisons among them) between two chords: both voices move, the interval stays.

    Those in contrary motion, on which schools differ, are called contrary and are none of FAULTS.
    """
    before, after = _measured(first), _measured(second)
    for low, high in _PAIRS:
        rise, lift = after[low][0] - before[low][0], after[high][0] - before[high][0]
        if not rise or not lift:
            continue
        size = (after[high][0] - after[low][0]) % 12
        if size not in (0, 7) or (before[high][0] - before[low][0]) % 12 != size:
            continue
        steps = [(chord[high][1] - chord[low][1]) % 7 for chord in (before, after)]
        motion = "parallel" if (rise > 0) == (lift > 0) else "contrary"
        if size and steps == [4, 4]:
            yield Fault(f"{motion} fifths", at, (low, high))
        if not size and steps == [0, 0]:
            yield Fault(f"{motion} octaves", at, (low, high))


_PAIRS = tuple(combinations(range(4), 2))


@lru_cache(maxsize=10_000)
def _measured(chord: Voicing) -> tuple[tuple[int, int], ...]:
    """The key on a keyboard and the staff position of each note."""
    return tuple((pitch.midi, pitch.height) for pitch in chord)
