"""Values of declared kinds (``etude.q.kinds``) as q values."""

from __future__ import annotations

from typing import Any

from etude.q.kinds import columns_of, number_of, plural
from etude.q.values import BOOL, FLOAT, LONG, NL, Dict, Sym, Table, Value, Vec, inward, string, symbols, vec

Json = Any


def to_q(kind: str, value: Json) -> Value:
    """A JSON value of a kind as a q value of exactly that type. Raises ValueError for an unknown kind."""
    if kind in ("long", "bool"):
        return NL if value is None else value
    if kind in ("float", "price"):
        return number_of(kind, value)
    if kind == "string":
        return string(inward(value))
    if kind == "symbol":
        return Sym(inward(value))
    if kind in ("longs", "bools"):
        return vec(LONG if kind == "longs" else BOOL, [NL if v is None else v for v in value])
    if kind in ("floats", "prices"):
        return vec(FLOAT, [number_of(kind[:-1], v) for v in value])
    if kind == "symbols":
        return symbols([inward(v) for v in value])
    if kind == "strings":
        return Vec(0, [string(inward(v)) for v in value])
    if kind == "matrix":
        return Vec(0, [vec(LONG, row) for row in value])
    if "!" in kind:
        left, right = kind.split("!")
        return Dict(to_q(plural(left), [k for k, _ in value]), to_q(plural(right), [v for _, v in value]))
    names = columns_of(kind)
    if not names:
        raise ValueError(f"no kind {kind!r}")
    return Table([n for n, _ in names], [to_q(plural(k), c) for (_, k), c in zip(names, value, strict=True)])
