"""Turn a line upside down within its key.

Rule: a tonal inversion keeps the first note and mirrors every step of the scale: up a third becomes down a
third, with the accidentals of the key signature. Source: counterpoint; any textbook of fugue.
"""

from __future__ import annotations

from etude.rng import Stream
from etude.tasks.music.forms import Question, music_family
from etude.tasks.music.line_answers import ASKED, heard, names, near_lines
from etude.tasks.music.tunes import ACCIDENTALS, LINE, draw_line, line_score
from etude.theory.keys import Key
from etude.theory.pitches import Pitch, in_key

_OPENINGS = (
    "Write the tonal inversion of this line: keep the first note and turn every interval the other way, by steps of "
    "the scale in the given key.",
    "Turn this line upside down around its first note, staying in the key: what went up a third goes down a third. "
    "Which notes result?",
    "Mirror this line at its first note within the scale of the key signature, and name the notes.",
)


@music_family(
    "music.melody.inversion",
    levels={n: f"{count} notes, key signatures up to {ACCIDENTALS[n]}" for n, count in LINE.items()},
    excerpt=True,
    verifier="notes",
    source="counterpoint: tonal inversion",
    measure="notes",
)
def write(stream: Stream, level: int) -> Question:
    """Name the notes of a line turned upside down within its key."""
    while True:
        key, line = draw_line(stream, level)
        mirrored = _mirror(line, key, line[0].height)
        if heard(names(mirrored)) != heard(names(line)):
            break
    axes = [line[0].height + shift for shift in stream.shuffled((1, -1, 2, -2))]
    return Question(
        content=["tonal inversion", key.fifths, [list(pitch) for pitch in line]],
        text=stream.choice(_OPENINGS),
        asked=ASKED,
        right=names(mirrored),
        wrong=[
            names(line),
            *[names([line[0], *_mirror(line, key, axis)[1:]]) for axis in axes],
            names(line[::-1]),
            *near_lines(stream, mirrored),
        ],
        sound=heard,
        spec={"notes": names(mirrored).split()},
        measure=len(line),
        score=line_score(line, key),
    )


def _mirror(line: list[Pitch], key: Key, axis: int) -> list[Pitch]:
    """Every note as far below the axis as it was above, in scale steps."""
    heights = [2 * axis - pitch.height for pitch in line]
    return [in_key(height, key.fifths) for height in heights]
