"""Changing values at places: indexed assignment, ``@[x;i;f;y]`` and ``.[x;i;f;y]``."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from etude.q.atomic import convert
from etude.q.callables import Nothing
from etude.q.containers import at, collect, count, items
from etude.q.errors import QError
from etude.q.lists import find, index
from etude.q.values import (
    FLOATS,
    LONG,
    SYM,
    Dict,
    Sym,
    Table,
    Value,
    Vec,
    box,
    is_atom,
    raw,
    symbols,
    type_of,
)

Operate = Callable[..., Value]
_INTS = (1, 4, 5, 6, 7)


def amend(x: Value, at: Sequence[Value], operate: Operate | None, y: Value) -> Value:
    """x with ``operate[old; y]`` (or y itself) at the places ``at``. Raises QError."""
    if len(at) == 1:
        return amend_at(x, at[0], operate, y)
    first, rest = at[0], at[1:]
    if isinstance(first, Nothing):
        n = count(x)
        first = (
            x.k
            if isinstance(x, Dict)
            else symbols(x.cols)
            if isinstance(x, Table) and isinstance(rest[0], Nothing)
            else Vec(LONG, np.arange(n))
        )
    if isinstance(x, Table) and not isinstance(first, Sym) and not (isinstance(first, Vec) and first.t == SYM):
        return amend(x, [*rest, first], operate, y) if len(rest) == 1 else _bad("type")
    if isinstance(first, Vec):
        parts = items(y) if isinstance(y, Vec) and len(y) == len(first) else [y] * len(first)
        for place, part in zip(items(first), parts, strict=True):
            x = amend_at(x, place, lambda old, new: amend(old, rest, operate, new), part)
        return x
    return amend_at(x, first, lambda old, new: amend(old, rest, operate, new), y)


def _bad(word: str) -> Value:
    raise QError(word)


def amend_at(x: Value, i: Value, operate: Operate | None, y: Value) -> Value:
    """x with its items at i changed. Raises QError."""
    if isinstance(x, Dict):
        return _dict(x, i, operate, y)
    if isinstance(x, Table):
        return _table(x, i, operate, y)
    if not isinstance(x, Vec):
        raise QError("type")
    if isinstance(i, Nothing):
        i = Vec(LONG, np.arange(len(x)))
    if isinstance(i, Vec) and i.t == 0 and i.a:
        return _nested(x, i, operate, y)
    if isinstance(i, Vec):
        if i.t not in _INTS and len(i):
            raise QError("type")
        places = [int(v) for v in i.a]
        new = items(y) if isinstance(y, Vec) else [y] * len(places)
        if len(new) != len(places):
            raise QError("length")
    else:
        if not is_atom(i) or -type_of(i) not in _INTS:
            raise QError("type")
        places, new = [int(raw(i))], [y]
    if operate is None and x.t and len(places) > 8 and isinstance(y, Vec) and y.t == x.t:
        if min(places) < 0 or max(places) >= len(x):
            raise QError("length")
        out = x.a.copy()
        out[places] = y.a
        return Vec(x.t, out)
    return _put(x, places, operate, new)


def _nested(x: Vec, i: Vec, operate: Operate | None, y: Value) -> Value:
    """Places in lists of lists, one after the other; ``::`` is all of them."""
    parts = items(y) if isinstance(y, Vec) and len(y) == len(i) else [y] * len(i)
    for place, part in zip(i.a, parts, strict=True):
        x = amend_at(x, place, operate, part)
    return x


def _put(x: Vec, places: list[int], operate: Operate | None, new: list[Value]) -> Value:
    n = len(x)
    if any(not 0 <= p < n for p in places):
        raise QError("length")
    if x.t == 0:
        found = list(x.a)
        for p, value in zip(places, new, strict=True):
            found[p] = value if operate is None else operate(found[p], value)
        return collect(found)
    out = x.a.copy()
    for p, value in zip(places, new, strict=True):
        item = value if operate is None else operate(box(x.t, out[p]), value)
        if type_of(item) != -x.t:
            if operate is not None and is_atom(item) and x.t in FLOATS and -type_of(item) in _INTS:
                item = box(x.t, convert(-type_of(item), x.t, raw(item)))
            elif n == 1 and len(places) == 1 and operate is None:
                return collect([item])
            else:
                raise QError("type")
        out[p] = raw(item)
    return Vec(x.t, out)


def _one_key(x: Dict, key: Value, operate: Operate | None, y: Value) -> Value | None:
    """A dictionary of simple lists with one key changed; None where it is not that simple."""
    keys, values = x.k, x.v
    if type(keys) is not Vec or type(values) is not Vec or not keys.t or type_of(key) != -keys.t or x.step:
        return None
    if not len(keys):
        return None
    place = find(keys, key)
    old = at(values, place)
    new = y if operate is None else operate(old, y)
    if place == len(keys):
        if values.t and type_of(new) == -values.t:
            return Dict(_appended(keys, raw(key)), _appended(values, raw(new)))
        return None if values.t else Dict(_appended(keys, raw(key)), Vec(0, [*values.a, new]))
    if not values.t:
        items_ = list(values.a)
        items_[place] = new
        return Dict(keys, collect(items_))
    if type_of(new) != -values.t:
        return None
    out = values.a.copy()
    out[place] = raw(new)
    return Dict(keys, Vec(values.t, out))


def _appended(x: Vec, item: Any) -> Vec:
    out = np.empty(len(x) + 1, dtype=x.a.dtype)
    out[:-1] = x.a
    out[-1] = item
    return Vec(x.t, out)


def _dict(x: Dict, i: Value, operate: Operate | None, y: Value) -> Value:
    if isinstance(i, Nothing):
        i = x.k
    if is_atom(i):
        quick = _one_key(x, i, operate, y)
        if quick is not None:
            return quick
    many = isinstance(i, Vec) and not (isinstance(x.k, Vec) and x.k.t == 0) and not isinstance(x.k, Table)
    keys = items(i) if many else [i]
    values = items(y) if many and isinstance(y, Vec) and len(y) == len(keys) else [y] * len(keys)
    all_keys, all_values = items(x.k), items(x.v)
    for key, value in zip(keys, values, strict=True):
        place = find(collect(all_keys) if all_keys else Vec(0, []), key)
        if isinstance(place, int) and place < len(all_values):
            all_values[place] = value if operate is None else operate(all_values[place], value)
        else:
            old = index(x, key) if count(x) else Vec(0, [])
            all_keys.append(key)
            all_values.append(value if operate is None else operate(old, value) if count(x) else value)
    return Dict(collect(all_keys), collect(all_values))


def _table(x: Table, i: Value, operate: Operate | None, y: Value) -> Value:
    if isinstance(i, Sym) or (isinstance(i, Vec) and i.t == SYM):
        names = [i] if isinstance(i, Sym) else list(i.a)
        values = (
            [y] if isinstance(i, Sym) else items(y) if isinstance(y, Vec) and len(y) == len(names) else [y] * len(names)
        )
        cols, data = list(x.cols), list(x.data)
        for name, value in zip(names, values, strict=True):
            old = data[cols.index(name)] if name in cols else None
            new = value if operate is None else operate(old, value)
            if not isinstance(new, Vec):
                from etude.q.shaping import take

                new = take(len(x), new)
            if old is None:
                cols.append(str(name))
                data.append(new)
            else:
                data[cols.index(name)] = new
        return Table(cols, data)
    rows = items(x)
    return amend_at(Vec(0, rows), i, operate, y)
