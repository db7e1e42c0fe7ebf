"""``vs`` and ``sv``: strings divided and joined, numbers in bases and bytes."""

from __future__ import annotations

import struct
from typing import Any

import numpy as np

from etude.q.containers import collect, items
from etude.q.context import work
from etude.q.errors import QError
from etude.q.registry import dyad
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
    REAL,
    SHORT,
    SYM,
    Char,
    Sym,
    Value,
    Vec,
    box,
    is_atom,
    raw,
    string,
    text,
    type_of,
)

_SIZE = {BYTE: 1, SHORT: 2, INT: 4, LONG: 8, REAL: 4, FLOAT: 8}
_FORM = {REAL: ">f", FLOAT: ">d"}
_OF_SIZE = {1: BYTE, 2: SHORT, 4: INT, 8: LONG, 16: GUID}
_WHOLE = (BOOL, BYTE, SHORT, INT, LONG)


@dyad("vs")
def split(x: Value, y: Value) -> Value:
    """Divide a string, or write a number in a base (https://code.kx.com/q/ref/vs/)."""
    work(8)
    if type(x) is Sym:
        if x != "":
            raise QError("type")
        return _split_names(y)
    if (isinstance(x, Vec) and x.t == CHAR) or type(x) is Char:
        return _split_text(text(x), y)
    if abs(type_of(x)) == BYTE and isinstance(y, Vec) and y.t == BYTE and (isinstance(x, Vec) or raw(x)):
        by = bytes(x.a) if isinstance(x, Vec) else bytes([raw(x)])
        parts = bytes(y.a).split(by)
        return Vec(0, [Vec(BYTE, np.frombuffer(part, dtype=np.uint8)) for part in parts])
    t = -type_of(x)
    if t in (BOOL, BYTE) and ((is_atom(y) and raw(x) == 0) or t == BOOL):
        return _bits(y) if t == BOOL else _bytes(y)
    if t == BYTE and type(y) is int and raw(x) > 1:
        return _byte_digits(int(raw(x)), y)
    if (isinstance(y, Vec) and y.t == 0) or (isinstance(y, Vec) and is_atom(x)):
        return _columns(x, y)
    if isinstance(y, Vec):
        return _columns(x, y)
    return _digits(x, y)


