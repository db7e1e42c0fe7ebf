"""Items moved along: rotate, next, prev, xprev."""

from __future__ import annotations

import numpy as np

from etude.q.containers import as_list, collect, count, null_like
from etude.q.lists import _gather, index
from etude.q.registry import dyad, monad
from etude.q.values import LONG, Dict, Table, Value, Vec, is_atom, null_of, raw, type_of


@dyad("rotate")
def rotate(x: Value, y: Value) -> Value:
    """Items moved round (https://code.kx.com/q/ref/rotate/)."""
    n = count(y)
    places = (np.arange(n, dtype=np.int64) + int(raw(x))) % max(1, n)
    return index(y, Vec(LONG, places))


def _shift(x: Value, by: int) -> Value:
    if isinstance(x, Table):
        return Table(x.cols, [_shift(column, by) for column in x.data])
    if isinstance(x, Dict):
        return Dict(x.k, _shift(x.v, by))
    source = as_list(x)
    if source.t == 0:
        if not source.a:
            return source
        blank = null_like(source.a[0]) if not is_atom(source.a[0]) else null_of(-type_of(source.a[0]))
        kept = [*source.a[1:], blank] if by > 0 else [blank, *source.a[:-1]]
        return collect(kept)
    return _gather(source, np.arange(len(source), dtype=np.int64) + by)


@monad("next")
def following(x: Value) -> Value:
    """The item after each (https://code.kx.com/q/ref/next/)."""
    return _shift(x, 1)


@monad("prev")
def previous(x: Value) -> Value:
    """The item before each (https://code.kx.com/q/ref/next/#prev)."""
    return _shift(x, -1)


@dyad("xprev")
def xprev(x: Value, y: Value) -> Value:
    """The item n places before each (https://code.kx.com/q/ref/next/#xprev)."""
    source = as_list(y)
    return _gather(source, np.arange(len(source), dtype=np.int64) - int(raw(x)))
