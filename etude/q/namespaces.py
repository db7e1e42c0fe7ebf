"""The names of .Q and .z; clocks stand still, so that nothing depends on the machine (https://code.kx.com/q/ref/dotq/)."""

from __future__ import annotations

import base64
import hashlib
import string as letters
from collections.abc import Callable
from typing import TYPE_CHECKING

import numpy as np

from etude.q.callables import Primitive, View
from etude.q.casting import dollar, ltime
from etude.q.containers import collect, items, keyed
from etude.q.context import running
from etude.q.display import plain
from etude.q.errors import QError
from etude.q.json_text import JSON
from etude.q.lexer import tokenize
from etude.q.prelude import SOURCES
from etude.q.registry import PRIMITIVES
from etude.q.values import (
    BYTE,
    DATE,
    DATETIME,
    INT,
    LETTER,
    LONG,
    SPAN,
    STAMP,
    TIME,
    Atom,
    Char,
    Dict,
    Sym,
    Table,
    Value,
    Vec,
    is_atom,
    raw,
    string,
    symbols,
    text,
    type_of,
    vec,
)

if TYPE_CHECKING:
    from etude.q.globals import Globals

SYSTEM = ("q", "Q", "h", "j", "o")
_EPOCH_DAYS = 8_000
_DAY = 86_400_000_000_000
_BASE64 = letters.ascii_uppercase + letters.ascii_lowercase + letters.digits + "+/"
_BASE36 = letters.digits + letters.ascii_uppercase
_TEXTS = {
    ".Q.a": letters.ascii_lowercase,
    ".Q.A": letters.ascii_uppercase,
    ".Q.n": letters.digits,
    ".Q.an": letters.ascii_lowercase + letters.ascii_uppercase + "_" + letters.digits,
    ".Q.nA": _BASE36,
    ".Q.b6": _BASE64,
    ".Q.t": " bg xhijefcspmdznuvts",
}
_CLOCKS: dict[str, Value] = {
    ".z.p": Atom(STAMP, _EPOCH_DAYS * _DAY),
    ".z.d": Atom(DATE, _EPOCH_DAYS),
    ".z.t": Atom(TIME, 0),
    ".z.n": Atom(SPAN, 0),
    ".z.z": Atom(DATETIME, float(_EPOCH_DAYS)),
    ".z.K": 4.1,
    ".z.k": Atom(DATE, 8_888),
    ".z.o": Sym("l64"),
    ".z.h": Sym("localhost"),
    ".z.u": Sym(""),
    ".z.i": Atom(INT, 0),
    ".z.w": Atom(INT, 0),
    ".z.a": Atom(INT, 0),
    ".z.c": Atom(INT, 1),
    ".z.q": False,
    ".z.f": Sym(""),
    ".z.x": Vec(0, []),
    ".z.X": Vec(0, []),
    ".z.W": Dict(vec(INT, []), Vec(0, [])),
    ".z.l": Vec(0, []),
}
_LOCAL = (".z.P", ".z.D", ".z.T", ".z.N", ".z.Z")
FUNCTIONS: dict[str, Primitive] = {}
_CLOSED = frozenset(f".Q.{name}" for name in (
    "addr", "bv", "Cf", "chk", "cn", "dpft", "dpfts", "dpt", "dpts", "dsftg", "en", "ens", "fpn", "fps",
    "fs", "fsn", "gz", "hdpf", "hg", "hmb", "host", "hp", "l", "MAP", "par", "prf0", "view", "Xf",
))  # fmt: skip
"""Functions of .Q that touch the machine: they signal 'access."""


def _system(name: str, rank: int = 1) -> Callable[[Callable[..., Value]], Callable[..., Value]]:
    def register(f: Callable[..., Value]) -> Callable[..., Value]:
        arity = {"monad": f} if rank == 1 else {"dyad": f} if rank == 2 else {"many": f}
        FUNCTIONS[name] = Primitive(name, rank=rank, **arity)  # type: ignore[arg-type]
        return f

    return register


def lookup(session: Globals, name: str) -> Value | None:
    """The value of a name in a system namespace."""
    if name in _TEXTS:
        return string(_TEXTS[name])
    if name in _CLOCKS:
        return _CLOCKS[name]
    if name in _LOCAL:
        return dollar(Char(name[3].lower()), ltime(_CLOCKS[".z.p"]))
    if name in FUNCTIONS:
        return FUNCTIONS[name]
    if name == ".z.b":
        return _dependencies(session)
    if name == ".Q.res":
        return _reserved()
    if name in _CLOSED:
        return session.keyword("hopen")
    if name in JSON:
        return JSON[name]
    if name in SOURCES:
        found = running().evaluate(SOURCES[name])
        session.globals.setdefault(name, found)
        return found
    if name.startswith(".q.") and name[3:].isalnum():
        return session.keyword(name[3:])
    return None


@_system(".Q.s")
def _shown(x: Value) -> Value:
    """As the console shows it."""
    return string(running().screen.show(x))


@_system(".Q.s1")
def _line(x: Value) -> Value:
    """In one line."""
    return string(plain(x, running().look.precision))


@_system(".Q.f", 2)
def _fixed(n: Value, x: Value) -> Value:
    """A number with so many decimals."""
    if not is_atom(n) or not 0 <= int(raw(n)) <= 100:
        raise QError("type")
    if isinstance(x, Vec):
        return collect([_fixed(n, item) for item in items(x)])
    return string(f"{float(raw(x)):.{int(raw(n))}f}")


