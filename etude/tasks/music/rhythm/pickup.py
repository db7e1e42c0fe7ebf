"""Complete the last measure of a tune that begins with a pick-up.

Rule: the incomplete first measure (pick-up, upbeat, anacrusis) and the last one make a full measure together. Source:
examination syllabuses of theory.
"""

from __future__ import annotations

from itertools import accumulate

from etude.rng import Stream
from etude.tasks.music.forms import Question, music_family
from etude.tasks.music.term_answers import NOTE_VALUE, term
from etude.tasks.music.tunes import METRES, canonical, draw_tune
from etude.theory.abc import Event, tune, unit_length, write_body
from etude.theory.terms import NOTE_VALUES

_MEASURES = {1: 1, 2: 2, 3: 2, 4: 3, 5: 4}
_OPENINGS = (
    "This tune begins with a pick-up, and its last note is missing. Last measure and pick-up must make one full "
    "measure. Which note value is missing?",
    "The tune starts on an upbeat. Which single note is missing at the end, if first and last measure are to add up "
    "to a full one?",
    "A final note is to be added to this tune with its pick-up. Pick-up and last measure must make a whole measure. "
    "How long is the note?",
)


@music_family(
    "music.rhythm.pickup",
    levels={n: f"a pick-up and {count + 1} measures in {', '.join(METRES[n])}" for n, count in _MEASURES.items()},
    excerpt=True,
    verifier="term",
    source="elementary theory: pick-up measures",
    measure="events",
)
def write(stream: Stream, level: int) -> Question:
    """Name the missing last note of a tune with a pick-up."""
    while True:
        metre, key, measures = draw_tune(stream, level, _MEASURES[level] + 3)
        pickup, last = _start(stream, measures[0]), _start(stream, measures[1])
        missing = metre.length - sum(event.length for event in (*pickup, *last))
        if missing in NOTE_VALUES and pickup[0].pitches:
            break
    shown = [pickup, *measures[2:-1], last]
    right = NOTE_VALUES[missing]
    return Question(
        content=["pick-up", metre.name, key.fifths, [canonical(events) for events in shown]],
        text=stream.choice(_OPENINGS),
        asked=NOTE_VALUE,
        **term(stream, "note value", right, NOTE_VALUES.values()),
        measure=sum(map(len, shown)),
        score=tune(write_body(shown, key.fifths, unit_length(8), metre.groups), key=key.abc, metre=metre),
    )


def _start(stream: Stream, events: list[Event]) -> list[Event]:
    """The first notes of a measure, fewer than half of it where that can be."""
    half = sum(event.length for event in events) // 2
    ends = [n for n, length in enumerate(accumulate(event.length for event in events), 1) if length <= half]
    return events[: stream.choice(ends)] if ends else events[:1]
