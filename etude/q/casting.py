"""``$``: cast, parse, pad; ``string``."""

from __future__ import annotations

from typing import Any

import numpy as np

from etude.q.atomic import convert, nulls, rescale, time_of_day
from etude.q.callables import NULL, Function
from etude.q.containers import collect, items
from etude.q.context import scan, setting, work
from etude.q.display import plain, scalar
from etude.q.errors import QError
from etude.q.registry import dyad, monad
from etude.q.tok import parsed
from etude.q.values import (
    BOOL,
    BY_LETTER,
    BY_NAME,
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
    MAX_ELEMENTS,
    MINUTE,
    MONTH,
    REAL,
    SECOND,
    SHORT,
    SPAN,
    STAMP,
    SYM,
    TEMPORAL,
    TIME,
    Char,
    Dict,
    Enum,
    Sym,
    Table,
    Value,
    Vec,
    array,
    box,
    is_atom,
    null_raw,
    raw,
    string,
    text,
    type_of,
)

_PARTS = {"year": 0, "mm": 1, "dd": 2, "week": 3, "hh": 4, "uu": 5, "ss": 6, "minute": 5, "second": 6}


@monad("string")
def to_string(x: Value) -> Value:
    """The characters that a value is written with (https://code.kx.com/q/ref/string/)."""
    if isinstance(x, Vec):
        work((2 if x.t == CHAR else 4) * len(x))
        if x.t == CHAR:
            return Vec(0, [Vec(CHAR, x.a[i : i + 1]) for i in range(len(x))])
        return Vec(0, [to_string(item) for item in items(x)])
    if isinstance(x, Dict):
        return Dict(x.k, to_string(x.v))
    if isinstance(x, Table):
        return Table(x.cols, [to_string(column) for column in x.data])
    if isinstance(x, Function) or x is NULL:
        work(8)
        return string(plain(x))
    t = -type_of(x)
    if t == BYTE:
        return string(f"{raw(x):02x}")
    shown = str(x) if t in (SYM, CHAR) else scalar(t, raw(x), 7)
    if t in (LONG, INT, SHORT, FLOAT, REAL) and shown in ("0N", "0n"):
        return string("")
    if t in TEMPORAL and shown.startswith("0N"):
        return string("")
    return string(shown)


def _target(x: Value) -> tuple[int, bool, str]:
    """The type that a left argument of ``$`` names, whether to parse, and a part of a date if it is one."""
    if type(x) is Char:
        letter = x.lower()
        if letter == "*":
            return 0, False, "*"
        if letter not in BY_LETTER:
            raise QError("type")
        return BY_LETTER[letter], x.isupper(), ""
    if type(x) is Sym:
        if x in _PARTS and x not in BY_NAME:
            return INT, False, str(x)
        if x == "":
            return SYM, True, ""
        if x in BY_NAME:
            return BY_NAME[x], False, ""
        raise QError("type")
    code = int(raw(x))
    return abs(code), code < 0, ""


@dyad("$")
def dollar(x: Value, y: Value) -> Value:
    """Cast, parse, pad, multiply matrices (https://code.kx.com/q/ref/cast/)."""
    if isinstance(x, Vec) and (x.t in (SYM, CHAR, SHORT) or (x.t == 0 and _names(x))):
        parts = items(x)
        if isinstance(y, Vec) and len(y) == len(parts):
            return collect([dollar(a, b) for a, b in zip(parts, items(y), strict=True)])
        if isinstance(y, Vec) and x.t != SYM:
            raise QError("length")
        return collect([dollar(a, y) for a in parts])
    if type(x) is int or (is_atom(x) and -type_of(x) in (INT, LONG)):
        return _pad(int(raw(x)), y)
    if isinstance(x, Vec):
        from etude.q.matrix import multiply

        return multiply(x, y)
    t, parse, part = _target(x)
    if part:
        return y if part == "*" else _date_part(part, y)
    return parsed(t, y) if parse else cast(t, y)


def _names(x: Vec) -> bool:
    """Whether a general list holds names of types."""
    return all(abs(type_of(item)) in (SYM, CHAR, SHORT) for item in x.a)


def _pad(n: int, y: Value) -> Value:
    if isinstance(y, Vec) and y.t == 0:
        return Vec(0, [_pad(n, item) for item in y.a])
    if isinstance(y, Dict):
        return Dict(y.k, _pad(n, y.v))
    if isinstance(y, Table):
        return Table(y.cols, [_pad(n, column) for column in y.data])
    if abs(n) > MAX_ELEMENTS:
        raise QError("wsfull")
    shown = text(y)
    return string(shown[:n].ljust(n) if n >= 0 else shown[n:].rjust(-n))


