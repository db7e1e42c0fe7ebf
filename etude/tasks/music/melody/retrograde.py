"""Write a line backwards.

Rule: the retrograde has the same notes from the last to the first. Source: counterpoint and serial
technique; any textbook of either.
"""

from __future__ import annotations

from etude.rng import Stream
from etude.tasks.music.forms import Question, music_family
from etude.tasks.music.line_answers import ASKED, heard, names
from etude.tasks.music.tunes import LINE, draw_line, line_score
from etude.theory.pitches import Pitch

_OPENINGS = (
    "Write the retrograde of this line: the same notes, from the last to the first.",
    "Which notes sound if this line is played backwards? Mind the key signature.",
    "Read this line from its end to its beginning and name the notes, with the accidentals of the key signature.",
)


@music_family(
    "music.melody.retrograde",
    levels={n: f"{count} notes, key signatures up to {n}" for n, count in LINE.items()},
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
        wrong=_wrong(stream, line),
        sound=heard,
        spec={"notes": names(backwards).split()},
        measure=len(line),
        score=line_score(line, key),
    )


def _wrong(stream: Stream, line: list[Pitch]) -> list[str]:
    """The line forwards, the naturals backwards, and the right answer with two neighbours or one note changed."""
    backwards = line[::-1]
    swaps = []
    for at in stream.shuffled(range(len(line) - 1)):
        swapped = [*backwards[:at], backwards[at + 1], backwards[at], *backwards[at + 2 :]]
        raised = [*backwards]
        raised[at] = raised[at]._replace(alter=1 if raised[at].alter < 1 else 0)
        swaps += [names(swapped), names(raised)]
    return [names(line), names(pitch._replace(alter=0) for pitch in backwards), *swaps]
