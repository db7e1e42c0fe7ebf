"""Complete the last measure with one note of the right length.

Rule: the lengths of a measure add up to its time signature. Source: examination syllabuses of theory
(completing measures).
"""

from __future__ import annotations

from etude.rng import Stream
from etude.tasks.music.forms import Question, music_family
from etude.tasks.music.term_answers import NOTE_VALUE, term
from etude.tasks.music.tunes import METRES, canonical, draw_tune
from etude.theory.abc import tune, unit_length, write_body
from etude.theory.terms import NOTE_VALUES

_MEASURES = {1: 2, 2: 3, 3: 3, 4: 4, 5: 4}
_OPENINGS = (
    "The last note of the last measure is missing. Which single note value completes the measure?",
    "One note is missing at the end of this tune. How long must it be for the measure to be full?",
    "Which note value must be added at the end to complete the last measure?",
)


@music_family(
    "music.rhythm.missing_value",
    levels={n: f"{count} measures in {', '.join(METRES[n])}; rhythms of grade {n}" for n, count in _MEASURES.items()},
    excerpt=True,
    verifier="term",
    source="elementary theory: note values",
    measure="events",
)
def write(stream: Stream, level: int) -> Question:
    """Name the note value that completes the last measure."""
    while True:
        metre, key, measures = draw_tune(stream, level, _MEASURES[level] + 1)
        last = stream.choice(measures[:-1])
        if len(last) > 1 and last[-1].length in NOTE_VALUES and last[-1].pitches:
            break
    shown = [*measures[: _MEASURES[level] - 1], last[:-1]]
    right = NOTE_VALUES[last[-1].length]
    return Question(
        content=["missing value", metre.name, key.fifths, [canonical(events) for events in shown]],
        text=stream.choice(_OPENINGS),
        asked=NOTE_VALUE,
        **term(stream, "note value", right, NOTE_VALUES.values()),
        measure=sum(map(len, shown)),
        score=tune(write_body(shown, key.fifths, unit_length(8), metre.groups), key=key.abc, metre=metre),
    )
