"""Distinct items, groups, order, membership."""

from __future__ import annotations

from typing import Any

import numpy as np

from etude.q.atomic import convert, keyed_tables, nulls
from etude.q.comparison import equals
from etude.q.containers import as_list, at, collect, count, enlist, items, keyed, same_key
from etude.q.context import scan, work
from etude.q.errors import QError
from etude.q.lists import _INTS, find, index
from etude.q.ordering import order
from etude.q.registry import dyad, monad
from etude.q.shaping import join, reverse, take
from etude.q.values import (
    BOOL,
    CHAR,
    DTYPE,
    FLOATS,
    GUID,
    LONG,
    MAX_ELEMENTS,
    NAME,
    SYM,
    Dict,
    Sym,
    Table,
    Value,
    Vec,
    is_atom,
    null_raw,
    raw,
    type_of,
    vec,
)


@monad("distinct")
def distinct(x: Value) -> Value:
    """Different items in the order of their first appearance (https://code.kx.com/q/ref/distinct/)."""
    if isinstance(x, Vec):
        if x.t and x.t not in (SYM, GUID) and len(x) > 64:
            work(len(x) >> 2)
            _, firsts = np.unique(x.a, return_index=True)
            return Vec(x.t, x.a[np.sort(firsts)])
        return index(x, Vec(LONG, np.array(list(_groups(x)), dtype=np.int64))) if len(x) else x
    if isinstance(x, Table):
        return index(x, Vec(LONG, np.array(list(_groups(x)), dtype=np.int64)))
    if isinstance(x, Dict):
        return distinct(x.v)
    raise QError("type")


def _sorted_places(a: Any) -> Any:
    """The stable permutation that sorts numbers, by counting where their range is small."""
    if a.dtype.kind in "iu" and len(a):
        low, high = int(a.min()), int(a.max())
        if high - low < 65_536:
            a = (a.astype(np.int64) - low).astype(np.uint16)
    return np.argsort(a, kind="stable").astype(np.int64)


def row_keys(x: Value) -> list[Any]:
    """A hashable for each item of a list or row of a table, equal for matching ones."""
    if isinstance(x, Table):
        return list(zip(*(row_keys(column) for column in x.data), strict=True))
    if isinstance(x, Vec) and x.t in FLOATS:
        return ["nan" if v != v else v for v in x.a.tolist()]
    return x.a.tolist() if isinstance(x, Vec) and x.t else [same_key(item) for item in items(x)]


def _groups(x: Value) -> dict[int, list[int]]:
    """The places of equal items by their first place."""
    first_at: dict[Any, int] = {}
    found: dict[int, list[int]] = {}
    keys = row_keys(x)
    work(2 * len(keys))
    for i, key in enumerate(keys):
        start = first_at.setdefault(key, i)
        if start == i:
            found[i] = [i]
        else:
            found[start].append(i)
    return found


@monad("group")
def group(x: Value) -> Value:
    """Where each item is (https://code.kx.com/q/ref/group/)."""
    if isinstance(x, Dict):
        inner = group(x.v)
        return Dict(inner.k, collect([index(x.k, places) for places in items(inner.v)]))
    if not isinstance(x, Vec | Table):
        raise QError("type")
    if isinstance(x, Vec) and x.t and x.t not in (SYM, GUID) and len(x) > 64:
        work(len(x) >> 2)
        places = _sorted_places(x.a)
        ordered = x.a[places]
        same = (ordered[1:] == ordered[:-1]) | ((ordered[1:] != ordered[1:]) & (ordered[:-1] != ordered[:-1]))
        starts = np.concatenate([[0], np.nonzero(~same)[0] + 1])
        work(3 * len(starts))
        pieces = np.split(places, starts[1:])
        by_first = np.argsort(places[starts])
        keys_at = places[starts][by_first]
        return Dict(Vec(x.t, x.a[keys_at]), Vec(0, [Vec(LONG, pieces[i]) for i in by_first]))
    found = _groups(x)
    keys = index(x, Vec(LONG, np.array(list(found), dtype=np.int64))) if count(x) else x
    return Dict(keys, Vec(0, [vec(LONG, places) for places in found.values()]))


def down(x: Value) -> Any:
    """The stable permutation that sorts a list downwards."""
    n = count(x)
    up = order(reverse(x))
    return (n - 1 - up)[::-1]


@monad("iasc")
def iasc(x: Value) -> Value:
    """The places of the items in ascending order (https://code.kx.com/q/ref/asc/#iasc)."""
    if isinstance(x, Dict):
        return index(x.k, iasc(x.v))
    return Vec(LONG, order(x))


@monad("idesc")
def idesc(x: Value) -> Value:
    """The places of the items in descending order (https://code.kx.com/q/ref/desc/#idesc)."""
    if isinstance(x, Dict):
        return index(x.k, idesc(x.v))
    return Vec(LONG, down(x))


