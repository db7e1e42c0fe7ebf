"""Numeric keywords: roots, powers, logarithms, rounding, signs."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from etude.q.atomic import base, convert, dyadic, monadic, nulls, typed, wrap
from etude.q.callables import NULL
from etude.q.errors import QError
from etude.q.registry import dyad, monad
from etude.q.values import (
    BOOL,
    CHAR,
    DATE,
    DATETIME,
    DTYPE,
    FLOAT,
    FLOATS,
    GUID,
    INT,
    LONG,
    NL,
    REAL,
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
        if t in (SYM, GUID) or (t == CHAR):
            raise QError("type")
        with np.errstate(all="ignore"):
            out = np.asarray(kernel(np.asarray(convert(t, FLOAT, np.asarray(a, dtype=DTYPE[t])), dtype=float)))
        kind = REAL if t == REAL else FLOAT
        return wrap(kind, out.astype(DTYPE[kind]), not isinstance(x, Vec))

    return monad(name)(f)


def _power(x: Value, y: Value, kernel: Callable[[Any, Any], Any], f: Any) -> Value:
    done = dyadic(f, x, y)
    if done is not None:
        return done
    (s, a), (t, b) = typed(x), typed(y)
    if s in (SYM, GUID) or t in (SYM, GUID):
        raise QError("type")
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


def _rounded(kernel: Callable[[Any], Any]) -> Callable[[Value], Value]:
    def f(x: Value) -> Value:
        if type(x) is int:
            return x
        done = monadic(f, x)
        if done is not None:
            return done
        t, a = typed(x)
        if t in (SYM, GUID):
            raise QError("type")
        if t == DATETIME:
            return wrap(DATE, convert(FLOAT, DATE, kernel(np.asarray(a, dtype=float))), not isinstance(x, Vec))
        if t not in FLOATS:
            return wrap(INT, np.asarray(a, dtype=np.int32), not isinstance(x, Vec)) if t == BOOL else x
        a = np.asarray(a, dtype=float)
        near = np.rint(a)
        with np.errstate(all="ignore"):
            out = np.where(np.abs(a - near) <= np.abs(near) * 2.0**-43, near, kernel(a))
        return wrap(LONG, convert(FLOAT, LONG, out), not isinstance(x, Vec))

    return f


floor = monad("floor")(_rounded(np.floor))


ceiling = monad("ceiling")(_rounded(np.ceil))


@monad("neg")
def negate(x: Value) -> Value:
    """The negative (https://code.kx.com/q/ref/neg/)."""
    if type(x) is int:
        return NL if x == NL else -x
    if type(x) is float:
        return -x
    done = monadic(negate, x)
    if done is not None:
        return done
    t, a = typed(x)
    if t in (SYM, GUID, CHAR):
        raise QError("type")
    kind = base(t)
    a = np.asarray(convert(t, kind, np.asarray(a, dtype=DTYPE[t])))
    return wrap(
        kind, np.where(nulls(kind, a), a, -a).astype(DTYPE[kind]) if kind not in FLOATS else -a, not isinstance(x, Vec)
    )


@monad("abs")
def absolute(x: Value) -> Value:
    """The absolute value (https://code.kx.com/q/ref/abs/)."""
    done = monadic(absolute, x)
    if done is not None:
        return done
    t, a = typed(x)
    if t in (SYM, GUID, CHAR):
        raise QError("type")
    kind = base(t)
    a = np.asarray(convert(t, kind, np.asarray(a, dtype=DTYPE[t])))
    with np.errstate(all="ignore"):
        return wrap(kind, np.where(nulls(kind, a), a, np.abs(a)).astype(DTYPE[kind]), not isinstance(x, Vec))


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
