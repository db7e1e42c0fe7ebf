"""Write a form of a tone row.

Rule: the inversion turns every interval upside down, the retrograde reads backwards, the retrograde inversion is the
inversion read backwards. Source: any textbook of twelve-note technique.
"""

from __future__ import annotations

from etude.rng import Stream
from etude.tasks.music.forms import Question, music_family
from etude.tasks.music.line_answers import heard, names
from etude.tasks.music.rows import SIZES, derived, draw_row, row_score
from etude.tasks.wording import final
from etude.theory.scales import spelled
from etude.theory.terms import ROW_FORMS

_ASKS = {
    "transposition": ("Transpose this row up by {n} semitones.", "Write this row {n} semitones higher."),
    "retrograde": ("Write the retrograde of this row.", "Which notes has this row in retrograde?"),
    "inversion": (
        "Write the inversion of this row, beginning on the same note.",
        "Invert this row around its first note: every step up becomes the same step down.",
    ),
    "retrograde inversion": (
        "Write the retrograde inversion of this row: the inversion that begins on its first note, read backwards.",
        "Invert this row around its first note and read the result backwards.",
    ),
}
_FREELY = "Octaves do not matter, and any enharmonic spelling counts."


@music_family(
    "music.row.write",
    levels={n: f"rows of {count} notes" for n, count in SIZES.items()},
    verifier="notes",
    source="twelve-note technique: row forms",
    measure="notes",
)
def write(stream: Stream, level: int) -> Question:
    """Write a form of a tone row."""
    row = draw_row(stream, level)
    form = stream.choice(ROW_FORMS)
    shift = stream.between(1, 11) if form == "transposition" else 0
    flat = stream.chance(1, 2)

    def written(keys: list[int]) -> str:
        return names(spelled(key % 12, flat=flat) for key in keys)

    right = [key + shift for key in derived(row, form)]
    others = [[key + step for key in derived(row, other)] for other in ROW_FORMS for step in (0, 1, shift, 11)]
    bent = [[*right[:at], right[at] + step, *right[at + 1 :]] for at in range(1, len(right)) for step in (-2, -1, 1, 2)]
    swapped = [[*right[:at], right[at + 1], right[at], *right[at + 2 :]] for at in range(len(right) - 1)]
    return Question(
        content=["row", form, shift, row],
        text=f"{stream.choice(_ASKS[form]).format(n=shift)} {_FREELY}",
        asked=final("the names of the notes in order, separated by spaces"),
        right=written(right),
        wrong=map(written, [*stream.shuffled(others)[:4], *stream.shuffled(swapped)[:4], *stream.shuffled(bent)]),
        sound=heard,
        spec={"notes": written(right).split(), "spelling": "any"},
        measure=len(row),
        score=row_score(stream, [row]),
    )
