"""The five lines: where a pitch stands in a clef, and what that place is called."""

from __future__ import annotations

from etude.theory.pitches import Pitch

BOTTOM = {"treble": 30, "bass": 18, "alto": 24, "tenor": 22}
"""Clef to the staff position (steps above C0) of its lowest line: E4, G2, F3, D3."""
_ORDINALS = ("first", "second", "third", "fourth", "fifth")


def _names() -> dict[int, str]:
    """Steps above the lowest line to the name of the place, two ledger lines up and down."""
    names = {2 * i: f"{_ORDINALS[i]} line" for i in range(5)} | {2 * i + 1: f"{_ORDINALS[i]} space" for i in range(4)}
    for sign, side in ((1, "above"), (-1, "below")):
        edge = 8 if sign > 0 else 0
        names[edge + sign] = f"space {side} the staff"
        for i in range(2):
            names[edge + sign * (2 * i + 2)] = f"{_ORDINALS[i]} ledger line {side}"
        names[edge + 3 * sign] = f"space {side} the {_ORDINALS[0]} ledger line {side}"
    return names


PLACES = _names()
"""Steps above the lowest line, -4 to 12, to the name of the place."""


def place(pitch: Pitch, clef: str) -> int:
    """The steps of a pitch above the lowest line of a clef."""
    return pitch.height - BOTTOM[clef]
