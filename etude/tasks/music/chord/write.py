"""Spell a chord from its name, in a given position, from the bass up.

Rule: triads and seventh chords are stacked thirds on the root; an inversion begins with another member.
Source: any textbook of harmony.
"""

from __future__ import annotations

from etude.rng import Stream
from etude.tasks.music.forms import Question, music_family
from etude.tasks.music.line_answers import heard, names, near_lines
from etude.tasks.music.sevenths import draw_seventh
from etude.tasks.music.triads import BUCKETS, draw_triad, notes_of
from etude.tasks.wording import final, span
from etude.theory.pitches import Note
from etude.theory.terms import INVERSIONS

_OPENINGS = (
    "Spell {article} {chord} chord in {position}, from the bass note up.",
    "Which notes does {article} {chord} chord have in {position}? Begin with the bass.",
    "Name the notes of {article} {chord} chord in {position}, lowest first.",
)
_ASKED = final("the names of the notes, separated by spaces, without octaves (such as C Eb G)")


@music_family(
    "music.chord.write",
    scored=False,
    levels={n: f"triads and seventh chords with {span(low, high)} accidentals" for n, (low, high) in BUCKETS.items()},
    verifier="notes",
    source="harmony: triads and seventh chords",
    measure="accidentals",
)
def write(stream: Stream, level: int) -> Question:
    """Spell a named triad or seventh chord in a given position."""
    if stream.chance(1, 2):
        triad = draw_triad(stream, level)
        name, notes = triad.name, list(notes_of(triad))
    else:
        chord = draw_seventh(stream, level)
        name, notes = chord.name, list(chord.notes)
    inversion = stream.below(len(notes))
    right = notes[inversion:] + notes[:inversion]
    opening = stream.choice(_OPENINGS).format(
        article="an" if name[0] in "AEF" else "a", chord=name, position=INVERSIONS[inversion]
    )
    return Question(
        content=["chord spelling", name, inversion],
        text=opening,
        asked=_ASKED,
        right=names(right),
        wrong=_wrong(stream, right),
        sound=heard,
        spec={"notes": names(right).split()},
        measure=sum(abs(note.alter) for note in notes),
    )


def _wrong(stream: Stream, right: list[Note]) -> list[str]:
    """Another position, and one note changed."""
    turned = [names(right[n:] + right[:n]) for n in range(1, len(right))]
    return [stream.choice(turned), *near_lines(stream, right)]
