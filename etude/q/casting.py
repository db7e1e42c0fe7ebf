"""``$``: cast, parse, pad, enumerate nothing; ``string``; ``vs`` and ``sv``."""

from __future__ import annotations

import re
from typing import Any

import numpy as np

from etude.q.atomic import DAY, UNIT, convert, nulls, rescale
from etude.q.containers import as_list, collect, items
from etude.q.display import plain, scalar
from etude.q.errors import QError
from etude.q.literals import NUMBER, one
from etude.q.registry import dyad, monad
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
    MINUTE,
    MONTH,
    NULL,
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
    Function,
    Sym,
    Table,
    Value,
    Vec,
    array,
    box,
    is_atom,
    null_of,
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
        if x.t == CHAR:
            return Vec(0, [Vec(CHAR, x.a[i : i + 1]) for i in range(len(x))])
        return Vec(0, [to_string(item) for item in items(x)])
    if isinstance(x, Dict):
        return Dict(x.k, to_string(x.v))
    if isinstance(x, Table):
        return Table(x.cols, [to_string(column) for column in x.data])
    if isinstance(x, Function) or x is NULL:
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
    if isinstance(x, Vec) and x.t in (SYM, CHAR, SHORT) and not (False):
        parts = items(x)
        if isinstance(y, Vec) and len(y) == len(parts) and not (False):
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
    return _parsed(t, y) if parse else cast(t, y)


def _pad(n: int, y: Value) -> Value:
    if isinstance(y, Vec) and y.t == 0:
        return Vec(0, [_pad(n, item) for item in y.a])
    if isinstance(y, Dict):
        return Dict(y.k, _pad(n, y.v))
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
    if t == SYM:
        if s == CHAR:
            return Sym(text(y)) if not atom_ else Sym(str(y))
        raise QError("type")
    if SYM in (s, t) or GUID in (s, t):
        raise QError("type")
    out = _cast_array(s, t, a)
    return box(t, out.item()) if atom_ else Vec(t, out)


def _cast_array(s: int, t: int, a: Any) -> Any:
    if s in TEMPORAL and t in TEMPORAL:
        if t in (SPAN, TIME, SECOND, MINUTE) and s in (STAMP, DATETIME):
            stamp = rescale(s, STAMP, a)
            rest = np.where(nulls(STAMP, stamp), 0, stamp) % DAY // UNIT[t]
            return np.where(nulls(STAMP, stamp), null_raw(t), rest).astype(DTYPE[t])
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
            return (
                box(DATE, int(days - (days + 5) % 7)) if atom_ else Vec(DATE, (days - (days + 5) % 7).astype(np.int32))
            )
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


def _parsed(t: int, y: Value) -> Value:
    if isinstance(y, Vec) and y.t == 0:
        return collect([_parsed(t, item) for item in y.a]) if y.a else Vec(t, array(t, []))
    if isinstance(y, Vec) and y.t == SYM:
        return collect([_parsed(t, string(str(v))) for v in y.a])
    if isinstance(y, Dict):
        return Dict(y.k, _parsed(t, y.v))
    shown = text(y)
    if t == SYM:
        return Sym(shown.strip())
    if t == CHAR:
        return y if type(y) is Char else Char(shown) if len(shown) == 1 else y
    return _read(t, shown.strip())


def _read(t: int, shown: str) -> Value:
    if t == BOOL:
        return shown[:1] in ("1", "t", "T", "y", "Y") and len(shown) > 0
    if t in (LONG, INT, SHORT) and re.fullmatch(r"[-+]?[0-9]{1,25}", shown):
        value, low = int(shown), null_raw(t)
        return box(t, value if low <= value <= -low - 1 else low)
    if t == GUID and re.fullmatch(r"[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}", shown):
        return box(GUID, shown.lower())
    if t == BYTE and re.fullmatch(r"(0x)?[0-9a-fA-F]{1,2}", shown):
        return box(BYTE, int(shown, 16))
    if t in (FLOAT, REAL) and re.fullmatch(r"[-+]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][-+]?[0-9]+)?", shown):
        return box(t, float(shown))
    if t == TIME and re.fullmatch(r"[0-9]{9}", shown):
        shown = f"{shown[:2]}:{shown[2:4]}:{shown[4:6]}.{shown[6:]}"
    if t == DATE and re.fullmatch(r"[0-9]{8}", shown):
        shown = f"{shown[:4]}.{shown[4:6]}.{shown[6:]}"
    shown = re.sub(r"^([0-9]{4})[-/]([0-9]{2})[-/]([0-9]{2})", r"\1.\2.\3", shown)
    found = NUMBER.fullmatch(shown) if shown and not shown.isalpha() else None
    if not found or (found[0].endswith("b")):
        return null_of(t)
    try:
        s, value, _ = one(shown)
    except (QError, ValueError):
        return null_of(t)
    if s == t:
        return box(t, value)
    if (s in TEMPORAL) != (t in TEMPORAL) and not (t in FLOATS and s == LONG):
        return null_of(t) if t in TEMPORAL or s in TEMPORAL else cast(t, box(s, value))
    return cast(t, box(s, value))


