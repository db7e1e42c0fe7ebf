"""Spell an applied (secondary) dominant.

Rule: V/x is the major triad, V7/x the dominant seventh chord a fifth above x. Source: any textbook of harmony.
"""

from __future__ import annotations

from etude.rng import Stream
from etude.tasks.music.applied_dominants import LEVELS, applied, draw_applied
from etude.tasks.music.forms import Question, music_family
from etude.tasks.music.line_answers import heard, names, near_lines
from etude.tasks.wording import final

_OPENINGS = (
    "Spell the secondary dominant {numeral} in {key}, from the bass note up.",
    "Which notes has {numeral} in {key}? Begin with the bass.",
    "The key is {key}. Name the notes of {numeral} from the bass up.",
)


@music_family(
    "music.harmony.applied_write",
    scored=False,
    levels=LEVELS,
    verifier="notes",
    source="harmony: secondary dominants",
    measure="accidentals",
)
def write(stream: Stream, level: int) -> Question:
    """Spell a secondary dominant."""
    key, chord = draw_applied(stream, level)
    right = chord.notes(key)
    others = [other._replace(inversion=chord.inversion) for other in applied(key, seventh=len(right) == 4)]
    wrong = [other.notes(key) for other in others if other.of != chord.of]
    turned = [right[n:] + right[:n] for n in range(1, len(right))]
    return Question(
        content=["applied spelling", key.name, chord.name],
        text=stream.choice(_OPENINGS).format(numeral=chord.name, key=key.short),
        asked=final("the names of the notes in close position, separated by spaces, without octaves (such as C Eb G)"),
        right=names(right),
        wrong=[*map(names, [*stream.shuffled(wrong)[:2], *turned]), *near_lines(stream, right)],
        sound=heard,
        spec={"notes": names(right).split()},
        measure=abs(key.fifths),
    )
