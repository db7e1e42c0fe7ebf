"""Values laid out for the console. Only what the screen has room for is written out."""

from __future__ import annotations

from typing import Any

from etude.q.callables import NULL
from etude.q.context import work
from etude.q.display import Look, atom, plain, scalar
from etude.q.shaping import take
from etude.q.values import (
    BOOL,
    BYTE,
    CHAR,
    DATETIME,
    FLOAT,
    GUID,
    MONTH,
    REAL,
    SYM,
    Char,
    Dict,
    Enum,
    Sym,
    Table,
    Value,
    Vec,
    is_atom,
    null_of,
    null_raw,
    raw,
    type_of,
)


class Screen:
    """Lays values out for the console."""

    def __init__(self, look: Look) -> None:
        self.look = look

    def show(self, x: Value) -> str:
        """The text that the console prints, with a newline after each line."""
        if x is NULL or (isinstance(x, Vec) and x.t == 0 and not x.a):
            return ""
        rows = self.lines(x)
        limit = max(3, self.look.rows - 1)
        if len(rows) > limit:
            rows = [*rows[: limit - 1], ".."]
        width = self.look.columns
        return "".join((row if len(row) <= width - 1 else row[: width - 3] + "..") + "\n" for row in rows)

    def lines(self, x: Value) -> list[str]:
        """The lines of a value, at least as many as fit on the screen."""
        if isinstance(x, Table):
            return self._table(x)
        if isinstance(x, Dict):
            return self._dict(x)
        if isinstance(x, Vec) and x.t == 0:
            return self._general(x)
        return [self._plain(x)]

    def _plain(self, x: Value) -> str:
        return plain(x, self.look.precision, self.look.columns)

    def _general(self, x: Vec) -> list[str]:
        shown = Vec(0, x.a[: self.look.rows])
        return self._matrix(shown) if _even(shown) else [self._plain(item) for item in shown.a]

    def _matrix(self, x: Vec) -> list[str]:
        columns: list[list[str]] = []
        left = self.look.columns
        for i in range(len(x.a[0])):
            work(3 * len(x.a))
            cells = [self._cell(row, i) for row in x.a]
            width = max(map(len, cells))
            columns.append([cell.ljust(width) for cell in cells])
            left -= width + 1
            if left < 0:
                break
        return [" ".join(row).rstrip() for row in zip(*columns, strict=True)]

    def _cell(self, row: Vec, i: int) -> str:
        if row.t == 0:
            return self._plain(row.a[i])
        return bare(row.t, row.a[i], self.look.precision)

    def _dict(self, x: Dict) -> list[str]:
        if isinstance(x.k, Table):
            n = min(len(x.k), self.look.rows)
            left = self._table(take(n, x.k))
            right = self._table(take(n, x.v)) if isinstance(x.v, Table) else ["", "", *self._cells(take(n, x.v))]
            return [f"{a}| {b}" for a, b in zip(left, right, strict=True)]
        keys, values = self._cells(x.k), self._cells(x.v)
        width = max(map(len, keys), default=0)
        return [f"{a.ljust(width)}| {b}" for a, b in zip(keys, values, strict=True)]

    def _cells(self, x: Value) -> list[str]:
        """The keys or the values of a dictionary."""
        if isinstance(x, Table):
            return self._table(x)[2:]
        assert isinstance(x, Vec)
        data = x.a[: self.look.rows]
        if x.t == CHAR:
            return [chr(v) for v in data]
        if x.t:
            return [scalar(x.t, v, self.look.precision) for v in data]
        shown = Vec(0, data)
        return self._matrix(shown) if _even(shown) else [self._plain(item) for item in data]

    def _table(self, x: Table) -> list[str]:
        shown = take(min(len(x), self.look.rows), x) if len(x) else x
        columns, left = [], self.look.columns
        for name, data in zip(shown.cols, shown.data, strict=True):
            work(2 * len(data))
            cells = self._column(data)
            width = max([len(name), *map(len, cells)])
            columns.append((name.ljust(width), [text.ljust(width) for text in cells], width))
            left -= width + 1
            if left < 0:
                break
        head = " ".join(name for name, _, _ in columns)
        rule = "-" * (sum(width for _, _, width in columns) + len(columns) - 1)
        rows = [" ".join(cells[i] for _, cells, _ in columns) for i in range(len(shown))]
        return [head, rule, *rows]

    def _column(self, x: Vec) -> list[str]:
        if isinstance(x, Enum):
            x = Vec(x.t, x.a)
        if x.t == CHAR:
            return [chr(v) for v in x.a]
        if x.t:
            return [bare(x.t, v, self.look.precision) for v in x.a]
        return [self._nested(item) for item in x.a]

    def _nested(self, item: Value) -> str:
        """An item of a general column."""
        if is_atom(item) and not isinstance(item, Sym | Char):
            t = -type_of(item)
            missing = null_of(t)
            return "" if raw(item) == raw(missing) and t not in (BOOL, BYTE, GUID) else atom(item, self.look.precision)
        if isinstance(item, Vec) and item.t == 0 and not item.a:
            return ""
        return self._plain(item)


def _even(x: Vec) -> bool:
    """Whether the rows are lists of one length, to be shown in columns."""
    rows = x.a
    if len(rows) < 2 or not all(isinstance(row, Vec) for row in rows):
        return False
    size = len(rows[0])
    if size < 1 or any(len(row) != size for row in rows):
        return False
    kinds = {row.t for row in rows}
    if 0 in kinds and any(not is_atom(v) and not isinstance(v, Vec) for row in rows if row.t == 0 for v in row.a):
        return False
    return not kinds & {BOOL, BYTE} and kinds != {CHAR} and not (CHAR in kinds and 0 in kinds)


def bare(t: int, v: Any, precision: int) -> str:
    """An item in a column: nulls blank, no suffix."""
    if t in (BOOL, BYTE, SYM, CHAR, GUID):
        return scalar(t, v, precision)
    missing = v != v if t in (FLOAT, REAL, DATETIME) else v == null_raw(t)
    if missing:
        return ""
    shown = scalar(t, v, precision)
    return shown.removesuffix("m") if t == MONTH else shown
