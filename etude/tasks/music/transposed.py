"""Transposing a line, and the ways to get it wrong: shared by the transposition families."""

from __future__ import annotations

from collections.abc import Iterable

from etude.tasks.music.line_answers import names
from etude.theory.intervals import Interval, transpose
from etude.theory.pitches import Pitch, from_height

_NAMES = ("m2", "M2", "m3", "M3", "P4", "A4", "d5", "P5", "m6", "M6", "m7", "M7")
SIZES = tuple(Interval(name[0], int(name[1])) for name in _NAMES)
"""The intervals that lines are transposed by."""


def moved(line: Iterable[Pitch], size: Interval, *, up: bool) -> list[Pitch] | None:
    """The line an interval higher or lower; None if a note would need three accidentals."""
    notes = [transpose(pitch, size, up=up) for pitch in line]
    return [pitch for pitch in notes if pitch] if all(notes) else None


def wrongly_moved(line: list[Pitch], size: Interval, *, up: bool) -> list[str]:
    """The line moved the other way, by neighbouring intervals, and by staff steps without accidentals."""
    others = [other for other in SIZES if other != size and abs(other.semitones - size.semitones) <= 2]
    tries = [moved(line, size, up=not up), *[moved(line, other, up=up) for other in others]]
    steps = (size.number - 1) * (1 if up else -1)
    plain = [from_height(pitch.height + steps) for pitch in line]
    return [names(notes) for notes in [*tries, plain] if notes]
