"""Whether a q value is what was expected: by structure and value, never by printed text.

Under mode ``value`` a boolean is 0 or 1, integers of every width are equal, an integral float stands for a float,
an empty list is an empty list, dictionaries are equal in any order, tables with or without key; an atom is never a list
of one, a symbol never a string. Under ``strict`` the type is exact too. Floats have a tolerance of 1e-9 of the value
(1e-6 absolute near 0).
"""

from __future__ import annotations

import math
from typing import Any

from etude.q.containers import as_list, items, keyed, unkeyed
from etude.q.kinds import columns_of, plural
from etude.q.values import (
    BOOL,
    BYTE,
    CHAR,
    FLOAT,
    INT,
    LONG,
    REAL,
    SHORT,
    SYM,
    Dict,
    Enum,
    Table,
    Value,
    Vec,
    inward,
    is_atom,
    null_raw,
    raw,
    text,
    type_of,
)

Json = Any
_WHOLE = (BOOL, BYTE, SHORT, INT, LONG)
_EXACT = {"long": LONG, "bool": BOOL, "float": FLOAT, "price": FLOAT, "symbol": SYM}


def matches(kind: str, expected: Json, value: Value, strict: bool = False) -> bool:
    """Whether a value is the expected one of a kind (JSON as ``exchange.to_json`` writes it)."""
    if kind in _EXACT:
        return is_atom(value) and _atom(kind, expected, -type_of(value), raw(value), strict)
    if kind == "string":
        return (
            isinstance(value, Vec)
            and (value.t == CHAR or not (len(value) or strict))
            and text(value) == inward(expected)
        )
    if "!" in kind:
        return isinstance(value, Dict) and _dictionary(kind, expected, value, strict)
    names = columns_of(kind)
    if names:
        if not (isinstance(value, Table) or keyed(value)):
            return False
        table = unkeyed(value)
        return table.cols == [n for n, _ in names] and all(
            matches(plural(k), e, c, strict) for (_, k), e, c in zip(names, expected, table.data, strict=True)
        )
    if isinstance(value, Table) and kind == "matrix":
        return False
    return isinstance(value, Vec) and len(value) == len(expected) and _list(kind, expected, value, strict)


def _list(kind: str, expected: list[Json], value: Vec, strict: bool) -> bool:
    inner = {"strings": "string", "matrix": "longs"}.get(kind)
    if inner:
        return not len(value) or (
            value.t == 0 and all(matches(inner, e, v, strict) for e, v in zip(expected, value.a, strict=True))
        )
    single = kind[:-1]
    if not len(value):
        return not strict or value.t == _EXACT[single]
    if isinstance(value, Enum):
        value = Vec(value.t, value.a)
    if value.t == 0:
        return all(matches(single, e, v, strict) for e, v in zip(expected, value.a, strict=True))
    return all(_atom(single, e, value.t, v, strict) for e, v in zip(expected, value.a.tolist(), strict=True))


def _atom(kind: str, expected: Json, t: int, found: Any, strict: bool) -> bool:
    if strict and t != _EXACT[kind]:
        return False
    if kind == "symbol":
        return bool(t == SYM and found == inward(expected))
    if kind in ("long", "bool"):
        if t not in _WHOLE:
            return False
        return found == null_raw(t) and t not in (BOOL, BYTE) if expected is None else int(found) == int(expected)
    if t not in (FLOAT, REAL, *_WHOLE):
        return False
    if expected is None:
        return bool(found != found)
    if t in (SHORT, INT, LONG) and found == null_raw(t):
        return False
    return close(_fraction(kind, expected), float(found), 1e-5 if t == REAL else 1e-9)


def _fraction(kind: str, expected: Json) -> float:
    if kind == "price":
        return float(expected) / 100
    top, _, bottom = str(expected).partition("/")
    return int(top) / int(bottom or 1)


def close(a: float, b: float, relative: float = 1e-9) -> bool:
    """Whether two floats are the same up to a tolerance."""
    return math.isclose(a, b, rel_tol=relative, abs_tol=1e-6 * min(1.0, abs(a)) if a else 1e-9)


def _dictionary(kind: str, expected: list[Json], value: Dict, strict: bool) -> bool:
    left, right = kind.split("!")
    if isinstance(value.k, Table) or isinstance(value.v, Table):
        return False
    keys, values = items(as_list(value.k)), items(as_list(value.v))
    if len(keys) != len(expected):
        return False
    rest = list(range(len(keys)))
    for key, wanted in expected:
        place = next((i for i in rest if matches(left, key, keys[i], strict)), None)
        if place is None or not matches(right, wanted, values[place], strict):
            return False
        rest.remove(place)
    return True
