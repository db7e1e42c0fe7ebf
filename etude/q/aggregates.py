"""Aggregates and running versions: sum avg max min prd all any, deltas, sums, moving windows, statistics."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from typing import Any

import numpy as np

from etude.q import arithmetic as ar
from etude.q.atomic import base, convert, nulls
from etude.q.comparison import differs
from etude.q.containers import as_list, at, collect, items
from etude.q.context import scan, work
from etude.q.errors import QError
from etude.q.registry import dyad, monad
from etude.q.values import (
    BOOL,
    BYTE,
    CHAR,
    DTYPE,
    FLOAT,
    FLOATS,
    GUID,
    INT,
    LONG,
    NAN,
    SHORT,
    SYM,
    Dict,
    Table,
    Value,
    Vec,
    box,
    is_atom,
    null_raw,
    raw,
    symbols,
)


def _over(f: Callable[[Value], Value], x: Value, dyad_: Callable[[Value, Value], Value] | None = None) -> Value | None:
    """The result on dictionaries, tables and general lists; None for simple lists."""
    if isinstance(x, Dict):
        return f(x.v)
    if isinstance(x, Table):
        return Dict(symbols(x.cols), collect([f(column) for column in x.data]))
    if isinstance(x, Vec) and x.t == 0:
        if not x.a:
            return None
        if dyad_ is None:
            return _columnwise(f, x)
        total = x.a[0]
        for item in x.a[1:]:
            total = dyad_(total, item)
        return total
    return None


def _columnwise(f: Callable[[Value], Value], x: Vec) -> Value:
    """A list of lists item by item."""
    from etude.q.shaping import flip

    return collect([f(column) for column in items(flip(x))])


def _simple(x: Value) -> tuple[int, Any]:
    if isinstance(x, Vec):
        if x.t in (SYM, GUID):
            raise QError("type")
        work(12)
        scan(len(x.a), 3)
        return (x.t or LONG), (x.a if x.t else np.zeros(0, np.int64))
    raise QError("type")


def _number(x: Value) -> tuple[int, Any]:
    """As ``_simple``, but no characters."""
    t, a = _simple(x)
    if t == CHAR:
        raise QError("type")
    return t, a


@monad("sum")
def total(x: Value) -> Value:
    """The sum, nulls left out (https://code.kx.com/q/ref/sum/)."""
    done = _over(total, x, ar.add)
    if done is not None:
        return done
    if is_atom(x):
        return x
    t, a = _number(x)
    kind = INT if t in (BOOL, BYTE, SHORT) else t
    if kind == INT and t != INT:
        return box(INT, int(a.sum(dtype=np.int64)))
    if t in FLOATS:
        return box(t, float(np.nansum(a.astype(float))))
    keep = a[a != null_raw(t)]
    with np.errstate(over="ignore"):
        return box(
            kind,
            int(keep.sum(dtype=np.int64)) if t != INT else int(np.int64(keep.sum(dtype=np.int64)).astype(np.int32)),
        )


@monad("prd")
def product(x: Value) -> Value:
    """The product, nulls left out (https://code.kx.com/q/ref/prd/)."""
    done = _over(product, x, ar.multiply)
    if done is not None:
        return done
    if is_atom(x):
        return x
    t, a = _number(x)
    if t in FLOATS:
        return box(t, float(np.nanprod(a.astype(float))))
    kind = INT if t in (BOOL, BYTE, SHORT, CHAR) else t
    value = int(np.multiply.reduce(a[~nulls(t, a)].astype(np.int64)))
    return box(kind, value if DTYPE[kind] is np.int64 else (value + 2**31) % 2**32 - 2**31)


@monad("avg")
def mean(x: Value) -> Value:
    """The arithmetic mean (https://code.kx.com/q/ref/avg/)."""
    if isinstance(x, Vec) and x.t == 0 and x.a and any(isinstance(i, Vec) for i in x.a):
        return ar.divide(total(x), len(x))
    done = _over(mean, x) if not (isinstance(x, Vec) and x.t == 0) else None
    if done is not None:
        return done
    if is_atom(x):
        return float(raw(x))
    t, a = _simple(x)
    values = np.asarray(convert(t, FLOAT, a), dtype=float)
    values = values[~np.isnan(values)]
    return float(values.mean()) if len(values) else NAN


def _extremum(
    name: str, pick: Callable[[Any], Any], dyad_: Callable[[Value, Value], Value], empty: Callable[[int], Any]
) -> Callable[[Value], Value]:
    def f(x: Value) -> Value:
        done = _over(f, x, dyad_)
        if done is not None:
            return done
        if is_atom(x):
            return x
        t, a = _simple(x)
        if t == CHAR:
            return box(CHAR, int(pick(a))) if len(a) else box(CHAR, 32)
        keep = a[~nulls(t, a)]
        if not len(keep):
            return box(t, empty(t))
        return box(t, pick(keep))

    return monad(name)(f)


def _low(t: int) -> Any:
    return -np.inf if t in FLOATS else False if t == BOOL else 0 if t == BYTE else null_raw(t) + 1


def _high(t: int) -> Any:
    return np.inf if t in FLOATS else True if t == BOOL else 255 if t == BYTE else -null_raw(t) - 1


maximum = _extremum("max", np.max, ar.greater, _low)
minimum = _extremum("min", np.min, ar.lesser, _high)


@monad("all")
def every(x: Value) -> Value:
    """Whether all are true (https://code.kx.com/q/ref/all-any/)."""
    done = _over(every, x, ar.lesser)
    if done is not None:
        return _bool(done)
    return bool(np.all(_simple(x)[1] != 0)) if isinstance(x, Vec) else bool(raw(x))


@monad("any")
def some(x: Value) -> Value:
    """Whether any is true (https://code.kx.com/q/ref/all-any/#any)."""
    done = _over(some, x, ar.greater)
    if done is not None:
        return _bool(done)
    return bool(np.any(_simple(x)[1] != 0)) if isinstance(x, Vec) else bool(raw(x))


def _bool(x: Value) -> Value:
    return differs(x, False) if not isinstance(x, bool) and (is_atom(x) or isinstance(x, Vec)) else x


def _running(
    name: str, kernel: Callable[[Any], Any], dyad_: Callable[[Value, Value], Value], neutral: Callable[[int], Any]
) -> None:
    def f(x: Value) -> Value:
        if isinstance(x, Dict):
            return Dict(x.k, f(x.v))
        if isinstance(x, Table):
            return Table(x.cols, [f(column) for column in x.data])
        if is_atom(x):
            return x
        if isinstance(x, Vec) and x.t == 0:
            found: list[Value] = []
            for item in x.a:
                found.append(item if not found else dyad_(found[-1], item))
            return collect(found)
        t, a = _number(x) if name in ("sums", "prds") else _simple(x)
        kind = base(t) if name in ("sums", "prds") else t
        a = np.asarray(convert(t, kind, a))
        missing = nulls(kind, a)
        filled = np.where(missing, neutral(kind), a).astype(DTYPE[kind])
        with np.errstate(all="ignore"):
            out = kernel(filled).astype(DTYPE[kind])
        return Vec(kind, out)

    monad(name)(f)


_running("sums", np.cumsum, ar.add, lambda t: 0)
_running("prds", np.cumprod, ar.multiply, lambda t: 1)
_running("maxs", np.maximum.accumulate, ar.greater, _low)
_running("mins", np.minimum.accumulate, ar.lesser, _high)


@monad("avgs")
def running_means(x: Value) -> Value:
    """Running means, nulls left out (https://code.kx.com/q/ref/avg/#avgs)."""
    if isinstance(x, Dict):
        return Dict(x.k, running_means(x.v))
    if isinstance(x, Table):
        return Table(x.cols, [running_means(column) for column in x.data])
    if is_atom(x):
        return float(raw(x))
    t, a = _number(x)
    values = np.asarray(convert(t, FLOAT, a), dtype=float)
    known = ~np.isnan(values)
    with np.errstate(all="ignore"):
        return Vec(FLOAT, np.cumsum(np.where(known, values, 0)) / np.cumsum(known))


def _neighbours(x: Value, f: Callable[[Value, Value], Value]) -> Value:
    if isinstance(x, Dict):
        return Dict(x.k, _neighbours(x.v, f))
    if is_atom(x):
        return x
    source = as_list(x)
    if not len(source):
        return source
    if source.t == 0:
        values = items(source)
        return collect([values[0], *(f(b, a) for a, b in itertools.pairwise(values))])
    later = f(Vec(source.t, source.a[1:]), Vec(source.t, source.a[:-1]))
    firsts = at(source, 0)
    if isinstance(later, Vec) and later.t == source.t:
        return Vec(later.t, np.concatenate([source.a[:1], later.a]))
    return (
        collect([firsts, *items(later)])
        if not (isinstance(later, Vec) and later.t == FLOAT)
        else Vec(FLOAT, np.concatenate([np.asarray(convert(source.t, FLOAT, source.a[:1])), later.a]))
    )


@monad("deltas")
def deltas(x: Value) -> Value:
    """Differences of neighbours, the first item first (https://code.kx.com/q/ref/deltas/)."""
    source = x
    if isinstance(x, Vec) and x.t == BOOL:
        source = Vec(INT, x.a.astype(np.int32))
    return _neighbours(source, ar.subtract)


@dyad("deltas", infix=False)
def deltas_from(x: Value, y: Value) -> Value:
    """Differences of neighbours, with what stands before the first (https://code.kx.com/q/ref/deltas/)."""
    values = items(y)
    return collect([ar.subtract(b, a) for a, b in zip([x, *values], values, strict=False)])


@monad("ratios")
def ratios(x: Value) -> Value:
    """Quotients of neighbours (https://code.kx.com/q/ref/ratios/)."""
    return _neighbours(x, ar.divide)


@monad("differ")
def differ(x: Value) -> Value:
    """Where an item is not the one before (https://code.kx.com/q/ref/differ/)."""
    from etude.q.lists import match

    if isinstance(x, Vec) and x.t and len(x) > 1:
        changed = differs(Vec(x.t, x.a[1:]), Vec(x.t, x.a[:-1]))
        return Vec(BOOL, np.concatenate([[True], changed.a]))
    values = items(x)
    work(20 * len(values))
    return Vec(BOOL, np.array([i == 0 or not match(values[i - 1], v) for i, v in enumerate(values)], dtype=bool))
