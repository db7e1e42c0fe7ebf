"""Add up the lengths of the notes and rests of a tune.

Rule: a dot adds half of a note's length; rests count like notes. Source: elementary theory, note values.
"""

from __future__ import annotations

from fractions import Fraction

from etude.rng import Stream
from etude.tasks.music.forms import Question, music_family
from etude.tasks.music.tunes import canonical, draw_tune
from etude.tasks.wording import final
from etude.theory.abc import tune, unit_length, write_measure
from etude.theory.numbers import exact_decimal

_QUARTER = 16
_MEASURES = 6
_OPENINGS = (
    "How many quarter notes long is this line in all, rests included?",
    "Add up the lengths of these notes and rests. To how many quarter notes do they come?",
    "What is the total length of this line, counted in quarter notes?",
)


@music_family(
    "music.rhythm.length",
    levels={n: f"{4 + 3 * n} or {5 + 3 * n} notes and rests; rhythms of grade {n}" for n in (1, 2, 3, 4, 5)},
    excerpt=True,
    verifier="number",
    source="elementary theory: note values",
    measure="events",
)
def write(stream: Stream, level: int) -> Question:
    """Add up the note values of a line."""
    _, key, measures = draw_tune(stream, level, _MEASURES)
    events = [event for events in measures for event in events][: stream.between(4, 5) + 3 * level]
    total = Fraction(sum(event.length for event in events), _QUARTER)
    steps = [Fraction(n, 4) for n in (-8, -6, -4, -3, -2, -1, 1, 2, 3, 4, 6, 8)]
    return Question(
        content=["length", [canonical(events)]],
        text=stream.choice(_OPENINGS),
        asked=final("a number such as 6 or 7.5"),
        right=exact_decimal(total),
        wrong=stream.shuffled([exact_decimal(total + step) for step in steps if total + step > 0]),
        sound=str,
        spec={"value": str(total)},
        measure=len(events),
        score=tune(write_measure(events, key.fifths, unit_length(8)) + " |]", key=key.abc),
    )
