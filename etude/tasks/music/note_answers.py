"""Questions whose answer is the name of one note: how it is asked for, shown as an option, and missed."""

from __future__ import annotations

from etude.rng import Stream
from etude.tasks.wording import final
from etude.theory.pitches import Note

NAMES = final("the name of the note with its accidental if it has one, such as F# or Bb, without octave")
"""The closing sentence of questions whose answer is the name of one note."""


def spell_out(name: str) -> str:
    """A note as an option: ``C natural``, since a bare C would be an option letter too."""
    return name if len(name) > 1 else f"{name} natural"


def near_notes(stream: Stream, right: Note) -> list[str]:
    """Names of other notes with as many accidentals, on the same letter and its neighbours."""
    letters = [(right.letter + step) % 7 for step in (-2, -1, 0, 1, 2)]
    near = [Note(letter, alter) for letter in letters for alter in sorted({-right.alter, right.alter})]
    return stream.shuffled([other.name for other in near if other != right])
