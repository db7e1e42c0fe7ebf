"""Questions whose answer is a run of notes: how it is asked for, and what it sounds like."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from etude.rng import Stream
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


def near_lines(stream: Stream, right: Sequence[Note | Pitch]) -> Iterator[str]:
    """Runs with one note changed: with an accidental more, one less, and as many as the right one, in turn."""
    notes = [item.note if isinstance(item, Pitch) else item for item in right]
    for at in stream.sample(range(len(notes)), min(4, len(notes))):
        item = notes[at]
        if item.alter == 0:
            yield names([*notes[:at], item._replace(alter=stream.choice((-1, 1))), *notes[at + 1 :]])
        else:
            yield names([*notes[:at], item._replace(alter=0), *notes[at + 1 :]])
        beside = (at + 1) % len(notes)
        swapped = [*notes]
        swapped[at], swapped[beside] = notes[beside], item
        yield names(swapped)
        moved = item._replace(letter=(item.letter + stream.choice((-1, 1))) % 7)
        yield names([*notes[:at], moved, *notes[at + 1 :]])
