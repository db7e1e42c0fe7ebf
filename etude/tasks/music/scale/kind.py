"""Tell the kind of a scale: major, minors, church modes, pentatonic, whole-tone, octatonic or chromatic.

Rule: the steps between neighbouring notes. A run up or down one octave from the lowest note is shown. Source: any
textbook of theory.
"""

from __future__ import annotations

from functools import cache

from etude.rng import Stream
from etude.tasks.music.forms import Question, music_family
from etude.tasks.music.term_answers import term
from etude.tasks.wording import final
from etude.theory.abc import Event, tune, write_body
from etude.theory.keys import CHURCH, MODES
from etude.theory.pitches import Note
from etude.theory.scales import PENTATONIC, SYMMETRIC, climb, scale_notes

_SHAPE: dict[int, tuple[tuple[str, ...], int, int]] = {
    1: ((*MODES[:3], *PENTATONIC, "whole-tone", "chromatic"), 0, 2),
    2: ((*MODES, *PENTATONIC, "whole-tone", "chromatic"), 2, 4),
    3: ((*MODES, *CHURCH, *PENTATONIC, *SYMMETRIC), 3, 5),
    4: ((*MODES, *CHURCH, *PENTATONIC, *SYMMETRIC), 5, 6),
    5: ((*MODES, *CHURCH, *PENTATONIC, *SYMMETRIC), 6, 9),
}
"""Level: kinds of scale, fewest and most accidentals of its notes (a chromatic scale has as many as it has)."""
_OPENINGS = (
    "What kind of scale is this? Its tonic is its lowest note.",
    "Name the type of this scale, whose lowest note is the tonic.",
    "Which kind of scale is written here? It stands on its lowest note.",
)


@music_family(
    "music.scale.kind",
    levels={n: f"{len(kinds)} kinds of scale, {low} to {high} accidentals" for n, (kinds, low, high) in _SHAPE.items()},
    verifier="term",
    source="theory: scales",
    measure="accidentals",
)
def write(stream: Stream, level: int) -> Question:
    """Name the kind of a written scale."""
    kinds = _SHAPE[level][0]
    kind = stream.choice(kinds)
    tonic = stream.choice(_tonics(level, kind))
    notes = scale_notes(tonic, kind) or ()
    octave = stream.between(2, 5)
    pitches = climb((*notes, notes[0]), octave)
    if kind not in ("melodic minor", "chromatic") and stream.chance(1, 2):
        pitches.reverse()
    return Question(
        content=["scale kind", [list(pitch) for pitch in pitches]],
        text=stream.choice(_OPENINGS),
        asked=final(f"one of {', '.join(kinds)}"),
        **term(stream, "scale", kind, kinds),
        measure=min(_signs(notes), 9),
        score=tune(write_body([[Event((pitch,), 8) for pitch in pitches]], 0, 8, (32,) * 4)),
    )


@cache
def _tonics(level: int, kind: str) -> tuple[Note, ...]:
    """Tonics on which the scale has the level's accidentals; for few-noted scales the nearest there are."""
    _, low, high = _SHAPE[level]
    every = [Note(letter, alter) for letter in range(7) for alter in (-1, 0, 1)]
    sized = [(note, _signs(scale_notes(note, kind) or ())) for note in every if scale_notes(note, kind)]
    fitting = tuple(note for note, signs in sized if low <= signs <= high)
    if fitting and kind != "chromatic":
        return fitting
    distance = min(abs(signs - high) for _, signs in sized)
    return tuple(note for note, signs in sized if abs(signs - high) == distance)


def _signs(notes: tuple[Note, ...]) -> int:
    return sum(abs(note.alter) for note in notes)
