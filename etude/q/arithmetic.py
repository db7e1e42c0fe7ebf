"""Arithmetic: ``+ - * % & |``, div, mod, xbar."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from etude.q.atomic import convert, dyadic, nulls, rescale, time_of_day, typed, wrap
from etude.q.context import scan
from etude.q.errors import QError
from etude.q.registry import dyad
from etude.q.result_types import DIFFERENCE, EXTREME, PRODUCT, QUOTIENT, SUM, Types
from etude.q.values import (
    DATETIME,
    DTYPE,
    FLOAT,
    FLOATS,
    GUID,
    LONG,
    MINUTE,
    NL,
    SECOND,
    SPAN,
    STAMP,
    SYM,
    TEMPORAL,
    TIME,
    WL,
    Value,
    Vec,
    null_raw,
    raw,
    type_of,
)

_MASK = 2**64


def _wrapped(value: int) -> int:
    return value if NL <= value <= WL else (value - NL) % _MASK + NL


def _arith(
    kinds: Types, kernel: Callable[[Any, Any], Any], fast: Callable[[int, int], int]
) -> Callable[[Value, Value], Value]:
    def f(x: Value, y: Value) -> Value:
        tx, ty = type(x), type(y)
        if tx is int and ty is int:
            return NL if NL in (x, y) else _wrapped(fast(x, y))
        if tx is float and (ty is float or ty is int) and y != NL:
            return float(kernel(x, float(y)))
        if tx is int and ty is float and x != NL:
            return float(kernel(float(x), y))
        done = dyadic(f, x, y, (lambda v: f(0, v)) if kinds is DIFFERENCE else None)
        if done is not None:
            return done
        return _combined(kinds, kernel, x, y)

    return f


def _combined(kinds: Types, kernel: Callable[[Any, Any], Any], x: Value, y: Value) -> Value:
    (s, a), (t, b) = typed(x), typed(y)
    kind = kinds.get((s, t))
    if kind is None:
        raise QError("type")
    unit = s if s == t and s in TEMPORAL else kind
    left, right = _in(s, a, unit), _in(t, b, unit)
    scan(max(np.size(left), np.size(right)), 2)
    with np.errstate(all="ignore"):
        out = kernel(np.asarray(left), np.asarray(right))
    if unit not in FLOATS:
        out = np.where(nulls(unit, left) | nulls(unit, right), null_raw(unit), out)
    atom = not isinstance(x, Vec) and not isinstance(y, Vec)
    return wrap(kind, np.asarray(out, dtype=DTYPE[unit]).astype(DTYPE[kind]), atom)


def _in(t: int, a: Any, unit: int) -> Any:
    if t in TEMPORAL and unit in TEMPORAL and t != unit:
        return rescale(t, unit, a)
    return convert(t, unit, np.asarray(a, dtype=DTYPE[t]))


add = dyad("+")(_arith(SUM, lambda a, b: a + b, int.__add__))
subtract = dyad("-")(_arith(DIFFERENCE, lambda a, b: a - b, int.__sub__))
multiply = dyad("*")(_arith(PRODUCT, lambda a, b: a * b, int.__mul__))


@dyad("%")
def divide(x: Value, y: Value) -> Value:
    """Float division (https://code.kx.com/q/ref/divide/)."""
    if type(x) in (int, float) and type(y) in (int, float) and y != 0 and NL not in (x, y):
        return float(x) / float(y)
    done = dyadic(divide, x, y)
    if done is not None:
        return done
    left, right = _as_floats(x), _as_floats(y)
    with np.errstate(all="ignore"):
        return wrap(FLOAT, left / right, not isinstance(x, Vec) and not isinstance(y, Vec))


def _as_floats(x: Value) -> Any:
    """The numbers under a value as floats. Raises QError."""
    t, a = typed(x)
    if t in (SYM, GUID):
        raise QError("type")
    return np.asarray(convert(t, FLOAT, np.asarray(a, dtype=DTYPE[t])))


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
        kind = EXTREME.get((s, t))
        if kind is None:
            raise QError("type")
        (s, a), (t, b) = _clock(s, a, kind), _clock(t, b, kind)
        left, right = _in(s, a, kind), _in(t, b, kind)
        if kind in FLOATS:
            scan(max(np.size(left), np.size(right)), 8)
            low = np.isnan(left) | np.isnan(right)
            out = np.where(low, np.nan if name == "&" else np.fmax(left, right), kernel(left, right))
        else:
            out = kernel(left, right)
        return wrap(kind, np.asarray(out, dtype=DTYPE[kind]), not isinstance(x, Vec) and not isinstance(y, Vec))

    return f


lesser = dyad("&", "and")(_extreme("&", np.minimum, min))
greater = dyad("|", "or")(_extreme("|", np.maximum, max))


def _clock(t: int, a: Any, kind: int) -> tuple[int, Any]:
    """The time of day, where a timestamp or datetime meets a time."""
    timed = t in (STAMP, DATETIME) and kind in (SPAN, MINUTE, SECOND, TIME)
    return (kind, time_of_day(t, kind, a)) if timed else (t, a)


@dyad("div")
def div(x: Value, y: Value) -> Value:
    """Quotient towards minus infinity (https://code.kx.com/q/ref/div/)."""
    if type(x) is int and type(y) is int and y != 0 and NL not in (x, y):
        return x // y
    done = dyadic(div, x, y)
    if done is not None:
        return done
    (s, a), (t, b) = typed(x), typed(y)
    kind = QUOTIENT.get((s, t))
    if kind is None:
        raise QError("type")
    atom = not isinstance(x, Vec) and not isinstance(y, Vec)
    if kind in FLOATS or t in FLOATS:
        left, right = _as_floats(x), _as_floats(y)
        scan(max(left.size, right.size), 12)
        with np.errstate(all="ignore"):
            out = np.floor_divide(left, right)
        return wrap(kind, convert(FLOAT, kind, np.asarray(out)), atom)
    left, right = np.asarray(a), np.asarray(b)
    missing = nulls(s, left) | nulls(t, right) | (right == 0)
    scan(missing.size, 3)
    wide, by = left.astype(np.int64), np.where(missing, 1, right.astype(np.int64))
    return wrap(kind, np.where(missing, null_raw(kind), wide // by).astype(DTYPE[kind]), atom)


@dyad("mod")
def mod(x: Value, y: Value) -> Value:
    """Remainder with the sign of the divisor: ``x-y*x div y`` (https://code.kx.com/q/ref/mod/)."""
    if type(x) is int and type(y) is int and y != 0 and NL not in (x, y):
        return x % y
    done = dyadic(mod, x, y)
    return subtract(x, multiply(y, div(x, y))) if done is None else done


@dyad("xbar")
def xbar(x: Value, y: Value) -> Value:
    """Rounded down to multiples: ``x*y div x``, a timespan taken as a long (https://code.kx.com/q/ref/xbar/)."""
    done = dyadic(xbar, x, y)
    if done is not None:
        return done
    if abs(type_of(x)) == SPAN:
        x = Vec(LONG, x.a) if isinstance(x, Vec) else int(raw(x))
    return multiply(x, div(y, x))
