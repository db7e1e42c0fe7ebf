"""Find the key of a tune that is written without a key signature.

Rule: the tune ends on its tonic and uses all seven notes of its scale and no other, so its accidentals are those
of the key signature. Source: examination syllabuses of theory (name the key of this melody).
"""

from __future__ import annotations

from etude.rng import Stream
from etude.tasks.music.composer import compose
from etude.tasks.music.forms import Question, music_family
from etude.tasks.music.key_answers import ASKED, heard, other_keys
from etude.tasks.music.tunes import canonical
from etude.tasks.wording import span
from etude.theory.abc import tune, unit_length, write_body
from etude.theory.keys import keys
from etude.theory.metres import Metre

_SHAPE = {1: (0, 1), 2: (2, 3), 3: (4, 4), 4: (5, 5), 5: (6, 7)}
_OPENINGS = (
    "In which key is this tune? It is written without a key signature and ends on its tonic.",
    "This melody ends on its tonic; its accidentals are written out instead of a key signature. Name its key.",
    "Name the key of this melody, which has no key signature and closes on the tonic.",
)


@music_family(
    "music.key.of_tune",
    levels={n: f"major and natural minor keys with {span(low, high)} accidentals" for n, (low, high) in _SHAPE.items()},
    verifier="key",
    source="elementary theory: finding the key",
    measure="accidentals",
)
def write(stream: Stream, level: int) -> Question:
    """Name the key of a tune without key signature."""
    low, high = _SHAPE[level]
    mode = stream.choice(("major", "natural minor"))
    metre = Metre(stream.choice((2, 3, 4)), 4)
    while True:
        key = stream.choice([key for key in keys(mode, high) if abs(key.fifths) >= low])
        measures = compose(stream, metre, key, stream.choice((4, 6)), 2)
        if len({pitch.letter for events in measures for event in events for pitch in event.pitches}) == 7:
            break
    return Question(
        content=["key of tune", metre.name, [canonical(events) for events in measures]],
        text=stream.choice(_OPENINGS),
        asked=ASKED,
        right=key.short,
        wrong=other_keys(stream, key),
        sound=heard,
        spec={"key": key.name},
        measure=abs(key.fifths),
        score=tune(write_body(measures, 0, unit_length(8), metre.groups), metre=metre),
    )
