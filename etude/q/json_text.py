"""JSON: ``.j.j`` and ``.j.k`` (https://code.kx.com/q/ref/dotj/)."""

from __future__ import annotations

import json
import math
from typing import Any

from etude.q.callables import NULL, Function, Primitive
from etude.q.containers import collect, items, keyed, unkeyed
from etude.q.context import work
from etude.q.display import number, scalar
from etude.q.errors import QError
from etude.q.values import (
    BOOL,
    BYTE,
    CHAR,
    FLOAT,
    FLOATS,
    INT,
    LONG,
    NAN,
    REAL,
    SHORT,
    SYM,
    Dict,
    Sym,
    Table,
    Value,
    Vec,
    is_atom,
    null_raw,
    raw,
    string,
    text,
    type_of,
)

_DEPTH = 60


def encode(x: Value, null_infinity: bool = False, depth: int = 0) -> str:
    """A value as JSON. Raises QError."""
    work(1)
    if depth > _DEPTH:
        raise QError("stack")

    def inner(y: Value) -> str:
        return encode(y, null_infinity, depth + 1)

    if x is NULL:
        return "null"
    if isinstance(x, Function):
        raise QError("type")
    if keyed(x):
        x = unkeyed(x)
    if isinstance(x, Table):
        return "[" + ",\n ".join(inner(item) for item in items(x)) + "]" if len(x) else "[]"
    if isinstance(x, Dict):
        pairs = zip(items(x.k), items(x.v), strict=True)
        return "{" + ",".join(f"{_key(k)}:{inner(v)}" for k, v in pairs) + "}"
    if isinstance(x, Vec):
        return json.dumps(text(x), ensure_ascii=False) if x.t == CHAR else "[" + ",".join(map(inner, items(x))) + "]"
    return _atom(-type_of(x), raw(x), null_infinity)


def _key(x: Value) -> str:
    if isinstance(x, Vec):
        return json.dumps(text(x), ensure_ascii=False)
    return json.dumps(str(x) if is_atom(x) and -type_of(x) in (SYM, CHAR) else scalar(-type_of(x), raw(x), 17))


def _atom(t: int, v: Any, null_infinity: bool) -> str:
    if t == BOOL:
        return "true" if v else "false"
    if t == CHAR:
        return json.dumps(chr(v), ensure_ascii=False)
    if t in (FLOAT, REAL):
        if v != v or (null_infinity and math.isinf(v)):
            return "null"
        return (
            ("inf" if v > 0 else "-inf")
            if math.isinf(v)
            else number(float(v), 7 if t == REAL else 17 if float(f"{v:.7g}") != v else 7)
        )
    if t in (LONG, INT, SHORT):
        return "null" if v == null_raw(t) else str(int(v))
    if t == BYTE:
        return f'"{int(v):02x}"'
    if t in FLOATS and v != v:
        return '""'
    shown = scalar(t, v, 17)
    if t != SYM and shown.startswith("0N"):
        return '""'
    if t not in (SYM,) and shown[4:5] == "." and shown[7:8] == ".":
        shown = shown[:10].replace(".", "-") + shown[10:]
    return json.dumps(shown, ensure_ascii=False)


def decode(source: str) -> Value:
    """The value of JSON text: numbers floats, strings character lists, objects dictionaries. Raises QError."""
    work(60 + len(source))
    nesting = deepest = 0
    for c in source:
        nesting += (c in "[{") - (c in "]}")
        deepest = max(deepest, nesting)
    if deepest > _DEPTH:
        raise QError("stack")
    try:
        found = json.loads(source, parse_int=float, parse_constant=lambda _: NAN, object_pairs_hook=_Pairs)
    except ValueError:
        raise QError(source.strip()[:1] or "type") from None
    return _decoded(found)


class _Pairs(list):  # type: ignore[type-arg]
    """The members of an object in order."""


def _decoded(x: Any) -> Value:
    if isinstance(x, _Pairs):
        return Dict(collect([Sym(k) for k, _ in x]), collect([_decoded(v) for _, v in x]))
    if isinstance(x, list):
        return collect([_decoded(item) for item in x])
    if x is None:
        return NAN
    return string(x) if isinstance(x, str) else x


def _encode_with(x: Value) -> Value:
    value, options = items(x)
    given = isinstance(options, Dict) and "null0w" in [str(k) for k in items(options.k)]
    return string(encode(value, given))


JSON = {
    ".j.j": Primitive(".j.j", monad=lambda x: string(encode(x))),
    ".j.k": Primitive(".j.k", monad=lambda x: decode(text(x))),
    ".j.jd": Primitive(".j.jd", monad=_encode_with),
}
