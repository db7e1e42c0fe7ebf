"""Find the one measure that is too long or too short.

Rule: every measure fills the time signature exactly; there is no pick-up. Source: examination syllabuses of
theory (completing and correcting measures).
"""

from __future__ import annotations

from etude.rng import Stream
from etude.tasks.music.forms import Question, music_family
from etude.tasks.music.tunes import METRES, canonical, draw_tune
from etude.tasks.wording import final
from etude.theory.abc import Event, tune, unit_length, write_body

_MEASURES = {1: 4, 2: 4, 3: 5, 4: 6, 5: 8}
_OPENINGS = (
    "One measure of this tune is too long or too short. Which one?",
    "Exactly one measure here does not fit the time signature. Give its number.",
    "Find the measure with the wrong number of beats, counting from 1.",
)


@music_family(
    "music.rhythm.wrong_measure",
    levels={n: f"{count} measures in {', '.join(METRES[n])}; rhythms of grade {n}" for n, count in _MEASURES.items()},
    excerpt=True,
    verifier="number",
    source="elementary theory: complete measures",
    measure="events",
)
def write(stream: Stream, level: int) -> Question:
    """Find the measure that does not fill its time signature."""
    metre, key, measures = draw_tune(stream, level, _MEASURES[level])
    wrong = stream.below(len(measures))
    measures[wrong] = _spoiled(stream, measures[wrong])
    others = [str(n) for n in range(1, len(measures) + 1) if n != wrong + 1]
    return Question(
        content=["wrong measure", metre.name, key.fifths, [canonical(events) for events in measures]],
        text=stream.choice(_OPENINGS),
        asked=final("the number of the measure"),
        right=str(wrong + 1),
        wrong=stream.shuffled(others),
        sound=int,
        spec={"value": str(wrong + 1), "label": "measure"},
        measure=sum(map(len, measures)),
        score=tune(write_body(measures, key.fifths, unit_length(8), metre.groups), key=key.abc, metre=metre),
    )


def _spoiled(stream: Stream, events: list[Event]) -> list[Event]:
    """The measure with one note half as long or twice as long."""
    at = stream.below(len(events))
    length = events[at].length
    shorter = length >= 8 and length != 12 and stream.chance(1, 2)  # no dotted sixteenths
    return [*events[:at], events[at]._replace(length=length // 2 if shorter else length * 2), *events[at + 1 :]]
