"""Name the range of a melody: the interval from its lowest to its highest note.

Source: elementary theory and singing; the ambitus of a melody.
"""

from __future__ import annotations

from etude.rng import Stream
from etude.tasks.music.forms import Question, music_family
from etude.tasks.music.interval_answers import ASKED, near_intervals, semitones
from etude.tasks.music.tunes import ACCIDENTALS, LINE, draw_line, line_score
from etude.theory.intervals import between

_OPENINGS = (
    "What is the range of this melody: the interval from its lowest to its highest note?",
    "Which interval do the lowest and the highest note of this line form? Mind the key signature.",
    "Name the ambitus of this melody, from its lowest to its highest note.",
)


@music_family(
    "music.melody.range",
    levels={n: f"{count} notes, key signatures up to {ACCIDENTALS[n]}" for n, count in LINE.items()},
    excerpt=True,
    verifier="interval",
    source="elementary theory: range of a melody",
    measure="notes",
)
def write(stream: Stream, level: int) -> Question:
    """Name the interval from the lowest to the highest note of a line."""
    while True:
        key, line = draw_line(stream, level)
        low, high = min(line, key=lambda p: p.height), max(line, key=lambda p: p.height)
        interval = between(low, high)
        if interval and interval.number > 1:
            break
    return Question(
        content=["range", [list(pitch) for pitch in line]],
        text=stream.choice(_OPENINGS),
        asked=ASKED,
        right=interval.name,
        wrong=stream.shuffled(near_intervals(interval)),
        sound=semitones,
        spec={"interval": interval.short},
        measure=len(line),
        score=line_score(line, key),
    )
