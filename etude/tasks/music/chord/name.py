"""Name a triad from its notes: root and quality.

Rule: stack the letters in thirds to find the root; the sizes of the thirds give major, minor,
diminished or augmented. Source: SSMR-Bench (arXiv 2509.04059), chord questions; inversions, doublings
and key signatures are ours.
"""

from __future__ import annotations

from etude.rng import Stream
from etude.tasks.music.forms import Question, music_family
from etude.tasks.music.triads import close, draw_triad, notes_of, other_triads, signs
from etude.tasks.wording import final
from etude.theory.abc import Event, tune, write_body
from etude.theory.chords import read_triad
from etude.theory.keys import major_key
from etude.theory.pitches import Note, Pitch

_SHAPE = {1: (3, False, 0), 2: (3, False, 0), 3: (3, True, 0), 4: (4, True, 3), 5: (5, True, 5)}
"""Level: notes, whether inverted, most accidentals in the key signature."""
_OPENINGS = (
    "Name this chord: its root and its quality.",
    "These notes form a triad. Which one is it?",
    "Identify the triad below by root and quality.",
)


@music_family(
    "music.chord.name",
    levels={
        1: "3 notes in root position, up to 1 accidental",
        2: "3 notes in root position, 2 accidentals",
        3: "3 notes in any inversion, 3 accidentals",
        4: "4 notes in any inversion, 4 accidentals, key signatures up to 3",
        5: "5 notes in any inversion, 5 to 7 accidentals, key signatures up to 5",
    },
    verifier="chord",
    source="arXiv 2509.04059 (SSMR-Bench), chord: name",
    measure="notes_and_accidentals",
)
def write(stream: Stream, level: int) -> Question:
    """Name the root and quality of a written triad."""
    count, inverted, most = _SHAPE[level]
    triad = draw_triad(stream, level)
    fifths = stream.between(-most, most)
    pitches, inversion = _voice(stream, list(notes_of(triad)), count, inverted)
    style = stream.choice(("block", "up", "down"))
    shown = pitches if style != "down" else pitches[::-1]
    events = [Event(tuple(pitches), 16)] if style == "block" else [Event((pitch,), 16) for pitch in shown]
    abc = tune(write_body([events], fifths, 16), key=major_key(fifths).abc, unit=4)
    return Question(
        content=["chord", style, [list(pitch) for pitch in pitches]],
        text=stream.choice(_OPENINGS),
        asked=final("root and quality (major, minor, diminished or augmented)"),
        right=triad.name,
        wrong=other_triads(stream, triad),
        sound=_pitch_classes,
        spec={"chord": triad.name},
        measure=count + signs(triad) + inversion,
        score=abc,
    )


def _voice(stream: Stream, notes: list[Note], count: int, inverted: bool) -> tuple[list[Pitch], int]:
    inversion = stream.below(3) if inverted else 0
    turned = notes[inversion:] + notes[:inversion]
    doubled = turned + [stream.choice(notes) for _ in range(count - 3)]
    octave = stream.between(2, 5) if count == 3 else stream.between(2, 4)
    return close(doubled, octave), inversion


def _pitch_classes(name: str) -> frozenset[int]:
    triad = read_triad(name)
    if triad is None:
        raise ValueError(f"no triad {name!r}")
    return triad.pitch_classes
