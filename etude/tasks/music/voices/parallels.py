"""Find the two voices that move in parallel fifths or octaves.

Rule: two voices that both move and form a perfect fifth, or an octave or unison, before and after, move in parallel.
Source: any textbook of harmony or counterpoint.
"""

from __future__ import annotations

from itertools import combinations

from etude.rng import Stream
from etude.tasks.music.forms import Question, music_family
from etude.tasks.music.four_parts import LEVELS, canonical, draw_parts, printed
from etude.tasks.music.term_answers import term
from etude.tasks.wording import final
from etude.theory.voices import VOICES

_KINDS = ("parallel fifths", "parallel octaves")
_OPENINGS = (
    "Two voices of this progression move in {kind}. Which two?",
    "There are {kind} in these four voices. Between which voices?",
    "Find the {kind}: which voices make them?",
)


@music_family(
    "music.voices.parallels",
    levels=LEVELS,
    verifier="term",
    source="harmony: four-part writing",
    measure="chords",
)
def write(stream: Stream, level: int) -> Question:
    """Name the voices that move in parallel fifths or octaves."""
    kind = stream.choice(_KINDS)
    chorale = draw_parts(stream, level, fault=kind)
    pairs = [f"{VOICES[high]} and {VOICES[low]}" for low, high in combinations(range(4), 2)]
    voices = chorale.fault.voices if chorale.fault else (0, 0)
    right = f"{VOICES[voices[1]]} and {VOICES[voices[0]]}"
    return Question(
        content=["parallels", canonical(chorale)],
        text=stream.choice(_OPENINGS).format(kind=kind),
        asked=final("two of soprano, alto, tenor and bass, such as soprano and tenor"),
        **term(stream, "voices", right, pairs),
        **printed(chorale),
    )
