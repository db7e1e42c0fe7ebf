"""The determinant of a square matrix (expansion along a row, or elimination)."""

from __future__ import annotations

from etude.rng import Stream
from etude.tasks.algebra.symbolic.asking import SOURCE, put
from etude.tasks.algebra.symbolic.matrices import determinant, draw, latex, texts
from etude.tasks.draft import Draft
from etude.tasks.registry import family

_SHAPE = {1: (2, 9, 1), 2: (2, 30, 1), 3: (3, 5, 1), 4: (3, 12, 3), 5: (4, 6, 1)}
"""Level: size, largest number, largest denominator."""


@family(
    "algebra.symbolic.determinant",
    levels={n: f"{k} x {k}, " + (f"numbers up to {size}" if below == 1 else "fractions")
            for n, (k, size, below) in _SHAPE.items()},
    verifier="number",
    source=SOURCE,
    measure="digits",
)  # fmt: skip
def write(stream: Stream, level: int) -> Draft:
    """Find the determinant of a matrix."""
    size, largest, below = _SHAPE[level]
    matrix = draw(stream, size, size, largest, below)
    value = str(determinant(matrix))
    return put(
        stream,
        ("Find the determinant of {}.", "What is the determinant of {}?"),
        latex(matrix),
        "an integer or a fraction",
        operation="determinant",
        content=[texts(matrix)],
        answer=value,
        spec={"value": value},
    )
