"""Count the semitones between two notes.

Rule: naturals lie two semitones apart but for E-F and B-C; accidentals move a note by one or two. Source:
elementary theory.
"""

from __future__ import annotations

from etude.rng import Stream
from etude.tasks.music.forms import Question, music_family
from etude.tasks.music.pairs import LEVELS, draw_pair, pair_score
from etude.tasks.wording import final

_OPENINGS = (
    "How many semitones lie between these two notes?",
    "Count the semitones from one of these notes to the other.",
    "What is the size of this interval in semitones?",
)


@music_family(
    "music.interval.semitones",
    levels=LEVELS,
    verifier="number",
    source="elementary theory: semitones",
    measure="accidentals",
)
def write(stream: Stream, level: int) -> Question:
    """Count the semitones between two written notes."""
    first, second, _, fifths = draw_pair(stream, level)
    size = abs(first.midi - second.midi)
    near = [size + off for off in (-5, -4, -3, -2, -1, 1, 2, 3, 4, 5, 12, -12) if size + off >= 0]
    return Question(
        content=["semitones", *sorted(map(list, (first, second)))],
        text=stream.choice(_OPENINGS),
        asked=final("a whole number"),
        right=str(size),
        wrong=stream.shuffled([str(other) for other in near]),
        sound=int,
        spec={"value": str(size)},
        measure=abs(first.alter) + abs(second.alter),
        score=pair_score(first, second, fifths, together=stream.chance(1, 2)),
    )
