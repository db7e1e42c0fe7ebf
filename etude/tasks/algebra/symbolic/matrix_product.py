"""The product of two matrices: each row of the first with each column of the second."""

from __future__ import annotations

from etude.rng import Stream
from etude.tasks.algebra.symbolic.asking import SOURCE, put
from etude.tasks.algebra.symbolic.matrices import draw, latex, plain, product, texts
from etude.tasks.draft import Draft
from etude.tasks.registry import family

_SHAPE = {1: (2, 2, 1, 9, 1), 2: (2, 2, 2, 12, 1), 3: (2, 3, 2, 9, 1), 4: (2, 3, 3, 12, 1), 5: (3, 3, 3, 6, 4)}
"""Level: rows, inner size, columns, largest number, largest denominator."""


@family(
    "algebra.symbolic.matrix_product",
    levels={n: f"{a} x {b} times {b} x {c}, " + (f"numbers up to {size}" if below == 1 else "fractions")
            for n, (a, b, c, size, below) in _SHAPE.items()},
    verifier="matrix",
    source=SOURCE,
    measure="products",
)  # fmt: skip
def write(stream: Stream, level: int) -> Draft:
    """Multiply two matrices."""
    rows, inner, columns, size, below = _SHAPE[level]
    one, two = draw(stream, rows, inner, size, below), draw(stream, inner, columns, size, below)
    result = product(one, two)
    return put(
        stream,
        ("Compute the matrix product {}.", "Multiply the matrices {}."),
        latex(one) + latex(two),
        "as a list of rows such as [[1, 2], [3, 4]] or as a LaTeX matrix",
        operation="matrix_product",
        content=[texts(one), texts(two)],
        answer=plain(result),
        spec={"rows": texts(result)},
        measure=rows * inner * columns,
    )
