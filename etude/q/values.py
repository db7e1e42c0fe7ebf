"""Values of q in Python.

A long is an int, a float a float, a boolean a bool, a symbol a ``Sym``, a character a ``Char``; others are ``Atom``.
A simple list is a ``Vec`` around a numpy array, a general list a ``Vec`` of type 0 around a Python list. Vectors are
never changed in place: amending copies.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np

from etude.q.callables import Composition, Derived, Iterator, Lambda, Primitive, Projection
from etude.q.context import running, scan, track
from etude.q.errors import QError

Value = Any
MAX_ELEMENTS = 4_000_000
"""Items of the largest list that any primitive makes."""
NL, WL = -(2**63), 2**63 - 1
NI, NH = -(2**31), -(2**15)
NAN, INF = float("nan"), float("inf")

BOOL, GUID, BYTE, SHORT, INT, LONG, REAL, FLOAT, CHAR, SYM = 1, 2, 4, 5, 6, 7, 8, 9, 10, 11
STAMP, MONTH, DATE, DATETIME, SPAN, MINUTE, SECOND, TIME = 12, 13, 14, 15, 16, 17, 18, 19

DTYPE: dict[int, Any] = {
    BOOL: np.bool_,
    GUID: object,
    BYTE: np.uint8,
    SHORT: np.int16,
    INT: np.int32,
    LONG: np.int64,
    REAL: np.float32,
    FLOAT: np.float64,
    CHAR: np.uint8,
    SYM: object,
    STAMP: np.int64,
    MONTH: np.int32,
    DATE: np.int32,
    DATETIME: np.float64,
    SPAN: np.int64,
    MINUTE: np.int32,
    SECOND: np.int32,
    TIME: np.int32,
}
LETTER = {
    BOOL: "b",
    GUID: "g",
    BYTE: "x",
    SHORT: "h",
    INT: "i",
    LONG: "j",
    REAL: "e",
    FLOAT: "f",
    CHAR: "c",
    SYM: "s",
    STAMP: "p",
    MONTH: "m",
    DATE: "d",
    DATETIME: "z",
    SPAN: "n",
    MINUTE: "u",
    SECOND: "v",
    TIME: "t",
}
NAME = {
    BOOL: "boolean",
    GUID: "guid",
    BYTE: "byte",
    SHORT: "short",
    INT: "int",
    LONG: "long",
    REAL: "real",
    FLOAT: "float",
    CHAR: "char",
    SYM: "symbol",
    STAMP: "timestamp",
    MONTH: "month",
    DATE: "date",
    DATETIME: "datetime",
    SPAN: "timespan",
    MINUTE: "minute",
    SECOND: "second",
    TIME: "time",
}
BY_LETTER = {letter: code for code, letter in LETTER.items()}
BY_NAME = {name: code for code, name in NAME.items()}
TEMPORAL = frozenset((STAMP, MONTH, DATE, DATETIME, SPAN, MINUTE, SECOND, TIME))
FLOATS = frozenset((REAL, FLOAT, DATETIME))
NO_GUID = "00000000-0000-0000-0000-000000000000"


_WIDE = (0, GUID, SYM)
"""Types whose items are Python objects, four times the size of a long."""


class Sym(str):
    """A symbol."""

    __slots__ = ()


class Char(str):
    """A character."""

    __slots__ = ()


class Atom:
    """An atom of a type without a Python twin: its type code and the number (or text) that it is."""

    __slots__ = ("t", "v")

    def __init__(self, t: int, v: Any) -> None:
        self.t, self.v = t, v

    def __repr__(self) -> str:
        return f"Atom({self.t}, {self.v!r})"


class Vec:
    """A list. t: the type code, 0 for a general one; a: a numpy array, or a Python list for a general one.

    attr: the attribute that shows, ``s u p g`` or none. places: where each symbol is first, once that was asked for.
    """

    __slots__ = ("__weakref__", "a", "attr", "places", "t")
    places: dict[Any, int]

    def __init__(self, t: int, a: Any, attr: str = "") -> None:
        self.t, self.a, self.attr = t, a, attr
        if len(a) > 64:
            track(self, 4 * len(a) if t in _WIDE else len(a) * a.itemsize >> 3)

    def __len__(self) -> int:
        return len(self.a)

    def __repr__(self) -> str:
        return f"Vec({self.t}, {list(self.a)!r})"


class Enum(Vec):
    """An enumeration: places in a domain, a global list or table that is looked up when the items are asked for."""

    __slots__ = ("codes", "domain")

    def __init__(self, domain: str, codes: Any) -> None:
        self.domain, self.codes, self.attr = domain, np.asarray(codes, dtype=np.int64), ""

    def __len__(self) -> int:
        return len(self.codes)

    @property
    def base(self) -> Vec:
        """The list that is enumerated over; the places of rows for tables without a single key."""
        session = running()
        value = session.get_global(session.qualified(self.domain))
        if isinstance(value, Dict) and isinstance(value.k, Table) and len(value.k.cols) == 1:
            return value.k.data[0]
        if isinstance(value, Vec):
            return value
        return Vec(LONG, np.arange(max(len(self.codes), int(self.codes.max(initial=0)) + 1), dtype=np.int64))

    @property
    def t(self) -> int:  # type: ignore[override]
        """The type of the items."""
        return self.base.t

    @property
    def a(self) -> Any:
        """The items."""
        base, codes = self.base, self.codes
        inside = (codes >= 0) & (codes < len(base))
        out = np.empty(len(codes), dtype=DTYPE[base.t])
        out[:] = null_raw(base.t)
        out[inside] = base.a[codes[inside]]
        return out


class Dict:
    """A dictionary: keys and values are lists of one length, or tables. step: a key means all up to the next one."""

    __slots__ = ("k", "step", "v")

    def __init__(self, k: Value, v: Value, step: bool = False) -> None:
        self.k, self.v, self.step = k, v, step


class Table:
    """A table: names and columns (``Vec`` of one length)."""

    __slots__ = ("cols", "data")

    def __init__(self, cols: Sequence[str], data: Sequence[Vec]) -> None:
        self.cols, self.data = list(cols), list(data)

    def __len__(self) -> int:
        return len(self.data[0].a) if self.data else 0


_NATIVE = {bool: BOOL, int: LONG, float: FLOAT, Sym: SYM, Char: CHAR}


def type_of(x: Value) -> int:
    """The type code, negative for atoms."""
    native = _NATIVE.get(type(x))
    if native is not None:
        return -native
    if isinstance(x, Vec):
        return x.t if type(x) is Vec else 20
    if isinstance(x, Atom):
        return -x.t
    if isinstance(x, Dict):
        return 99
    if isinstance(x, Table):
        return 98
    if isinstance(x, Lambda):
        return 100
    if isinstance(x, Primitive):
        return x.code
    if isinstance(x, Iterator):
        return 103
    if isinstance(x, Projection):
        return 104
    if isinstance(x, Composition):
        return 105
    if isinstance(x, Derived):
        return {"'": 106, "/": 107, "\\": 108, "':": 109, "/:": 110, "\\:": 111}[x.sign]
    return 101


def is_atom(x: Value) -> bool:
    """Whether a value is an atom of a data type."""
    return type(x) in _NATIVE or isinstance(x, Atom)


def raw(x: Value) -> Any:
    """The number or text of an atom."""
    return x.v if isinstance(x, Atom) else ord(x) if type(x) is Char else x


def box(t: int, v: Any) -> Value:
    """An atom of a type from an array item."""
    if t == LONG:
        return int(v)
    if t == FLOAT:
        return float(v)
    if t == BOOL:
        return bool(v)
    if t == SYM:
        return v if type(v) is Sym else Sym(v)
    if t == CHAR:
        return Char(chr(v))
    return Atom(t, v if t == GUID else float(v) if t in FLOATS else int(v))


_NULLS = {
    BOOL: False,
    GUID: NO_GUID,
    BYTE: 0,
    SHORT: NH,
    INT: NI,
    LONG: NL,
    REAL: NAN,
    FLOAT: NAN,
    CHAR: 32,
    SYM: Sym(""),
    STAMP: NL,
    MONTH: NI,
    DATE: NI,
    DATETIME: NAN,
    SPAN: NL,
    MINUTE: NI,
    SECOND: NI,
    TIME: NI,
}


def null_raw(t: int) -> Any:
    """The null of a type as an array item."""
    return _NULLS[t]


def null_of(t: int) -> Value:
    """The null atom of a type; the empty general list for 0."""
    return Vec(0, []) if t == 0 else box(t, _NULLS[t])


def array(t: int, items: Sequence[Any]) -> Any:
    """A numpy array of a type."""
    if t in (SYM, GUID):
        a = np.empty(len(items), dtype=object)
        for i, item in enumerate(items):
            a[i] = item
        return a
    return np.array(items, dtype=DTYPE[t])


def vec(t: int, items: Sequence[Any]) -> Vec:
    """A simple list of array items."""
    return Vec(t, array(t, items))


def string(text: str) -> Vec:
    """A character list of text in the interpreter's own form: one character a byte."""
    return Vec(CHAR, np.frombuffer(text.encode("latin-1"), dtype=np.uint8))


def inward(text: str) -> str:
    """Text from outside in the interpreter's own form: each UTF-8 byte one character."""
    return text if text.isascii() else text.encode("utf-8", "replace").decode("latin-1")


def outward(text: str) -> str:
    """Text of the interpreter as the outside reads it."""
    return text if text.isascii() else text.encode("latin-1").decode("utf-8", "replace")


def text(x: Value) -> str:
    """The characters of a string, a symbol or a character. Raises QError."""
    if isinstance(x, Vec) and (x.t == CHAR or (x.t == 0 and not x.a)):
        scan(len(x.a), 4)
        return bytes(x.a).decode("latin-1") if x.t else ""
    if type(x) in (Sym, Char):
        return str(x)
    raise QError("type")


def symbols(names: Iterable[str]) -> Vec:
    """A list of symbols."""
    return vec(SYM, [Sym(name) for name in names])
