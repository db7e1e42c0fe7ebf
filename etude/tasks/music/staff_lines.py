"""Lines of notes by their places on the staff: shared by the families about clefs."""

from __future__ import annotations

from typing import NamedTuple

from etude.rng import Stream
from etude.theory.abc import Event, tune, write_body
from etude.theory.pitches import Pitch, from_height
from etude.theory.staff import BOTTOM, PLACES, place


class Shape(NamedTuple):
    """What a level asks for: notes, clefs, the lowest and highest place, and whether there are accidentals."""

    notes: int
    clefs: tuple[str, ...]
    low: int
    high: int
    signs: bool

    @property
    def says(self) -> str:
        """The level in words."""
        count = max(0, -self.low // 2)
        ledger = f"{count or 'no'} ledger line{'' if count == 1 else 's'} above and below"
        signs = ", accidentals" if self.signs else ""
        return f"{self.notes} notes in the {' or '.join(self.clefs)} clef, {ledger}{signs}"


SHAPE = {
    1: Shape(3, ("treble",), -1, 9, signs=False),
    2: Shape(5, ("treble", "bass"), -2, 10, signs=False),
    3: Shape(6, ("treble", "bass"), -4, 12, signs=True),
    4: Shape(7, ("alto", "tenor"), -2, 10, signs=True),
    5: Shape(8, ("alto", "tenor", "bass"), -4, 12, signs=True),
}
_SIGN = {-1: ", with a flat", 0: "", 1: ", with a sharp"}


def draw_staff(stream: Stream, level: int) -> tuple[str, list[Pitch]]:
    """A clef and a line of different places in it."""
    shape = SHAPE[level]
    clef = stream.choice(shape.clefs)
    places = stream.sample(range(shape.low, shape.high + 1), shape.notes)
    alters = [stream.choice((-1, 0, 0, 1)) if shape.signs else 0 for _ in places]
    return clef, [from_height(BOTTOM[clef] + at, alter) for at, alter in zip(places, alters, strict=True)]


def described(line: list[Pitch], clef: str) -> str:
    """Where the notes stand, in words."""
    rows = [f"{n}. {PLACES[place(pitch, clef)]}{_SIGN[pitch.alter]}" for n, pitch in enumerate(line, 1)]
    return "\n".join([f"Clef: {clef}. Lines and spaces are counted from the lowest.", *rows])


def staff_score(line: list[Pitch]) -> str:
    """The notes as an ABC tune without a metre; its clef is the layout's."""
    return tune(write_body([[Event((pitch,), 16)] for pitch in line], 0, 16), unit=4)