def cast(t: int, y: Value) -> Value:
    """A value in another type. Raises QError."""
    if isinstance(y, Vec) and y.t == 0:
        if not y.a:
            return Vec(t, array(t, [])) if t else y
        return collect([cast(t, item) for item in y.a])
    if isinstance(y, Dict):
        return Dict(y.k, cast(t, y.v))
    if isinstance(y, Table):
        return Table(y.cols, [cast(t, column) for column in y.data])
    if t == 0:
        return y
    atom_ = not isinstance(y, Vec)
    s = abs(type_of(y))
    a = np.asarray(raw(y) if atom_ else y.a)
    if s == t:
        return y
    scan(a.size, 4)
    if isinstance(y, Enum):
        return Vec(t, y.codes.astype(DTYPE[t])) if t in (INT, LONG) else cast(t, Vec(y.t, y.a))
    if t == SYM:
        if s == CHAR:
            work(len(np.atleast_1d(a)) >> 4)
            return Sym(text(y)) if not atom_ else Sym(str(y))
        raise QError("type")
    if SYM in (s, t) or GUID in (s, t):
        raise QError("type")
    out = _cast_array(s, t, a)
    return box(t, out.item()) if atom_ else Vec(t, out)


def _cast_array(s: int, t: int, a: Any) -> Any:
    if s in TEMPORAL and t in TEMPORAL:
        if t in (SPAN, TIME, SECOND, MINUTE) and s in (STAMP, DATETIME):
            return time_of_day(s, t, a)
        if t in (SPAN, TIME, SECOND, MINUTE) and s in (DATE, MONTH):
            return np.where(nulls(s, a), null_raw(t), 0).astype(DTYPE[t])
        return rescale(s, t, a)
    if t == BOOL:
        return np.asarray(a != 0)
    if t == CHAR:
        return np.asarray(a).astype(np.int64).astype(np.uint8)
    if s in FLOATS and t not in FLOATS:
        with np.errstate(all="ignore"):
            near = np.where(np.isfinite(a), np.floor(np.asarray(a, dtype=float) + 0.5), a)
        return convert(FLOAT, t, np.asarray(near, dtype=float))
    if DATETIME in (s, t):
        return convert(s, t, a)
    return np.asarray(convert(s, t, a))


def _offset(t: int) -> Any:
    r"""How far local time is ahead of UTC: as ``\\o`` says, hours below 24, else minutes; UTC otherwise."""
    told = setting("o", 0)
    minutes = told * 60 if abs(told) < 24 else told
    return minutes / 1440 if t == DATETIME else minutes * 60_000_000_000


def _shifted(x: Value, sign: int) -> Value:
    t = abs(type_of(x))
    if t not in (STAMP, DATETIME):
        raise QError("type")
    a = np.asarray(raw(x) if is_atom(x) else x.a)
    moved = np.where(nulls(t, a), a, a + sign * _offset(t))
    return box(t, moved[()]) if is_atom(x) else Vec(t, moved)


@monad("ltime")
def ltime(x: Value) -> Value:
    """Local time of UTC (https://code.kx.com/q/ref/gtime/)."""
    return _shifted(x, 1)


@monad("gtime")
def gtime(x: Value) -> Value:
    """UTC of local time (https://code.kx.com/q/ref/gtime/)."""
    return _shifted(x, -1)


def _date_part(part: str, y: Value) -> Value:
    if isinstance(y, Vec) and y.t == 0:
        return collect([_date_part(part, item) for item in y.a])
    atom_ = not isinstance(y, Vec)
    s = abs(type_of(y))
    a = np.asarray(raw(y) if atom_ else y.a)
    missing = nulls(s, a)
    if part in ("year", "mm", "dd", "week"):
        days = np.asarray(rescale(s, DATE, a) if s in TEMPORAL else a, dtype=np.int64)
        days = np.where(missing, 0, days)
        if part == "week":
            first = days - (days - setting("W", 2)) % 7
            return box(DATE, int(first)) if atom_ else Vec(DATE, first.astype(np.int32))
        dates = (days + 10957).astype("datetime64[D]")
        months = dates.astype("datetime64[M]")
        if part == "year":
            out = dates.astype("datetime64[Y]").astype(np.int64) + 1970
        elif part == "mm":
            out = months.astype(np.int64) % 12 + 1
        else:
            out = (dates - months.astype("datetime64[D]")).astype(np.int64) + 1
    else:
        seconds = np.asarray(_cast_array(s, SECOND, a) if s != SECOND else a, dtype=np.int64)
        seconds = np.where(missing, 0, seconds)
        out = seconds // 3600 if part == "hh" else seconds // 60 % 60 if part in ("uu", "minute") else seconds % 60
    out = np.where(missing, null_raw(INT), out).astype(np.int32)
    return box(INT, int(out)) if atom_ else Vec(INT, out)
