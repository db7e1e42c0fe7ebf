"""Count the leaps of a melody: moves by more than a second.

Rule: a move to the neighbouring staff position is a step (conjunct), a larger one a leap (disjunct), a repeated
note neither. Source: elementary theory, conjunct and disjunct motion.
"""

from __future__ import annotations

from itertools import pairwise

from etude.rng import Stream
from etude.tasks.music.forms import Question, music_family
from etude.tasks.music.tunes import ACCIDENTALS, LINE, draw_line, line_score
from etude.tasks.wording import final

_OPENINGS = (
    "How many leaps (moves by a third or more) does this line make?",
    "Count the places where this melody moves by more than a second.",
    "From note to note, how often does this line leap by a third or a larger interval?",
)


@music_family(
    "music.melody.leaps",
    levels={n: f"{count} notes, key signatures up to {ACCIDENTALS[n]}" for n, count in LINE.items()},
    excerpt=True,
    verifier="number",
    source="elementary theory: conjunct and disjunct motion",
    measure="notes",
)
def write(stream: Stream, level: int) -> Question:
    """Count the moves of a line that are larger than a second."""
    key, line = draw_line(stream, level)
    moves = [abs(b.height - a.height) for a, b in pairwise(line)]
    leaps = sum(move >= 2 for move in moves)
    near = {leaps + off for off in (-2, -1, 1, 2, 3)} | {sum(move == 1 for move in moves)}
    return Question(
        content=["leaps", [list(pitch) for pitch in line]],
        text=stream.choice(_OPENINGS),
        asked=final("a whole number"),
        right=str(leaps),
        wrong=stream.shuffled([str(other) for other in sorted(near) if other >= 0 and other != leaps]),
        sound=int,
        spec={"value": str(leaps)},
        measure=len(line),
        score=line_score(line, key),
    )
