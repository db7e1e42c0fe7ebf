r"""A matrix, entry by entry.

spec: ``rows`` (texts of numbers). Read are ``[[1, 2], [3, 4]]``, ``[1, 2; 3, 4]``, ``[1 2; 3 4]``, LaTeX matrices, a
number times a matrix, a transposed row, and the last side of an equation whose other sides are names, the same matrix
or a product that it is; a column also as ``(1, 2)``. Each entry must be a number with nothing left to add up. A
determinant (``vmatrix``) is no matrix.
"""

from __future__ import annotations

import re
from collections.abc import Hashable, Sequence
from fractions import Fraction
from typing import NamedTuple

from etude.answers.kind import RIGHT, WRONG, Assessment, Kind
from etude.theory.algebra.comparison import known, same
from etude.theory.algebra.forms import FORMS
from etude.theory.algebra.normal import TooLarge, Undefined, Work, normal, rational
from etude.theory.algebra.tree import Bag, Minus, Num, Op, Table, Tree, whole
from etude.theory.algebra.written import is_plain, read, value_key

_SPACED = re.compile(r"[-+0-9/.\s]{1,400}")
_TURNED = re.compile(r"\s{0,9}(?:\^\s?\{?\s?(?:T|t|\\top|\\intercal|\\mathsf\s?\{?T\}?|\\prime)\s?\}?|ᵀ|⊤|\.T|')\Z")
_NAME = re.compile(
    r"\s{0,9}(?:\\?[A-Za-z]{1,12}(?:_\{?\w{1,3}\}?)?'{0,2}(?:\s?\^\s?\{?\s?(?:-\s?1|[0-9T]|\\top)\s?\}?)?\s{0,3}(?:\\cdot|\\times|\*)?\s{0,3}){1,3}\Z"
)
_BETWEEN = re.compile(r"\]\s{0,9}[,;]?\s{0,9}\[")
_BETWEEN_ROUND = re.compile(r"\)\s{0,9}[,;]\s{0,9}\(")
_MOST = 144


class Grid(NamedTuple):
    """The entries by rows; a ``flat`` list in one pair of brackets may be a column."""

    rows: tuple[tuple[Tree, ...], ...]
    flat: bool = False


class Matrix(Kind[Grid]):
    """The entries by rows."""

    name = "matrix"
    ask = r"Give the final matrix in \boxed{}."

    @property
    def truth(self) -> Grid:
        """The right entries."""
        return Grid(tuple(tuple(known(entry)[0] for entry in row) for row in self.spec["rows"]))

    def read(self, text: str) -> Grid | None:
        """The matrix of a text."""
        if len(text) > 2000:
            return None
        sides = text.split("=", 4)
        grid = _grid(sides[-1].strip()) if len(sides) <= 4 else None
        if grid is None or not _regular(grid):
            return None
        work = Work()
        for side in sides[:-1]:
            if not _NAME.match(side) and not _product_is(side.strip(), grid, work):
                return None
        return grid

    def key(self, value: Grid) -> Hashable:
        """The values by rows; a flat list is a column."""
        rows = tuple((entry,) for entry in value.rows[0]) if value.flat else value.rows
        return tuple(tuple(value_key(entry) for entry in row) for row in rows)

    def forms(self, value: Grid) -> Sequence[str]:
        """Lists of lists, and LaTeX."""
        rows: Sequence[Sequence[str]] = self.spec["rows"]
        body = r" \\ ".join(" & ".join(row) for row in rows)
        return ["[" + ", ".join(f"[{', '.join(row)}]" for row in rows) + "]",
                *(rf"\begin{{{kind}}} {body} \end{{{kind}}}" for kind in ("pmatrix", "bmatrix", "matrix")),
                rf"A = \begin{{pmatrix}} {body} \end{{pmatrix}}"]  # fmt: skip

    def assess(self, value: Grid) -> Assessment:
        """Every entry right and worked out."""
        wanted: Sequence[Sequence[str]] = self.spec["rows"]
        rows = value.rows
        if value.flat and all(len(row) == 1 for row in wanted):
            rows = tuple((entry,) for entry in rows[0])
        elif value.flat:
            return WRONG
        if [len(row) for row in rows] != [len(row) for row in wanted]:
            return WRONG
        pairs = [
            (entry, truth)
            for row, truths in zip(rows, wanted, strict=True)
            for entry, truth in zip(row, truths, strict=True)
        ]
        work = Work()
        marks = [same(entry, truth, [], work) for entry, truth in pairs]
        if None in marks:
            return Assessment(False, "unreadable")
        if not all(marks):
            return WRONG
        return RIGHT if all(_finished(entry) for entry, _ in pairs) else WRONG


def _regular(grid: Grid) -> bool:
    """Whether all rows are of one length and all entries single expressions without letters."""
    entries = [entry for row in grid.rows for entry in row]
    return (
        0 < len(entries) <= _MOST
        and len({len(row) for row in grid.rows}) == 1
        and all(is_plain(entry, []) for entry in entries)
    )


def _grid(text: str) -> Grid | None:
    """The matrix that one side of an equation is; a product of matrices is none."""
    turned = _TURNED.search(text)
    text = text[: turned.start()] if turned else text
    tree = read(_listed(text))
    grid = None if tree is None else rows_of(tree)
    if grid is None or not turned:
        return grid
    return Grid(tuple(zip(*grid.rows, strict=True))) if len({len(row) for row in grid.rows}) == 1 else None


