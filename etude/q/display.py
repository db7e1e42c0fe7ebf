"""How values look at the console (``show``) and in one line (``.Q.s1``)."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from etude.q.callables import NULL, Composition, Derived, Iterator, Lambda, Nothing, Primitive, Projection
from etude.q.context import work
from etude.q.values import (
    BOOL,
    BYTE,
    CHAR,
    DATE,
    DATETIME,
    FLOAT,
    GUID,
    INT,
    LETTER,
    LONG,
    MINUTE,
    MONTH,
    NAME,
    REAL,
    SECOND,
    SHORT,
    SPAN,
    STAMP,
    SYM,
    TIME,
    Dict,
    Enum,
    Table,
    Value,
    Vec,
    is_atom,
    null_raw,
    raw,
    symbols,
    type_of,
)

DAY = 86_400_000_000_000
_SUFFIX = {SHORT: "h", INT: "i", REAL: "e"}
_ESCAPED = {"\n": "\\n", "\t": "\\t", "\r": "\\r", '"': '\\"', "\\": "\\\\"}


class Look:
    """The size of the console and the digits of floats."""

    def __init__(self, rows: int = 2000, columns: int = 2000, precision: int = 7) -> None:
        self.rows, self.columns = rows, columns
        self.set_precision(precision)

    def set_precision(self, digits: int) -> None:
        """Digits of floats; 0 is as many as they have."""
        self.digits, self.precision = digits, digits or 17


def number(v: float, precision: int) -> str:
    """A float without a type suffix."""
    if v != v:
        return "0n"
    if math.isinf(v):
        return "0w" if v > 0 else "-0w"
    text = f"{v:.{precision}g}"
    if "e" in text:
        mantissa, _, exponent = text.partition("e")
        return f"{mantissa}e{exponent[0]}{exponent[1:].lstrip('0').rjust(2, '0')}"
    return text


_YEAR_1 = -730_119
"""0001.01.01, the first day that there is (basics/datatypes)."""


def _calendar(days: int) -> str:
    if days < _YEAR_1:
        return "0000.00.00"
    text = str(np.datetime64("2000-01-01") + np.timedelta64(int(days), "D"))
    return text.replace("-", ".")


def _clock(ns: int, digits: int) -> str:
    seconds, rest = divmod(ns, 1_000_000_000)
    text = f"{seconds // 3600:02d}:{seconds // 60 % 60:02d}:{seconds % 60:02d}"
    return f"{text}.{rest:09d}"[: len(text) + 1 + digits] if digits else text


def scalar(t: int, v: Any, precision: int) -> str:
    """An item of a typed list without suffix or prefix."""
    if t == BOOL:
        return "1" if v else "0"
    if t == BYTE:
        return f"{int(v):02x}"
    if t in (LONG, INT, SHORT):
        low = null_raw(t)
        return "0N" if v == low else "0W" if v == -low - 1 else "-0W" if v == low + 1 else str(int(v))
    if t in (FLOAT, REAL):
        return "0N" if t == REAL and v != v else number(float(v), precision)
    if t == SYM:
        return str(v)
    if t == CHAR:
        return chr(v)
    if t == GUID:
        return str(v)
    return _temporal(t, v)


def _temporal(t: int, v: Any) -> str:
    if t == DATETIME:
        if v != v:
            return "0Nz"
        if math.isinf(v):
            return "0wz" if v > 0 else "-0wz"
        day = math.floor(v)
        milliseconds = round((v - day) * 86_400_000)
        return f"{_calendar(day)}T{_clock(milliseconds * 1_000_000, 3)}"
    low, letter = null_raw(t), LETTER[t]
    v = int(v)
    if v == low:
        return f"0N{letter}"
    if v in (-low - 1, low + 1):
        return f"{'-' if v < 0 else ''}0W{letter}"
    if t == STAMP:
        day, rest = divmod(v, DAY)
        return f"{_calendar(day)}D{_clock(rest, 9)}"
    if t == DATE:
        return _calendar(v)
    if t == MONTH:
        return f"{2000 + v // 12:04d}.{v % 12 + 1:02d}m"
    sign, v = ("-" if v < 0 else ""), abs(v)
    if t == SPAN:
        day, rest = divmod(v, DAY)
        return f"{sign}{day}D{_clock(rest, 9)}"
    if t == MINUTE:
        return f"{sign}{v // 60:02d}:{v % 60:02d}"
    if t == SECOND:
        return f"{sign}{_clock(v * 1_000_000_000, 0)}"
    assert t == TIME
    return f"{sign}{_clock(v * 1_000_000, 3)}"


def quoted(text: str) -> str:
    """A string with its quotes and escapes."""
    out = []
    for c in text:
        if c in _ESCAPED:
            out.append(_ESCAPED[c])
        elif ord(c) < 32 or ord(c) > 126:
            out.append(f"\\{ord(c):03o}")
        else:
            out.append(c)
    return f'"{"".join(out)}"'


def atom(x: Value, precision: int = 7) -> str:
    """An atom by itself."""
    t = -type_of(x)
    v = raw(x)
    if t == BOOL:
        return "1b" if v else "0b"
    if t == BYTE:
        return f"0x{int(v):02x}"
    if t == CHAR:
        return quoted(str(x))
    if t == SYM:
        return f"`{v}"
    text = scalar(t, v, precision)
    if t == FLOAT:
        return text + "f" if text.lstrip("-").isdigit() else text
    return text + _SUFFIX.get(t, "")


def _ended(texts: list[str], t: int) -> str:
    """Items in a row with the suffix that shows their type."""
    joined = " ".join(texts)
    if t == FLOAT:
        return joined + "f" if all(text.lstrip("-").isdigit() for text in texts) else joined
    if t in (SHORT, INT, REAL):
        return joined + _SUFFIX[t]
    if t == MONTH:
        return " ".join([text.removesuffix("m") for text in texts[:-1]] + texts[-1:])
    return joined


def simple(x: Vec, precision: int = 7) -> str:
    """A simple list in one line."""
    if isinstance(x, Enum):
        return f"`{x.domain}${simple(Vec(x.t, x.a), precision)}"
    t, n = x.t, len(x)
    work(n if t != CHAR else n >> 3)
    if t == CHAR:
        text = quoted(bytes(x.a).decode("latin-1"))
        return f",{text}" if n == 1 else f"`{x.attr}#{text}" if x.attr else text
    if not n:
        return f"`{NAME[t]}$()"
    head = "," if n == 1 else ""
    if x.attr and n > 1:
        head = f"`{x.attr}#"
    if t == BOOL:
        return head + "".join("1" if v else "0" for v in x.a) + "b"
    if t == BYTE:
        return head + "0x" + bytes(x.a).hex()
    if t == SYM:
        return head + "".join(f"`{v}" for v in x.a)
    return head + _ended([scalar(t, v, precision) for v in x.a], t)


K_NAMES = {
    "flip": "+:",
    "neg": "-:",
    "first": "*:",
    "reciprocal": "%:",
    "where": "&:",
    "reverse": "|:",
    "null": "^:",
    "group": "=:",
    "iasc": "<:",
    "idesc": ">:",
    "not": "~:",
    "count": "#:",
    "floor": "_:",
    "key": "!:",
    "distinct": "?:",
    "type": "@:",
    "value": ".:",
    "string": "$:",
    "deltas": "-':",
    "ratios": "%':",
    "sums": "+\\",
    "prds": "*\\",
    "maxs": "|\\",
    "mins": "&\\",
    "raze": ",/",
    "and": "&",
    "or": "|",
    "mmu": "$",
    "get": ".:",
    "prev": ":':",
    "union": "?,",
    "ceiling": "-_-:",
    "fills": "^\\",
    "differ": '$["b"]~~\':',
    "all": 'min$["b"]',
    "any": 'max$["b"]',
    "upsert": ".[;();,;]",
    "md5": "![-15]",
    "attr": "![-2]",
    "eval": "![-6]",
    "inv": "!:",
    "lsq": "!",
}
"""Keywords that the console shows as what they are in k."""
EVERYTHING = 10_000_000


def plain(x: Value, precision: int = 7, room: int = EVERYTHING) -> str:
    """Any value in one line, as ``.Q.s1`` has it; beyond so many characters what follows may be missing."""
    if is_atom(x):
        return atom(x, precision)
    if isinstance(x, Vec):
        if x.t:
            return simple(x if len(x) <= room else Vec(x.t, x.a[: room + 1]), precision)
        inner, remaining = [], room
        for item in x.a:
            inner.append(plain(item, precision, max(remaining, 0)))
            remaining -= len(inner[-1]) + 1
            work(1)
            if remaining < 0:
                break
        return f",{inner[0]}" if len(x) == 1 else f"({';'.join(inner)})"
    if isinstance(x, Dict):
        left = plain(x.k, precision, room)
        if isinstance(x.k, Table) or (isinstance(x.k, Vec) and len(x.k) == 1):
            left = f"({left})"
        return f"{left}!{plain(x.v, precision, room)}"
    if isinstance(x, Table):
        if not x.cols:
            return "+(`symbol$())!()"
        inner_text = plain(Dict(_names(x), Vec(0, list(x.data))), precision, room)
        return f"+{inner_text}"
    return function(x, room)


def _names(x: Table) -> Vec:
    return symbols(x.cols)


def function(x: Value, room: int = EVERYTHING) -> str:
    """A function as it prints."""
    work(4)
    if isinstance(x, Nothing):
        return "::" if x is NULL else ""
    if isinstance(x, Lambda):
        return x.text
    if isinstance(x, Primitive | Iterator):
        return K_NAMES.get(x.name, x.name) if isinstance(x, Primitive) else x.sign
    if isinstance(x, Derived):
        return f"{plain(x.of, room=room)}{x.sign}"
    if isinstance(x, Projection):
        if (
            isinstance(x.of, Primitive)
            and len(x.args) == 2
            and isinstance(x.args[1], Nothing)
            and not isinstance(x.args[0], Nothing)
        ):
            return f"{plain(x.args[0], room=room)}{x.of.name}"
        args = ["" if isinstance(a, Nothing) and a is not NULL else plain(a, room=room) for a in x.args]
        return f"{plain(x.of, room=room)}[{';'.join(args)}]"
    if isinstance(x, Composition):
        return "".join(plain(part, room=room) for part in x.parts)
    return ""
