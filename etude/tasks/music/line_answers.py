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
    """Runs with a note changed: by turns with more or fewer accidentals than the right one, and with as many."""
    notes = [item.note if isinstance(item, Pitch) else item for item in right]
    signed = [at for at, item in enumerate(notes) if item.alter]
    natural = [at for at, item in enumerate(notes) if not item.alter]
    for at in stream.sample(range(len(notes)), min(5, len(notes))):
        changed = [*notes]
        changed[at] = notes[at]._replace(alter=0 if notes[at].alter else stream.choice((-1, 1)))
        yield names(changed)
        changed = [*notes]
        if signed and natural:  # an accidental that stands before another note
            one, other = stream.choice(signed), stream.choice(natural)
            changed[one], changed[other] = notes[one]._replace(alter=0), notes[other]._replace(alter=notes[one].alter)
        else:
            changed[at] = notes[at]._replace(letter=(notes[at].letter + stream.choice((-1, 1))) % 7)
        yield names(changed)
