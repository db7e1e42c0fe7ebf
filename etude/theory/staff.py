"""The five lines: where a pitch stands in a clef, and the usual ways to say where."""

from __future__ import annotations

from etude.theory.pitches import Pitch

BOTTOM = {"treble": 30, "bass": 18, "alto": 24, "tenor": 22}
"""Clef to the staff position (steps above C0) of its lowest line: E4, G2, F3, D3."""
_ORDINALS = ("first", "second", "third", "fourth", "fifth")
_NUMERALS = ("1st", "2nd", "3rd", "4th", "5th")


def _names(ordinals: tuple[str, ...]) -> dict[int, str]:
    """Steps above the lowest line to the name of the place, two ledger lines up and down."""
    names = {2 * i: f"{ordinals[i]} line" for i in range(5)} | {2 * i + 1: f"{ordinals[i]} space" for i in range(4)}
    for sign, side in ((1, "above"), (-1, "below")):
        edge = 8 if sign > 0 else 0
        names[edge + sign] = f"space {side} the staff"
        for i in range(2):
            names[edge + sign * (2 * i + 2)] = f"{ordinals[i]} ledger line {side}"
        names[edge + 3 * sign] = f"space {side} the {ordinals[0]} ledger line {side}"
    return names


PLACES = _names(_ORDINALS)
"""Steps above the lowest line, -4 to 12, to the name of the place."""


def place(pitch: Pitch, clef: str) -> int:
    """The steps of a pitch above the lowest line of a clef."""
    return pitch.height - BOTTOM[clef]


def written_places() -> dict[str, str]:
    """Every usual way to name a place, each with the canonical name."""
    written: dict[str, str] = {}
    for ordinals in (_ORDINALS, _NUMERALS):
        for steps, name in _names(ordinals).items():
            side = "above" if steps > 8 else "below"
            forms = {name, f"{name} of the staff", f"on the {name}", f"in the {name}"}
            if "ledger line" in name and not name.startswith("space"):
                forms |= {f"{name} the staff", f"on the {name} the staff"}
            if steps in (9, -1):
                forms |= {f"first space {side} the staff", f"1st space {side} the staff", f"just {side} the staff"}
            if steps in (11, -3):
                forms |= {name.removesuffix(f" {side}"), f"{name} the staff", f"second space {side} the staff"}
            written |= dict.fromkeys(forms, PLACES[steps])
    for i in range(5):
        written[f"line {i + 1}"] = PLACES[2 * i]
    for i in range(4):
        written[f"space {i + 1}"] = PLACES[2 * i + 1]
    written |= {"middle line": PLACES[4], "bottom line": PLACES[0], "top line": PLACES[8]}
    written |= {"ledger line above": PLACES[10], "ledger line below": PLACES[-2]}
    return written
