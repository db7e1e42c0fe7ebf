"""Find the root of a shuffled diatonic triad whose accidentals come from the key signature alone.

Source: SSMR-Bench (arXiv 2509.04059), chord questions.
"""

from __future__ import annotations

from etude.rng import Stream
from etude.tasks.music.forms import Question, music_family
from etude.tasks.music.note_answers import NAMES, near_notes, spell_out
from etude.tasks.music.triads import scatter
from etude.tasks.wording import span
from etude.theory.abc import Event, tune, write_body
from etude.theory.keys import Key, keys
from etude.theory.pitches import note

_SHAPE = {1: (0, 1), 2: (2, 2), 3: (3, 4), 4: (5, 6), 5: (7, 7)}
"""Level: fewest and most accidentals in the key signature."""
_OPENINGS = (
    "The three notes form a triad in this key. Which note is its root? Mind the key signature.",
    "Name the root of the triad made of these notes; the key signature applies.",
    "A diatonic triad has been shuffled. What is its root, as the key signature makes it sound?",
)


@music_family(
    "music.chord.root_in_key",
    levels={n: f"key signatures of {span(low, high)} accidentals" for n, (low, high) in _SHAPE.items()},
    verifier="note",
    source="arXiv 2509.04059 (SSMR-Bench), chord: root under a key signature",
    measure="accidentals",
)
def write(stream: Stream, level: int) -> Question:
    """Find the root of a shuffled triad under a key signature."""
    low, high = _SHAPE[level]
    key = stream.choice([key for key in _all_keys(high) if abs(key.fifths) >= low])
    scale = key.scale()
    degree = stream.below(7)
    members = [scale[(degree + step) % 7] for step in (0, 2, 4)]
    pitches = scatter(stream, members)
    abc = tune(write_body([[Event((pitch,), 16) for pitch in pitches]], key.fifths, 16), key=key.abc, unit=4)
    root = members[0]
    return Question(
        content=["root", sorted(list(pitch) for pitch in pitches)],
        text=stream.choice(_OPENINGS),
        asked=NAMES,
        right=root.name,
        wrong=[*stream.shuffled([member.name for member in members[1:]]), *near_notes(stream, root)],
        sound=lambda name: note(name).pitch_class,
        spec={"note": root.name},
        measure=abs(key.fifths),
        score=abc,
        show=spell_out,
    )


def _all_keys(most: int) -> list[Key]:
    return [*keys("major", most), *keys("natural minor", most)]
