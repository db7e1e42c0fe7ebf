"""Numeric keywords: roots, powers, logarithms, rounding, signs."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from etude.q.atomic import convert, dyadic, monadic, nulls, typed, wrap
from etude.q.callables import NULL
from etude.q.context import scan
from etude.q.errors import QError
from etude.q.registry import dyad, monad
from etude.q.values import (
    BOOL,
    BYTE,
    CHAR,
    DATETIME,
    DTYPE,
    FLOAT,
    FLOATS,
    GUID,
    INT,
    LONG,
    NL,
    REAL,
    SHORT,
    SYM,
    Value,
    Vec,
    null_raw,
)


def _float_monad(name: str, kernel: Callable[[Any], Any]) -> Callable[[Value], Value]:
    def f(x: Value) -> Value:
        done = monadic(f, x)
        if done is not None:
            return done
        t, a = typed(x)
        if t in (SYM, GUID):
            raise QError("type")
        scan(np.size(a), 3)
        with np.errstate(all="ignore"):
            out = np.asarray(kernel(np.asarray(convert(t, FLOAT, np.asarray(a, dtype=DTYPE[t])), dtype=float)))
        return wrap(DATETIME if t == DATETIME else FLOAT, out, not isinstance(x, Vec))

    return monad(name)(f)


def _power(x: Value, y: Value, kernel: Callable[[Any, Any], Any], f: Any) -> Value:
    done = dyadic(f, x, y)
    if done is not None:
        return done
    (s, a), (t, b) = typed(x), typed(y)
    if s in (SYM, GUID) or t in (SYM, GUID):
        raise QError("type")
    scan(max(np.size(a), np.size(b)), 4)
    with np.errstate(all="ignore"):
        left = np.asarray(convert(s, FLOAT, np.asarray(a, dtype=DTYPE[s])), dtype=float)
        right = np.asarray(convert(t, FLOAT, np.asarray(b, dtype=DTYPE[t])), dtype=float)
        out = np.asarray(kernel(left, right))
    return wrap(FLOAT, out, not isinstance(x, Vec) and not isinstance(y, Vec))


@dyad("xexp")
def xexp(x: Value, y: Value) -> Value:
    """x to the power y, a float (https://code.kx.com/q/ref/exp/#xexp)."""
    return _power(x, y, lambda a, b: np.where(np.isnan(a) | np.isnan(b), np.nan, np.power(a, b)), xexp)


@dyad("xlog")
def xlog(x: Value, y: Value) -> Value:
    """The logarithm of y to base x (https://code.kx.com/q/ref/log/#xlog)."""
    return _power(x, y, lambda a, b: np.log(b) / np.log(a), xlog)


def _rounded(kernel: Callable[[Any], Any], kept: dict[int, int]) -> Callable[[Value], Value]:
    """Floats to longs; types in ``kept`` in the type there; 'type for others."""

    def f(x: Value) -> Value:
        if type(x) is int:
            return x
        done = monadic(f, x)
        if done is not None:
            return done
        t, a = typed(x)
        if t in kept:
            return x if kept[t] == t else wrap(kept[t], np.asarray(a, dtype=DTYPE[kept[t]]), not isinstance(x, Vec))
        if t not in (REAL, FLOAT):
            raise QError("type")
        a = np.asarray(a, dtype=float)
        scan(a.size, 30)
        near = np.rint(a)
        with np.errstate(all="ignore"):
            out = np.where(np.abs(a - near) <= np.abs(near) * 2.0**-43, near, kernel(a))
        return wrap(LONG, convert(FLOAT, LONG, out), not isinstance(x, Vec))

    return f


floor = monad("floor")(_rounded(np.floor, {t: t for t in (SHORT, INT, LONG, CHAR, SYM)}))
"""https://code.kx.com/q/ref/floor/"""
ceiling = monad("ceiling")(
    _rounded(np.ceil, {t: t for t in (SHORT, INT, LONG)} | dict.fromkeys((BOOL, BYTE, CHAR), INT))
)
"""https://code.kx.com/q/ref/ceiling/"""


def _signed(x: Value, kernel: Callable[[Any], Any]) -> Value:
    t, a = typed(x)
    if t in (SYM, GUID):
        raise QError("type")
    kind = INT if t in (BOOL, BYTE, CHAR) else t
    a = np.asarray(convert(t, kind, np.asarray(a, dtype=DTYPE[t])))
    with np.errstate(all="ignore"):
        out = kernel(a) if kind in FLOATS else np.where(nulls(kind, a), a, kernel(a)).astype(DTYPE[kind])
    return wrap(kind, out, not isinstance(x, Vec))


@monad("neg")
def negate(x: Value) -> Value:
    """The negative (https://code.kx.com/q/ref/neg/)."""
    if type(x) is int:
        return NL if x == NL else -x
    if type(x) is float:
        return -x
    done = monadic(negate, x)
    return _signed(x, np.negative) if done is None else done


@monad("abs")
def absolute(x: Value) -> Value:
    """The absolute value (https://code.kx.com/q/ref/abs/)."""
    done = monadic(absolute, x)
    return _signed(x, np.abs) if done is None else done


@monad("signum")
def signum(x: Value) -> Value:
    """-1, 0 or 1 as an int (https://code.kx.com/q/ref/signum/)."""
    done = monadic(signum, x)
    if done is not None:
        return done
    t, a = typed(x)
    if t in (SYM, GUID):
        raise QError("type")
    a = np.asarray(a, dtype=DTYPE[t])
    scan(a.size, 3)
    out = np.where(nulls(t, a), -1, np.sign(np.where(nulls(t, a), 0, a)))
    return wrap(INT, out.astype(np.int32), not isinstance(x, Vec))


@monad("not")
def logical_not(x: Value) -> Value:
    """Whether a value is zero (https://code.kx.com/q/ref/not/)."""
    if type(x) is bool or type(x) is int:
        return not x
    done = monadic(logical_not, x)
    if done is not None:
        return done
    t, a = typed(x)
    if t in (SYM, GUID):
        raise QError("type")
    return wrap(BOOL, np.asarray(np.asarray(a, dtype=DTYPE[t]) == 0), not isinstance(x, Vec))


@monad("null")
def null(x: Value) -> Value:
    """Whether a value is null (https://code.kx.com/q/ref/null/)."""
    if x is NULL:
        return True
    done = monadic(null, x)
    if done is not None:
        return done
    t, a = typed(x)
    if t in (SYM, GUID):
        blank = null_raw(t)
        out = np.array([v == blank for v in a], dtype=bool) if isinstance(x, Vec) else np.asarray(a == blank)
        return wrap(BOOL, out, not isinstance(x, Vec))
    return wrap(BOOL, np.asarray(nulls(t, np.asarray(a, dtype=DTYPE[t]))), not isinstance(x, Vec))


for _name, _kernel in (
    ("sqrt", np.sqrt),
    ("exp", np.exp),
    ("log", np.log),
    ("sin", np.sin),
    ("cos", np.cos),
    ("tan", np.tan),
    ("asin", np.arcsin),
    ("acos", np.arccos),
    ("atan", np.arctan),
    ("reciprocal", lambda a: 1 / a),
):
    _float_monad(_name, _kernel)
