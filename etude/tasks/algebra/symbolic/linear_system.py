"""Systems of linear equations with one solution: elimination or Cramer's rule."""

from __future__ import annotations

from fractions import Fraction

from etude.rng import Stream
from etude.tasks.algebra.symbolic.asking import SOURCE, put, ratio, symbols
from etude.tasks.algebra.symbolic.matrices import Matrix, determinant, draw, inverse, product, texts
from etude.tasks.draft import Draft
from etude.tasks.registry import family
from etude.theory.polynomials import Number, join, show_number, show_term

_LETTERS = ("xy", "ab", "uv", "pq"), ("xyz", "abc", "uvw")
_SHAPE = {1: (2, 5, 1), 2: (2, 12, 1), 3: (2, 6, 4), 4: (3, 5, 1), 5: (3, 7, 1)}
"""Level: unknowns, largest coefficient, largest denominator."""


def _solution(stream: Stream, level: int, size: int) -> tuple[Number, ...]:
    if level in (2, 5):
        return tuple(ratio(stream, 9, 5) if stream.chance(1, 2) else stream.between(-9, 9) for _ in range(size))
    return tuple(stream.between(-9, 9) for _ in range(size))


def _equation(row: tuple[Number, ...], right: Number, letters: str) -> str:
    return (
        f"{join([show_term(value, x) for value, x in zip(row, letters, strict=True) if value])} = {show_number(right)}"
    )


@family(
    "algebra.symbolic.linear_system",
    levels={
        1: "two unknowns, whole solution",
        2: "two unknowns, fractions in the solution",
        3: "two unknowns, fractions as coefficients",
        4: "three unknowns, whole solution",
        5: "three unknowns, fractions in the solution",
    },
    verifier="assignments",
    source=SOURCE,
    measure="symbols",
)
def write(stream: Stream, level: int) -> Draft:
    """Solve a system of linear equations."""
    size, largest, below = _SHAPE[level]
    letters = stream.choice(_LETTERS[size - 2])
    while not determinant(matrix := draw(stream, size, size, largest, below)) or any(not any(row) for row in matrix):
        pass
    wanted = _solution(stream, level, size)
    right: Matrix = product(matrix, tuple((value,) for value in wanted))
    found = [str(Fraction(row[0])) for row in product(inverse(matrix), right)]
    lines = [_equation(row, value[0], letters) for row, value in zip(matrix, right, strict=True)]
    return put(
        stream,
        ("Solve the system {}.", "Find the solution of the system {}."),
        r",\quad ".join(lines),
        "as " + ", ".join(f"{x} = ..." for x in letters) + " with integers or fractions",
        operation="linear_system",
        content=[sorted([*texts((row,))[0], str(value[0])] for row, value in zip(matrix, right, strict=True))],
        answer=", ".join(f"{x} = {value}" for x, value in zip(letters, found, strict=True)),
        spec={"letters": list(letters), "values": found},
        measure=symbols,
    )
