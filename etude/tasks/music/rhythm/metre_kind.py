"""Classify a time signature: simple or compound; duple, triple or quadruple.

Rule: an upper number of 2, 3 or 4 is simple time, 6, 9 or 12 compound time with two, three or four beats. (3/8, on
which schools differ, is not asked for.) Source: examination syllabuses of theory.
"""

from __future__ import annotations

from etude.rng import Stream
from etude.tasks.music.composer import compose
from etude.tasks.music.forms import Question, music_family
from etude.tasks.music.term_answers import term
from etude.tasks.music.tunes import canonical, draw_signature, named
from etude.tasks.wording import final
from etude.theory.abc import tune, unit_length, write_body
from etude.theory.metres import Metre
from etude.theory.terms import METRE_KINDS

_SHAPE = {
    1: (2, ("2/4", "3/4", "4/4", "6/8")),
    2: (3, ("2/4", "3/4", "4/4", "6/8", "9/8", "12/8")),
    3: (4, ("2/2", "3/2", "4/4", "6/8", "9/8", "12/8", "4/8")),
    4: (5, ("2/2", "3/2", "4/2", "6/4", "9/4", "12/8")),
    5: (6, ("2/2", "3/2", "4/2", "4/8", "6/4", "9/4", "6/16", "9/16", "12/16")),
}
"""Level: measures shown, time signatures."""
_OPENINGS = (
    "Is the time of this melody simple or compound, and duple, triple or quadruple?",
    "What kind of time is this melody in?",
    "Describe the time signature: simple or compound; duple, triple or quadruple.",
)


@music_family(
    "music.rhythm.metre_kind",
    levels={n: f"{count} measures in {', '.join(metres)}" for n, (count, metres) in _SHAPE.items()},
    verifier="term",
    source="elementary theory: simple and compound time",
    measure="measures",
)
def write(stream: Stream, level: int) -> Question:
    """Say what kind of time a melody is in."""
    count, metres = _SHAPE[level]
    metre = named(stream.choice(metres))
    key = draw_signature(stream, level)
    measures = compose(stream, metre, key, count, min(level, 3))
    right = kind_of(metre)
    return Question(
        content=["metre kind", metre.name, key.fifths, [canonical(events) for events in measures]],
        text=stream.choice(_OPENINGS),
        asked=final("such as simple triple or compound quadruple"),
        **term(stream, "metre", right, METRE_KINDS),
        measure=count,
        score=tune(write_body(measures, key.fifths, unit_length(8), metre.groups), key=key.abc, metre=metre),
    )


def kind_of(metre: Metre) -> str:
    """``compound duple`` for 6/8."""
    compound = metre.beats > 4
    return METRE_KINDS[(metre.beats // 3 if compound else metre.beats) - 2 + (3 if compound else 0)]
