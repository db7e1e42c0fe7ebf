"""Joins of tables: by key, by equal columns, as of a time, over windows of time."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Any

import numpy as np

from etude.q.arithmetic import add
from etude.q.containers import as_list, collect, items, keyed, unkeyed
from etude.q.context import running, scan, work
from etude.q.errors import QError
from etude.q.lists import find, index
from etude.q.registry import dyad, many
from etude.q.sets import fill, group, row_keys
from etude.q.shaping import join, take
from etude.q.tables import column_names, like_keyed, xkey
from etude.q.values import FLOATS, LONG, Dict, Sym, Table, Value, Vec, symbols, vec


def _part(table: Table, names: list[str]) -> Table:
    return Table(names, [index(table, Sym(name)) for name in names])


def _places(y: Dict, left: Table) -> Any:
    """Where the rows of a table are in a keyed table."""
    if not keyed(y):
        raise QError("type")
    return find(y.k, _part(left, y.k.cols))


@dyad("lj")
def lj(x: Value, y: Value) -> Value:
    """Left join (https://code.kx.com/q/ref/lj/)."""
    left = unkeyed(x)
    places = _places(y, left)
    hit = places.a < len(y.k)
    columns = dict(zip(left.cols, left.data, strict=True))
    for name, column in zip(y.v.cols, y.v.data, strict=True):
        found = index(column, places)
        if name in columns:
            old = items(columns[name])
            found = collect([v if h else o for v, h, o in zip(items(found), hit, old, strict=True)])
        columns[name] = found
    return like_keyed(x, Table(list(columns), list(columns.values())))


@dyad("ljf")
def ljf(x: Value, y: Value) -> Value:
    """Left join whose nulls leave what was there (https://code.kx.com/q/ref/lj/)."""
    left = unkeyed(x)
    joined = unkeyed(lj(x, y))
    data = [
        fill(left.data[left.cols.index(name)], column) if name in left.cols else column
        for name, column in zip(joined.cols, joined.data, strict=True)
    ]
    return like_keyed(x, Table(joined.cols, data))


def _known(x: Value, y: Value) -> Table:
    left = unkeyed(x)
    kept = np.nonzero(_places(y, left).a < len(y.k))[0].astype(np.int64)
    return index(left, Vec(LONG, kept))  # type: ignore[no-any-return]


@dyad("ij")
def ij(x: Value, y: Value) -> Value:
    """Inner join (https://code.kx.com/q/ref/ij/)."""
    return like_keyed(x, lj(_known(x, y), y))


@dyad("ijf")
def ijf(x: Value, y: Value) -> Value:
    """Inner join whose nulls leave what was there (https://code.kx.com/q/ref/ij/)."""
    return like_keyed(x, ljf(_known(x, y), y))


@dyad("uj")
def uj(x: Value, y: Value) -> Value:
    """Union join (https://code.kx.com/q/ref/uj/)."""
    return _union(x, y, filled=False)


@dyad("ujf")
def ujf(x: Value, y: Value) -> Value:
    """Union join whose nulls leave what was there (https://code.kx.com/q/ref/uj/)."""
    return _union(x, y, filled=True)


def _union(x: Value, y: Value, *, filled: bool) -> Value:
    if keyed(x) and keyed(y):
        keys = symbols(x.k.cols)
        known = find(x.k, y.k)
        both = Dict(y.k, y.v)
        joined = _union(unkeyed(x), unkeyed(y), filled=False)
        base = xkey(keys, index(joined, vec(LONG, list(range(len(x.k))))))
        updated = unkeyed(ljf(base, both) if filled else lj(base, both))
        fresh = np.nonzero(known.a >= len(x.k))[0].astype(np.int64) + len(x.k)
        return xkey(keys, join(_part(updated, joined.cols), index(joined, Vec(LONG, fresh))))
    left, right = unkeyed(x), unkeyed(y)
    names = [*left.cols, *(name for name in right.cols if name not in left.cols)]
    data = []
    for name in names:
        one = index(left, Sym(name)) if name in left.cols else None
        two = index(right, Sym(name)) if name in right.cols else None
        one = one if one is not None else take(len(left), Vec(two.t, two.a[:0]))  # type: ignore[union-attr]
        two = two if two is not None else take(len(right), Vec(one.t, one.a[:0]))
        data.append(join(one, two))
    return Table(names, data)


@dyad("pj")
def pj(x: Value, y: Value) -> Value:
    """Plus join (https://code.kx.com/q/ref/pj/)."""
    left = unkeyed(x)
    places = _places(y, left)
    columns = dict(zip(left.cols, left.data, strict=True))
    for name, column in zip(y.v.cols, y.v.data, strict=True):
        found = fill(0, index(column, places))
        columns[name] = add(columns[name], found) if name in columns else found
    return like_keyed(x, Table(list(columns), list(columns.values())))


@many("ej", rank=3)
def ej(x: Value, y: Value, z: Value) -> Value:
    """Equi join (https://code.kx.com/q/ref/ej/)."""
    names, left, right = column_names(x), unkeyed(y), unkeyed(z)
    groups = group(_part(right, names))
    places = find(groups.k, _part(left, names))
    found = items(groups.v)
    pairs = [(i, int(j)) for i, p in enumerate(places.a.tolist()) if p < len(found) for j in found[p].a]
    work(len(pairs))
    one = index(left, vec(LONG, [i for i, _ in pairs]))
    two = index(right, vec(LONG, [j for _, j in pairs]))
    columns = dict(zip(one.cols, one.data, strict=True))
    columns.update({n: c for n, c in zip(two.cols, two.data, strict=True) if n not in names})
    return Table(list(columns), list(columns.values()))


def _by_key(table: Table, names: list[str]) -> dict[Hashable, list[int]]:
    found: dict[Hashable, list[int]] = {}
    scan(len(table), 60)
    for i, key in enumerate(row_keys(_part(table, names)) if names else [()] * len(table)):
        found.setdefault(key, []).append(i)
    return found


def _ordered(column: Value) -> Any:
    """Times as numbers in their order, nulls first."""
    if not isinstance(column, Vec) or column.t == 0:
        raise QError("type")
    return np.where(np.isnan(column.a), -np.inf, column.a) if column.t in FLOATS else column.a


def as_of(names: list[str], left: Table, right: Table) -> Any:
    """For each row of a table the last row of the other with equal columns and no later time; -1 where none is."""
    *exact, last = names
    theirs, ours = _ordered(index(right, Sym(last))), _ordered(index(left, Sym(last)))
    rows = _by_key(right, exact)
    out = np.full(len(left), -1, dtype=np.int64)
    for key, mine in _by_key(left, exact).items():
        those = rows.get(key)
        if those is None:
            continue
        spots = np.searchsorted(theirs[those], ours[mine], side="right") - 1
        out[mine] = np.where(spots >= 0, np.array(those)[np.maximum(spots, 0)], -1)
    return out


def _as_of_join(x: Value, y: Value, z: Value, *, filled: bool, their_time: bool) -> Value:
    names, left, right = column_names(x), unkeyed(y), unkeyed(z)
    places = as_of(names, left, right)
    result = dict(zip(left.cols, left.data, strict=True))
    kept = names[:-1] if their_time else names
    for name, column in zip(right.cols, right.data, strict=True):
        if name not in kept:
            found = index(column, Vec(LONG, places))
            result[name] = fill(result[name], found) if (filled or their_time) and name in result else found
    return like_keyed(y, Table(list(result), list(result.values())))


for _name, _filled, _theirs in (("aj", False, False), ("aj0", False, True), ("ajf", True, False), ("ajf0", True, True)):

    def _declared(x: Value, y: Value, z: Value, filled: bool = _filled, their_time: bool = _theirs) -> Value:
        return _as_of_join(x, y, z, filled=filled, their_time=their_time)

    many(_name, rank=3)(_declared)


@dyad("asof")
def asof(x: Value, y: Value) -> Value:
    """The rest of the last row as of a key (https://code.kx.com/q/ref/asof/)."""
    table = unkeyed(x)
    single = isinstance(y, Dict) and not keyed(y)
    wanted = Table([str(k) for k in items(y.k)], [collect([v]) for v in items(y.v)]) if single else unkeyed(y)
    places = as_of(wanted.cols, wanted, table)
    rest = [name for name in table.cols if name not in wanted.cols]
    found = index(_part(table, rest), Vec(LONG, places))
    return index(found, 0) if single else found


def _window_join(w: Value, x: Value, y: Value, z: Value, *, prevailing: bool) -> Value:
    names, left = column_names(x), unkeyed(y)
    source, *aggregates = items(z)
    right = unkeyed(source)
    *exact, last = names
    lows, highs = (_ordered(as_list(bound)) for bound in items(w))
    if len(lows) != len(left) or len(highs) != len(left):
        raise QError("length")
    times = _ordered(index(right, Sym(last)))
    rows = _by_key(right, exact)
    keys = row_keys(_part(left, exact)) if exact else [()] * len(left)
    spans = []
    for i, key in enumerate(keys):
        those = np.array(rows.get(key, []), dtype=np.int64)
        own = times[those]
        start = np.searchsorted(own, lows[i], side="left")
        if prevailing and start > 0 and not (start < len(own) and own[start] == lows[i]):
            start -= 1
        spans.append(Vec(LONG, those[start : np.searchsorted(own, highs[i], side="right")]))
    work(40 * len(spans))
    apply = running().apply
    found: list[tuple[str, Value]] = []
    for part in aggregates:
        f, *columns = items(part)
        data = [index(right, name) for name in columns]
        found.append(
            (str(columns[-1]), collect([apply(f, *(index(column, span) for column in data)) for span in spans]))
        )
    # two aggregates of one column are two columns of one name; a column of the left table gives way to them
    kept = [(name, column) for name, column in zip(left.cols, left.data, strict=True) if name not in dict(found)]
    both = [*kept, *found]
    return Table([name for name, _ in both], [column for _, column in both])


@many("wj", rank=4)
def wj(w: Value, x: Value, y: Value, z: Value) -> Value:
    """Window join, with what prevails at the start (https://code.kx.com/q/ref/wj/)."""
    return _window_join(w, x, y, z, prevailing=True)


@many("wj1", rank=4)
def wj1(w: Value, x: Value, y: Value, z: Value) -> Value:
    """Window join of what lies in the window (https://code.kx.com/q/ref/wj/)."""
    return _window_join(w, x, y, z, prevailing=False)
