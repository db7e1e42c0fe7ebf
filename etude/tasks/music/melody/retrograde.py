"""Write a line backwards.

Rule: the retrograde has the same notes from the last to the first. Source: counterpoint and serial
technique; any textbook of either.
"""

from __future__ import annotations

from etude.rng import Stream
from etude.tasks.music.forms import Question, music_family
from etude.tasks.music.line_answers import ASKED, heard, names, near_lines
from etude.tasks.music.tunes import ACCIDENTALS, LINE, draw_line, line_score

_OPENINGS = (
    "Write the retrograde of this line: the same notes, from the last to the first.",
    "Which notes sound if this line is played backwards? Mind the key signature.",
    "Read this line from its end to its beginning and name the notes, with the accidentals of the key signature.",
)


@music_family(
    "music.melody.retrograde",
    levels={n: f"{count} notes, key signatures up to {ACCIDENTALS[n]}" for n, count in LINE.items()},
    excerpt=True,
    verifier="notes",
    source="counterpoint: retrograde",
    measure="notes",
)
def write(stream: Stream, level: int) -> Question:
    """Name the notes of a line from the last to the first."""
    key, line = draw_line(stream, level)
    backwards = line[::-1]
    return Question(
        content=["retrograde", [list(pitch) for pitch in line]],
        text=stream.choice(_OPENINGS),
        asked=ASKED,
        right=names(backwards),
        wrong=[names(line), names(pitch._replace(alter=0) for pitch in backwards), *near_lines(stream, backwards)],
        sound=heard,
        spec={"notes": names(backwards).split()},
        measure=len(line),
        score=line_score(line, key),
    )
