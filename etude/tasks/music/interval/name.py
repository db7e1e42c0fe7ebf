"""Name the interval of two notes: quality and number.

Rule: the number counts letters, the quality counts semitones against the major scale; compound
intervals keep their own number up to the fifteenth. Source: SSMR-Bench (arXiv 2509.04059), interval
questions; spelling as in music21.
"""

from __future__ import annotations

from etude.rng import Stream
from etude.tasks.music.forms import Question, music_family
from etude.tasks.music.interval_answers import ASKED, near_intervals, semitones
from etude.tasks.music.pairs import LEVELS, draw_pair, pair_score

_OPENINGS = (
    "Name the interval between the two notes.",
    "What is the interval from the lower to the higher of these two notes?",
    "Two notes are given in ABC notation. Which interval do they form?",
)


@music_family(
    "music.interval.name",
    levels=LEVELS,
    verifier="interval",
    source="arXiv 2509.04059 (SSMR-Bench), interval: name",
    measure="accidentals",
)
def write(stream: Stream, level: int) -> Question:
    """Name the interval of two written notes."""
    first, second, interval, fifths = draw_pair(stream, level)
    together = stream.chance(1, 2)
    ordered = sorted((first, second), key=lambda pitch: (pitch.height, pitch.midi))
    return Question(
        content=["interval", together, *map(list, ordered if together else (first, second))],
        text=stream.choice(_OPENINGS),
        asked=ASKED,
        right=interval.name,
        wrong=stream.shuffled(near_intervals(interval)),
        sound=semitones,
        spec={"interval": interval.short},
        measure=abs(first.alter) + abs(second.alter),
        score=pair_score(first, second, fifths, together=together),
    )
