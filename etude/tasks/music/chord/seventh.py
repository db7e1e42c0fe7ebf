"""Name a seventh chord from its notes: root and quality.

Rule: stack the letters in thirds to find the root; the triad and the seventh above it give dominant, major,
minor, half-diminished or diminished seventh. Source: any textbook of harmony.
"""

from __future__ import annotations

from functools import lru_cache

from etude.rng import Stream
from etude.tasks.music.forms import Question, music_family
from etude.tasks.music.sevenths import BUCKETS, draw_seventh, every_seventh, signs
from etude.tasks.music.triads import close
from etude.tasks.wording import final, span
from etude.theory.abc import Event, tune, write_body
from etude.theory.chords import SEVENTHS, read_seventh, seventh

_OPENINGS = (
    "Name this seventh chord: its root and its quality.",
    "Which seventh chord is this?",
    "Identify the chord below by root and type of seventh chord.",
)


@music_family(
    "music.chord.seventh",
    levels={
        n: f"seventh chords with {span(low, high)} accidentals, {'any inversion' if n > 2 else 'root position'}"
        for n, (low, high) in BUCKETS.items()
    },
    verifier="seventh",
    source="harmony: seventh chords",
    measure="accidentals",
)
def write(stream: Stream, level: int) -> Question:
    """Name the root and quality of a written seventh chord."""
    chord = draw_seventh(stream, level)
    notes = list(chord.notes)
    inversion = stream.below(4) if level > 2 and chord.quality != "diminished seventh" else 0
    pitches = close(notes[inversion:] + notes[:inversion], stream.between(2, 4))
    together = stream.chance(1, 2)
    events = [Event(tuple(pitches), 16)] if together else [Event((pitch,), 16) for pitch in pitches]
    others = [seventh(chord.notes[0], quality) for quality in SEVENTHS if quality != chord.quality]
    others += [seventh(chord.notes[1], quality) for quality in SEVENTHS]
    rest = every_seventh()
    alike = [other for other in rest if other and len(other.name) == len(chord.name) and other != chord]
    mixed = [*stream.shuffled(others)[:4], *stream.shuffled(alike)[:3], *stream.shuffled(rest)]
    return Question(
        content=["seventh", together, [list(pitch) for pitch in pitches]],
        text=stream.choice(_OPENINGS),
        asked=final("root and quality (dominant, major, minor, half-diminished or diminished seventh)"),
        right=chord.name,
        wrong=[other.name for other in mixed if other],
        sound=_pitch_classes,
        spec={"seventh": chord.name},
        measure=signs(chord),
        score=tune(write_body([events], 0, 16), unit=4),
    )


@lru_cache(maxsize=500)
def _pitch_classes(name: str) -> frozenset[int]:
    chord = read_seventh(name)
    if chord is None:
        raise ValueError(f"no seventh chord {name!r}")
    return frozenset(note.pitch_class for note in chord.notes)
