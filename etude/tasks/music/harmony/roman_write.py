"""Spell the chord that a Roman numeral stands for.

Rule: the numeral is the degree of the root, its case and marks the quality, the figures the inversion. Source: any
textbook of harmony.
"""

from __future__ import annotations

from etude.rng import Stream
from etude.tasks.music.forms import Question, music_family
from etude.tasks.music.line_answers import heard, names, near_lines
from etude.tasks.music.numerals import SHAPE, chords_of, draw_numeral
from etude.tasks.wording import final

_OPENINGS = (
    "Spell {numeral} in {key}, from the bass note up.",
    "Which notes has the chord {numeral} in {key}? Begin with the bass.",
    "The key is {key}. Name the notes of {numeral} from the bass up.",
)


@music_family(
    "music.harmony.roman_write",
    scored=False,
    levels={n: shape.says for n, shape in SHAPE.items()},
    verifier="notes",
    source="harmony: Roman numerals",
    measure="accidentals",
)
def write(stream: Stream, level: int) -> Question:
    """Spell a chord from its Roman numeral."""
    key, chord = draw_numeral(stream, level)
    right = chord.notes(key)
    others = [other for other in chords_of(key, SHAPE[level].sevenths) if len(other.notes(key)) == len(right)]
    turned = [right[n:] + right[:n] for n in range(1, len(right))]
    wrong = [other._replace(inversion=chord.inversion).notes(key) for other in others if other.degree != chord.degree]
    return Question(
        content=["roman spelling", key.name, chord.name],
        text=stream.choice(_OPENINGS).format(numeral=chord.name, key=key.short),
        asked=final("the names of the notes in close position, separated by spaces, without octaves (such as C Eb G)"),
        right=names(right),
        wrong=[*map(names, [stream.choice(turned), *stream.shuffled(wrong)[:3]]), *near_lines(stream, right)],
        sound=heard,
        spec={"notes": names(right).split()},
        measure=abs(key.fifths),
    )
