"""Tables: cols, meta, keys, sort, rename, group, join, insert."""

from __future__ import annotations

import numpy as np

from etude.q.containers import as_list, collect, count, enlist, items, keyed, unkeyed
from etude.q.context import running
from etude.q.errors import QError
from etude.q.lists import find, index
from etude.q.ordering import order
from etude.q.registry import dyad, many, monad
from etude.q.sets import down, group
from etude.q.shaping import flip, join, take
from etude.q.values import CHAR, LETTER, LONG, SYM, Dict, Enum, Sym, Table, Value, Vec, symbols, type_of, vec


def _names(x: Value) -> list[str]:
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
    kinds = []
    for column in table.data:
        if column.t:
            kinds.append(LETTER[column.t])
        else:
            inner = {type_of(item) for item in column.a}
            kinds.append(LETTER[next(iter(inner))].upper() if len(inner) == 1 and next(iter(inner)) in LETTER else " ")
    data = [
        Vec(CHAR, np.frombuffer("".join(kinds).encode(), dtype=np.uint8)),
        symbols([column.domain if isinstance(column, Enum) and key_domain(column) else "" for column in table.data]),
        symbols([column.attr for column in table.data]),
    ]
    return Dict(Table(["c"], [symbols(table.cols)]), Table(["t", "f", "a"], data))


def key_domain(column: Enum) -> bool:
    """Whether an enumeration leads to a table."""
    return not isinstance(running().get_global(running().qualified(column.domain)), Vec)


def _like(x: Value, table: Table) -> Value:
    """A table with the key that x has."""
    if keyed(x):
        n = len(x.k.cols)
        return Dict(Table(table.cols[:n], table.data[:n]), Table(table.cols[n:], table.data[n:]))
    return table


def _sorted(x: Value, y: Value, *, descending: bool) -> Value:
    table = unkeyed(y)
    names = _names(x)
    part = Table(names, [index(table, Sym(name)) for name in names])
    places = (down if descending else order)(part.data[0] if len(names) == 1 else part)
    moved = index(table, Vec(LONG, np.asarray(places, dtype=np.int64)))
    if not descending and names:
        first = moved.cols.index(names[0])
        moved.data[first] = Vec(moved.data[first].t, moved.data[first].a, attr="s")
    return _like(y, moved)


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
    table, names = unkeyed(y), _names(x)
    if not names:
        return table
    rest = [name for name in table.cols if name not in names]
    return Dict(Table(names, [index(table, Sym(n)) for n in names]), Table(rest, [index(table, Sym(n)) for n in rest]))


@dyad("xcol")
def xcol(x: Value, y: Value) -> Value:
    """Columns renamed (https://code.kx.com/q/ref/cols/#xcol)."""
    table = unkeyed(y)
    if isinstance(x, Dict):
        new = dict(zip(_names(x.k), _names(x.v), strict=True))
        return _like(y, Table([new.get(name, name) for name in table.cols], table.data))
    names = _names(x)
    return _like(y, Table([*names, *table.cols[len(names) :]], table.data))


@dyad("xcols")
def xcols(x: Value, y: Value) -> Value:
    """Columns reordered (https://code.kx.com/q/ref/cols/#xcols)."""
    table, names = unkeyed(y), _names(x)
    ordered = [*names, *(name for name in table.cols if name not in names)]
    return Table(ordered, [index(table, Sym(name)) for name in ordered])


@dyad("xgroup")
def xgroup(x: Value, y: Value) -> Value:
    """Grouped by columns (https://code.kx.com/q/ref/xgroup/)."""
    table, names = unkeyed(y), _names(x)
    part = Table(names, [index(table, Sym(n)) for n in names])
    groups = group(part)
    rest = [name for name in table.cols if name not in names]
    data = [Vec(0, [index(index(table, Sym(name)), places) for places in items(groups.v)]) for name in rest]
    return Dict(groups.k, Table(rest, data))


@monad("ungroup")
def ungroup(x: Value) -> Value:
    """Nested columns unfolded (https://code.kx.com/q/ref/ungroup/)."""
    table = unkeyed(x)
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
    rows = Table(names, [index(rows, Sym(name)) for name in names])
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


