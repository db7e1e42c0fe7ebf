"""Pairs of notes by difficulty: shared by the interval families."""

from __future__ import annotations

from etude.rng import Stream
from etude.theory.abc import Event, tune, write_body
from etude.theory.intervals import Interval, between
from etude.theory.keys import major_key
from etude.theory.pitches import Pitch, from_height, key_alter

SHAPE = {1: (0, 0, 8), 2: (1, 0, 8), 3: (2, 3, 8), 4: (3, 5, 12), 5: (4, 7, 15)}
"""Level: accidentals that sound on the two notes together, most in the key signature, largest number."""

_LOWEST, _HIGHEST = 23, 44
"""The staff positions used: E3 to E6."""
_ALTERED = ("A2", "A4", "A5", "A6", "d3", "d4", "d5", "d7")


def levels_up_to(largest: int) -> dict[int, str]:
    """What the levels of a family mean whose intervals end at a number."""
    return {
        n: f"{signs} accidental{'s' if signs != 1 else ''} to hear, key signatures up to {most}, "
        f"numbers up to {min(number, largest)}"
        for n, (signs, most, number) in SHAPE.items()
    }


LEVELS = levels_up_to(15)
"""What the levels of most interval families mean."""


def draw_pair(stream: Stream, level: int) -> tuple[Pitch, Pitch, Interval, int]:
    """Two notes that form a nameable interval with the level's accidentals, and a key signature."""
    signs, most, largest = SHAPE[level]
    while True:
        fifths = stream.between(-most, most)
        start = stream.between(_LOWEST, _HIGHEST)
        number = stream.between(2, largest)
        end = start + (number - 1) * stream.choice((-1, 1))
        if not _LOWEST <= end <= _HIGHEST:
            continue
        first, second = _pitch(stream, start, fifths, signs), _pitch(stream, end, fifths, signs)
        if abs(first.alter) + abs(second.alter) != signs or first == second:
            continue
        interval = between(first, second)
        if interval and interval.exists and _usual(interval, level):
            return first, second, interval, fifths


def pair_score(first: Pitch, second: Pitch, fifths: int, *, together: bool) -> str:
    """The two notes together, or one after the other, under a key signature."""
    low, high = sorted((first, second), key=lambda pitch: (pitch.height, pitch.midi))
    events = [Event((low, high), 16)] if together else [Event((first,), 16), Event((second,), 16)]
    return tune(write_body([events], fifths, 16), key=major_key(fifths).abc, unit=4)


def _usual(interval: Interval, level: int) -> bool:
    """Whether a level meets this interval: up to level 3 the altered ones that harmony uses, double ones at 5."""
    simple = interval.number if interval.number <= 8 else interval.number - 7
    if level <= 3:
        return interval.quality in "PMm" or f"{interval.quality}{simple}" in _ALTERED
    return level == 5 or len(interval.quality) == 1


def _pitch(stream: Stream, height: int, fifths: int, signs: int) -> Pitch:
    pitch = from_height(height)
    alter = key_alter(pitch.letter, fifths)
    if signs and stream.chance(1, 2):
        reach = 2 if signs > 2 else 1
        alter = stream.between(-reach, reach)
    return pitch._replace(alter=alter)