@dyad("vs")
def split(x: Value, y: Value) -> Value:
    """Divide a string, or write a number in a base (https://code.kx.com/q/ref/vs/)."""
    if type(x) is Sym and x == "":
        if type(y) is Sym:
            parts = str(y).split("/") if y.startswith(":") else str(y).split(".")
            return collect([Sym(part) for part in parts])
        return collect([string(line.rstrip("\r")) for line in text(y).removesuffix("\n").split("\n")])
    if type(x) is Char or (isinstance(x, Vec) and x.t == CHAR):
        if isinstance(y, Vec) and y.t == 0:
            return collect([split(x, item) for item in y.a])
        parts = text(y).split(text(x)) if text(x) else [text(y)]
        return Vec(0, [string(part) for part in parts])
    if x is False:
        size = {BYTE: 8, SHORT: 16, INT: 32, LONG: 64}[-type_of(y)]
        value = int(raw(y)) % 2**size
        return Vec(BOOL, np.array([value >> (size - 1 - i) & 1 for i in range(size)], dtype=bool))
    if is_atom(x) and -type_of(x) == BYTE:
        size = {BYTE: 1, SHORT: 2, INT: 4, LONG: 8}[-type_of(y)]
        return Vec(BYTE, np.frombuffer((int(raw(y)) % 256**size).to_bytes(size, "big"), dtype=np.uint8))
    if isinstance(x, Vec):
        value, out = int(raw(y)), []
        for size in reversed(x.a.tolist()):
            value, digit = divmod(value, int(size)) if size else (0, value)
            out.append(digit)
        return Vec(LONG, np.array(out[::-1], dtype=np.int64))
    number, digits = int(raw(y)), []
    if number < 0 or int(raw(x)) < 2:
        raise QError("domain")
    while number:
        number, digit = divmod(number, int(raw(x)))
        digits.append(digit)
    return Vec(LONG, np.array(digits[::-1] or [0], dtype=np.int64)) if digits else Vec(LONG, np.zeros(0, np.int64))


@dyad("sv")
def gather(x: Value, y: Value) -> Value:
    """Join strings, or read a number in a base (https://code.kx.com/q/ref/sv/)."""
    if type(x) is Sym and x == "":
        if isinstance(y, Vec) and y.t == SYM:
            names = [str(v) for v in y.a]
            return Sym(("/" if names[0].startswith(":") else ".").join(names))
        return string("".join(text(item) + "\n" for item in items(y)))
    if type(x) is Char or (isinstance(x, Vec) and x.t == CHAR):
        return string(text(x).join(text(item) for item in items(y)))
    source = as_list(y)
    if x is False:
        bits = int("".join("1" if v else "0" for v in source.a), 2)
        t = {8: BYTE, 16: SHORT, 32: INT, 64: LONG}[len(source)]
        return box(t, bits - 2 ** len(source) if t != BYTE and bits >= 2 ** (len(source) - 1) else bits)
    if is_atom(x) and -type_of(x) == BYTE:
        t = {2: SHORT, 4: INT, 8: LONG}[len(source)]
        return box(t, int.from_bytes(bytes(source.a), "big", signed=True))
    if isinstance(x, Vec):
        total = 0
        for size, digit in zip(x.a.tolist(), source.a.tolist(), strict=True):
            total = total * int(size) + int(digit)
        return total
    total_: Any = 0
    base = raw(x)
    for digit in source.a.tolist():
        total_ = total_ * base + digit
    return float(total_) if isinstance(total_, float) else (int(total_) + 2**63) % 2**64 - 2**63
