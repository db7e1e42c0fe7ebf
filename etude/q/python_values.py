"""Python values in q and back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from etude.q.callables import NULL, Function
from etude.q.containers import collect, items
from etude.q.display import plain
from etude.q.values import (
    CHAR,
    Atom,
    Char,
    Dict,
    Sym,
    Table,
    Value,
    Vec,
    inward,
    is_atom,
    outward,
    string,
    text,
)


def to_q(value: Any) -> Value:
    """A Python value in q: int long, float float, str a string (one character too), lists simple where they can be."""
    if value is None:
        return NULL
    if isinstance(value, bool | int | float) or is_atom(value) or isinstance(value, Vec | Dict | Table | Function):
        return value
    if isinstance(value, str):
        return string(inward(value))
    if isinstance(value, Mapping):
        return Dict(collect([to_q(k) for k in value]), collect([to_q(v) for v in value.values()]))
    return collect([to_q(item) for item in value])


def to_python(value: Value) -> Any:
    """A q value in Python: strings, symbols str, lists list, dictionaries dict, tables lists of dict, ``::`` None."""
    if value is NULL:
        return None
    if type(value) in (Sym, Char):
        return outward(str(value))
    if isinstance(value, Atom):
        return value.v
    if isinstance(value, Vec):
        return outward(text(value)) if value.t == CHAR else [to_python(item) for item in items(value)]
    if isinstance(value, Dict):
        pairs = zip(items(value.k), items(value.v), strict=True)
        return {_hashable(to_python(k)): to_python(v) for k, v in pairs}
    if isinstance(value, Table):
        return [to_python(item) for item in items(value)]
    return plain(value) if isinstance(value, Function) else value


def _hashable(value: Any) -> Any:
    return (
        tuple(map(_hashable, value))
        if isinstance(value, list)
        else tuple(value.items())
        if isinstance(value, dict)
        else value
    )