def _listed(text: str) -> str:
    """``[[1,2],[3,4]]`` of lists over several lines, and of rows whose entries only have spaces between them."""
    if "\\begin" in text or not ("[" in text or "(" in text):
        return text
    if 0 <= text.find("]") < text.find("[") and text.count("[") == text.count("]"):
        text = f"[[{text}]]"
    text = _BETWEEN.sub("],[", text.replace("\\\\", ";").replace("\n", " " if "[[" in text.replace(" ", "") else ";"))
    inner = text.strip()
    if inner[:1] == "[" and inner[-1:] == "]":
        bare = inner.replace("[", " ").replace("]", " ")
        if _SPACED.fullmatch(bare.replace(";", " ").replace(",", " ")):
            if "],[" in inner and "," not in inner.replace("],[", ""):
                rows = inner.strip("[] ").split("],[")
                return "[" + ",".join(f"[{','.join(_entries(row))}]" for row in rows) + "]"
            if ";" in inner and "," not in inner and inner.count("[") == 1:
                return "[" + ";".join(",".join(_entries(row)) for row in inner[1:-1].split(";")) + "]"
    return text


def _entries(row: str) -> list[str]:
    return row.replace("+", " ").replace("- ", "-").split()


def _finished(entry: Tree) -> bool:
    """Whether an entry is a number, perhaps times the number before the matrix."""
    if isinstance(entry, Minus):
        return _finished(entry.of)
    if isinstance(entry, Op) and entry.sign in "*/":
        return FORMS["number"](entry.left, entry.left) and FORMS["number"](entry.right, entry.right)
    return FORMS["number"](entry, entry)


def rows_of(tree: Tree) -> Grid | None:
    """The rows of a matrix, a number before it multiplied in; None if a tree is no matrix."""
    if isinstance(tree, Minus):
        inner = rows_of(tree.of)
        return inner and _scaled(inner, Minus)
    if isinstance(tree, Op) and tree.sign in "*/":
        left, right = rows_of(tree.left), rows_of(tree.right)
        if left is None and right is not None and tree.sign == "*" and is_plain(tree.left, []):
            return Grid(tuple(tuple(Op("*", tree.left, entry) for entry in row) for row in right.rows), right.flat)
        if left is not None and right is None and not left.flat and is_plain(tree.right, []):
            return Grid(tuple(tuple(Op(tree.sign, entry, tree.right) for entry in row) for row in left.rows))
        return None
    if isinstance(tree, Table):
        return Grid(tree.rows)
    if not isinstance(tree, Bag) or tree.open in ("\\{", "{", ""):
        return None
    if len(tree.items) == 1 and isinstance(tree.items[0], Table):
        return Grid(tree.items[0].rows)
    if tree.items and not any(isinstance(item, Bag | Table) for item in tree.items):
        return Grid((tree.items,), flat=True) if len(tree.items) > 1 else Grid((tree.items,))
    rows = tuple(row.items if isinstance(row, Bag) else () for row in tree.items)
    return Grid(rows) if rows and all(rows) else None


def _scaled(grid: Grid, by: type[Minus]) -> Grid:
    return Grid(tuple(tuple(by(entry) for entry in row) for row in grid.rows), grid.flat)


def _product_is(text: str, grid: Grid, work: Work) -> bool:
    """Whether a side of an equation is the same matrix, or a product of numbers and matrices that it is."""
    if _TURNED.search(text):
        same_rows = _grid(text)
        return same_rows is not None and _values(same_rows, work) == _values(grid, work)
    tree = read(_listed(text))
    found = None if tree is None else _evaluated(tree, work)
    return found is not None and found in (_values(grid, work), _values(_column(grid), work))


def _column(grid: Grid) -> Grid:
    return Grid(tuple((entry,) for entry in grid.rows[0])) if grid.flat else grid


Values = tuple[tuple[Fraction, ...], ...]


def _evaluated(tree: Tree, work: Work) -> Values | None:
    """The value of a product of numbers and matrices, None for anything else."""
    if isinstance(tree, Op) and tree.sign == "*":
        left, right = _evaluated(tree.left, work), _evaluated(tree.right, work)
        if left is None or right is None:
            grid = rows_of(tree)
            return None if grid is None else _values(grid, work)
        if len(left[0]) != len(right):
            return None
        work.left -= len(left) * len(right) * len(right[0])
        columns = [*zip(*right, strict=True)]
        return tuple(tuple(sum(map(_times, row, column), Fraction(0)) for column in columns) for row in left)
    if isinstance(tree, Op) and tree.sign == "^" and whole(tree.right) == -1:
        inner = _evaluated(tree.left, work)
        return None if inner is None else _inverse(inner)
    grid = rows_of(tree)
    return None if grid is None else _values(_column(grid), work)


def _times(a: Fraction, b: Fraction) -> Fraction:
    return a * b


def _inverse(rows: Values) -> Values | None:
    """The inverse of a matrix of at most 5 rows, None if there is none."""
    size = len(rows)
    if size > 5 or any(len(row) != size for row in rows):
        return None
    table = [[*row, *(Fraction(int(i == j)) for j in range(size))] for i, row in enumerate(rows)]
    for column in range(size):
        pivot = next((i for i in range(column, size) if table[i][column]), None)
        if pivot is None:
            return None
        table[column], table[pivot] = table[pivot], table[column]
        table[column] = [entry / table[column][column] for entry in table[column]]
        for i in range(size):
            if i != column:
                factor = table[i][column]
                table[i] = [a - factor * b for a, b in zip(table[i], table[column], strict=True)]
    return tuple(tuple(row[size:]) for row in table)


def _values(grid: Grid, work: Work) -> Values | None:
    """The entries as fractions, None if one is none."""
    if not _regular(grid):
        return None
    rows = []
    for row in grid.rows:
        values = []
        for entry in row:
            try:
                value = Fraction(entry.value) if isinstance(entry, Num) else rational(normal(entry, work))
            except (Undefined, TooLarge):
                return None
            if value is None:
                return None
            values.append(value)
        rows.append(tuple(values))
    return tuple(rows)
