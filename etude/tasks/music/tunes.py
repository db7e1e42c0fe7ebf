"""Tunes and lines by difficulty: shared by the rhythm and melody families."""

from __future__ import annotations

from collections.abc import Sequence

from etude.rng import Stream
from etude.tasks.corpus import TuneStream
from etude.tasks.music.composer import compose
from etude.theory.abc import Event, tune, write_body
from etude.theory.keys import Key, keys
from etude.theory.metres import Metre, read_metre
from etude.theory.pitches import Pitch

METRES = {
    1: ("2/4", "3/4", "4/4"),
    2: ("2/4", "3/4", "4/4", "6/8"),
    3: ("3/4", "4/4", "6/8", "9/8", "2/2"),
    4: ("4/4", "9/8", "12/8", "3/2", "5/4", "2/2"),
    5: ("5/4", "12/8", "3/2", "9/8", "7/8", "4/4"),
}
"""Level: the time signatures asked for."""


ACCIDENTALS = {1: 1, 2: 2, 3: 3, 4: 5, 5: 7}
"""Level: most accidentals in the key signature."""


def draw_signature(stream: Stream, level: int) -> Key:
    """A major or natural minor key of the level."""
    return stream.choice(keys("major", ACCIDENTALS[level]) + keys("natural minor", ACCIDENTALS[level]))


def draw_tune(stream: Stream, level: int, measures: int) -> tuple[Metre, Key, list[list[Event]]]:
    """A metre, a key of the level, and a melody in them.

    Where the stream has a user's tunes it is one of these, in whatever key it is.
    """
    if isinstance(stream, TuneStream):
        return stream.tune(METRES[level], measures)
    metre = named(stream.choice(METRES[level]))
    key = draw_signature(stream, level)
    return metre, key, compose(stream, metre, key, measures, level)


LINE = {1: 5, 2: 6, 3: 8, 4: 10, 5: 12}
"""Level: notes of a line; never four, since the option "A B C D" would look like naming every letter."""


def draw_line(stream: Stream, level: int) -> tuple[Key, list[Pitch]]:
    """A key of the level, and a line of LINE[level] notes in it.

    Where the stream has a user's tunes it is part of one of these, in whatever key it is.
    """
    if isinstance(stream, TuneStream):
        return stream.line(LINE[level])
    key = draw_signature(stream, level)
    measures = compose(stream, Metre(4, 4), key, 8, 1)
    line = [pitch for events in measures for event in events for pitch in event.pitches]
    return key, line[: LINE[level]]


def line_score(line: Sequence[Pitch], key: Key) -> str:
    """A line in quarter notes under its key signature."""
    return tune(write_body([[Event((pitch,), 16) for pitch in line]], key.fifths, 16), key=key.abc, unit=4)


def named(name: str) -> Metre:
    """The metre of a name such as ``6/8``."""
    metre = read_metre(name)
    if metre is None:
        raise ValueError(f"no time signature {name!r}")
    return metre


def canonical(events: list[Event]) -> list[list[int]]:
    """A measure for a fingerprint: the length of each event and its keyboard keys."""
    return [[event.length, *(pitch.midi for pitch in event.pitches)] for event in events]
