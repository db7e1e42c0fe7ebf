"""Find the chord in which a rule of four-part writing is broken.

Rule: voices do not cross, the upper three are at most an octave apart from neighbour to neighbour, the leading note is
not doubled. Source: any textbook of harmony.
"""

from __future__ import annotations

from etude.rng import Stream
from etude.tasks.music.forms import Question, music_family
from etude.tasks.music.four_parts import LEVELS, canonical, draw_parts, in_key, printed
from etude.tasks.wording import final

_KINDS = {
    "voice crossing": "two voices cross",
    "wide spacing": "two neighbouring upper voices are more than an octave apart",
    "doubled leading note": "the leading note is doubled",
}
_OPENINGS = (
    "In one chord of this progression {says}. Which chord is it, counted from 1?",
    "In which chord, counted from the first, do you find that {says}?",
    "Count the chords from 1. In which of them is this wrong: {says}?",
)


@music_family(
    "music.voices.faulty_chord",
    levels=LEVELS,
    verifier="number",
    source="harmony: four-part writing",
    measure="chords",
)
def write(stream: Stream, level: int) -> Question:
    """Give the number of the chord that breaks a rule."""
    kind = stream.choice(tuple(_KINDS))
    chorale = draw_parts(stream, level, fault=kind)
    right = (chorale.fault.chord if chorale.fault else 0) + 1
    return Question(
        content=["faulty chord", canonical(chorale)],
        text=f"{stream.choice(_OPENINGS).format(says=_KINDS[kind])} {in_key(chorale)}",
        asked=final("a whole number"),
        right=str(right),
        wrong=stream.shuffled([str(n) for n in range(1, len(chorale.voicings) + 1) if n != right]),
        sound=str,
        spec={"value": str(right)},
        **printed(chorale),
    )
