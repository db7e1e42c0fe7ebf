"""Moving windows: mavg, msum, mcount, mdev, mmax, mmin."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from etude.q.atomic import convert, nulls
from etude.q.containers import as_list, collect, items
from etude.q.context import work
from etude.q.errors import QError
from etude.q.registry import dyad
from etude.q.shaping import flip
from etude.q.values import (
    BOOL,
    BYTE,
    CHAR,
    DTYPE,
    FLOAT,
    FLOATS,
    GUID,
    INT,
    REAL,
    SHORT,
    SYM,
    Dict,
    Table,
    Value,
    Vec,
    null_raw,
    raw,
    type_of,
)

Kernel = Callable[[int, Vec], Value]


def _declare(name: str, kernel: Kernel) -> None:
    def moving(x: Value, y: Value) -> Value:
        if isinstance(y, Dict):
            return Dict(y.k, moving(x, y.v))
        if isinstance(y, Table):
            return Table(y.cols, [moving(x, column) for column in y.data])
        if -type_of(x) not in (BOOL, BYTE, SHORT, INT, 7):
            raise QError("type")
        source, size = as_list(y), int(raw(x))
        if source.t == 0:
            if not source.a:
                return source
            return flip(collect([moving(x, item) for item in items(flip(source))]))
        if source.t in (SYM, GUID, CHAR):
            raise QError("type")
        if not len(source):
            return kernel(1, source)
        size = max(1, min(size, len(source)))
        work(len(source) * (size + 8) >> 8)
        return kernel(size, source)

    dyad(name)(moving)


def _windows(size: int, source: Vec) -> Any:
    """The windows that end at each item, as rows of floats; what is missing is a null."""
    values = np.asarray(convert(source.t, FLOAT, source.a), dtype=float)
    padded = np.concatenate([np.full(size - 1, np.nan), values])
    return np.lib.stride_tricks.sliding_window_view(padded, size)


def _count(size: int, source: Vec) -> Any:
    known = np.concatenate([np.zeros(size, dtype=np.int64), np.cumsum(~nulls(source.t, source.a))])
    return known[size:] - known[:-size]


def _moving_count(size: int, source: Vec) -> Value:
    """How many items of each window are not null (https://code.kx.com/q/ref/count/#mcount)."""
    return Vec(INT, _count(size, source).astype(np.int32))


def _moving_sum(size: int, source: Vec) -> Value:
    """The sum of each window (https://code.kx.com/q/ref/sum/#msum)."""
    kind = INT if source.t in (BOOL, BYTE, SHORT) else source.t
    if kind in FLOATS:
        return Vec(kind, np.nansum(_windows(size, source), axis=1).astype(DTYPE[kind]))
    filled = np.where(nulls(source.t, source.a), 0, source.a).astype(np.int64)
    sums = np.concatenate([np.zeros(size, dtype=np.int64), np.cumsum(filled)])
    return Vec(kind, (sums[size:] - sums[:-size]).astype(DTYPE[kind]))


def _moving_mean(size: int, source: Vec) -> Value:
    """The mean of each window (https://code.kx.com/q/ref/avg/#mavg)."""
    known = _count(size, source)
    total = np.nansum(_windows(size, source), axis=1)
    with np.errstate(all="ignore"):
        return Vec(FLOAT, np.where(known > 0, total / known, np.nan))


def _moving_deviation(size: int, source: Vec) -> Value:
    """The standard deviation of each window (https://code.kx.com/q/ref/dev/#mdev)."""
    work(len(source) * size >> 4)
    windows, known = _windows(size, source), _count(size, source)
    with np.errstate(all="ignore"):
        mean = np.nansum(windows, axis=1) / known
        spread = np.nansum((windows - mean[:, None]) ** 2, axis=1) / known
        return Vec(FLOAT, np.where(known > 0, np.sqrt(spread), np.nan))


def _extreme(pick: Any, largest: bool) -> Kernel:
    def kernel(size: int, source: Vec) -> Value:
        t, a = source.t, source.a
        if t in FLOATS:
            a = np.where(np.isnan(a), -np.inf, a)
            edge: Any = -np.inf if largest else np.inf
        elif t in (BOOL, BYTE):
            edge = 0 if largest else 255 if t == BYTE else 1
        else:
            edge = null_raw(t) + 1 if largest else -null_raw(t) - 1
            if largest:
                a = np.where(a == null_raw(t), edge, a)
        blocks = -(-len(a) // size)
        padded = np.full(blocks * size + size - 1, edge, dtype=DTYPE[t])
        padded[size - 1 : size - 1 + len(a)] = a
        padded = np.concatenate([padded, np.full(-len(padded) % size, edge, dtype=DTYPE[t])])
        shaped = padded.reshape(-1, size)
        before = pick.accumulate(shaped, axis=1).ravel()
        after = pick.accumulate(shaped[:, ::-1], axis=1)[:, ::-1].ravel()
        n = len(a)
        out = pick(after[:n], before[size - 1 : size - 1 + n])
        if t in (FLOAT, REAL) and not largest:
            out = np.where(np.isneginf(out) & (_missing(size, source) > 0), np.nan, out)
        return Vec(t, out.astype(DTYPE[t]))

    return kernel


def _missing(size: int, source: Vec) -> Any:
    """How many nulls each window holds."""
    whole = np.minimum(np.arange(1, len(source) + 1), size)
    return whole - _count(size, source)


for _name, _kernel in (
    ("mcount", _moving_count),
    ("msum", _moving_sum),
    ("mavg", _moving_mean),
    ("mdev", _moving_deviation),
    ("mmax", _extreme(np.maximum, True)),
    ("mmin", _extreme(np.minimum, False)),
):
    _declare(_name, _kernel)
