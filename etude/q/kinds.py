"""Kinds of values that tasks declare, as JSON and as q source; nothing here needs numpy.

A kind is one of ``long bool float price string symbol`` and their lists with an s (``longs``, ``strings``), ``matrix``
(lists of longs of one length), ``A!B`` (a dictionary between two of these), ``table(name:kind,...)`` (a table, in
JSON a list of columns). A price is a whole number of hundredths, a float as a result a fraction ``"n/d"``: no float is
written anywhere, so nothing depends on a machine's rounding.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from fractions import Fraction
from functools import cache
from typing import Any, NamedTuple

Json = Any


@cache
def columns_of(kind: str) -> tuple[tuple[str, str], ...]:
    """The names and kinds of the columns of a table kind; empty for other kinds."""
    if not kind.startswith("table("):
        return ()
    return tuple((name, part) for name, _, part in (item.partition(":") for item in kind[6:-1].split(",")))


def plural(kind: str) -> str:
    """The kind of a list of a kind."""
    return {"string": "strings", "longs": "matrix"}.get(kind, f"{kind}s")


class Tests(NamedTuple):
    """The hidden inputs with their expected values, and the visible examples."""

    inputs: list[list[Json]]
    expected: list[Json]
    shown: list[tuple[list[Json], Json]]


def packed(inputs: Json, expected: Json, shown: Json) -> str:
    """Tests as one compact text: in JSON a field of a task never changes its type."""
    return json.dumps(
        {"inputs": inputs, "expected": expected, "shown": shown}, separators=(",", ":"), ensure_ascii=False
    )


def unpacked(spec: Mapping[str, Json]) -> Tests:
    """The tests in the spec of a coding task."""
    record = json.loads(spec["tests"])
    return Tests(record["inputs"], record["expected"], [(x, y) for x, y in record["shown"]])


def number_of(kind: str, value: Json) -> float:
    """A float or price as a Python float, null as nan."""
    if value is None:
        return float("nan")
    return value / 100 if kind == "price" else float(Fraction(value))


def to_json(kind: str, value: Any) -> Json:
    """A Python result of a kind as JSON. A float may be an int, a Fraction or None (null)."""
    if kind == "float":
        return None if value is None else str(Fraction(value))
    if kind == "floats":
        return [to_json("float", v) for v in value]
    if "!" in kind:
        left, right = kind.split("!")
        return [[to_json(left, k), to_json(right, v)] for k, v in sorted(value.items())]
    names = columns_of(kind)
    if names:
        return [[to_json(k, v) for v in column] for (_, k), column in zip(names, value, strict=True)]
    return value


def literal(kind: str, value: Json) -> str:
    """A JSON value of a kind as q source. Raises ValueError for an unknown kind."""
    if kind == "long":
        return "0N" if value is None else str(value)
    if kind == "bool":
        return "1b" if value else "0b"
    if kind in ("float", "price"):
        return _float_text(number_of(kind, value))
    if kind == "string":
        return _quoted(value)
    if kind == "symbol":
        return f"`{value}" if value.replace("_", "a").isalnum() or not value else f"`${_quoted(value)}"
    if kind == "longs":
        return _row("`long$()", [literal("long", v) for v in value])
    if kind == "bools":
        return (
            "".join("1" if v else "0" for v in value) + "b"
            if len(value) > 1
            else _row("`boolean$()", [literal("bool", v) for v in value])
        )
    if kind in ("floats", "prices"):
        texts = [_float_text(number_of(kind[:-1], v)) for v in value]
        bare = [t.removesuffix("f") for t in texts]
        if len(bare) > 1 and (any("." in t or t == "0n" for t in bare) or not texts[-1].endswith("f")):
            texts = bare
        elif len(bare) > 1:
            texts = [*bare[:-1], texts[-1]]
        return _row("`float$()", texts)
    if kind == "symbols":
        plain = all(v.replace("_", "a").isalnum() for v in value)
        if plain and len(value) > 1:
            return "".join(f"`{v}" for v in value)
        return (
            f"`$({';'.join(map(_quoted, value))})"
            if len(value) > 1
            else _row("`symbol$()", [literal("symbol", v) for v in value])
        )
    if kind in ("strings", "matrix"):
        parts = [literal("string" if kind == "strings" else "longs", v) for v in value]
        return f"({';'.join(parts)})" if len(parts) != 1 else f"enlist {parts[0]}"
    if "!" in kind:
        left, right = kind.split("!")
        return f"({literal(plural(left), [k for k, _ in value])})!{literal(plural(right), [v for _, v in value])}"
    names = columns_of(kind)
    if not names:
        raise ValueError(f"no kind {kind!r}")
    parts = [f"{n}:{literal(plural(k), c)}" for (n, k), c in zip(names, value, strict=True)]
    return f"([]{';'.join(parts)})"


def _row(empty: str, parts: Sequence[str]) -> str:
    if not parts:
        return empty
    return " ".join(parts) if len(parts) > 1 else f"enlist {parts[0]}"


def _float_text(value: float) -> str:
    if value != value:
        return "0n"
    text = repr(value)
    return f"{text[:-2]}f" if text.endswith(".0") else text


def _quoted(text: str) -> str:
    if len(text) == 1:
        return f'enlist"{_escaped(text)}"'
    return f'"{_escaped(text)}"'


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\t", "\\t")


def described(kind: str) -> str:
    """A kind in words, as a statement names it."""
    if "!" in kind:
        left, right = kind.split("!")
        return f"a dictionary from {_TYPE_NAMES[left]}s to {_TYPE_NAMES[right]}s"
    names = columns_of(kind)
    if names:
        return "a table with the columns " + ", ".join(f"{n} ({_TYPE_NAMES[k]})" for n, k in names)
    return _WORDS[kind]


_WORDS = {
    "long": "a long",
    "bool": "a boolean",
    "float": "a float",
    "price": "a float",
    "string": "a string",
    "symbol": "a symbol",
    "longs": "a list of longs",
    "bools": "a list of booleans",
    "floats": "a list of floats",
    "prices": "a list of floats",
    "strings": "a list of strings",
    "symbols": "a list of symbols",
    "matrix": "a list of equally long lists of longs",
}
_TYPE_NAMES = {
    "long": "long",
    "price": "float",
    "float": "float",
    "symbol": "symbol",
    "string": "string",
    "bool": "boolean",
}
