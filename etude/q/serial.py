"""Values as bytes of q's interprocess format and back: ``-8!``, ``-9!`` (https://code.kx.com/q/basics/ipc/)."""

from __future__ import annotations

import struct
from typing import Any
from uuid import UUID

import numpy as np

from etude.q.callables import NULL, Lambda, Nothing
from etude.q.containers import items
from etude.q.context import running, work
from etude.q.errors import QError
from etude.q.lexer import strip_comments
from etude.q.parser import parse
from etude.q.values import (
    BYTE,
    CHAR,
    DTYPE,
    GUID,
    MAX_ELEMENTS,
    SYM,
    Atom,
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
    raw,
    string,
    text,
    type_of,
)

HEADER = struct.Struct("<BBBBI")
_ATTRIBUTES = ("", "s", "u", "p", "g")
_LAMBDA, _NULL, _STEPPED = 100, 101, 127
_DEPTH = 100


def size(x: Value) -> int:
    """How many bytes a value is as a message."""
    return len(serialize(x).a)


def serialize(x: Value) -> Vec:
    """A message: header and value, little endian. Raises QError for what cannot be sent."""
    body = bytearray()
    _write(x, body, 0)
    message = HEADER.pack(1, 0, 0, 0, HEADER.size + len(body)) + bytes(body)
    return Vec(BYTE, np.frombuffer(message, dtype=np.uint8))


def _write(x: Value, out: bytearray, depth: int) -> None:
    if depth > _DEPTH or len(out) > 8 * MAX_ELEMENTS:
        raise QError("limit")
    work(6)
    if isinstance(x, Enum):
        x = Vec(x.t, x.a)
    if is_atom(x):
        t = -type_of(x)
        out.append(256 - t)
        out += _packed(t, [raw(x)])
    elif isinstance(x, Vec):
        out += struct.pack("<BBI", x.t, _ATTRIBUTES.index(x.attr) if x.attr in _ATTRIBUTES else 0, len(x))
        if x.t:
            out += _packed(x.t, x.a)
        else:
            for item in items(x):
                _write(item, out, depth + 1)
    elif isinstance(x, Table):
        out += bytes((98, 0))
        _write(Dict(Vec(SYM, array(SYM, [Sym(name) for name in x.cols])), Vec(0, list(x.data))), out, depth + 1)
    elif isinstance(x, Dict):
        out.append(_STEPPED if x.step else 99)
        _write(x.k, out, depth + 1)
        _write(x.v, out, depth + 1)
    elif isinstance(x, Nothing):
        out += bytes((_NULL, 0))
    elif isinstance(x, Lambda):
        out += bytes((_LAMBDA, 0))
        _write(string(x.text), out, depth + 1)
    else:
        raise QError("nyi")


def _packed(t: int, values: Any) -> bytes:
    work(len(values) if t in (SYM, GUID) else len(values) >> 4)
    if t == SYM:
        return b"".join(str(v).encode("latin-1") + b"\0" for v in values)
    if t == GUID:
        return b"".join(UUID(v).bytes for v in values)
    return bytes(np.asarray(values, dtype=DTYPE[t]).astype(np.dtype(DTYPE[t]).newbyteorder("<")).tobytes())


def deserialize(x: Value) -> Value:
    """The value of a message. Raises QError badmsg for bytes that are none."""
    if not isinstance(x, Vec) or x.t != BYTE:
        raise QError("type")
    message = x.a.tobytes()
    if len(message) < HEADER.size + 1:
        raise QError("badmsg")
    order, _, packed, _, length = HEADER.unpack_from(message)
    if order != 1 or packed or length != len(message):
        raise QError("badmsg")
    try:
        reader = _Reader(message)
        value = reader.value(0)
    except (struct.error, ValueError, IndexError, UnicodeError):
        raise QError("badmsg") from None
    if reader.at != len(message):
        raise QError("badmsg")
    return value


def _function(source: str) -> Value:
    """The lambda of a text, which is nothing else: a message is read, never run. Raises QError badmsg."""
    if parse(strip_comments(source).strip())[0] != "lambda":
        raise QError("badmsg")
    return running().evaluate(source)


class _Reader:
    def __init__(self, message: bytes) -> None:
        self.message, self.at = message, HEADER.size

    def unpack(self, form: str) -> tuple[Any, ...]:
        found = struct.unpack_from(form, self.message, self.at)
        self.at += struct.calcsize(form)
        return found

    def value(self, depth: int) -> Value:
        """The value that begins here."""
        if depth > _DEPTH:
            raise QError("limit")
        work(6)
        (t,) = self.unpack("<b")
        if t < 0:
            return self._atom(-t)
        if t == 98:
            self.at += 1
            found = self.value(depth + 1)
            columns = items(found.v) if isinstance(found, Dict) and isinstance(found.v, Vec) else []
            if not columns or found.k.t != SYM or len({len(c) if isinstance(c, Vec) else -1 for c in columns}) != 1:
                raise QError("badmsg")
            return Table([str(name) for name in found.k.a], columns)
        if t in (99, _STEPPED):
            keys, values = self.value(depth + 1), self.value(depth + 1)
            if not all(isinstance(side, Vec | Table) for side in (keys, values)) or len(keys) != len(values):
                raise QError("badmsg")
            return Dict(keys, values, t == _STEPPED)
        if t == _LAMBDA:
            self._name()
            return _function(text(self.value(depth + 1)))
        if t == _NULL:
            self.at += 1
            return NULL
        attribute, n = self.unpack("<BI")
        if n > len(self.message) - self.at or (t and t not in DTYPE) or attribute >= len(_ATTRIBUTES):
            raise QError("badmsg")
        if not t:
            return Vec(0, [self.value(depth + 1) for _ in range(n)])
        return Vec(t, self._array(t, n), _ATTRIBUTES[attribute])

    def _name(self) -> str:
        end = self.message.index(b"\0", self.at)
        found = self.message[self.at : end].decode("latin-1")
        self.at = end + 1
        return found

    def _array(self, t: int, n: int) -> Any:
        work(n >> 4)
        if t == SYM:
            return array(SYM, [Sym(self._name()) for _ in range(n)])
        if t == GUID:
            found = [str(UUID(bytes=self.message[self.at + 16 * i : self.at + 16 * i + 16])) for i in range(n)]
            self.at += 16 * n
            return array(GUID, found)
        kind = np.dtype(DTYPE[t])
        part = np.frombuffer(self.message, dtype=kind.newbyteorder("<"), count=n, offset=self.at)
        self.at += n * kind.itemsize
        return part.astype(kind)

    def _atom(self, t: int) -> Value:
        if t not in DTYPE:
            raise QError("badmsg")
        value = self._array(t, 1)[0]
        return Atom(GUID, value) if t == GUID else Char(chr(value)) if t == CHAR else box(t, value)
