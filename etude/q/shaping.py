"""Take, drop, cut, join, reshape, flip: lists in other shapes."""

from __future__ import annotations

import itertools
import math

import numpy as np

from etude.q.callables import Function
from etude.q.containers import as_list, at, collect, count, enlist, items, keyed, same_key, unkeyed
from etude.q.context import work
from etude.q.errors import QError
from etude.q.lists import _INTS, _gather, find, index
from etude.q.ordering import order
from etude.q.registry import dyad, monad
from etude.q.values import (
    DTYPE,
    LONG,
    MAX_ELEMENTS,
    SYM,
    Dict,
    Enum,
    Sym,
    Table,
    Value,
    Vec,
    is_atom,
    null_raw,
    raw,
    symbols,
    type_of,
    vec,
)


@monad("reverse")
def reverse(x: Value) -> Value:
    """Items in the other order (https://code.kx.com/q/ref/reverse/)."""
    if isinstance(x, Vec):
        return Vec(x.t, x.a[::-1])
    if isinstance(x, Dict):
        return Dict(reverse(x.k), reverse(x.v))
    return Table(x.cols, [reverse(column) for column in x.data]) if isinstance(x, Table) else x


def concat(parts: list[Vec]) -> Vec:
    """Simple lists of one type end to end."""
    if sum(map(len, parts)) > MAX_ELEMENTS:
        raise QError("wsfull")
    return Vec(parts[0].t, np.concatenate([part.a for part in parts]))


@dyad(",")
def join(x: Value, y: Value) -> Value:
    """Join (https://code.kx.com/q/ref/join/)."""
    if isinstance(x, Dict) and isinstance(y, Dict):
        return _upserted(x, y)
    if isinstance(x, Table) and isinstance(y, Dict) and not keyed(y):
        y = Table(
            [str(name) for name in y.k.a], [as_list(v) if not isinstance(v, Vec) else enlist(v) for v in items(y.v)]
        )
    if isinstance(x, Table) and isinstance(y, Table):
        if not x.data:
            return y
        if set(x.cols) != set(y.cols):
            raise QError("mismatch")
        return Table(
            x.cols, [join(column, y.data[y.cols.index(name)]) for name, column in zip(x.cols, x.data, strict=True)]
        )
    if (isinstance(x, Dict) and not keyed(x) and is_atom(y)) or (isinstance(y, Dict) and not keyed(y) and is_atom(x)):
        raise QError("type")
    if (isinstance(x, Table) or keyed(x)) and isinstance(y, Vec):
        if y.t == 0 and not y.a:
            return x
        from etude.q.tables import appended

        return appended(x, y, replace=True)
    if isinstance(x, Table | Dict) or isinstance(y, Table | Dict):
        return collect(
            [*(items(x) if isinstance(x, Vec | Table) else [x]), *(items(y) if isinstance(y, Vec | Table) else [y])]
        )
    if isinstance(x, Enum):
        from etude.q.enumerations import enumerate_over

        more = y.codes if isinstance(y, Enum) else enumerate_over(x.domain, as_list(y)).codes
        return Enum(x.domain, np.concatenate([x.codes, more]))
    s, t = abs(type_of(x)), abs(type_of(y))
    if s == t and 0 < s < 20:
        return concat([as_list(x), as_list(y)])
    if isinstance(x, Vec) and not len(x) and x.t == 0:
        return as_list(y)
    if isinstance(y, Vec) and not len(y) and y.t == 0:
        return as_list(x)
    if isinstance(x, Vec) and isinstance(y, Vec) and not len(y):
        return x
    if isinstance(x, Vec) and isinstance(y, Vec) and not len(x):
        return y
    left = items(x) if isinstance(x, Vec) else [x]
    right = items(y) if isinstance(y, Vec) else [y]
    if len(left) + len(right) > MAX_ELEMENTS:
        raise QError("wsfull")
    return collect([*left, *right])


