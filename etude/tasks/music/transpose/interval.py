"""Transpose a line by an interval.

Rule: every note moves by the same interval, quality included. Source: examination syllabuses of theory
(ABRSM Grade 4 and 5, transposition).
"""

from __future__ import annotations

from etude.rng import Stream
from etude.tasks.music.forms import Question, music_family
from etude.tasks.music.line_answers import ASKED, heard, names, near_lines
from etude.tasks.music.transposed import SIZES, moved, wrongly_moved
from etude.tasks.music.tunes import ACCIDENTALS, LINE, draw_line, line_score

_OPENINGS = (
    "Transpose this line {direction} by {article} {interval}. Which notes result?",
    "Move every note of this line {direction} by {article} {interval}, and name the new notes.",
    "The line below is to sound {article} {interval} {comparative}. Which notes must be written?",
)


@music_family(
    "music.transpose.interval",
    levels={n: f"{count} notes, key signatures up to {ACCIDENTALS[n]}" for n, count in LINE.items()},
    excerpt=True,
    verifier="notes",
    source="elementary theory: transposition by an interval",
    measure="notes",
)
def write(stream: Stream, level: int) -> Question:
    """Transpose a line by a given interval."""
    while True:
        key, line = draw_line(stream, level)
        size, up = stream.choice(SIZES), stream.chance(1, 2)
        result = moved(line, size, up=up)
        if result:
            break
    opening = stream.choice(_OPENINGS).format(
        direction="up" if up else "down",
        comparative="higher" if up else "lower",
        article="an" if size.name[0] == "a" else "a",
        interval=size.name,
    )
    return Question(
        content=["transpose", size.short, up, [list(pitch) for pitch in line]],
        text=opening,
        asked=ASKED,
        right=names(result),
        wrong=[*wrongly_moved(line, size, up=up), *near_lines(stream, result)],
        sound=heard,
        spec={"notes": names(result).split()},
        measure=len(line),
        score=line_score(line, key),
    )
