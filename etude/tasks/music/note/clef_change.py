"""Find where a note stands when it is copied into another clef.

Rule: the pitch stays, the place changes with the clef. Source: examination syllabuses of theory (rewriting a
melody in another clef at the same pitch).
"""

from __future__ import annotations

from etude.rng import Stream
from etude.tasks.music.forms import Question, music_family
from etude.tasks.music.staff_lines import SHAPE, described, draw_staff, staff_score
from etude.tasks.music.term_answers import term
from etude.tasks.wording import final
from etude.theory.staff import BOTTOM, PLACES, place

_WHICH = {"first": 0, "last": -1, "highest": None, "lowest": None}
_OPENINGS = (
    "This {clef} clef line is copied into the {other} clef at the same pitch. Where does its {which} note stand then?",
    "Rewrite this line from the {clef} clef into the {other} clef at the same pitch. Where does its {which} note go?",
    "The notes below are in the {clef} clef. In the {other} clef, which place on the staff has the {which} of them?",
)


@music_family(
    "music.note.clef_change",
    levels={n: shape.says.replace("notes in", "notes from") for n, shape in SHAPE.items()},
    verifier="term",
    source="elementary theory: clefs",
    measure="notes",
)
def write(stream: Stream, level: int) -> Question:
    """Find the place of a note in another clef."""
    while True:
        clef, line = draw_staff(stream, level)
        other = stream.choice([name for name in BOTTOM if name != clef])
        which = stream.choice(tuple(_WHICH))
        ordered = sorted(line, key=lambda pitch: pitch.height)
        pitch = {"first": line[0], "last": line[-1], "highest": ordered[-1], "lowest": ordered[0]}[which]
        at = place(pitch, other)
        if at in PLACES:
            break
    right = PLACES[at]
    near = [PLACES[step] for step in range(at - 6, at + 7) if step in PLACES]
    return Question(
        content=["clef change", clef, other, which, [list(item) for item in line]],
        text=stream.choice(_OPENINGS).format(clef=clef, other=other, which=which),
        asked=final("a place, counted from the lowest, such as second line, third space or first ledger line below"),
        **term(stream, "place", right, near),
        measure=len(line),
        score=staff_score(line),
        layout=clef,
        words=described(line, clef),
    )
