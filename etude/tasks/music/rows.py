"""Tone rows: shared by the families about them."""

from __future__ import annotations

from itertools import pairwise

from etude.rng import Stream
from etude.theory.abc import Event, tune, write_body
from etude.theory.scales import spelled

SIZES = {1: 5, 2: 6, 3: 8, 4: 10, 5: 12}
"""Level: notes of the row, all different."""


def draw_row(stream: Stream, level: int) -> list[int]:
    """Different pitch classes in random order, as many as the level says."""
    return stream.sample(range(12), SIZES[level])


def derived(row: list[int], form: str) -> list[int]:
    """A form of the row, untransposed: the inversion begins on its first note."""
    inverted = [(2 * row[0] - key) % 12 for key in row]
    return {
        "transposition": row,
        "retrograde": row[::-1],
        "inversion": inverted,
        "retrograde inversion": inverted[::-1],
    }[form]


def steps(row: list[int]) -> tuple[int, ...]:
    """The intervals from note to note, in semitones up to 11: the same for every transposition."""
    return tuple((b - a) % 12 for a, b in pairwise(row))


def row_score(stream: Stream, rows: list[list[int]]) -> str:
    """Rows as bars of eighth notes in the octave from middle C."""
    flat = stream.chance(1, 2)
    bars = [[Event((spelled(key, flat=flat).at(4),), 8) for key in row] for row in rows]
    return tune(write_body(bars, 0, 8))