@dyad("lj")
def lj(x: Value, y: Value) -> Value:
    """Left join (https://code.kx.com/q/ref/lj/)."""
    left = unkeyed(x)
    if not keyed(y):
        raise QError("type")
    places = find(y.k, Table(y.k.cols, [index(left, Sym(n)) for n in y.k.cols]))
    hit = places.a < len(y.k)
    columns = dict(zip(left.cols, left.data, strict=True))
    for name, column in zip(y.v.cols, y.v.data, strict=True):
        found = index(column, places)
        if name in columns:
            old = items(columns[name])
            found = collect([v if h else o for v, h, o in zip(items(found), hit, old, strict=True)])
        columns[name] = found
    return _like(x, Table(list(columns), list(columns.values())))


@dyad("ij")
def ij(x: Value, y: Value) -> Value:
    """Inner join (https://code.kx.com/q/ref/ij/)."""
    left = unkeyed(x)
    places = find(y.k, Table(y.k.cols, [index(left, Sym(n)) for n in y.k.cols]))
    kept = Vec(LONG, np.nonzero(places.a < len(y.k))[0].astype(np.int64))
    return lj(index(left, kept), y)


@dyad("uj")
def uj(x: Value, y: Value) -> Value:
    """Union join (https://code.kx.com/q/ref/uj/)."""
    if keyed(x) and keyed(y):
        table = uj(unkeyed(x), unkeyed(y))
        names = x.k.cols
        rows: dict[object, int] = {}
        base = xkey(symbols(names), index(table, vec(LONG, list(range(len(x.k))))))
        del rows
        return join(base, xkey(symbols(names), index(table, vec(LONG, list(range(len(x.k), len(table)))))))
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
    from etude.q.arithmetic import add
    from etude.q.sets import fill

    left = unkeyed(x)
    places = find(y.k, Table(y.k.cols, [index(left, Sym(n)) for n in y.k.cols]))
    columns = dict(zip(left.cols, left.data, strict=True))
    for name, column in zip(y.v.cols, y.v.data, strict=True):
        found = fill(0, index(column, places))
        columns[name] = add(columns[name], found) if name in columns else found
    return Table(list(columns), list(columns.values()))


@many("ej", rank=3)
def ej(x: Value, y: Value, z: Value) -> Value:
    """Equi join (https://code.kx.com/q/ref/ej/)."""
    names, left, right = _names(x), unkeyed(y), unkeyed(z)
    wanted = Table(names, [index(right, Sym(n)) for n in names])
    groups = group(wanted)
    places = find(groups.k, Table(names, [index(left, Sym(n)) for n in names]))
    lists_ = items(groups.v)
    pairs = [(i, int(j)) for i, p in enumerate(places.a.tolist()) if p < len(lists_) for j in lists_[p].a]
    one = index(left, vec(LONG, [i for i, _ in pairs]))
    two = index(right, vec(LONG, [j for _, j in pairs]))
    columns = dict(zip(one.cols, one.data, strict=True))
    columns.update({n: c for n, c in zip(two.cols, two.data, strict=True) if n not in names})
    return Table(list(columns), list(columns.values()))


@many("aj", rank=3)
def aj(x: Value, y: Value, z: Value) -> Value:
    """As-of join (https://code.kx.com/q/ref/aj/)."""
    names, left, right = _names(x), unkeyed(y), unkeyed(z)
    *exact, last = names
    rows: dict[tuple[object, ...], list[tuple[object, int]]] = {}
    columns = [items(index(right, Sym(n))) for n in exact]
    times = index(right, Sym(last)).a.tolist()
    for j, when in enumerate(times):
        rows.setdefault(tuple(map(str, (c[j] for c in columns))), []).append((when, j))
    ours = [items(index(left, Sym(n))) for n in exact]
    places = []
    for i, when in enumerate(index(left, Sym(last)).a.tolist()):
        found = [j for t, j in rows.get(tuple(map(str, (c[i] for c in ours))), []) if t <= when]
        places.append(found[-1] if found else len(right))
    result = dict(zip(left.cols, left.data, strict=True))
    for name, column in zip(right.cols, right.data, strict=True):
        if name not in names:
            result[name] = index(column, vec(LONG, places))
    return Table(list(result), list(result.values()))
