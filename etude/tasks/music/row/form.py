"""Recognise the form of a tone row: transposition, retrograde, inversion or retrograde inversion.

Rule: the inversion turns every interval upside down, the retrograde reads backwards, the retrograde inversion both;
each may be transposed. Source: any textbook of twelve-note technique.
"""

from __future__ import annotations

from etude.rng import Stream
from etude.tasks.music.forms import Question, music_family
from etude.tasks.music.rows import SIZES, derived, draw_row, row_score, steps
from etude.tasks.music.term_answers import term
from etude.tasks.wording import final
from etude.theory.terms import ROW_FORMS

_OPENINGS = (
    "The second bar is derived from the row of {count} notes in the first bar. Which form of the row is it? It may be "
    "transposed; octaves and spelling do not matter.",
    "Two bars: a row of {count} notes, then one of its forms, perhaps transposed. Which form is the second bar?",
    "Compare the {count} notes of the second bar with the row in the first. Which form of it are they, whatever the "
    "transposition?",
)


@music_family(
    "music.row.form",
    levels={n: f"rows of {count} notes" for n, count in SIZES.items()},
    verifier="term",
    source="twelve-note technique: row forms",
    measure="notes",
)
def write(stream: Stream, level: int) -> Question:
    """Name the form of a row that is derived from another."""
    while True:
        row = draw_row(stream, level)
        if len({steps(derived(row, form)) for form in ROW_FORMS}) == len(ROW_FORMS):
            break
    form = stream.choice(ROW_FORMS)
    shift = stream.between(1, 11)
    second = [(key + shift) % 12 for key in derived(row, form)]
    return Question(
        content=["row form", row, second],
        text=stream.choice(_OPENINGS).format(count=len(row)),
        asked=final(f"one of {', '.join(ROW_FORMS)}"),
        **term(stream, "row form", form, ROW_FORMS),
        measure=len(row),
        score=row_score(stream, [row, second]),
    )
