"""Read notes in a clef.

Rule: the treble clef puts G4 on the second line, the bass clef F3 on the fourth, the alto clef C4 on the third
and the tenor clef C4 on the fourth. The text form says where the notes stand, since ABC would name them. Source:
examination syllabuses of theory (reading clefs).
"""

from __future__ import annotations

from etude.rng import Stream
from etude.tasks.music.forms import Question, music_family
from etude.tasks.music.line_answers import ASKED, heard, names, near_lines
from etude.tasks.music.staff_lines import SHAPE, described, draw_staff, staff_score
from etude.theory.pitches import from_height
from etude.theory.staff import BOTTOM, place

_OPENINGS = (
    "These notes are written in the {clef} clef. Name them.",
    "Read these notes in the {clef} clef and give their names.",
    "What are these notes called? They stand in the {clef} clef.",
)


@music_family(
    "music.note.clef",
    levels={n: shape.says for n, shape in SHAPE.items()},
    verifier="notes",
    source="elementary theory: clefs",
    measure="notes",
)
def write(stream: Stream, level: int) -> Question:
    """Name notes from their places in a clef."""
    clef, line = draw_staff(stream, level)
    elsewhere = [
        names(from_height(BOTTOM[other] + place(pitch, clef), pitch.alter) for pitch in line)
        for other in BOTTOM
        if other != clef
    ]
    return Question(
        content=["clef", clef, [list(pitch) for pitch in line]],
        text=stream.choice(_OPENINGS).format(clef=clef),
        asked=ASKED,
        right=names(line),
        wrong=[*elsewhere, *near_lines(stream, line)],
        sound=heard,
        spec={"notes": names(line).split()},
        measure=len(line),
        score=staff_score(line),
        layout=clef,
        words=described(line, clef),
    )