def _upserted(x: Dict, y: Dict) -> Value:
    if keyed(x) and keyed(y):
        places = find(x.k, y.k)
        work(8 * (len(x.k) + len(y.k)))
        keys, values = items(x.k), items(x.v)
        for place, key, value in zip(items(places), items(y.k), items(y.v), strict=True):
            if place < len(values):
                values[place] = Dict(values[place].k, join_values(values[place], value))
            else:
                keys.append(key)
                values.append(value)
        return Dict(collect(keys), collect(values))
    keys, values = items(x.k), items(x.v)
    known = {same_key(key): i for i, key in reversed(list(enumerate(keys)))}
    for key, value in zip(items(y.k), items(y.v), strict=True):
        place = known.get(same_key(key))
        if place is None:
            known[same_key(key)] = len(keys)
            keys.append(key)
            values.append(value)
        else:
            values[place] = value
    return Dict(collect(keys), collect(values))


def join_values(old: Dict, new: Dict) -> Value:
    """The values of a row after another has been written over it."""
    merged = {str(k): v for k, v in zip(items(old.k), items(old.v), strict=True)}
    merged.update({str(k): v for k, v in zip(items(new.k), items(new.v), strict=True)})
    return collect([merged[str(k)] for k in items(old.k)])


@dyad("#")
def take(x: Value, y: Value) -> Value:
    """Take, reshape, select columns or keys (https://code.kx.com/q/ref/take/)."""
    if type(x) is Sym:
        return _attribute(x, y)
    if isinstance(x, Vec) and isinstance(y, Table) and x.t == SYM:
        return Table(list(x.a), [index(y, Sym(name)) for name in x.a])
    if isinstance(x, Vec) and isinstance(y, Dict) and not (x.t in _INTS and keyed(y)):
        return Dict(x, index(y, x))
    if isinstance(x, Table) and keyed(y):
        return Dict(x, index(y, x))
    if isinstance(x, Vec):
        return _reshape(x, y)
    n = raw(x) if is_atom(x) and -type_of(x) in _INTS else None
    if n is None:
        raise QError("type")
    if isinstance(y, Dict):
        return Dict(take(x, y.k), take(x, y.v))
    if isinstance(y, Table):
        return Table(y.cols, [take(x, column) for column in y.data])
    source = as_list(y)
    size, have = abs(n), len(source)
    if size > MAX_ELEMENTS:
        raise QError("wsfull")
    if not have:
        if source.t == 0:
            return Vec(0, [Vec(0, [])] * size)
        out = np.empty(size, dtype=DTYPE[source.t])
        out[:] = null_raw(source.t)
        return Vec(source.t, out)
    places = np.arange(size, dtype=np.int64) % have if n >= 0 else (np.arange(size, dtype=np.int64) - size) % have
    return _gather(source, places)


def _attribute(x: Sym, y: Value) -> Value:
    """An attribute set: only ``s`` shows, and it is checked."""
    if x not in ("s", "u", "p", "g", ""):
        raise QError("type")
    if isinstance(y, Dict):
        keys = y.k.data[0] if isinstance(y.k, Table) else y.k
        checked = _attribute(x, keys)
        if isinstance(y.k, Table):
            y.k.data[0] = checked
        return Dict(y.k if isinstance(y.k, Table) else checked, y.v, step=x == "s")
    if isinstance(y, Table) and y.data:
        kind = Sym("p") if x == "s" and len(y.cols) > 1 else x
        _attribute(x, y.data[0])
        return Table(y.cols, [Vec(y.data[0].t, y.data[0].a, attr=str(kind)), *y.data[1:]])
    if not isinstance(y, Vec) or y.t == 0 or isinstance(y, Enum):
        return y
    if x == "u" and len(set(y.a.tolist())) < len(y):
        raise QError("u-fail")
    if x == "p" and int((y.a[1:] != y.a[:-1]).sum()) + 1 > len(set(y.a.tolist())) and len(y):
        raise QError("u-fail")
    if x == "s" and not bool((order(y) == np.arange(len(y))).all()):
        raise QError("s-fail")
    return Vec(y.t, y.a, attr=str(x))