@_system(".Q.fmt", 3)
def _formatted(width: Value, n: Value, x: Value) -> Value:
    """A number with so many decimals in so many places."""
    if isinstance(x, Vec):
        return collect([_formatted(width, n, item) for item in items(x)])
    size = int(raw(width))
    shown = text(_fixed(n, x))
    if not 0 <= size <= 1000:
        raise QError("type")
    return string(shown.rjust(size) if len(shown) <= size else "*" * size)


@_system(".Q.id")
def _identifier(x: Value) -> Value:
    """Names that can be columns."""
    if isinstance(x, Table):
        return Table(_unique([_cleaned(name) for name in x.cols]), x.data)
    if keyed(x):
        names = _unique([_cleaned(name) for name in [*x.k.cols, *x.v.cols]])
        n = len(x.k.cols)
        return Dict(Table(names[:n], x.k.data), Table(names[n:], x.v.data))
    return Sym(_cleaned(text(x)))


def _cleaned(name: str) -> str:
    kept = "".join(c for c in name if c in _TEXTS[".Q.an"])
    if not kept or kept[0].isdigit() or kept[0] == "_":
        kept = "a" + kept
    return kept + "1" if running().keyword(kept) is not None else kept


def _unique(names: list[str]) -> list[str]:
    seen: dict[str, int] = {}
    found = []
    for name in names:
        n = seen.get(name, 0)
        seen[name] = n + 1
        found.append(name if not n else f"{name}{n}")
    return found


@_system(".Q.ty")
def _type_letter(x: Value) -> Value:
    """The letter of a type, a capital for a list of equal lists."""
    if isinstance(x, Vec) and x.t == 0:
        kinds = {type_of(item) for item in x.a}
        kind = next(iter(kinds), 0)
        return Char(LETTER[kind].upper() if len(kinds) == 1 and kind in LETTER else " ")
    return Char(LETTER.get(abs(type_of(x)), " "))


@_system(".Q.qt")
def _is_table(x: Value) -> Value:
    """Whether a value is a table."""
    return isinstance(x, Table) or keyed(x)


@_system(".Q.qp")
def _is_partitioned(x: Value) -> Value:
    """Whether a table is partitioned: none is here."""
    return 0 if isinstance(x, Table) else False


@_system(".Q.sha1")
def _sha1(x: Value) -> Value:
    """The SHA-1 of a string."""
    digest = hashlib.sha1(text(x).encode("latin-1", "replace"), usedforsecurity=False).digest()
    return Vec(BYTE, np.frombuffer(digest, dtype=np.uint8))


@_system(".Q.btoa")
def _to_base64(x: Value) -> Value:
    """A string in base 64."""
    return string(base64.b64encode(text(x).encode("latin-1", "replace")).decode())


@_system(".Q.atob")
def _from_base64(x: Value) -> Value:
    """A string out of base 64."""
    return string(base64.b64decode(text(x).encode("latin-1", "replace")).decode("latin-1"))


def _coder(name: str, digits: str, size: int, unused: str) -> None:
    base = len(digits)

    def encode(x: Value) -> Value:
        value = 0
        for c in text(x).rjust(size, unused)[-size:]:
            if c not in digits:
                raise QError("domain")
            value = value * base + digits.index(c)
        return (value + 2**63) % 2**64 - 2**63

    def decode(x: Value) -> Value:
        if isinstance(x, Vec):
            return collect([decode(item) for item in items(x)])
        value, out = int(raw(x)), ""
        for _ in range(size):
            value, digit = divmod(value, base)
            out = digits[digit] + out
        return string(out)

    _system(f".Q.j{name}")(encode)
    _system(f".Q.x{name}")(decode)


_coder("10", _BASE64, 10, "A")
_coder("12", _BASE36, 12, "0")


@_system(".Q.trp", 3)
def _trap(f: Value, x: Value, g: Value) -> Value:
    """Trap with a backtrace, which is empty here."""
    return running().trapped(lambda: running().apply(f, x), lambda word: running().apply(g, string(word), Vec(0, [])))


@_system(".Q.trpd", 3)
def _trap_many(f: Value, x: Value, g: Value) -> Value:
    """Trap of several arguments with a backtrace, which is empty here."""
    session = running()
    return session.trapped(lambda: session.apply(f, *items(x)), lambda word: session.apply(g, string(word), Vec(0, [])))


@_system(".Q.sbt")
def _backtrace(x: Value) -> Value:
    """A backtrace as text: none is kept."""
    return string("")


@_system(".Q.w")
def _memory(x: Value) -> Value:
    """What memory is used: the machine is not looked at."""
    return Dict(symbols(["used", "heap", "peak", "wmax", "mmap", "mphy", "syms", "symw"]), vec(LONG, [0] * 8))


@_system(".Q.gc")
def _collected(x: Value) -> Value:
    """Memory given back: none."""
    return 0


@_system(".Q.v")
def _value(x: Value) -> Value:
    """The value of a name; a table as it is."""
    return running().get_global(str(x)) if type(x) is Sym else x


def _dependencies(session: Globals) -> Value:
    """What each global is used for: the views that name it."""
    found: dict[str, list[str]] = {}
    for view, value in session.globals.items():
        if type(value) is View:
            used = [str(token.value) for token in tokenize(value.text) if token.kind == "name"]
            for name in dict.fromkeys(name for name in used if session.keyword(name) is None):
                found.setdefault(name, []).append(view)
    return Dict(symbols(list(found)), collect([symbols(views) for views in found.values()]))


def _reserved() -> Value:
    """Keywords and words of control."""
    session = running()
    words = {name for name in (*session.keywords, *PRIMITIVES) if name.isalnum() and name[0].isalpha()}
    return symbols(sorted(words | {"do", "if", "while", "select", "exec", "update", "delete", "by", "from", "where"}))
