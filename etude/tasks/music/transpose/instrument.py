"""Read a part for a transposing instrument and name the notes that sound.

Rule: a written C sounds as the note the instrument is named after: B flat a major second lower, E flat (alto
saxophone) a major sixth lower, F (horn) a perfect fifth lower, A (clarinet) a minor third lower. Source:
examination syllabuses of theory (ABRSM Grade 5, transposing instruments).
"""

from __future__ import annotations

from etude.rng import Stream
from etude.tasks.music.forms import Question, music_family
from etude.tasks.music.instruments import INSTRUMENTS
from etude.tasks.music.line_answers import ASKED, heard, names, near_lines
from etude.tasks.music.transposed import moved, wrongly_moved
from etude.tasks.music.tunes import ACCIDENTALS, LINE, draw_line, line_score

_OPENINGS = (
    "This line is written for {instrument}. Which notes sound?",
    "A player reads this part on {instrument}. Name the notes that are heard at concert pitch.",
    "Write this part for {instrument} at concert pitch.",
)


@music_family(
    "music.transpose.instrument",
    levels={n: f"{count} notes, key signatures up to {ACCIDENTALS[n]}" for n, count in LINE.items()},
    excerpt=True,
    verifier="notes",
    source="elementary theory: transposing instruments",
    measure="notes",
)
def write(stream: Stream, level: int) -> Question:
    """Name the sounding notes of a part for a transposing instrument."""
    while True:
        key, line = draw_line(stream, level)
        name = stream.choice(sorted(INSTRUMENTS))
        result = moved(line, INSTRUMENTS[name], up=False)
        if result:
            break
    article = "an" if name[0] == "a" else "a"
    return Question(
        content=["concert pitch", INSTRUMENTS[name].short, [list(pitch) for pitch in line]],
        text=stream.choice(_OPENINGS).format(instrument=f"{article} {name}"),
        asked=ASKED,
        right=names(result),
        wrong=[*wrongly_moved(line, INSTRUMENTS[name], up=False), *near_lines(stream, result)],
        sound=heard,
        spec={"notes": names(result).split()},
        measure=len(line),
        score=line_score(line, key),
    )
