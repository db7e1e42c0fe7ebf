"""Name the church mode of a run of notes: its final and its mode.

Rule: the run begins and ends on the final and shows all seven notes. Source: any textbook of theory (church modes);
the figures are ours, as pianists practise them.
"""

from __future__ import annotations

from etude.rng import Stream
from etude.tasks.music.figures import STEPS, degree_pitch
from etude.tasks.music.forms import Question, music_family
from etude.tasks.music.key_answers import heard
from etude.tasks.wording import final, span
from etude.theory.abc import Event, tune, write_body
from etude.theory.keys import CHURCH, Key, keys

_SHAPE = {1: (0, 1), 2: (2, 2), 3: (3, 4), 4: (5, 5), 5: (6, 7)}
_OPENINGS = (
    "Which church mode is this? It begins and ends on its final.",
    "Name the mode of this run; its first and last note is the final.",
    "This exercise starts and closes on the final of a church mode. Which mode is it?",
)


@music_family(
    "music.scale.mode",
    levels={n: f"church modes, {span(low, high)} accidentals in the signature" for n, (low, high) in _SHAPE.items()},
    verifier="key",
    source="theory: church modes",
    measure="accidentals",
)
def write(stream: Stream, level: int) -> Question:
    """Name the church mode of a written scale."""
    low, high = _SHAPE[level]
    mode = stream.choice(CHURCH)
    key = stream.choice([key for key in keys(mode, high) if abs(key.fifths) >= low])
    figure = stream.choice(tuple(STEPS))
    octave = stream.between(3, 5) if max(STEPS[figure]) < 12 else stream.between(3, 4)
    pitches = [degree_pitch(key.scale(), step, octave) for step in STEPS[figure]]
    return Question(
        content=["mode", figure, octave, key.name],
        text=stream.choice(_OPENINGS),
        asked=final("final and mode, such as D dorian"),
        right=key.name,
        wrong=_other_modes(stream, key),
        sound=heard,
        spec={"key": key.name},
        measure=abs(key.fifths),
        score=tune(write_body([[Event((pitch,), 8) for pitch in pitches]], 0, 8, (32,) * 8)),
    )


def _other_modes(stream: Stream, right: Key) -> list[str]:
    """Other modes on the final, modes with the same signature, and the mode on other finals."""
    every = [key for mode in CHURCH for key in keys(mode, 7) if key != right]
    near = [key for key in every if key.tonic == right.tonic or key.fifths == right.fifths]
    alike = [key for key in every if len(key.name) == len(right.name)]
    return [key.name for key in [*stream.shuffled(near)[:6], *stream.shuffled(alike)[:4], *stream.shuffled(every)]]
