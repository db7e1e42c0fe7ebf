"""Lists: match, find, index, take, drop, join, distinct, group, sort and their kin."""

from __future__ import annotations

from typing import Any

import numpy as np

from etude.q.atomic import convert
from etude.q.callables import NULL, Function
from etude.q.comparison import close
from etude.q.containers import at, collect, count, enlist, items, row, same_key
from etude.q.context import scan, track, work
from etude.q.errors import QError
from etude.q.registry import dyad, many, monad
from etude.q.values import (
    CHAR,
    DTYPE,
    FLOAT,
    FLOATS,
    GUID,
    LONG,
    SYM,
    Atom,
    Dict,
    Enum,
    Sym,
    Table,
    Value,
    Vec,
    array,
    is_atom,
    null_raw,
    raw,
    symbols,
    type_of,
)

_INTS = (1, 4, 5, 6, 7)


def match(x: Value, y: Value) -> bool:
    """Whether two values are the same, floats within tolerance."""
    s, t = type_of(x), type_of(y)
    if s != t:
        return False
    if isinstance(x, Vec):
        if len(x) != len(y):
            return False
        if s == 0:
            work(8 + 2 * len(x))
            return all(match(a, b) for a, b in zip(x.a, y.a, strict=True))
        scan(len(x), 20 if s in (SYM, GUID) else 4 if s in FLOATS else 1)
        if s in FLOATS:
            return bool(np.all(close(x.a.astype(float), y.a.astype(float))))
        return bool(np.all(x.a == y.a))
    if is_atom(x):
        a, b = raw(x), raw(y)
        return bool(close(np.asarray(a, dtype=float), np.asarray(b, dtype=float))) if -s in FLOATS else bool(a == b)
    if isinstance(x, Dict):
        return match(x.k, y.k) and match(x.v, y.v)
    if isinstance(x, Table):
        return x.cols == y.cols and all(match(a, b) for a, b in zip(x.data, y.data, strict=True))
    if x is y:
        return True
    if isinstance(x, Function) and isinstance(y, Function):
        from etude.q.display import plain

        return plain(x) == plain(y)
    return False


@dyad("~")
def matches(x: Value, y: Value) -> Value:
    """Match (https://code.kx.com/q/ref/match/)."""
    return match(x, y)


def find(x: Value, y: Value) -> Value:
    """Where the items of y are in x; the count of x where they are not."""
    if isinstance(x, Table):
        return _find_rows(x, y)
    if isinstance(x, Dict):
        places = find(x.v, y)
        return index(x.k, places)
    if not isinstance(x, Vec):
        raise QError("type")
    if x.t == 0:
        if isinstance(y, Vec) and (not x.a or _levels(y) > _levels(x.a[0])):
            return collect([find(x, item) for item in items(y)]) if len(y) else Vec(LONG, np.zeros(0, np.int64))
        work(len(x))
        if x.a and not isinstance(y, Vec) and _levels(x.a[0]):
            return len(x)
        wanted = same_key(y)
        return next((i for i, item in enumerate(x.a) if same_key(item) == wanted), len(x))
    if isinstance(y, Vec):
        if y.t == 0:
            return collect([find(x, item) for item in y.a]) if y.a else Vec(0, [])
        return Vec(LONG, _places(x, y))
    if isinstance(y, Dict):
        return Dict(y.k, find(x, y.v))
    if not is_atom(y):
        raise QError("type")
    return int(_places(x, Vec(-type_of(y), array(-type_of(y), [raw(y)])))[0])


def _levels(x: Value) -> int:
    """How deep a value is nested, judged by its first items."""
    depth = 0
    while isinstance(x, Vec):
        depth += 1
        if x.t or not x.a:
            break
        x = x.a[0]
    return depth


def _places(x: Vec, y: Vec) -> Any:
    if (
        x.t != y.t
        and not (x.t in _INTS and y.t in _INTS)
        and not (x.t not in (SYM, CHAR, GUID) and y.t not in (SYM, CHAR, GUID))
    ):
        raise QError("type")
    if x.t in (SYM, GUID):
        return _object_places(x, y)
    wide = FLOAT if x.t in FLOATS or y.t in FLOATS else LONG
    left = np.asarray(x.a if x.t == y.t else convert(x.t, wide, x.a))
    right = np.asarray(y.a if x.t == y.t else convert(y.t, wide, y.a))
    return _few_places(left, right) if len(y) <= _FEW else _sorted_places(left, right)


