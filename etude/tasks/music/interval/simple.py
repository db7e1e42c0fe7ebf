"""Reduce a compound interval to the simple one that is an octave smaller.

Rule: a compound interval has the quality of the simple one seven numbers below. Source: examination
syllabuses of elementary theory (compound intervals).
"""

from __future__ import annotations

from etude.rng import Stream
from etude.tasks.music.forms import Question, music_family
from etude.tasks.music.interval_answers import ASKED, near_intervals, semitones
from etude.tasks.music.pairs import SHAPE, draw_pair, pair_score
from etude.theory.intervals import between

_OPENINGS = (
    "This interval is larger than an octave. Which interval is left if you take an octave away?",
    "Reduce this compound interval to a simple one by bringing its notes an octave closer.",
    "Of which simple interval is this the compound form?",
)


@music_family(
    "music.interval.simple",
    levels={
        n: f"{signs} accidentals to hear, key signatures up to {most}, numbers 9 to 14"
        for n, (signs, most, _) in SHAPE.items()
    },
    verifier="interval",
    source="elementary theory: compound intervals",
    measure="accidentals",
)
def write(stream: Stream, level: int) -> Question:
    """Name the simple form of a written compound interval."""
    while True:
        first, second, interval, fifths = draw_pair(stream, level)
        if interval.number < 8 and first.height < second.height:
            second = second._replace(octave=second.octave + 1)
        compound = between(first, second)
        if compound and 9 <= compound.number <= 14 and compound.exists:
            break
    simple = compound._replace(number=compound.number - 7)
    return Question(
        content=["simple", *sorted(map(list, (first, second)))],
        text=stream.choice(_OPENINGS),
        asked=ASKED,
        right=simple.name,
        wrong=stream.shuffled(near_intervals(simple)),
        sound=semitones,
        spec={"interval": simple.short},
        measure=abs(first.alter) + abs(second.alter),
        score=pair_score(first, second, fifths, together=stream.chance(1, 2)),
    )
