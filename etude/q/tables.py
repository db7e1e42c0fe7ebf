"""Tables: cols, meta, keys, sort, rename, group, join, insert."""

from __future__ import annotations

import numpy as np

from etude.q.containers import as_list, collect, count, enlist, items, keyed, unkeyed
from etude.q.context import running, work
from etude.q.errors import QError
from etude.q.lists import find, index
from etude.q.ordering import order
from etude.q.registry import dyad, monad
from etude.q.sets import down, group
from etude.q.shaping import flip, join, take
from etude.q.values import CHAR, LETTER, LONG, SYM, Dict, Enum, Sym, Table, Value, Vec, symbols, type_of, vec


def column_names(x: Value) -> list[str]:
    """Names given as a symbol or symbols. Raises QError."""
    if isinstance(x, Sym):
        return [str(x)]
    if isinstance(x, Vec) and (x.t == SYM or not len(x)):
        return [str(v) for v in x.a]
    raise QError("type")


@monad("cols")
def cols(x: Value) -> Value:
    """Column names (https://code.kx.com/q/ref/cols/)."""
    return symbols(unkeyed(x).cols)


@monad("keys")
def keys(x: Value) -> Value:
    """Names of the key columns (https://code.kx.com/q/ref/keys/)."""
    return symbols(x.k.cols) if keyed(x) else symbols([])


@monad("meta")
def meta(x: Value) -> Value:
    """Types of the columns (https://code.kx.com/q/ref/meta/)."""
    table = unkeyed(x)
    work(20 + 4 * len(table.data))
    kinds = []
    for column in table.data:
        if column.t:
            kinds.append(LETTER[column.t])
        else:
            inner = type_of(column.a[0]) if column.a else 0
            kinds.append(LETTER[inner].upper() if inner in LETTER else " ")
    data = [
        Vec(CHAR, np.frombuffer("".join(kinds).encode(), dtype=np.uint8)),
        symbols([column.domain if isinstance(column, Enum) and key_domain(column) else "" for column in table.data]),
        symbols([column.attr for column in table.data]),
    ]
    return Dict(Table(["c"], [symbols(table.cols)]), Table(["t", "f", "a"], data))


def key_domain(column: Enum) -> bool:
    """Whether an enumeration leads to a table."""
    return not isinstance(running().get_global(running().qualified(column.domain)), Vec)


def like_keyed(x: Value, table: Table) -> Value:
    """A table with the key that x has."""
    if keyed(x):
        n = len(x.k.cols)
        return Dict(Table(table.cols[:n], table.data[:n]), Table(table.cols[n:], table.data[n:]))
    return table


def _sorted(x: Value, y: Value, *, descending: bool) -> Value:
    table = unkeyed(y)
    names = column_names(x)
    part = Table(names, [index(table, Sym(name)) for name in names])
    places = (down if descending else order)(part.data[0] if len(names) == 1 else part)
    moved = index(table, Vec(LONG, np.asarray(places, dtype=np.int64)))
    if not descending and names:
        first = moved.cols.index(names[0])
        moved.data[first] = Vec(moved.data[first].t, moved.data[first].a, attr="s")
    return like_keyed(y, moved)


@dyad("xasc")
def xasc(x: Value, y: Value) -> Value:
    """Sorted by columns (https://code.kx.com/q/ref/asc/#xasc)."""
    return _sorted(x, y, descending=False)


@dyad("xdesc")
def xdesc(x: Value, y: Value) -> Value:
    """Sorted downwards by columns (https://code.kx.com/q/ref/desc/#xdesc)."""
    return _sorted(x, y, descending=True)


@dyad("xkey")
def xkey(x: Value, y: Value) -> Value:
    """A table with other key columns (https://code.kx.com/q/ref/keys/#xkey)."""
    table, names = unkeyed(y), column_names(x)
    if not names:
        return table
    rest = [name for name in table.cols if name not in names]
    return Dict(Table(names, [index(table, Sym(n)) for n in names]), Table(rest, [index(table, Sym(n)) for n in rest]))


