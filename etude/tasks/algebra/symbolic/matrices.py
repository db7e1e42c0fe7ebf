"""Matrices of exact numbers: product, determinant and inverse, and how they are written."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from etude.rng import Stream
from etude.theory.polynomials import Number, show_number

Matrix = tuple[tuple[Number, ...], ...]


def draw(stream: Stream, rows: int, columns: int, size: int, below: int = 1) -> Matrix:
    """A matrix of whole numbers up to a size, or of fractions with denominators up to ``below``."""
    return tuple(
        tuple(Fraction(stream.between(-size, size), stream.between(1, below)) for _ in range(columns))
        for _ in range(rows)
    )  # fmt: skip


def product(a: Matrix, b: Matrix) -> Matrix:
    """Rows times columns."""
    return tuple(
        tuple(sum((x * y for x, y in zip(row, column, strict=True)), Fraction(0)) for column in zip(*b, strict=True))
        for row in a
    )  # fmt: skip


def minor(a: Matrix, i: int, j: int) -> Matrix:
    """The matrix without a row and a column."""
    return tuple(tuple(value for m, value in enumerate(row) if m != j) for n, row in enumerate(a) if n != i)


def determinant(a: Matrix) -> Number:
    """By expansion along the first row."""
    if not a:
        return 1
    return sum(((-1) ** j * value * determinant(minor(a, 0, j)) for j, value in enumerate(a[0])), Fraction(0))


def inverse(a: Matrix) -> Matrix:
    """The adjugate over the determinant. Raises ZeroDivisionError."""
    whole = Fraction(determinant(a))
    size = range(len(a))
    return tuple(tuple((-1) ** (i + j) * determinant(minor(a, j, i)) / whole for j in size) for i in size)


def latex(a: Matrix) -> str:
    r"""``\begin{pmatrix} ... \end{pmatrix}``."""
    rows = r" \\ ".join(" & ".join(show_number(value) for value in row) for row in a)
    return rf"\begin{{pmatrix}} {rows} \end{{pmatrix}}"


def texts(a: Matrix) -> list[list[str]]:
    """The entries as plain text."""
    return [[str(value) for value in row] for row in a]


def plain(a: Sequence[Sequence[Number]]) -> str:
    """``[[1, 2], [3, 1/2]]``."""
    return "[" + ", ".join("[" + ", ".join(str(value) for value in row) + "]" for row in a) + "]"
