"""Comparison with tolerance: ``= <> < > <= >=``."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from etude.q.arithmetic import _in
from etude.q.atomic import common, dyadic, time_of_day, typed, wrap
from etude.q.context import scan
from etude.q.errors import QError
from etude.q.registry import dyad
from etude.q.values import (
    BOOL,
    DATETIME,
    FLOAT,
    FLOATS,
    GUID,
    INF,
    MINUTE,
    NAN,
    NL,
    SECOND,
    STAMP,
    SYM,
    TEMPORAL,
    TIME,
    Char,
    Sym,
    Value,
    Vec,
)

_PLAIN = frozenset((int, bool, Sym, Char))
_CLOCKS = frozenset((MINUTE, SECOND, TIME))


def _comparison(
    kernel: Callable[[Any, Any], Any], fast: Callable[[Any, Any], bool], equal: bool | None
) -> Callable[[Value, Value], Value]:
    def f(x: Value, y: Value) -> Value:
        tx = type(x)
        ty = type(y)
        if tx is ty and tx in _PLAIN:
            return fast(x, y)
        if (tx is float or tx is int) and (ty is float or ty is int):
            return _scalars(x, y, fast, bool(equal))
        done = dyadic(f, x, y)
        if done is not None:
            return done
        (s, a), (t, b) = typed(x), typed(y)
        atom = not isinstance(x, Vec) and not isinstance(y, Vec)
        if SYM in (s, t) or GUID in (s, t):
            if s != t:
                raise QError("type")
            left, right = np.asarray(a, dtype=object), np.asarray(b, dtype=object)
            scan(max(left.size, right.size), 12)
            return wrap(BOOL, np.asarray(kernel(left, right), dtype=bool), atom)
        kind = common(s, t) if s != t else s
        if s != t and {s, t} & {STAMP, DATETIME} and {s, t} & _CLOCKS:
            kind = min(s, t, key=lambda k: k not in _CLOCKS)
            s, a = (s, a) if s == kind else (kind, time_of_day(s, kind, a))
            t, b = (t, b) if t == kind else (kind, time_of_day(t, kind, b))
        if (s in TEMPORAL) != (t in TEMPORAL) and FLOAT in (s, t):
            kind = FLOAT
        left, right = _in(s, a, kind), _in(t, b, kind)
        if kind not in FLOATS:
            return wrap(BOOL, np.asarray(kernel(left, right), dtype=bool), atom)
        return wrap(BOOL, _floats(np.asarray(left, dtype=float), np.asarray(right, dtype=float), kernel, equal), atom)

    return f


def _scalars(x: float, y: float, fast: Callable[[Any, Any], bool], equal: bool) -> bool:
    """The comparison of two numbers of which one is a float."""
    a = NAN if x == NL else float(x)
    b = NAN if y == NL else float(y)
    if a != a or b != b:
        return equal if a != a and b != b else fast(-1, 0) if a != a else fast(1, 0)
    if a == b or (abs(a - b) <= max(abs(a), abs(b)) * 2.0**-43 and abs(a) < INF and abs(b) < INF):
        return equal
    return fast(a, b)


def close(a: Any, b: Any) -> Any:
    """Equality with q's relative tolerance of 2^-43; nulls are equal."""
    with np.errstate(all="ignore"):
        near = np.abs(a - b) <= np.maximum(np.abs(a), np.abs(b)) * 2.0**-43
    return (a == b) | (near & np.isfinite(a) & np.isfinite(b)) | (np.isnan(a) & np.isnan(b))


def _floats(a: Any, b: Any, kernel: Callable[[Any, Any], Any], equal: bool | None) -> Any:
    scan(max(a.size, b.size), 50)
    same = close(a, b)
    low, high = np.isnan(a) & ~np.isnan(b), np.isnan(b) & ~np.isnan(a)
    found = np.where(low, bool(kernel(-1, 0)), np.where(high, bool(kernel(1, 0)), kernel(a, b)))
    return np.where(same, bool(kernel(0, 0)) if equal is None else equal, found)


equals = dyad("=")(_comparison(lambda a, b: a == b, lambda a, b: a == b, True))


differs = dyad("<>")(_comparison(lambda a, b: a != b, lambda a, b: a != b, False))


less = dyad("<")(_comparison(lambda a, b: a < b, lambda a, b: a < b, False))


more = dyad(">")(_comparison(lambda a, b: a > b, lambda a, b: a > b, False))


at_most = dyad("<=")(_comparison(lambda a, b: a <= b, lambda a, b: a <= b, True))


at_least = dyad(">=")(_comparison(lambda a, b: a >= b, lambda a, b: a >= b, True))