def _reshape(x: Vec, y: Value) -> Value:
    if x.t not in _INTS:
        raise QError("type")
    sizes = [None if v == null_raw(x.t) else int(v) for v in x.a.tolist()]
    source = as_list(y)
    if None in sizes and len(sizes) == 2:
        if sizes[0] is None:
            return cut_every(sizes[1] or 1, source)
        rows = sizes[0] or 1
        work(2 * max(0, rows))
        n = len(source)
        bounds = [i * n // rows for i in range(rows + 1)]
        return Vec(0, [Vec(source.t, source.a[a:b]) for a, b in itertools.pairwise(bounds)])
    whole = [size or 0 for size in sizes]
    total = math.prod(whole) if whole else 0
    if any(size < 0 for size in whole):
        raise QError("domain")
    if total > MAX_ELEMENTS or max(whole, default=0) > MAX_ELEMENTS:
        raise QError("wsfull")
    flat = take(total, source)
    return _shaped(flat, whole)


def _shaped(flat: Value, sizes: list[int]) -> Value:
    if len(sizes) <= 1:
        return flat
    step = int(np.prod(sizes[1:]))
    work(2 * sizes[0])
    return Vec(0, [_shaped(Vec(flat.t, flat.a[i * step : (i + 1) * step]), sizes[1:]) for i in range(sizes[0])])


@dyad("_")
def drop(x: Value, y: Value) -> Value:
    """Drop, cut, delete (https://code.kx.com/q/ref/drop/)."""
    if isinstance(x, Vec) and x.t in _INTS and isinstance(y, Table):
        places = [*x.a.tolist(), len(y)]
        return Vec(0, [index(y, Vec(LONG, np.arange(a, b, dtype=np.int64))) for a, b in itertools.pairwise(places)])
    if isinstance(x, Vec) and x.t in _INTS and isinstance(y, Vec):
        work(2 * len(x))
        places = [*x.a.tolist(), len(y)]
        return Vec(0, [Vec(y.t, y.a[a:b]) for a, b in itertools.pairwise(places)])
    if isinstance(y, Dict) and not isinstance(x, Dict | Table) and not (is_atom(x) and -type_of(x) in _INTS):
        gone = {same_key(item) for item in (items(x) if isinstance(x, Vec) else [x])}
        kept = [i for i, key in enumerate(items(y.k)) if same_key(key) not in gone]
        return Dict(index(y.k, vec(LONG, kept)), index(y.v, vec(LONG, kept)))
    if isinstance(y, Table) and (isinstance(x, Sym) or (isinstance(x, Vec) and x.t == SYM)):
        gone_names = set(items(x)) if isinstance(x, Vec) else {x}
        kept_cols = [(name, column) for name, column in zip(y.cols, y.data, strict=True) if Sym(name) not in gone_names]
        return Table([name for name, _ in kept_cols], [column for _, column in kept_cols])
    if isinstance(x, Dict) or (isinstance(x, Vec) and is_atom(y)):
        if isinstance(x, Dict):
            return drop(y if isinstance(y, Vec) else enlist(y), x)
        n = raw(y)
        if 0 <= n < len(x):
            return Vec(x.t, np.delete(x.a, n) if x.t else [*x.a[:n], *x.a[n + 1 :]])
        return x
    if not is_atom(x) or -type_of(x) not in _INTS:
        raise QError("type")
    n = raw(x)
    if isinstance(y, Dict):
        return Dict(drop(x, y.k), drop(x, y.v))
    if isinstance(y, Table):
        return Table(y.cols, [drop(x, column) for column in y.data])
    source = as_list(y)
    return Vec(source.t, source.a[n:] if n >= 0 else source.a[: max(0, len(source) + n)])


def cut_every(n: int, source: Vec) -> Value:
    """Pieces of n items."""
    if n <= 0:
        raise QError("domain")
    work(2 * (len(source) // n))
    return Vec(0, [Vec(source.t, source.a[i : i + n]) for i in range(0, len(source), n)])


@dyad("cut")
def cut(x: Value, y: Value) -> Value:
    """Cut at places, or into pieces of a size (https://code.kx.com/q/ref/cut/)."""
    if isinstance(x, Vec):
        return drop(x, y)
    size = int(raw(x))
    if isinstance(y, Table) and size > 0:
        return drop(Vec(LONG, np.arange(0, len(y), size, dtype=np.int64)), y)
    return cut_every(size, as_list(y))


@dyad("sublist")
def sublist(x: Value, y: Value) -> Value:
    """At most so many items, or a slice (https://code.kx.com/q/ref/sublist/)."""
    if isinstance(x, Vec):
        start, size = (int(v) for v in x.a.tolist())
        stop = start + size
        places = np.arange(max(0, start), max(0, min(stop, count(y))), dtype=np.int64)
        return (
            index(y, Vec(LONG, places))
            if not isinstance(y, Dict)
            else Dict(index(y.k, Vec(LONG, places)), index(y.v, Vec(LONG, places)))
        )
    n = int(raw(x))
    return take(max(-count(y), min(n, count(y))), y)


@monad("raze")
def raze(x: Value) -> Value:
    """Items end to end (https://code.kx.com/q/ref/raze/)."""
    if isinstance(x, Dict):
        return raze(x.v)
    if not isinstance(x, Vec) or x.t:
        return as_list(x) if is_atom(x) else x
    if not x.a:
        return x
    kinds = {type_of(item) for item in x.a}
    if len(kinds) == 1 and 0 < next(iter(kinds)) < 20:
        return concat(list(x.a))
    result: Value = x.a[0]
    for item in x.a[1:]:
        result = join(result, item)
    return result if not is_atom(result) else as_list(result)


@monad("flip")
def flip(x: Value) -> Value:
    """Rows and columns exchanged; a dictionary of columns to a table (https://code.kx.com/q/ref/flip/)."""
    if isinstance(x, Table):
        return Dict(symbols(x.cols), Vec(0, list(x.data)))
    if isinstance(x, Dict):
        columns = items(x.v)
        n = max((count(c) for c in columns if isinstance(c, Vec)), default=-1)
        if n < 0:
            raise QError("rank")
        if any(isinstance(c, Vec) and len(c) != n for c in columns):
            raise QError("length")
        return Table([str(k) for k in items(x.k)], [c if isinstance(c, Vec) else take(n, c) for c in columns])
    if not isinstance(x, Vec) or x.t:
        raise QError("rank")
    sizes = {len(item) for item in x.a if isinstance(item, Vec)}
    if len(sizes) != 1:
        raise QError("length" if sizes else "rank")
    n = sizes.pop()
    work(n * (4 + len(x.a)))
    return Vec(0, [collect([at(item, i) if isinstance(item, Vec) else item for item in x.a]) for i in range(n)])


@dyad("!", "xkey_or_dict")
def bang(x: Value, y: Value) -> Value:
    """A dictionary, or a table with so many key columns (https://code.kx.com/q/ref/dict/)."""
    if type(x) is int and (isinstance(y, Table) or keyed(y)):
        table = unkeyed(y)
        if x == 0:
            return table
        return Dict(Table(table.cols[:x], table.data[:x]), Table(table.cols[x:], table.data[x:]))
    if isinstance(x, Function) or isinstance(y, Function):
        raise QError("type")
    if is_atom(x) and is_atom(y):
        if type(x) is int:
            raise QError("type")
        return Dict(enlist(x), enlist(y))
    if is_atom(x) or is_atom(y):
        x, y = (take(count(y), x) if is_atom(x) else x), (take(count(x), y) if is_atom(y) else y)
    if count(x) != count(y):
        raise QError("length")
    return Dict(x, y)


@dyad("cross")
def cross(x: Value, y: Value) -> Value:
    """All pairs (https://code.kx.com/q/ref/cross/)."""
    if isinstance(x, Table) and isinstance(y, Table):
        i = np.repeat(np.arange(len(x)), len(y)).astype(np.int64)
        j = np.tile(np.arange(len(y)), len(x)).astype(np.int64)
        return Table(x.cols + y.cols, index(x, Vec(LONG, i)).data + index(y, Vec(LONG, j)).data)
    if isinstance(x, Dict) and isinstance(y, Dict):
        return Dict(cross(x.k, y.k), cross(x.v, y.v))
    if count(x) * count(y) > MAX_ELEMENTS:
        raise QError("wsfull")
    work(10 * count(x) * count(y))
    return collect([join(a, b) for a in items(x) for b in items(y)])
