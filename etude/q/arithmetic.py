"""Arithmetic and comparison: ``+ - * % & | = <> < > <= >=``, div, mod, xbar and the numeric keywords."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import numpy as np

from etude.q.atomic import UNIT, base, common, convert, dyadic, nulls, rescale, typed, wrap
from etude.q.errors import QError
from etude.q.registry import dyad
from etude.q.values import (
    BOOL,
    BYTE,
    CHAR,
    DATE,
    DATETIME,
    DTYPE,
    FLOAT,
    FLOATS,
    GUID,
    INT,
    LONG,
    MONTH,
    NL,
    REAL,
    SPAN,
    STAMP,
    SYM,
    TEMPORAL,
    WL,
    Value,
    Vec,
    box,
    null_raw,
)

_MASK = 2**64


def _wrapped(value: int) -> int:
    return value if NL <= value <= WL else (value - NL) % _MASK + NL


def _arith(
    name: str, kernel: Callable[[Any, Any], Any], fast: Callable[[int, int], int]
) -> Callable[[Value, Value], Value]:
    def f(x: Value, y: Value) -> Value:
        tx, ty = type(x), type(y)
        if tx is int and ty is int:
            return NL if NL in (x, y) else _wrapped(fast(x, y))
        if tx is float and (ty is float or ty is int) and y != NL:
            return float(kernel(x, float(y)))
        if tx is int and ty is float and x != NL:
            return float(kernel(float(x), y))
        done = dyadic(f, x, y, (lambda v: f(0, v)) if name == "-" else None)
        if done is not None:
            return done
        return _combined(name, kernel, x, y)

    return f


def _combined(name: str, kernel: Callable[[Any, Any], Any], x: Value, y: Value) -> Value:
    (s, a), (t, b) = typed(x), typed(y)
    if s in (SYM, GUID, CHAR) or t in (SYM, GUID, CHAR):
        raise QError("type")
    atom = not isinstance(x, Vec) and not isinstance(y, Vec)
    result, unit = _types(name, s, t)
    left, right = _in(s, a, unit), _in(t, b, unit)
    missing = nulls(unit, left) | nulls(unit, right)
    with np.errstate(all="ignore"):
        out = kernel(np.asarray(left), np.asarray(right))
    if unit in FLOATS:
        out = np.asarray(out, dtype=DTYPE[unit])
    else:
        out = np.where(missing, null_raw(unit), out).astype(DTYPE[unit])
    return wrap(result, out.astype(DTYPE[result]) if result != unit else out, atom)


def _in(t: int, a: Any, unit: int) -> Any:
    if t in TEMPORAL and unit in TEMPORAL and t != unit:
        return rescale(t, unit, a)
    return convert(t, unit, np.asarray(a, dtype=DTYPE[t]))


def _types(name: str, s: int, t: int) -> tuple[int, int]:
    """The type of the result, and the one that the work is done in."""
    if s in TEMPORAL and t in TEMPORAL:
        if name == "-" and s == t and s in (DATE, MONTH):
            return INT, s
        if name == "-" and s == t == STAMP:
            return SPAN, STAMP
        if name == "-" and s == t == DATETIME:
            return FLOAT, DATETIME
        if {s, t} & {DATE, STAMP} and name in "+-":
            return (SPAN, STAMP) if name == "-" and {s, t} == {DATE, STAMP} else (STAMP, STAMP)
        kind = common(s, t)
        return kind, kind
    if s in TEMPORAL or t in TEMPORAL:
        kind, other = (s, t) if s in TEMPORAL else (t, s)
        if other in FLOATS:
            if kind == DATETIME:
                return DATETIME, DATETIME
            return kind if name in "*%" else DATETIME if kind == DATE else FLOAT, FLOAT
        return kind, kind
    kind = common(base(s), base(t))
    return kind, kind


add = dyad("+")(_arith("+", lambda a, b: a + b, int.__add__))
subtract = dyad("-")(_arith("-", lambda a, b: a - b, int.__sub__))
multiply = dyad("*")(_arith("*", lambda a, b: a * b, int.__mul__))


@dyad("%")
def divide(x: Value, y: Value) -> Value:
    """Float division (https://code.kx.com/q/ref/divide/)."""
    if type(x) in (int, float) and type(y) in (int, float) and y != 0 and NL not in (x, y):
        return float(x) / float(y)
    done = dyadic(divide, x, y)
    if done is not None:
        return done
    (s, a), (t, b) = typed(x), typed(y)
    if s in (SYM, GUID) or t in (SYM, GUID):
        raise QError("type")
    kind = REAL if REAL in (s, t) and FLOAT not in (s, t) and LONG not in (s, t) else FLOAT
    unit = FLOAT
    if s in TEMPORAL and t in TEMPORAL and s != t:
        shared = common(s, t)
        a, b, s, t = _in(s, a, shared), _in(t, b, shared), shared, shared
    with np.errstate(all="ignore"):
        out = np.asarray(convert(s, unit, np.asarray(a, dtype=DTYPE[s]))) / convert(
            t, unit, np.asarray(b, dtype=DTYPE[t])
        )
    return wrap(kind, out.astype(DTYPE[kind]), not isinstance(x, Vec) and not isinstance(y, Vec))


def _extreme(name: str, kernel: Callable[[Any, Any], Any], fast: Callable[..., Any]) -> Callable[[Value, Value], Value]:
    def f(x: Value, y: Value) -> Value:
        if type(x) is int and type(y) is int:
            return fast(x, y)
        if type(x) is bool and type(y) is bool:
            return fast(x, y)
        done = dyadic(f, x, y)
        if done is not None:
            return done
        (s, a), (t, b) = typed(x), typed(y)
        if s in (SYM, GUID) or t in (SYM, GUID):
            raise QError("type")
        kind = (
            s
            if s == t
            else common(s, t)
            if s in TEMPORAL and t in TEMPORAL
            else max(s, t, key=lambda k: (k in TEMPORAL, k == CHAR, k))
        )
        left, right = _in(s, a, kind), _in(t, b, kind)
        if kind in FLOATS:
            low = np.isnan(left) | np.isnan(right)
            out = np.where(low, np.nan if name == "&" else np.fmax(left, right), kernel(left, right))
        else:
            out = kernel(left, right)
        return wrap(kind, np.asarray(out, dtype=DTYPE[kind]), not isinstance(x, Vec) and not isinstance(y, Vec))

    return f


lesser = dyad("&", "and")(_extreme("&", np.minimum, min))
greater = dyad("|", "or")(_extreme("|", np.maximum, max))


def _floored(
    x: Value, y: Value, fast: Callable[[int, int], int], kernel: Callable[[Any, Any], Any], f: Any, div: bool
) -> Value:
    if type(x) is int and type(y) is int and y != 0 and NL not in (x, y):
        return fast(x, y)
    done = dyadic(f, x, y)
    if done is not None:
        return done
    (s, a), (t, b) = typed(x), typed(y)
    if s in (SYM, GUID) or t in (SYM, GUID):
        raise QError("type")
    atom = not isinstance(x, Vec) and not isinstance(y, Vec)
    kind = common(base(s), base(t)) if not (s in TEMPORAL and t not in TEMPORAL) else s
    unit = FLOAT if kind in FLOATS else kind
    if not div and s in TEMPORAL and t not in TEMPORAL and t not in FLOATS:
        kind = max(LONG if DTYPE[s] is np.int64 else INT, base(t))
        unit = kind
        a, s = np.asarray(convert(LONG if DTYPE[s] is np.int64 else INT, kind, np.asarray(a))), kind
    if div and unit not in FLOATS:
        kind = base(s)
    left, right = np.asarray(_in(s, a, unit)), np.asarray(_in(t, b, unit))
    with np.errstate(all="ignore"):
        out = kernel(left, right)
    if unit in FLOATS:
        if div and s not in FLOATS:
            return wrap(LONG, convert(FLOAT, LONG, np.asarray(out)), atom)
        return wrap(FLOAT, np.asarray(out, dtype=float), atom)
    missing = nulls(unit, left) | nulls(unit, right) | (right == 0)
    return wrap(kind, np.where(missing, null_raw(unit), out).astype(DTYPE[kind]), atom)


@dyad("div")
def div(x: Value, y: Value) -> Value:
    """Quotient towards minus infinity (https://code.kx.com/q/ref/div/)."""
    return _floored(x, y, int.__floordiv__, np.floor_divide, div, True)


@dyad("mod")
def mod(x: Value, y: Value) -> Value:
    """Remainder with the sign of the divisor (https://code.kx.com/q/ref/mod/)."""
    return _floored(x, y, int.__mod__, np.mod, mod, False)


@dyad("xbar")
def xbar(x: Value, y: Value) -> Value:
    """Rounded down to multiples (https://code.kx.com/q/ref/xbar/)."""
    done = dyadic(xbar, x, y)
    if done is not None:
        return done
    (s, a), (t, b) = typed(x), typed(y)
    if s in FLOATS or t in FLOATS:
        return multiply(box(FLOAT, float(np.asarray(a))) if not isinstance(x, Vec) else x, _whole(divide(y, x)))
    if s in TEMPORAL and t in TEMPORAL and s != t:
        unit = UNIT.get(s, 1) // UNIT.get(t, 1) if s not in (MONTH,) else 1
        a = np.asarray(a, dtype=np.int64) * max(1, unit)
    elif t in TEMPORAL and s in TEMPORAL:
        pass
    step = np.asarray(a, dtype=np.int64)
    data = np.asarray(b, dtype=np.int64)
    with np.errstate(all="ignore"):
        out = np.where(nulls(t, np.asarray(b)), null_raw(t) if t not in (BOOL, BYTE) else 0, data // step * step)
    kind = LONG if t in (BOOL, BYTE) else t
    return wrap(kind, out.astype(DTYPE[kind]), not isinstance(x, Vec) and not isinstance(y, Vec))


def _whole(x: Value) -> Value:
    return Vec(FLOAT, np.floor(x.a)) if isinstance(x, Vec) else float(math.floor(x)) if math.isfinite(x) else x
