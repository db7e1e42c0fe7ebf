"""Invert an interval: the lower note moves up an octave.

Rule: the numbers of an interval and its inversion add up to nine; major turns to minor, augmented to
diminished, perfect stays. Source: examination syllabuses of elementary theory (ABRSM Grade 5, intervals).
"""

from __future__ import annotations

from etude.rng import Stream
from etude.tasks.music.forms import Question, music_family
from etude.tasks.music.interval_answers import ASKED, near_intervals, semitones
from etude.tasks.music.pairs import draw_pair, levels_up_to, pair_score
from etude.theory.intervals import Interval

_QUALITY = {"P": "P", "M": "m", "m": "M", "A": "d", "d": "A", "AA": "dd", "dd": "AA"}
_OPENINGS = (
    "The lower of these two notes moves up an octave. Which interval do they form then?",
    "Name the inversion of this interval.",
    "Turn this interval upside down by raising its lower note an octave. What is the result?",
)


@music_family(
    "music.interval.invert",
    levels=levels_up_to(8),
    verifier="interval",
    source="elementary theory: inversion of intervals",
    measure="accidentals",
)
def write(stream: Stream, level: int) -> Question:
    """Name the inversion of a written interval."""
    while True:
        first, second, interval, fifths = draw_pair(stream, level)
        inverted = Interval(_QUALITY[interval.quality], 9 - interval.number)
        if interval.number <= 8 and inverted.exists and inverted.semitones >= 0:
            break
    return Question(
        content=["invert", *sorted(map(list, (first, second)))],
        text=stream.choice(_OPENINGS),
        asked=ASKED,
        right=inverted.name,
        wrong=[interval.name, *stream.shuffled(near_intervals(inverted))],
        sound=semitones,
        spec={"interval": inverted.short},
        measure=abs(first.alter) + abs(second.alter),
        score=pair_score(first, second, fifths, together=stream.chance(1, 2)),
    )
