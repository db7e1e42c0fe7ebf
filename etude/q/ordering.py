"""The order of values: stable, nulls first."""

from __future__ import annotations

from typing import Any

import numpy as np

from etude.q.containers import count, items, row
from etude.q.context import work
from etude.q.errors import QError
from etude.q.values import FLOATS, GUID, SYM, Table, Value, Vec, raw, type_of


def order(x: Value) -> Any:
    """The stable permutation that sorts a list, nulls first."""
    work(len(x) >> 2 if isinstance(x, Vec) and x.t not in (0, SYM, GUID) else 5 * count(x))
    if isinstance(x, Vec):
        if x.t == 0:
            return np.array(sorted(range(len(x)), key=lambda i: rank_key(x.a[i])), dtype=np.int64)
        if x.t in (SYM, GUID):
            return np.array(sorted(range(len(x)), key=lambda i: x.a[i]), dtype=np.int64)
        if x.t in FLOATS:
            return np.lexsort((np.where(np.isnan(x.a), 0, x.a), ~np.isnan(x.a))).astype(np.int64)
        a = x.a
        return np.argsort(a, kind="stable").astype(np.int64)
    if isinstance(x, Table):
        return np.array(
            sorted(range(len(x)), key=lambda i: tuple(rank_key(v) for v in items(row(x, i).v))), dtype=np.int64
        )
    raise QError("type")


def rank_key(x: Value) -> Any:
    """What sorts values of any type: by type, then by value, nulls first."""
    if isinstance(x, Vec):
        return (x.t, tuple(rank_key(item) for item in items(x)))
    v = raw(x)
    t = -type_of(x)
    if t in FLOATS and v != v:
        v = -np.inf
    return (t, v) if isinstance(v, int | float | str) else (t, 0)