@monad("asc")
def asc(x: Value) -> Value:
    """In ascending order (https://code.kx.com/q/ref/asc/)."""
    if isinstance(x, Dict):
        places = iasc(x.v)
        return Dict(index(x.k, places), index(x.v, places))
    if is_atom(x):
        raise QError("type")
    places = order(x)
    if isinstance(x, Vec) and x.t and bool((places == np.arange(len(x))).all()):
        x.attr = "s"
        return x
    found = index(x, Vec(LONG, places))
    if isinstance(found, Table) and found.data:
        first = found.data[0]
        found.data[0] = Vec(first.t, first.a, attr="s" if len(found.cols) == 1 else "p")
    return Vec(found.t, found.a, attr="s") if isinstance(found, Vec) else found


@monad("desc")
def desc(x: Value) -> Value:
    """In descending order (https://code.kx.com/q/ref/desc/)."""
    if isinstance(x, Dict):
        places = idesc(x.v)
        return Dict(index(x.k, places), index(x.v, places))
    if is_atom(x):
        raise QError("type")
    return index(x, idesc(x))


@monad("rank")
def rank(x: Value) -> Value:
    """The place of each item in the sorted list (https://code.kx.com/q/ref/rank/)."""
    work(count(x) >> 2)
    return Vec(LONG, np.argsort(order(x), kind="stable").astype(np.int64))


@dyad("in")
def member(x: Value, y: Value) -> Value:
    """Whether x, or its items, are in y (https://code.kx.com/q/ref/in/)."""
    if isinstance(y, Dict):
        y = y.v
    if is_atom(y):
        y = enlist(y)
    if isinstance(x, Vec) and not len(x):
        return Vec(BOOL, np.zeros(0, dtype=bool))
    if isinstance(y, Vec) and y.t and isinstance(x, Vec) and x.t == 0:
        return collect([member(item, y) for item in x.a])
    if isinstance(y, Vec) and y.t and (y.t in FLOATS) != (abs(type_of(x)) in FLOATS) and type_of(x) != 0:
        if len(y) == 1 and y.t not in (SYM, CHAR, GUID):
            return equals(x, at(y, 0))
        raise QError("type")
    if isinstance(x, Dict) and not isinstance(y, Table):
        return Dict(x.k, member(x.v, y))
    if isinstance(x, Vec) and isinstance(y, Vec) and x.t and y.t and (x.t in (SYM, CHAR)) != (y.t in (SYM, CHAR)):
        return Vec(BOOL, np.zeros(len(x), bool))
    if is_atom(x) and isinstance(y, Vec) and y.t and (-type_of(x) in (SYM, CHAR)) != (y.t in (SYM, CHAR)):
        return False
    found = find(y, x)
    n = count(y)
    if isinstance(found, Vec):
        return (
            Vec(BOOL, found.a < n)
            if found.t
            else collect([Vec(BOOL, f.a < n) if isinstance(f, Vec) else f < n for f in found.a])
        )
    return bool(found < n)


@dyad("except")
def without(x: Value, y: Value) -> Value:
    """Items of x that are not in y (https://code.kx.com/q/ref/except/)."""
    keep = member(x if not isinstance(x, Dict) else x.v, y)
    source = x.v if isinstance(x, Dict) else x
    return index(source, Vec(LONG, np.nonzero(~keep.a)[0].astype(np.int64)))


@dyad("inter")
def inter(x: Value, y: Value) -> Value:
    """Items of x that are in y (https://code.kx.com/q/ref/inter/)."""
    if isinstance(x, Dict) and isinstance(y, Dict):
        return inter(x.v, y.v)
    keep = member(x, y)
    return index(x, Vec(LONG, np.nonzero(keep.a)[0].astype(np.int64)))


@dyad("union")
def union(x: Value, y: Value) -> Value:
    """Different items of both (https://code.kx.com/q/ref/union/)."""
    return distinct(join(as_list(x) if is_atom(x) else x, y))


@dyad("within")
def within(x: Value, y: Value) -> Value:
    """Whether x lies between two bounds (https://code.kx.com/q/ref/within/)."""
    from etude.q.arithmetic import lesser
    from etude.q.comparison import at_least, at_most

    if not isinstance(y, Vec) or len(y) != 2:
        raise QError("length")
    if (isinstance(x, Vec) and x.t == SYM) or isinstance(x, Sym):
        low, high = y.a
        return (
            Vec(BOOL, np.array([low <= v <= high for v in x.a], bool)) if isinstance(x, Vec) else bool(low <= x <= high)
        )
    return lesser(at_least(x, at(y, 0)), at_most(x, at(y, 1)))


