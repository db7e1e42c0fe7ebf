"""Name the scale that a run of notes belongs to: tonic and type.

Rule: the run begins and ends on the tonic and shows all seven notes of the scale; melodic minor is shown
in rising figures only, since its falling form is natural minor. Source: SSMR-Bench (arXiv 2509.04059), scale
questions; the figures are ours, as pianists practise them.
"""

from __future__ import annotations

from functools import lru_cache

from etude.rng import Stream
from etude.tasks.music.figures import STEPS, degree_pitch
from etude.tasks.music.forms import Question, music_family
from etude.tasks.music.scale_keys import LEVELS, draw_key
from etude.tasks.wording import final
from etude.theory.abc import Event, tune, write_body
from etude.theory.keys import MODES, Key, keys, read_key

_RISING = tuple(name for name in STEPS if name.endswith("rising") or name == "two octaves")
_OPENINGS = (
    "Which scale is this? It begins and ends on its tonic.",
    "Name the scale that this run is made of; its first and last note is the tonic.",
    "In which key is this scale exercise? It starts and closes on the tonic.",
)


@music_family(
    "music.scale.name",
    levels=LEVELS,
    verifier="key",
    source="arXiv 2509.04059 (SSMR-Bench), scale: which key",
    measure="accidentals",
)
def write(stream: Stream, level: int) -> Question:
    """Name the tonic and type of a written scale."""
    key = draw_key(stream, level)
    figure = stream.choice(_RISING if key.mode == "melodic minor" else tuple(STEPS))
    octave = stream.between(2, 5) if max(STEPS[figure]) < 12 else stream.between(2, 4)
    scale = key.scale()
    pitches = [degree_pitch(scale, step, octave) for step in STEPS[figure]]
    abc = tune(write_body([[Event((pitch,), 8) for pitch in pitches]], 0, 8, (32,) * 8))
    return Question(
        content=["scale", figure, octave, key.name],
        text=stream.choice(_OPENINGS),
        asked=final("tonic and type (major, natural minor, harmonic minor or melodic minor)"),
        right=key.name,
        wrong=_other_keys(stream, key),
        sound=_heard,
        spec={"key": key.name},
        measure=sum(abs(note.alter) for note in scale),
        score=abc,
    )


def _other_keys(stream: Stream, key: Key) -> list[str]:
    """Other types on the tonic, then relatives and neighbours on the circle of fifths."""
    same_tonic = [Key(key.tonic, mode) for mode in MODES if mode != key.mode]
    near = [other for mode in MODES for other in keys(mode, 7) if abs(other.fifths - key.fifths) <= 1]
    usable = [other for other in same_tonic if other in keys(other.mode, 7)]
    rest = [other for other in near if other.tonic != key.tonic]
    far = [other for mode in MODES for other in keys(mode, 7) if other.tonic != key.tonic]
    alike = [other for other in far if other.mode == key.mode and len(other.name) == len(key.name)]
    mixed = [
        *stream.shuffled(usable)[:2],
        *stream.shuffled(rest)[:3],
        *stream.shuffled(alike)[:3],
        *stream.shuffled(far),
    ]
    return [other.name for other in mixed]


@lru_cache(maxsize=500)
def _heard(name: str) -> tuple[int, ...]:
    key = read_key(name)
    if key is None:
        raise ValueError(f"no key {name!r}")
    return tuple(note.pitch_class for note in key.scale())
