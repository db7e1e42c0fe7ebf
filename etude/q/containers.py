"""Lists, dictionaries and tables as collections of items."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from etude.q.context import work
from etude.q.errors import QError
from etude.q.values import (
    _NATIVE,
    BOOL,
    CHAR,
    FLOAT,
    LONG,
    SYM,
    Atom,
    Dict,
    Table,
    Value,
    Vec,
    box,
    is_atom,
    null_of,
    raw,
    symbols,
    type_of,
    vec,
)


def items(x: Value) -> list[Value]:
    """The items of a list, a dictionary's values, a table's rows; an atom alone."""
    if isinstance(x, Vec):
        work(len(x.a))
        if x.t == 0:
            return list(x.a)
        if x.t in (LONG, FLOAT, BOOL):
            return list(x.a.tolist())
        return [box(x.t, v) for v in x.a]
    if isinstance(x, Dict):
        return items(x.v)
    if isinstance(x, Table):
        return [row(x, i) for i in range(len(x))]
    return [x]


def row(table: Table, i: int) -> Dict:
    """A row as a dictionary."""
    return Dict(symbols(table.cols), collect([at(column, i) for column in table.data]))


def at(x: Vec, i: int) -> Value:
    """The item at a place, the list's null outside."""
    if 0 <= i < len(x.a):
        return x.a[i] if x.t == 0 else box(x.t, x.a[i])
    if x.t:
        return null_of(x.t)
    return null_like(x.a[0]) if x.a else Vec(0, [])


def null_like(x: Value) -> Value:
    """The null that stands for a missing item like x."""
    if isinstance(x, Vec):
        return Vec(x.t, x.a[:0]) if x.t else Vec(0, [])
    if is_atom(x):
        return null_of(-type_of(x))
    return Vec(0, [])


def collect(found: Sequence[Value]) -> Value:
    """A list of values: simple where all are atoms of one type, a table where all are rows with the same names."""
    if not found:
        return Vec(0, [])
    work(len(found) + 2)
    first = type(found[0])
    native = _NATIVE.get(first)
    if native is not None:
        if all(type(x) is first for x in found):
            return vec(native, [ord(x) for x in found] if native == CHAR else found)
        return Vec(0, list(found))
    if first is Atom:
        t = found[0].t
        if all(type(x) is Atom and x.t == t for x in found):
            return vec(t, [x.v for x in found])
    if first is Dict and _rows(found):
        names = [str(name) for name in found[0].k.a]
        columns = [collect([at(d.v, i) for d in found]) for i in range(len(names))]
        return Table(names, columns)
    return Vec(0, list(found))


def _rows(found: Sequence[Value]) -> bool:
    keys = found[0].k
    if not isinstance(keys, Vec) or keys.t != SYM or not len(keys) or not isinstance(found[0].v, Vec):
        return False
    names = list(keys.a)
    return all(isinstance(d, Dict) and isinstance(d.k, Vec) and d.k.t == SYM and list(d.k.a) == names for d in found)


def count(x: Value) -> int:
    """The number of items, 1 for atoms."""
    if isinstance(x, Vec | Table):
        return len(x)
    return count(x.k) if isinstance(x, Dict) else 1


def enlist(x: Value) -> Value:
    """A list of one item; a table of one row for a dictionary with symbols as keys."""
    return collect([x])


def keyed(x: Value) -> bool:
    """Whether a value is a keyed table."""
    return isinstance(x, Dict) and isinstance(x.k, Table) and isinstance(x.v, Table)


def unkeyed(x: Value) -> Table:
    """A table without its key. Raises QError."""
    if isinstance(x, Table):
        return x
    if keyed(x):
        return Table(x.k.cols + x.v.cols, x.k.data + x.v.data)
    raise QError("type")


def as_list(x: Value) -> Vec:
    """A list as it is, an atom as a list of one."""
    if isinstance(x, Vec):
        return x
    if isinstance(x, Dict):
        return as_list(x.v)
    if isinstance(x, Table):
        return Vec(0, items(x))
    return collect([x]) if is_atom(x) else Vec(0, [x])


def same_key(x: Value) -> Any:
    """A hashable that is equal just for matching values (floats exactly)."""
    if is_atom(x):
        v = raw(x)
        return (type_of(x), "nan" if v != v else v)
    if isinstance(x, Vec):
        work(1 + (len(x) >> 3))
        if x.t == 0:
            return (0, tuple(same_key(item) for item in x.a))
        return (x.t, tuple("nan" if v != v else v for v in x.a.tolist()))
    if isinstance(x, Dict):
        return (99, same_key(x.k), same_key(x.v))
    if isinstance(x, Table):
        return (98, tuple(x.cols), tuple(same_key(column) for column in x.data))
    return (100, id(x))
