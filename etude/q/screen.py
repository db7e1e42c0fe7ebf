"""Values laid out for the console."""

from __future__ import annotations

from typing import Any

from etude.q.display import Look, atom, plain, scalar
from etude.q.values import (
    BOOL,
    BYTE,
    CHAR,
    DATETIME,
    FLOAT,
    GUID,
    NULL,
    REAL,
    SYM,
    Atom,
    Char,
    Dict,
    Sym,
    Table,
    Value,
    Vec,
    is_atom,
    null_raw,
    raw,
    type_of,
)


class Screen:
    """Lays values out for the console."""

    def __init__(self, look: Look) -> None:
        self.look = look

    def lines(self, x: Value) -> list[str]:
        """The lines of a value."""
        if isinstance(x, Table):
            return self._table(x)
        if isinstance(x, Dict):
            return self._dict(x)
        if isinstance(x, Vec) and x.t == 0:
            return self._general(x)
        return [plain(x, self.look.precision)]

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

    def _general(self, x: Vec) -> list[str]:
        if self._even(x):
            return self._matrix(x)
        return [plain(item, self.look.precision) for item in x.a]

    @staticmethod
    def _even(x: Vec) -> bool:
        """Whether the rows are lists of one length, to be shown in columns."""
        rows = [item for item in x.a if isinstance(item, Vec)]
        if len(rows) < len(x.a) or len(rows) < 2 or len({len(r) for r in rows}) != 1 or len(rows[0]) < 2:
            return False
        kinds = {r.t for r in rows}
        return not kinds & {BOOL, BYTE} and kinds != {CHAR} and not (CHAR in kinds and 0 in kinds)

    def _matrix(self, x: Vec) -> list[str]:
        cells = [[self._cell(r, i) for i in range(len(r))] for r in x.a]
        widths = [max(len(r[i]) for r in cells) for i in range(len(cells[0]))]
        return [" ".join(v.ljust(w) for v, w in zip(r, widths, strict=True)).rstrip() for r in cells]

    def _cell(self, row: Vec, i: int) -> str:
        if row.t == 0:
            return plain(row.a[i], self.look.precision)
        return scalar(row.t, row.a[i], self.look.precision)

    def _dict(self, x: Dict) -> list[str]:
        if isinstance(x.k, Table):
            if isinstance(x.v, Table):
                left, right = self._table(x.k), self._table(x.v)
            else:
                left, right = self._table(x.k), ["", "", *self._cells(x.v)]
            width = max(map(len, left))
            lines = [
                f"{a.ljust(width, '-' if i == 1 else ' ')}| {b}"
                for i, (a, b) in enumerate(zip(left, right, strict=True))
            ]
            if len(lines) > 1:
                size = max(max((len(line) for line in right), default=0), 1)
                lines[1] = "-" * width + "| " + right[1] if right[1] else "-" * width + "| " + "-" * 0
                del size
            return lines
        keys, values = self._cells(x.k), self._cells(x.v)
        width = max(map(len, keys), default=0)
        return [f"{a.ljust(width)}| {b}" for a, b in zip(keys, values, strict=True)]

    def _cells(self, x: Value) -> list[str]:
        if isinstance(x, Table):
            table = self._table(x)
            return table[2:]
        assert isinstance(x, Vec)
        if x.t and x.t != CHAR:
            return [scalar(x.t, v, self.look.precision) for v in x.a]
        if x.t == CHAR:
            return [chr(v) for v in x.a]
        rows = x.a
        if self._even(x):
            return self._matrix(x)
        return [plain(item, self.look.precision) if not isinstance(item, Sym) else f"`{item}" for item in rows]

    def _table(self, x: Table) -> list[str]:
        columns = []
        for name, data in zip(x.cols, x.data, strict=True):
            cells = column(data, self.look)
            width = max([len(name), *map(len, cells)])
            columns.append((name.ljust(width), [text.ljust(width) for text in cells], width))
        head = " ".join(name for name, _, _ in columns)
        rule = "-" * (sum(width for _, _, width in columns) + len(columns) - 1)
        rows = [" ".join(cells[i] for _, cells, _ in columns) for i in range(len(x))]
        return [head, rule, *rows]


def column(x: Vec, look: Look) -> list[str]:
    """The cells of a column."""
    if x.t == 0:
        out = []
        for item in x.a:
            if isinstance(item, Vec) and item.t == CHAR:
                out.append(plain(item, look.precision))
            elif is_atom(item) and not isinstance(item, Sym | Char):
                out.append(_blank(-type_of(item), raw(item), atom(item, look.precision)))
            elif type(item) is Sym:
                out.append(f"`{item}")
            else:
                out.append(atom(item) if type(item) is Char else cell(item, look.precision))
        return out
    if x.t == CHAR:
        return [chr(v) for v in x.a]
    return [_blank(x.t, v, scalar(x.t, v, look.precision)) for v in x.a]


def _blank(t: int, v: Any, text: str) -> str:
    """Nulls are blank in columns."""
    if t in (BOOL, BYTE, SYM, CHAR, GUID):
        return text
    missing = v != v if t in (FLOAT, REAL, DATETIME) else v == null_raw(t)
    return "" if missing else text


def cell(x: Value, precision: int = 7) -> str:
    """A value inside a table or a dictionary: no suffix that the column shows already."""
    if type(x) is Sym:
        return str(x)
    if type(x) is Char:
        return str(x)
    if type(x) is bool:
        return "1" if x else "0"
    if isinstance(x, Atom) or type(x) in (int, float):
        return scalar(-type_of(x), raw(x), precision) if -type_of(x) != BYTE else scalar(BYTE, raw(x), precision)
    if isinstance(x, Vec) and x.t == 0 and not x.a:
        return ""
    return plain(x, precision)
