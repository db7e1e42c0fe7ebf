"""Random draws: ``n?x``, ``rand`` (https://code.kx.com/q/ref/deal/); all of them come from the seed of the session."""

from __future__ import annotations

import uuid
from typing import Any

import numpy as np

from etude.q.containers import collect, count
from etude.q.context import work
from etude.q.errors import QError
from etude.q.lists import index
from etude.q.values import (
    BOOL,
    BYTE,
    CHAR,
    DTYPE,
    FLOATS,
    GUID,
    LONG,
    MAX_ELEMENTS,
    SYM,
    Dict,
    Sym,
    Value,
    Vec,
    is_atom,
    null_raw,
    raw,
    type_of,
    vec,
)

_LETTERS = np.frombuffer(b"abcdefghijklmnop", dtype=np.uint8)


def deal(chance: np.random.Generator, n: Value, y: Value) -> Value:
    """n items of y, or n numbers below y; without repetition where n is negative. Raises QError."""
    work(20)
    size = int(raw(n))
    if size == null_raw(-type_of(n)):
        size = -count(y) if not is_atom(y) else -int(raw(y))
    if abs(size) > MAX_ELEMENTS:
        raise QError("wsfull")
    if isinstance(y, Dict):
        return deal(chance, n, y.v)
    if not is_atom(y):
        return index(y, Vec(LONG, _below(chance, size, count(y))))
    t, top = -type_of(y), raw(y)
    if t == SYM:
        return _symbols(chance, abs(size), str(top))
    if t == GUID:
        work(10 * abs(size))
        return vec(GUID, [str(uuid.UUID(bytes=chance.bytes(16), version=4)) for _ in range(abs(size))])
    if t in FLOATS:
        return Vec(t, (chance.random(abs(size)) * float(top)).astype(DTYPE[t]))
    if t == BOOL:
        return Vec(BOOL, chance.integers(2, size=abs(size)).astype(bool))
    if t == CHAR:
        return Vec(CHAR, chance.integers(32, 127, size=abs(size)).astype(np.uint8))
    if int(top) == 0 or int(top) == null_raw(t):
        high = 256 if t == BYTE else 2 ** (31 if DTYPE[t] is np.int32 else 15 if DTYPE[t] is np.int16 else 63)
        return Vec(t, chance.integers(high - 1, size=abs(size)).astype(DTYPE[t]))
    if int(top) < 0:
        raise QError("domain")
    return Vec(t, _below(chance, size, int(top)).astype(DTYPE[t]))


def _below(chance: np.random.Generator, size: int, top: int) -> Any:
    if size < 0:
        if -size > top:
            raise QError("length")
        if top > MAX_ELEMENTS:
            return _different(chance, -size, top)
        return chance.permutation(top)[:-size].astype(np.int64)
    if not top:
        raise QError("length")
    return chance.integers(top, size=size).astype(np.int64)


def _different(chance: np.random.Generator, size: int, top: int) -> Any:
    """So many different numbers below a large one."""
    found: dict[int, None] = {}
    while len(found) < size:
        found.update(dict.fromkeys(chance.integers(top, size=size - len(found)).tolist()))
    return np.array(list(found), dtype=np.int64)


def _symbols(chance: np.random.Generator, size: int, spec: str) -> Value:
    """Symbols of so many random letters."""
    if not spec.isdigit() or not 1 <= int(spec) <= 8:
        raise QError("type")
    if size * int(spec) > MAX_ELEMENTS // 8:
        raise QError("wsfull")
    drawn = _LETTERS[chance.integers(len(_LETTERS), size=(size, int(spec)))]
    return collect([Sym(bytes(row).decode()) for row in drawn])