@dyad("xcol")
def xcol(x: Value, y: Value) -> Value:
    """Columns renamed (https://code.kx.com/q/ref/cols/#xcol)."""
    table = unkeyed(y)
    if isinstance(x, Dict):
        new = dict(zip(column_names(x.k), column_names(x.v), strict=True))
        return like_keyed(y, Table([new.get(name, name) for name in table.cols], table.data))
    names = column_names(x)
    return like_keyed(y, Table([*names, *table.cols[len(names) :]], table.data))


@dyad("xcols")
def xcols(x: Value, y: Value) -> Value:
    """Columns reordered (https://code.kx.com/q/ref/cols/#xcols)."""
    table, names = unkeyed(y), column_names(x)
    ordered = [*names, *(name for name in table.cols if name not in names)]
    return Table(ordered, [index(table, Sym(name)) for name in ordered])


@dyad("xgroup")
def xgroup(x: Value, y: Value) -> Value:
    """Grouped by columns (https://code.kx.com/q/ref/xgroup/)."""
    table, names = unkeyed(y), column_names(x)
    part = Table(names, [index(table, Sym(n)) for n in names])
    groups = group(part)
    rest = [name for name in table.cols if name not in names]
    data = [Vec(0, [index(index(table, Sym(name)), places) for places in items(groups.v)]) for name in rest]
    return Dict(groups.k, Table(rest, data))


@monad("ungroup")
def ungroup(x: Value) -> Value:
    """Nested columns unfolded (https://code.kx.com/q/ref/ungroup/)."""
    table = unkeyed(x)
    work(len(table))
    sizes = [
        next((count(column.a[i]) for column in table.data if column.t == 0 and isinstance(column.a[i], Vec)), 1)
        for i in range(len(table))
    ]
    data = []
    for column in table.data:
        if column.t == 0 and any(isinstance(item, Vec) for item in column.a):
            flat: list[Value] = [v for item in column.a for v in items(item)]
            data.append(collect(flat))
        else:
            data.append(index(column, vec(LONG, [i for i, n in enumerate(sizes) for _ in range(n)])))
    return Table(table.cols, data)


def _column_or_nulls(rows: Table, like: Table, name: str) -> Vec:
    """A column of new rows; nulls where they lack it."""
    if name in rows.cols:
        return rows.data[rows.cols.index(name)]
    old = like.data[like.cols.index(name)]
    return take(len(rows), Vec(old.t, old.a[:0]))  # type: ignore[no-any-return]


def appended(x: Value, y: Value, *, replace: bool) -> Value:
    """Rows added, those with known keys written over if ``replace``. Raises QError."""
    if isinstance(x, Vec):
        return join(x, y)
    if not isinstance(x, Table | Dict):
        raise QError("type")
    names = unkeyed(x).cols if isinstance(x, Table) or keyed(x) else None
    if names is None:
        return join(x, y)
    if isinstance(y, Dict) and not keyed(y):
        rows = Table(
            [str(k) for k in items(y.k)], [v if isinstance(v, Vec) and v.t != CHAR else enlist(v) for v in items(y.v)]
        )
    elif isinstance(y, Table) or keyed(y):
        rows = unkeyed(y)
    else:
        columns = items(as_list(y))
        if columns and all(isinstance(part, Vec) and part.t == 0 and len(part) == len(names) for part in columns):
            columns = items(flip(Vec(0, columns)))
        if len(columns) != len(names):
            raise QError("length")
        rows = Table(names, [v if isinstance(v, Vec) and v.t != CHAR else enlist(v) for v in columns])
    if not replace and set(rows.cols) != set(names):
        raise QError("mismatch")
    rows = Table(names, [_column_or_nulls(rows, unkeyed(x), name) for name in names])
    if isinstance(x, Table):
        for old, new in zip(x.data, rows.data, strict=True):
            if old.t and new.t and old.t != new.t and len(old):
                raise QError("type")
        return join(x, rows) if x.data else rows
    n = len(x.k.cols)
    new_k, new_v = Table(names[:n], rows.data[:n]), Table(names[n:], rows.data[n:])
    places = find(x.k, new_k) if len(x.k) else vec(LONG, [0] * len(new_k))
    if not replace and len(x.k) and bool((places.a < len(x.k)).any()):
        raise QError("insert")
    if not len(x.k):
        return Dict(new_k, new_v)
    return join(x, Dict(new_k, new_v))
