"""Questions whose answer is a run of notes: how it is asked for, and what it sounds like."""

from __future__ import annotations

from collections.abc import Iterable

from etude.tasks.wording import final
from etude.theory.pitches import Note, Pitch, note

ASKED = final("the names of the notes in order, separated by spaces, without octaves (such as C D Eb F)")
"""The closing sentence."""


def names(notes: Iterable[Note | Pitch]) -> str:
    """``C D Eb F``."""
    return " ".join((item.note if isinstance(item, Pitch) else item).name for item in notes)


def heard(written: str) -> tuple[int, ...]:
    """The pitch classes of a run."""
    return tuple(note(name).pitch_class for name in written.split())
