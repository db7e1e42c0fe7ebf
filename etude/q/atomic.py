"""Atomic functions: how an operation on numbers becomes one on atoms, lists, dictionaries and tables."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from etude.q.callables import NULL
from etude.q.containers import collect, items, same_key
from etude.q.context import work
from etude.q.errors import QError
from etude.q.values import (
    BOOL,
    BYTE,
    CHAR,
    DATE,
    DATETIME,
    DTYPE,
    FLOATS,
    INT,
    MINUTE,
    MONTH,
    SECOND,
    SHORT,
    SPAN,
    STAMP,
    TEMPORAL,
    TIME,
    Dict,
    Table,
    Value,
    Vec,
    box,
    is_atom,
    null_raw,
    raw,
    type_of,
)

DAY = 86_400_000_000_000
UNIT = {STAMP: 1, SPAN: 1, TIME: 1_000_000, SECOND: 1_000_000_000, MINUTE: 60_000_000_000, DATE: DAY}
"""Nanoseconds in one unit of each temporal type."""


def base(t: int) -> int:
    """The numeric type that arithmetic on a type is done in."""
    return INT if t in (BOOL, BYTE, SHORT, CHAR) else t


def nulls(t: int, a: Any) -> Any:
    """Which items of an array are null."""
    if t in FLOATS:
        return np.isnan(a)
    if t in (BOOL, BYTE):
        return np.zeros(np.shape(a), dtype=bool)
    return a == null_raw(t)


def convert(t: int, to: int, a: Any) -> Any:
    """An array of one type in another, nulls and infinities kept."""
    if t == to:
        return a
    a = np.asarray(a)
    target = DTYPE[to]
    if t in FLOATS and to in FLOATS:
        return a.astype(target)
    if to in FLOATS:
        out = a.astype(target)
        if t not in (BOOL, BYTE, CHAR):
            out = np.where(a == null_raw(t), np.nan, out)
        return out.astype(target)
    if t in FLOATS:
        low = null_raw(to)
        with np.errstate(invalid="ignore"):
            out = np.where(np.isfinite(a), a, 0).astype(target)
        return np.where(np.isnan(a), low, np.where(a == np.inf, -low - 1, np.where(a == -np.inf, low + 1, out))).astype(
            target
        )
    out = a.astype(target)
    if t in (BOOL, BYTE, CHAR) or to in (BOOL, BYTE, CHAR):
        return out
    low, small = null_raw(t), null_raw(to)
    if np.dtype(target).itemsize >= np.dtype(DTYPE[t]).itemsize:
        return np.where(a == low, small, out).astype(target)
    return np.where(
        a == low, small, np.where(a == -low - 1, -small - 1, np.where(a == low + 1, small + 1, out))
    ).astype(target)


def rescale(t: int, to: int, a: Any) -> Any:
    """Temporal arrays in another unit, towards minus infinity."""
    if t == to:
        return a
    a = np.asarray(a)
    missing = nulls(t, a)
    if t == MONTH and to in (DATE, STAMP):
        days = _month_days(np.where(missing, 0, a))
        out = days if to == DATE else days.astype(np.int64) * DAY
    elif to == MONTH:
        out = _days_month(rescale(t, DATE, np.where(missing, 0, a)))
    elif t == DATETIME:
        out = np.floor(np.where(missing, 0, a) * DAY + 0.5).astype(np.int64) // UNIT[to]
    elif to == DATETIME:
        return np.where(missing, np.nan, np.where(missing, 0, a) * (UNIT[t] / DAY))
    else:
        big = np.where(missing, 0, a).astype(np.int64)
        if UNIT[t] >= UNIT[to]:
            scale = UNIT[t] // UNIT[to]
            most = (-null_raw(to) - 1) // scale
            out = np.where(np.abs(big) > most, np.sign(big) * (-null_raw(to) - 1), big * scale)
        else:
            out = big // (UNIT[to] // UNIT[t])
    return np.where(missing, null_raw(to), out).astype(DTYPE[to])


def time_of_day(t: int, to: int, a: Any) -> Any:
    """The time of day of timestamps and datetimes."""
    stamp = np.asarray(rescale(t, STAMP, a))
    missing = nulls(STAMP, stamp)
    return np.where(missing, null_raw(to), np.where(missing, 0, stamp) % DAY // UNIT[to]).astype(DTYPE[to])


def _month_days(months: Any) -> Any:
    """Days since 2000 of the first of each month since 2000."""
    return (np.asarray(months).astype("datetime64[M]") + 360).astype("datetime64[D]").astype(np.int64) - 10957


def _days_month(days: Any) -> Any:
    return (np.asarray(days).astype(np.int64) + 10957).astype("datetime64[D]").astype("datetime64[M]").astype(
        np.int64
    ) - 360


def common(a: int, b: int) -> int:
    """The type in which two numeric or temporal types are compared and combined."""
    if a == b:
        return a
    if a in TEMPORAL and b in TEMPORAL:
        if DATETIME in (a, b):
            return DATETIME
        if {a, b} <= {MINUTE, SECOND, TIME, SPAN}:
            return max(a, b, key=(MINUTE, SECOND, TIME, SPAN).index)
        return DATE if {a, b} == {MONTH, DATE} else STAMP
    if a in TEMPORAL:
        return DATETIME if b in FLOATS and a == DATETIME else a
    if b in TEMPORAL:
        return b
    return max(base(a), base(b))


def typed(x: Value) -> tuple[int, Any]:
    """The type code and the array (or number) of an atom or simple list. Raises QError."""
    work(10)
    if isinstance(x, Vec):
        return x.t, x.a
    t = -type_of(x)
    if t <= 0:
        raise QError("type")
    return t, raw(x)


def wrap(t: int, a: Any, atom: bool) -> Value:
    """An atom or simple list of an array."""
    if atom:
        return box(t, a.item() if isinstance(a, np.generic | np.ndarray) else a)
    return Vec(t, a)


def dyadic(
    f: Callable[[Value, Value], Value], x: Value, y: Value, alone: Callable[[Value], Value] | None = None
) -> Value | None:
    """The result on anything but two of atom and simple list; None where both are that.

    alone: what becomes of a value whose key only the right dictionary has.
    """
    if isinstance(x, Table) or isinstance(y, Table):
        return _tables(f, x, y)
    if isinstance(x, Dict) or isinstance(y, Dict):
        return _dicts(f, x, y, alone)
    general_x, general_y = isinstance(x, Vec) and x.t == 0, isinstance(y, Vec) and y.t == 0
    if general_x or general_y:
        if isinstance(x, Vec) and isinstance(y, Vec):
            if len(x) != len(y):
                raise QError("length")
            return collect([f(a, b) for a, b in zip(items(x), items(y), strict=True)])
        if general_x:
            return collect([f(a, y) for a in x.a])
        return collect([f(x, b) for b in y.a])
    if isinstance(x, Vec) and isinstance(y, Vec) and len(x) != len(y):
        raise QError("length")
    return None


def _dicts(
    f: Callable[[Value, Value], Value], x: Value, y: Value, alone: Callable[[Value], Value] | None = None
) -> Value:
    work(40)
    if not isinstance(y, Dict):
        return Dict(x.k, f(x.v, y))
    if not isinstance(x, Dict):
        return Dict(y.k, f(x, y.v))
    if isinstance(x.k, Table) and isinstance(x.v, Table) and isinstance(y.v, Table) and isinstance(y.k, Table):
        return keyed_tables(f, x, y)
    found, keys = items(x.v), items(x.k)
    known = {same_key(key): i for i, key in reversed(list(enumerate(keys)))}
    for key, value in zip(items(y.k), items(y.v), strict=True):
        place = known.get(same_key(key))
        if place is None:
            keys.append(key)
            found.append(alone(value) if alone is not None else value)
        else:
            found[place] = f(found[place], value)
    return Dict(collect(keys), collect(found))


def keyed_tables(f: Callable[[Value, Value], Value], x: Dict, y: Dict) -> Value:
    """Keyed tables combined row by row; rows that only one has stay as they are."""
    known = {same_key(key): i for i, key in reversed(list(enumerate(items(x.k))))}
    keys, rows = items(x.k), items(x.v)
    for key, row in zip(items(y.k), items(y.v), strict=True):
        place = known.get(same_key(key))
        if place is None:
            keys.append(key)
            rows.append(row)
        else:
            rows[place] = Dict(
                rows[place].k, collect([f(a, b) for a, b in zip(items(rows[place].v), items(row.v), strict=True)])
            )
    return Dict(collect(keys), collect(rows))


def _tables(f: Callable[[Value, Value], Value], x: Value, y: Value) -> Value:
    if isinstance(x, Table) and isinstance(y, Table):
        if x.cols != y.cols:
            raise QError("mismatch")
        return Table(x.cols, [f(a, b) for a, b in zip(x.data, y.data, strict=True)])
    if isinstance(x, Table):
        return Table(x.cols, [f(column, y) for column in x.data])
    return Table(y.cols, [f(x, column) for column in y.data])


def monadic(f: Callable[[Value], Value], x: Value) -> Value | None:
    """The result on anything but atoms and simple lists; None for these."""
    work(10)
    if isinstance(x, Vec) and x.t == 0:
        return collect([f(item) for item in x.a])
    if isinstance(x, Dict):
        return Dict(x.k, f(x.v))
    if isinstance(x, Table):
        return Table(x.cols, [f(column) for column in x.data])
    if x is NULL or not (is_atom(x) or isinstance(x, Vec)):
        raise QError("type")
    return None
