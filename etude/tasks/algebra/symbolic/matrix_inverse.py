"""The inverse of a matrix: the adjugate over the determinant, or elimination."""

from __future__ import annotations

from etude.rng import Stream
from etude.tasks.algebra.symbolic.asking import SOURCE, nonzero, put
from etude.tasks.algebra.symbolic.matrices import Matrix, determinant, draw, inverse, latex, plain, product, texts
from etude.tasks.draft import Draft
from etude.tasks.registry import family


def _unimodular(stream: Stream, size: int, largest: int) -> Matrix:
    """A product of two triangular matrices with ones on the diagonal, the second with signs: determinant 1 or -1."""
    span = range(size)
    lower: Matrix = tuple(
        tuple(1 if i == j else stream.between(-largest, largest) if i > j else 0 for j in span) for i in span
    )
    upper: Matrix = tuple(
        tuple(nonzero(stream, 1) if i == j else stream.between(-largest, largest) if i < j else 0 for j in span)
        for i in span
    )
    return product(lower, upper)


def _draw(stream: Stream, level: int) -> Matrix:
    if level == 1:
        return _unimodular(stream, 2, 6)
    if level == 4:
        return _unimodular(stream, 3, 3)
    return draw(stream, 3 if level == 5 else 2, 3 if level == 5 else 2, 5 if level == 5 else 9, 4 if level == 3 else 1)


@family(
    "algebra.symbolic.matrix_inverse",
    levels={
        1: "2 x 2, determinant 1 or -1",
        2: "2 x 2, whole numbers",
        3: "2 x 2, fractions",
        4: "3 x 3, determinant 1 or -1",
        5: "3 x 3, whole numbers",
    },
    verifier="matrix",
    source=SOURCE,
    measure="digits",
)
def write(stream: Stream, level: int) -> Draft:
    """Find the inverse of a matrix."""
    while not determinant(matrix := _draw(stream, level)):
        pass
    result = inverse(matrix)
    return put(
        stream,
        ("Find the inverse of {}.", "Invert the matrix {}."),
        latex(matrix),
        "as a list of rows such as [[1, 2], [3, 1/4]] or as a LaTeX matrix",
        operation="matrix_inverse",
        content=[texts(matrix)],
        answer=plain(result),
        spec={"rows": texts(result)},
    )