_FEW = 4
"""So many items are looked for one by one, more by sorting."""
_KEPT = 20_000
"""The longest list of symbols whose places are kept for the next search."""
_ROOM = 12
"""What a kept place takes, in longs."""


def _few_places(left: Any, right: Any) -> Any:
    n = len(left)
    scan(n * len(right), 2)
    found = []
    for v in right:
        hits = left == v if v == v else np.isnan(left)
        place = int(hits.argmax()) if n else 0
        found.append(place if n and hits[place] else n)
    return np.array(found, dtype=np.int64)


def _sorted_places(left: Any, right: Any) -> Any:
    n = len(left)
    if not n:
        return np.zeros(len(right), dtype=np.int64)
    scan(n, 40)
    scan(len(right), 40)
    order = np.argsort(left, kind="stable")
    ordered = left[order]
    spots = np.searchsorted(ordered, right)
    near = ordered[np.minimum(spots, n - 1)]
    hit = (near == right) | ((near != near) & (right != right))
    return np.where(hit & (spots < n), order[np.minimum(spots, n - 1)], n).astype(np.int64)


def _object_places(x: Vec, y: Vec) -> Any:
    n, wanted = len(x), y.a.tolist()
    if n > _KEPT and len(wanted) <= _FEW:
        scan(n * len(wanted), 12)
        hits = [np.flatnonzero(x.a == v) for v in wanted]
        return np.array([int(hit[0]) if len(hit) else n for hit in hits], dtype=np.int64)
    seen: dict[Any, int] | None = getattr(x, "places", None) if type(x) is Vec else None
    if seen is None:
        scan(n, 50)
        seen = {v: i for i, v in zip(range(n - 1, -1, -1), reversed(x.a.tolist()), strict=True)}
        if type(x) is Vec and 16 < n <= _KEPT:
            track(x, _ROOM * n)
            x.places = seen
    scan(len(wanted), 30)
    return np.array([seen.get(v, n) for v in wanted], dtype=np.int64)


def _codes(x: Vec, y: Vec) -> tuple[list[Any], list[Any]]:
    """Hashables for the items of two columns, equal for matching items."""
    if x.t and y.t and x.t not in FLOATS and y.t not in FLOATS and ((x.t == SYM) == (y.t == SYM)):
        return x.a.tolist(), y.a.tolist()
    return [same_key(item) for item in items(x)], [same_key(item) for item in items(y)]


def _find_rows(x: Table, y: Value) -> Value:
    if isinstance(y, Table):
        if x.cols != y.cols:
            if set(x.cols) != set(y.cols):
                raise QError("mismatch")
            y = Table(x.cols, [index(y, Sym(name)) for name in x.cols])
        parts = [_codes(a, b) for a, b in zip(x.data, y.data, strict=True)]
        known = {key: i for i, key in reversed(list(enumerate(zip(*(a for a, _ in parts), strict=True))))}
        work(3 * (len(x) + len(y)))
        wanted_rows = list(zip(*(b for _, b in parts), strict=True))
        return Vec(LONG, np.array([known.get(key, len(x)) for key in wanted_rows], dtype=np.int64))
    wanted = same_key(y.v) if isinstance(y, Dict) else same_key(y if isinstance(y, Vec) else enlist(y))
    return next((i for i in range(len(x)) if same_key(row(x, i).v) == wanted), len(x))


def index(x: Value, i: Value) -> Value:
    """``x i``: items of a list, values of a dictionary, rows or columns of a table. Raises QError."""
    if isinstance(x, Vec):
        return _list_at(x, i)
    if isinstance(x, Dict):
        return _dict_at(x, i)
    if isinstance(x, Table):
        if isinstance(i, Sym) or (isinstance(i, Vec) and i.t == SYM):
            if isinstance(i, Vec):
                return Vec(0, [index(x, Sym(name)) for name in i.a])
            if i not in x.cols:
                raise QError(str(i))
            return x.data[x.cols.index(i)]
        if isinstance(i, Vec) and i.t in _INTS:
            return Table(x.cols, [_list_at(column, i) for column in x.data])
        if type_of(i) in (-4, -5, -6, -7, -1):
            return Dict(symbols(x.cols), collect([_list_at(column, i) for column in x.data]))
        raise QError("type")
    raise QError("type")


