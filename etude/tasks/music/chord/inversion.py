"""Name the inversion of a seventh chord.

Rule: root, third, fifth or seventh in the bass make root position, first, second or third inversion. Source:
examination syllabuses of theory (chords and their inversions).
"""

from __future__ import annotations

from etude.rng import Stream
from etude.tasks.music.forms import Question, music_family
from etude.tasks.music.sevenths import BUCKETS, draw_seventh, signs
from etude.tasks.music.term_answers import term
from etude.tasks.music.triads import close
from etude.tasks.wording import final, span
from etude.theory.abc import Event, tune, write_body
from etude.theory.terms import INVERSIONS

_OPENINGS = (
    "In which inversion is this seventh chord?",
    "This seventh chord may be in root position or inverted. Name its position.",
    "Which member of this seventh chord is in the bass? Answer with the inversion.",
)


@music_family(
    "music.chord.inversion",
    levels={n: f"seventh chords with {span(low, high)} accidentals" for n, (low, high) in BUCKETS.items()},
    verifier="term",
    source="elementary theory: inversions of seventh chords",
    measure="accidentals",
)
def write(stream: Stream, level: int) -> Question:
    """Name the position of a written seventh chord."""
    chord = draw_seventh(stream, level)
    notes = list(chord.notes)
    inversion = stream.below(4)
    pitches = close(notes[inversion:] + notes[:inversion], stream.between(2, 4))
    together = stream.chance(1, 2)
    events = [Event(tuple(pitches), 16)] if together else [Event((pitch,), 16) for pitch in pitches]
    return Question(
        content=["inversion", [list(pitch) for pitch in pitches]],
        text=stream.choice(_OPENINGS),
        asked=final("root position, first, second or third inversion"),
        **term(stream, "inversion", INVERSIONS[inversion], INVERSIONS),
        measure=signs(chord),
        score=tune(write_body([events], 0, 16), unit=4),
    )
