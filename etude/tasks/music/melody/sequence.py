"""Continue a melodic sequence.

Rule: in a diatonic sequence a motif is repeated higher or lower within its key, so each note moves by the same number
of scale steps. Source: any textbook of harmony and form.
"""

from __future__ import annotations

from etude.rng import Stream
from etude.tasks.music.forms import Question, music_family
from etude.tasks.music.line_answers import ASKED, heard, names, near_lines
from etude.tasks.music.tunes import ACCIDENTALS, draw_signature, line_score
from etude.theory.keys import Key
from etude.theory.pitches import Pitch, in_key

_SHAPE = {1: (3, 2), 2: (5, 2), 3: (6, 2), 4: (7, 1), 5: (8, 1)}
"""Level: notes of the motif, how often it is shown."""
_MOVES = {1: "a step higher", -1: "a step lower", 2: "a third higher", -2: "a third lower"}
_SHOWN = (
    "This line is a motif of {count} notes and its repetition {move}. Continue the diatonic sequence: what comes next?",
    "A diatonic sequence: a motif of {count} notes is repeated {move} each time. Name the next {count} notes.",
)
_TOLD = (
    "Repeat this motif as a diatonic sequence, {move}: which notes does the repetition have?",
    "Name the notes of this motif when it is repeated {move} in a diatonic sequence.",
)


@music_family(
    "music.melody.sequence",
    levels={
        n: f"motif of {count} notes shown {'twice' if shown > 1 else 'once'}, key signatures up to {ACCIDENTALS[n]}"
        for n, (count, shown) in _SHAPE.items()
    },
    verifier="notes",
    source="form: melodic sequence",
    measure="notes",
)
def write(stream: Stream, level: int) -> Question:
    """Name the next notes of a sequence."""
    count, shown = _SHAPE[level]
    key = draw_signature(stream, level)
    move = stream.choice(tuple(_MOVES))
    heights = [stream.between(30, 34)]
    while len(heights) < count:
        heights.append(heights[-1] + stream.choice((-2, -1, -1, 1, 1, 2)))
    line = [height + move * turn for turn in range(shown) for height in heights]
    right = _in_key([height + move * shown for height in heights], key)
    offsets = (move * (shown + 1), move * shown - 1, move * shown + 1)
    others = [_in_key([height + off for height in heights], key) for off in offsets]
    return Question(
        content=["sequence", key.fifths, line, move, shown],
        text=stream.choice(_SHOWN if shown > 1 else _TOLD).format(count=count, move=_MOVES[move]),
        asked=ASKED,
        right=names(right),
        wrong=[*map(names, others), names([pitch._replace(alter=0) for pitch in right]), *near_lines(stream, right)],
        sound=heard,
        spec={"notes": names(right).split()},
        measure=count,
        score=line_score(_in_key(line, key), key),
    )


def _in_key(heights: list[int], key: Key) -> list[Pitch]:
    return [in_key(height, key.fifths) for height in heights]