def _byte_digits(base: int, y: int) -> Value:
    """The digits of a long in a base that is a byte: as many as 64 bits have whole digits (64: 10; 36: 12)."""
    size = next(n for n in range(64, 0, -1) if base**n <= 2**64)
    return Vec(BYTE, np.array([y // base**i % base for i in reversed(range(size))], dtype=np.uint8))


def _split_names(y: Value) -> Value:
    if type(y) is Sym:
        if y.startswith(":"):
            head, _, last = y.rpartition("/")
            return collect([Sym(head), Sym(last)])
        return collect([Sym(part) for part in y.split(".")])
    return Vec(0, [string(line.rstrip("\r")) for line in _characters(y).removesuffix("\n").split("\n")])


def _characters(y: Value) -> str:
    if isinstance(y, Vec) and y.t == BYTE:
        return bytes(y.a).decode("latin-1")
    return text(y)


def _split_text(by: str, y: Value) -> Value:
    if isinstance(y, Vec) and y.t == 0:
        return collect([_split_text(by, item) for item in y.a])
    source = _characters(y)
    if not by:
        raise QError("length")
    work(2 * source.count(by))
    parts = source.split(by)
    return Vec(0, [string(part) for part in parts])


def _bits(y: Value) -> Value:
    if not is_atom(y) or -type_of(y) not in (*_SIZE, GUID):
        raise QError("type")
    data = _encoded(y)
    return Vec(BOOL, np.unpackbits(np.frombuffer(data, dtype=np.uint8)).astype(bool))


def _encoded(y: Value) -> bytes:
    t = -type_of(y)
    if t == GUID:
        return bytes.fromhex(str(raw(y)).replace("-", ""))
    if t in _FORM:
        return struct.pack(_FORM[t], float(raw(y)))
    size: int = _SIZE.get(t) or np.dtype(DTYPE.get(t, np.int64)).itemsize
    if t in FLOATS:
        return struct.pack(">d", float(raw(y)))
    value: int = int(raw(y)) % 256**size
    return value.to_bytes(size, "big")


def _bytes(y: Value) -> Value:
    if type(y) in (Sym, Char) or -type_of(y) <= 0:
        raise QError("type")
    return Vec(BYTE, np.frombuffer(_encoded(y), dtype=np.uint8))


def _digits(x: Value, y: Value) -> Value:
    """The digits of one whole number."""
    if not is_atom(y) or -type_of(y) in (SYM, CHAR, GUID):
        raise QError("type")
    value = int(raw(y))
    kind = BYTE if abs(type_of(x)) == BYTE else LONG
    out: list[int] = []
    if isinstance(x, Vec):
        if x.t not in _WHOLE and x.t not in FLOATS:
            raise QError("type")
        for size in reversed(x.a.tolist()):
            value, digit = divmod(value, int(size)) if size else (0, value)
            out.append(digit)
    else:
        base = int(raw(x))
        if value < 0 or base < 2:
            raise QError("domain")
        while value:
            value, digit = divmod(value, base)
            out.append(digit)
        out = out or [0]
    return Vec(kind, np.array(out[::-1], dtype=DTYPE[kind]))


def _columns(x: Value, y: Value) -> Value:
    """The digits of each number of a list, as rows of equal digits."""
    parts = items(y)
    if any(isinstance(part, Vec) for part in parts):
        flat = [v for part in parts for v in items(part)]
        return _columns(x, collect(flat))
    rows = [_digits(x, part).a.tolist() for part in parts]
    work(4 * sum(map(len, rows)))
    size = max(map(len, rows), default=0)
    kind = BYTE if abs(type_of(x)) == BYTE else LONG
    table = np.array([[0] * (size - len(r)) + r for r in rows], dtype=DTYPE[kind])
    return Vec(0, [Vec(kind, table[:, i].copy()) for i in range(size)])


@dyad("sv")
def gather(x: Value, y: Value) -> Value:
    """Join strings, or read a number in a base (https://code.kx.com/q/ref/sv/)."""
    if type(x) is Sym:
        if x != "":
            raise QError("type")
        return _join_names(y)
    if type(x) is Char or (isinstance(x, Vec) and x.t == CHAR):
        return string(text(x).join(text(item) for item in items(y)))
    if not isinstance(y, Vec):
        raise QError("type")
    if abs(type_of(x)) == BYTE and y.t == 0 and all(isinstance(part, Vec) and part.t == BYTE for part in y.a):
        by = bytes(x.a) if isinstance(x, Vec) else bytes([raw(x)])
        return Vec(BYTE, np.frombuffer(by.join(bytes(part.a) for part in y.a), dtype=np.uint8))
    if y.t == 0 and y.a and all(isinstance(part, Vec) for part in y.a):
        total: Value = None
        from etude.q.arithmetic import add, multiply

        base = x
        for i, digit in enumerate(y.a):
            size = base if is_atom(base) else box(base.t, base.a[i])
            total = digit if total is None else add(multiply(_wide(size), _wide(total)), _wide(digit))
        return Vec(BYTE, total.a.astype(np.uint8)) if abs(type_of(x)) == BYTE else total
    if x is False:
        data = np.packbits(np.asarray(y.a, dtype=bool)).tobytes()
        return _decoded(data) if len(y) % 8 == 0 else _fail("length")
    if is_atom(x) and -type_of(x) == BYTE and raw(x) == 0:
        return _decoded(bytes(y.a.astype(np.uint8)))
    return _number(x, y)


def _fail(word: str) -> Value:
    raise QError(word)


def _wide(x: Value) -> Value:
    if isinstance(x, Vec):
        return Vec(LONG, x.a.astype(np.int64)) if x.t == BYTE else x
    return int(raw(x)) if -type_of(x) == BYTE else x


def _decoded(data: bytes) -> Value:
    t = _OF_SIZE.get(len(data))
    if t is None:
        raise QError("length")
    if t == GUID:
        digits = data.hex()
        return box(GUID, "-".join((digits[:8], digits[8:12], digits[12:16], digits[16:20], digits[20:])))
    return box(t, data[0] if t == BYTE else int.from_bytes(data, "big", signed=True))


def _join_names(y: Value) -> Value:
    if isinstance(y, Vec) and y.t == SYM:
        names = [str(v) for v in y.a]
        return Sym(("/" if names and names[0].startswith(":") else ".").join(names))
    return string("".join(text(item) + "\n" for item in items(y)))


def _number(x: Value, y: Vec) -> Value:
    if y.t in (SYM, CHAR, GUID) or abs(type_of(x)) in (SYM, CHAR, GUID):
        raise QError("type")
    total: Any = 0
    digits = y.a.tolist() if y.t else [raw(v) for v in y.a]
    work(len(digits))
    sizes = x.a.tolist() if isinstance(x, Vec) else [raw(x)] * len(digits)
    if len(sizes) != len(digits):
        raise QError("length")
    floating = y.t in FLOATS or abs(type_of(x)) in FLOATS
    for size, digit in zip(sizes, digits, strict=True):
        total = total * size + digit if floating else (int(total) * int(size) + int(digit) + 2**63) % 2**64 - 2**63
    return float(total) if floating else int(total)
