"""Name the scale degree that a note is in a key.

Rule: tonic, supertonic, mediant, subdominant, dominant, submediant, leading note, from the first degree to the
seventh; in minor the raised seventh is the leading note. Source: examination syllabuses of theory (technical
names of the notes of a scale).
"""

from __future__ import annotations

from etude.rng import Stream
from etude.tasks.music.forms import Question, music_family
from etude.tasks.music.scale_keys import SHAPE
from etude.tasks.music.term_answers import term
from etude.tasks.wording import final, span
from etude.theory.abc import Event, tune, write_body
from etude.theory.keys import keys
from etude.theory.terms import DEGREES

_OPENINGS = (
    "What is the technical name of this note in {key}?",
    "Which degree of {key} is this note? Give its technical name.",
    "In the key of {key}, what is this note called?",
)


@music_family(
    "music.scale.degree_name",
    levels={
        n: f"{'major' if n == 1 else 'major and harmonic minor'}, {span(low, high)} accidentals in the signature"
        for n, (low, high, _) in SHAPE.items()
    },
    verifier="term",
    source="elementary theory: technical names of the degrees",
    measure="accidentals",
)
def write(stream: Stream, level: int) -> Question:
    """Give the technical name of a note in a key."""
    low, high, _ = SHAPE[level]
    modes = ("major",) if level == 1 else ("major", "harmonic minor")
    mode = stream.choice(modes)
    key = stream.choice([key for key in keys(mode, high) if abs(key.fifths) >= low])
    degree = stream.below(7)
    pitch = key.scale()[degree].at(stream.between(2, 6))
    named = f"{key.tonic.name} {'major' if mode == 'major' else 'minor'}"
    return Question(
        content=["degree", named, list(pitch)],
        text=stream.choice(_OPENINGS).format(key=named),
        asked=final("the technical name such as tonic or dominant"),
        **term(stream, "degree", DEGREES[degree], DEGREES),
        measure=sum(abs(note.alter) for note in key.scale()),
        score=tune(write_body([[Event((pitch,), 16)]], 0, 16), unit=4),
    )
