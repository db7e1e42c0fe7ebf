"""Matrix product and its kin."""

from __future__ import annotations

from typing import Any

import numpy as np

from etude.q.atomic import convert
from etude.q.context import work
from etude.q.errors import QError
from etude.q.registry import dyad, monad
from etude.q.values import FLOAT, Value, Vec


def _array(x: Value) -> Any:
    if isinstance(x, Vec) and x.t:
        return np.asarray(convert(x.t, FLOAT, x.a), dtype=float)
    if not isinstance(x, Vec):
        raise QError("type")
    rows = [_array(item) for item in x.a]
    if len({len(r) for r in rows}) != 1:
        raise QError("length")
    return np.array(rows, dtype=float)


def _value(a: Any) -> Value:
    if a.ndim == 0:
        return float(a)
    if a.ndim == 1:
        return Vec(FLOAT, np.asarray(a, dtype=float))
    return Vec(0, [Vec(FLOAT, np.asarray(r, dtype=float)) for r in a])


@dyad("mmu")
def multiply(x: Value, y: Value) -> Value:
    """The matrix product (https://code.kx.com/q/ref/mmu/)."""
    a, b = _array(x), _array(y)
    if a.shape[-1] != b.shape[0]:
        raise QError("length")
    work(a.size * (b.shape[-1] if b.ndim > 1 else 1) >> 12)
    return _value(a @ b)


@monad("inv")
def inverse(x: Value) -> Value:
    """The inverse of a matrix (https://code.kx.com/q/ref/inv/)."""
    a = _array(x)
    if a.ndim != 2 or a.shape[0] != a.shape[1]:
        raise QError("length")
    work((a.shape[0] ** 3 >> 10) + (a.size >> 3))
    try:
        return _value(np.linalg.inv(a))
    except np.linalg.LinAlgError:
        raise QError("domain") from None


@dyad("lsq")
def least_squares(x: Value, y: Value) -> Value:
    """The least-squares solution of ``x = r mmu y`` (https://code.kx.com/q/ref/lsq/)."""
    a, b = _array(x), _array(y)
    if a.ndim != 2 or b.ndim != 2:
        raise QError("rank")
    work(b.size * min(b.shape) >> 9)
    solution = np.linalg.lstsq(b.T, a.T, rcond=None)[0]
    return _value(solution.T)
