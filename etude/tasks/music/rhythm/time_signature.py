"""Find the time signature of four measures whose ``M:`` line is hidden.

Rule: every measure has the same length, which the signature states. Signatures of equal length (3/4 and
6/8, 2/2 and 4/4) cannot be told apart by counting, so options never hold two of them, and the free form
names the lower number. Source: SSMR-Bench (arXiv 2509.04059), rhythm questions.
"""

from __future__ import annotations

from etude.rng import Stream
from etude.tasks.music.forms import Question, music_family
from etude.tasks.music.tunes import METRES, canonical, draw_tune, named
from etude.tasks.wording import BOXED
from etude.theory.abc import tune, unit_length, write_body

_ALL = ("2/4", "3/4", "4/4", "5/4", "3/8", "6/8", "9/8", "12/8", "5/8", "7/8", "2/2", "3/2")
_MEASURES = 4
_OPENINGS = (
    "The time signature of this tune is hidden. Which one fits its four measures?",
    "Which time signature belongs at the beginning of this tune?",
    "The M: line of this tune is missing. Count the measures: what must it say?",
)


@music_family(
    "music.rhythm.time_signature",
    levels={n: f"four measures in {', '.join(names)}; rhythms of grade {n}" for n, names in METRES.items()},
    excerpt=True,
    verifier="time_signature",
    source="arXiv 2509.04059 (SSMR-Bench), rhythm: time signature",
    measure="events",
)
def write(stream: Stream, level: int) -> Question:
    """Find the time signature of four measures."""
    metre, key, measures = draw_tune(stream, level, _MEASURES)
    abc = tune(write_body(measures, key.fifths, unit_length(8), metre.groups), key=key.abc)
    return Question(
        content=["time signature", key.fifths, [canonical(events) for events in measures]],
        text=stream.choice(_OPENINGS),
        asked=f"The lower number is {metre.unit}. Give the time signature, such as 3/4, in {BOXED}.",
        right=metre.name,
        wrong=stream.shuffled([name for name in _ALL if name != metre.name]),
        sound=lambda name: named(name).length,
        spec={"metre": metre.name},
        measure=sum(map(len, measures)),
        score=abc,
    )