@monad("fills")
def fills(x: Value) -> Value:
    """Nulls replaced by the item before (https://code.kx.com/q/ref/fill/#fills)."""
    if isinstance(x, Dict):
        return Dict(x.k, fills(x.v))
    if isinstance(x, Table):
        return Table(x.cols, [fills(column) for column in x.data])
    source = as_list(x)
    if source.t == 0:
        return source
    scan(len(source), 5)
    missing = (
        np.array([v == null_raw(source.t) for v in source.a], bool)
        if source.t in (SYM, GUID)
        else nulls(source.t, source.a)
    )
    places = np.maximum.accumulate(np.where(missing, 0, np.arange(len(source))))
    return Vec(source.t, source.a[places.astype(np.int64)])


@dyad("^")
def fill(x: Value, y: Value) -> Value:
    """Nulls of y replaced by x (https://code.kx.com/q/ref/fill/)."""
    from etude.q.functions import null

    if isinstance(y, (Dict, Table)) or (isinstance(y, Vec) and y.t == 0):
        if isinstance(y, Table):
            given = x.data if isinstance(x, Table) else [x] * len(y.data)
            if isinstance(x, Table) and x.cols != y.cols:
                raise QError("mismatch")
            return Table(y.cols, [fill(a, b) for a, b in zip(given, y.data, strict=True)])
        if isinstance(x, Dict) and isinstance(y, Dict) and keyed(x) and keyed(y):
            return keyed_tables(fill, x, y)
        if isinstance(y, Dict):
            if isinstance(x, Dict):
                return join(
                    x, Dict(index(y.k, where(Vec(BOOL, ~null(y.v).a))), index(y.v, where(Vec(BOOL, ~null(y.v).a))))
                )
            return Dict(y.k, fill(x, y.v))
        if isinstance(x, Vec):
            return collect([fill(a, b) for a, b in zip(items(x), y.a, strict=True)])
        return collect([fill(x, item) for item in y.a])
    if isinstance(y, Vec):
        missing = null(y).a
        source = x if isinstance(x, Vec) else take(len(y), x)
        if len(source) != len(y):
            raise QError("length")
        if source.t == y.t:
            return Vec(y.t, np.where(missing, source.a, y.a))
        from etude.q.atomic import common

        kind = y.t if source.t in _INTS and y.t in FLOATS else common(source.t, y.t)
        out = np.where(missing, convert(source.t, kind, source.a), convert(y.t, kind, y.a))
        return Vec(kind, out.astype(DTYPE[kind]))
    if isinstance(x, Vec):
        return collect([fill(item, y) for item in items(x)])
    return x if null(y) else y


@monad("where")
def where(x: Value) -> Value:
    """The places of 1s, or as many copies of each place (https://code.kx.com/q/ref/where/)."""
    if isinstance(x, Dict):
        return index(x.k, where(x.v))
    if not isinstance(x, Vec) or x.t not in (0, 1, 4, 5, 6, 7):
        raise QError("type")
    if x.t == BOOL:
        return Vec(LONG, np.nonzero(x.a)[0].astype(np.int64))
    if x.t == 0:
        if x.a:
            raise QError("type")
        return Vec(LONG, np.zeros(0, np.int64))
    times = np.where(nulls(x.t, x.a), 0, x.a).astype(np.int64)
    if (times < 0).any():
        raise QError("domain")
    if times.sum() > MAX_ELEMENTS:
        raise QError("wsfull")
    return Vec(LONG, np.repeat(np.arange(len(x), dtype=np.int64), times))


@monad("til")
def til(x: Value) -> Value:
    """The whole numbers below n; the keys of a dictionary (https://code.kx.com/q/ref/til/)."""
    if isinstance(x, Dict):
        return x.k
    if isinstance(x, Vec):
        return Vec(LONG, np.arange(len(x), dtype=np.int64))
    if not is_atom(x) or -type_of(x) not in _INTS:
        raise QError("type")
    n = int(raw(x))
    if n < 0:
        raise QError("domain")
    if n > MAX_ELEMENTS:
        raise QError("wsfull")
    return Vec(LONG, np.arange(n, dtype=np.int64))


@monad("key")
def key(x: Value) -> Value:
    """Keys (https://code.kx.com/q/ref/key/)."""
    if isinstance(x, Dict):
        return x.k
    if isinstance(x, Vec):
        return Sym(NAME[x.t]) if x.t else Vec(0, [])
    if type(x) is int:
        return til(x)
    raise QError("type")


@monad("value", "get")
def value(x: Value) -> Value:
    """Values of a dictionary (the session evaluates strings and names) (https://code.kx.com/q/ref/value/)."""
    if isinstance(x, Dict):
        return x.v
    if isinstance(x, Table):
        return Vec(0, list(x.data))
    return x
