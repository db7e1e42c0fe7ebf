"""Name the fault in a progression for four voices.

Rule: fifths and octaves between two voices are not to move in parallel, voices are not to cross, the upper three are at
most an octave apart from neighbour to neighbour, and the leading note is not doubled. Source: any textbook of harmony.
"""

from __future__ import annotations

from etude.rng import Stream
from etude.tasks.music.forms import Question, music_family
from etude.tasks.music.four_parts import LEVELS, canonical, draw_parts, in_key, printed
from etude.tasks.music.term_answers import term
from etude.tasks.wording import final
from etude.theory.voices import FAULTS

_OPENINGS = (
    "This progression has one fault of part-writing. Which?",
    "Find the mistake in these four voices.",
    "One rule of four-part writing is broken here. What is the fault?",
)


@music_family(
    "music.voices.fault",
    levels=LEVELS,
    verifier="term",
    source="harmony: four-part writing",
    measure="chords",
)
def write(stream: Stream, level: int) -> Question:
    """Name the fault of part-writing in a progression."""
    kind = stream.choice(FAULTS)
    chorale = draw_parts(stream, level, fault=kind)
    return Question(
        content=["fault", canonical(chorale)],
        text=stream.choice(_OPENINGS) + " " + in_key(chorale),
        asked=final(f"one of {', '.join(FAULTS)}"),
        **term(stream, "fault", kind, FAULTS),
        **printed(chorale),
    )
