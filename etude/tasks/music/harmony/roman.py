"""Analyse a chord in a key: its Roman numeral with figures.

Rule: the numeral is the degree of the root, its case and marks the quality, the figures the inversion. In minor keys V
and VII have the leading note. Source: any textbook of harmony.
"""

from __future__ import annotations

from etude.rng import Stream
from etude.tasks.music.forms import Question, music_family
from etude.tasks.music.numerals import ASKED, SHAPE, draw_numeral, other_numerals
from etude.tasks.music.triads import close
from etude.theory.abc import Event, tune, write_body

_OPENINGS = (
    "Analyse this chord in {key}: which Roman numeral with figures is it?",
    "In {key}, which Roman numeral (with its inversion) stands for this chord?",
    "Give the Roman numeral and figures of this chord. The key is {key}.",
)


@music_family(
    "music.harmony.roman",
    levels={n: shape.says for n, shape in SHAPE.items()},
    verifier="roman",
    source="harmony: Roman numeral analysis",
    measure="accidentals",
)
def write(stream: Stream, level: int) -> Question:
    """Give the Roman numeral of a chord."""
    key, chord = draw_numeral(stream, level)
    bass, *upper = chord.notes(key)
    pitches = close([bass, *stream.shuffled(upper)], stream.between(2, 4))
    return Question(
        content=["roman", key.name, [list(pitch) for pitch in pitches]],
        text=stream.choice(_OPENINGS).format(key=key.short),
        asked=ASKED,
        right=chord.name,
        wrong=other_numerals(stream, key, chord, sevenths=SHAPE[level].sevenths),
        sound=str,
        spec={"roman": chord.name},
        measure=abs(key.fifths),
        score=tune(write_body([[Event(tuple(pitches), 64)]], key.fifths, 16), key=key.abc, unit=4),
    )
