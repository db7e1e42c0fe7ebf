"""``0:`` on text in memory: tables to delimited lines and back; files are refused (https://code.kx.com/q/ref/file-text/)."""

from __future__ import annotations

import csv
import re

from etude.q.callables import NULL
from etude.q.casting import to_string
from etude.q.containers import collect, items, keyed, unkeyed
from etude.q.context import work
from etude.q.errors import QError
from etude.q.shaping import flip
from etude.q.tok import parsed
from etude.q.values import (
    BY_LETTER,
    CHAR,
    INT,
    LONG,
    Char,
    Dict,
    Sym,
    Table,
    Value,
    Vec,
    string,
    symbols,
    text,
    type_of,
)


def text_verb(x: Value, y: Value) -> Value:
    """``x 0:y``. Raises QError."""
    if type(x) is Sym:
        raise QError("access")
    if type(x) is Char:
        return _written(str(x), y)
    if type(y) is Sym:
        raise QError("access")
    if isinstance(x, Vec) and x.t == CHAR:
        return _pairs(text(x), _joined(y)) if len(x) in (3, 4) else _written(text(x), y)
    if not isinstance(x, Vec) or len(x) not in (2, 3):
        raise QError("type")
    types, how = text(x.a[0]), x.a[1]
    lines = _lines(y)
    single = isinstance(y, Vec) and y.t == CHAR and len(lines) == 1
    if isinstance(how, Vec) and how.t in (INT, LONG):
        columns = _fixed(types, [int(n) for n in how.a], lines)
    else:
        header = isinstance(how, Vec)
        found = _read(types, text(how), lines, header=header)
        if header:
            return found
        columns = found.a
    return _single(columns) if single else Vec(0, columns)


def _joined(y: Value) -> str:
    return "\n".join(text(item) for item in items(y)) if isinstance(y, Vec) and y.t == 0 else text(y)


def _lines(y: Value) -> list[str]:
    if isinstance(y, Vec) and y.t == 0:
        return [text(item) for item in items(y)]
    source = text(y)
    work(len(source) >> 4)
    return [line.rstrip("\r") for line in source.removesuffix("\n").split("\n")]


def _split(line: str, delimiter: str) -> list[str]:
    if len(delimiter) != 1 or delimiter in '\r\n"':
        raise QError("type")
    work(1 + len(line) // 16)
    if '"' not in line:
        return line.split(delimiter)
    return next(csv.reader([line.replace("\n", "\x00")], delimiter=delimiter), [""])


def _column(letter: str, cells: list[str]) -> Value:
    if letter == "*":
        return Vec(0, [string(cell) for cell in cells])
    if letter == "C":
        return Vec(CHAR, collect([Char(cell[:1] or " ") for cell in cells]).a) if cells else string("")
    code = BY_LETTER.get(letter.lower())
    if code is None:
        raise QError("type")
    found = [parsed(code, string(cell)) for cell in cells]
    return collect(found)


def _read(types: str, delimiter: str, lines: list[str], *, header: bool) -> Value:
    rows = [[cell.replace("\x00", "\n") for cell in _split(line, delimiter)] for line in lines]
    names = rows.pop(0) if header and rows else []
    columns = []
    kept = []
    for i, letter in enumerate(types):
        if letter == " ":
            continue
        kept.append(names[i] if i < len(names) else "")
        columns.append(_column(letter, [row[i] if i < len(row) else "" for row in rows]))
    if header:
        return flip(Dict(symbols(kept), Vec(0, columns)))
    return Vec(0, columns)


def _single(columns: list[Value]) -> Value:
    """One line without a header: one item a column."""
    return collect([items(column)[0] for column in columns])


def _fixed(types: str, widths: list[int], lines: list[str]) -> list[Value]:
    if len(widths) != len(types) or any(w < 0 for w in widths):
        raise QError("length")
    columns, start = [], 0
    for letter, width in zip(types, widths, strict=True):
        if letter != " ":
            columns.append(_column(letter, [line[start : start + width].rstrip(" ") for line in lines]))
        start += width
    return columns


def _pairs(spec: str, source: str) -> Value:
    """``"S=;"0:``: keys and values."""
    letter, between, after = spec[0], spec[1], spec[-1]
    if len(spec) == 4 and spec[2] != "*":
        raise QError("type")
    work(len(source))
    parts = _split(source, after) if len(spec) == 3 else _quoted_parts(source, after)
    keys, values = [], []
    for part in parts:
        key, _, value = part.partition(between)
        keys.append(key)
        values.append(value.strip('"') if len(spec) == 4 and value[:1] == '"' else value)
    return Vec(0, [_column(letter, keys), Vec(0, [string(v) for v in values])])


def _quoted_parts(source: str, after: str) -> list[str]:
    found, start, inside = [], 0, False
    for i, c in enumerate(source):
        if c == '"':
            inside = not inside
        elif c == after and not inside:
            found.append(source[start:i])
            start = i + 1
    return [*found, source[start:]]


def _written(delimiter: str, y: Value) -> Value:
    """Columns as lines, with a line of names for a table."""
    if isinstance(y, Table) or keyed(y):
        table = unkeyed(y)
        names, columns = [table.cols], table.data
    elif isinstance(y, Vec) and y.t == 0:
        names, columns = [], list(y.a)
    else:
        raise QError("type")
    work(4 * sum(map(len, columns)))
    cells = [[_cell(delimiter, item) for item in items(column)] for column in columns]
    rows = [list(row) for row in zip(*cells, strict=True)]
    return Vec(0, [string(delimiter.join(row)) for row in [*names, *rows]])


def _cell(delimiter: str, item: Value) -> str:
    if isinstance(item, Vec) and item.t == CHAR:
        shown = text(item)
    elif isinstance(item, Vec) or item is NULL:
        raise QError("type")
    else:
        shown = text(to_string(item)) if type(item) is not Char else str(item)
        if type_of(item) in (-12, -14, -15):
            shown = re.sub(r"^([0-9]{4})\.([0-9]{2})\.([0-9]{2})", r"\1-\2-\3", shown)
    return quoted(shown, delimiter)


def quoted(shown: str, delimiter: str = ",") -> str:
    """A text as a cell, in quotes where it would be read as something else."""
    if delimiter in shown or shown.startswith('"') or "\n" in shown:
        return '"' + shown.replace('"', '""') + '"'
    return shown
