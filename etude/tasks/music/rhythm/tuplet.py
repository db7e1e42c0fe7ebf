"""Add up a line with triplets and other tuplets.

Rule: three notes of a triplet take the time of two, a duplet that of three, a quadruplet that of three, quintuplets and
sextuplets that of four. Source: elementary theory (irregular time divisions).
"""

from __future__ import annotations

from fractions import Fraction
from typing import NamedTuple

from etude.rng import Stream
from etude.tasks.music.forms import Question, music_family
from etude.tasks.music.tunes import draw_line
from etude.tasks.wording import final
from etude.theory.abc import Event, tune, unit_length, write_measure
from etude.theory.numbers import exact_decimal
from etude.theory.pitches import Pitch


class Cell(NamedTuple):
    """Notes that fill a beat: how many, each so long (64ths), in the time of how many; 1 in 1 for a plain note."""

    notes: int
    length: int
    time: int

    @property
    def total(self) -> int:
        """The length of the whole cell in 64ths."""
        return self.time * self.length


_PLAIN = tuple(Cell(1, length, 1) for length in (8, 16, 24, 32))
_TRIPLET, _SHORT_TRIPLET = Cell(3, 8, 2), Cell(3, 4, 2)
_DUPLET, _QUADRUPLET, _QUINTUPLET, _SEXTUPLET = Cell(2, 8, 3), Cell(4, 8, 3), Cell(5, 4, 4), Cell(6, 4, 4)
_SHAPE = {
    1: (4, (_TRIPLET,)),
    2: (5, (_TRIPLET, _SHORT_TRIPLET)),
    3: (6, (_TRIPLET, _SHORT_TRIPLET, _DUPLET)),
    4: (7, (_TRIPLET, _DUPLET, _QUADRUPLET)),
    5: (8, (_SHORT_TRIPLET, _QUADRUPLET, _QUINTUPLET, _SEXTUPLET)),
}
"""Level: cells in the line, its tuplets."""
_KINDS = {2: "duplets", 3: "triplets", 4: "quadruplets", 5: "quintuplets", 6: "sextuplets"}
_OPENINGS = (
    "How many quarter notes long is this line in all? Mind the tuplets.",
    "Add up this line, tuplets included: to how many quarter notes does it come?",
    "What is the total length of these notes, counted in quarter notes?",
)
_RULES = {
    2: "A duplet is two notes in the time of three.", 3: "A triplet is three notes in the time of two.",
    4: "A quadruplet is four notes in the time of three.", 5: "A quintuplet is five notes in the time of four.",
    6: "A sextuplet is six notes in the time of four.",
}  # fmt: skip


@music_family(
    "music.rhythm.tuplet",
    levels={
        n: f"{count} notes and tuplets: {', '.join(sorted({_KINDS[cell.notes] for cell in cells}))}"
        for n, (count, cells) in _SHAPE.items()
    },
    excerpt=True,
    verifier="number",
    source="elementary theory: irregular time divisions",
    measure="cells",
)
def write(stream: Stream, level: int) -> Question:
    """Add up the length of a line with tuplets."""
    count, tuplets = _SHAPE[level]
    while True:
        cells = [stream.choice(tuplets if stream.chance(1, 2) else _PLAIN) for _ in range(count)]
        if 2 <= sum(cell.notes > 1 for cell in cells) < count:
            break
    key, line = draw_line(stream, level)
    pitches = [line[i % len(line)] for i in range(sum(cell.notes for cell in cells))]
    total = Fraction(sum(cell.total for cell in cells), 16)
    naive = Fraction(sum(cell.notes * cell.length for cell in cells), 16)
    near = [naive, *(total + Fraction(step, 2) for step in (-4, -3, -2, -1, 1, 2, 3, 4))]
    rules = " ".join(_RULES[size] for size in sorted({cell.notes for cell in cells} - {1}))
    return Question(
        content=["tuplets", [list(cell) for cell in cells], [pitch.midi for pitch in pitches]],
        text=f"{stream.choice(_OPENINGS)} {rules}",
        asked=final("a number such as 6 or 7.5"),
        right=exact_decimal(total),
        wrong=[exact_decimal(other) for other in [naive, *stream.shuffled(near)] if other > 0],
        sound=str,
        spec={"value": str(total)},
        measure=count,
        score=tune(f"{_body(cells, pitches, key.fifths)} |]", key=key.abc),
    )


def _body(cells: list[Cell], pitches: list[Pitch], fifths: int) -> str:
    """The cells in ABC; a tuplet is written with its three numbers: so many notes in the time of so many."""
    rest = iter(pitches)
    words = []
    for cell in cells:
        notes = "".join(
            write_measure([Event((next(rest),), cell.length)], fifths, unit_length(8)) for _ in range(cell.notes)
        )
        words.append(notes if cell.notes == 1 else f"({cell.notes}:{cell.time}:{cell.notes}{notes}")
    return " ".join(words)