def _list_at(x: Vec, i: Value) -> Value:
    if type(i) is int or type(i) is bool:
        return at(x, i)
    if isinstance(i, Vec):
        if i.t == 0:
            return collect([x if item is NULL else _list_at(x, item) for item in i.a]) if i.a else Vec(x.t, x.a[:0])
        if i.t not in _INTS:
            raise QError("type")
        return _gather(x, i.a.astype(np.int64))
    if isinstance(i, Atom) and i.t in _INTS:
        return at(x, i.v)
    if isinstance(i, Dict):
        return Dict(i.k, _list_at(x, i.v))
    if i is NULL:
        return x
    if isinstance(i, Table):
        return Table(i.cols, [_list_at(x, column) for column in i.data])
    raise QError("type")


def _gather(x: Vec, places: Any) -> Value:
    work(10)
    scan(len(places), 4)
    if isinstance(x, Enum):
        inside = (places >= 0) & (places < len(x))
        return Enum(x.domain, np.where(inside, x.codes[np.where(inside, places, 0)] if len(x) else -1, -1))
    if x.t == 0:
        work(len(places))
        return collect([at(x, int(i)) for i in places]) if len(places) else Vec(0, [])
    n = len(x)
    inside = (places >= 0) & (places < n)
    if n and bool(inside.all()):
        return Vec(x.t, x.a[places])
    out = np.empty(len(places), dtype=DTYPE[x.t])
    out[:] = null_raw(x.t)
    if n:
        out[inside] = x.a[places[inside]]
    return Vec(x.t, out)


def _dict_at(x: Dict, i: Value) -> Value:
    work(12)
    if x.step:
        from etude.q.windows import bin_

        keys = x.k.data[0] if isinstance(x.k, Table) and len(x.k.cols) == 1 else x.k
        wanted = i.data[0] if isinstance(i, Table) and len(i.cols) == 1 else i
        return index(x.v, bin_(keys, wanted))
    if isinstance(x.k, Table):
        work(20)
        if isinstance(i, Table):
            return index(x.v, find(x.k, i))
        if isinstance(i, Vec) and len(x.k.cols) == 1 and i.t != 0:
            places = find(x.k.data[0], i)
            return index(x.v, places)
        place = find(x.k, i)
        return index(x.v, place)
    if isinstance(i, Vec) and i.t == 0 and isinstance(x.k, Vec) and x.k.t != 0:
        return collect([_dict_at(x, item) for item in i.a])
    if (
        isinstance(i, Vec)
        and isinstance(x.k, Vec)
        and x.k.t == 0
        and x.k.a
        and isinstance(x.k.a[0], Vec)
        and i.t == x.k.a[0].t
    ):
        place = find(x.k, i)
        return index(x.v, place)
    return index(x.v, find(x.k, i))


@monad("count")
def count_of(x: Value) -> Value:
    """The number of items (https://code.kx.com/q/ref/count/)."""
    return count(x)


@many("enlist", rank=2)
def listed(*found: Value) -> Value:
    """A list of the arguments (https://code.kx.com/q/ref/enlist/)."""
    return collect(found)


@monad("enlist")
def enlisted(x: Value) -> Value:
    """A list of one item (https://code.kx.com/q/ref/enlist/)."""
    return enlist(x)


@monad("first")
def first(x: Value) -> Value:
    """The first item (https://code.kx.com/q/ref/first/)."""
    if isinstance(x, Vec):
        return at(x, 0)
    if isinstance(x, Dict):
        return first(x.v)
    return index(x, 0) if isinstance(x, Table) else x


@monad("last")
def last(x: Value) -> Value:
    """The last item (https://code.kx.com/q/ref/first/#last)."""
    if isinstance(x, Vec):
        return at(x, len(x) - 1) if len(x) else at(x, 0)
    if isinstance(x, Dict):
        return last(x.v)
    return index(x, len(x) - 1) if isinstance(x, Table) else x
