"""Enumerations: lists of places in a domain, which is a global list of symbols or a keyed table (a foreign key)."""

from __future__ import annotations

from typing import Any

import numpy as np

from etude.q.context import running
from etude.q.errors import QError
from etude.q.lists import find, index
from etude.q.registry import monad
from etude.q.sets import distinct
from etude.q.shaping import join
from etude.q.values import INT, LONG, SYM, Dict, Enum, Table, Value, Vec, is_atom, symbols


def domain_of(name: str) -> Value | None:
    """What a name that can be enumerated over stands for: a list, a table or a keyed table; None otherwise."""
    try:
        value = running().get_global(running().qualified(name))
    except (QError, LookupError):
        return None
    return value if isinstance(value, Table | Vec) or (isinstance(value, Dict) and isinstance(value.k, Table)) else None


def _keys(value: Value) -> Value:
    if isinstance(value, Dict):
        return value.k.data[0] if len(value.k.cols) == 1 else value.k
    return value


def enumerate_over(name: str, y: Value) -> Value:
    """``name$y``: y as places in a domain (https://code.kx.com/q/ref/enumerate/). Raises QError cast."""
    keys = _keys(domain_of(name))
    if isinstance(y, Enum):
        y = Vec(y.t, y.a)
    if isinstance(keys, Table) and isinstance(y, Vec) and y.t == 0 and y.a:
        places = Vec(LONG, np.array([find(keys, item) for item in y.a], dtype=np.int64))
    elif isinstance(y, Vec) and not len(y):
        places = Vec(LONG, np.zeros(0, dtype=np.int64))
    else:
        places = find(keys, y)
    if isinstance(places, Vec):
        if (places.a >= len(keys)).any():
            raise QError("cast")
        return Enum(name, places.a)
    if places >= len(keys):
        raise QError("cast")
    return y if is_atom(y) else Enum(name, np.array([places]))


def extend(name: str, y: Value) -> Value:
    """``name?y``: as ``name$y``, what the domain lacks added to it (https://code.kx.com/q/ref/enum-extend/)."""
    session = running()
    known = domain_of(name)
    base = known if known is not None else symbols([])
    if not isinstance(base, Vec):
        raise QError("type")
    wanted = y if isinstance(y, Vec) else symbols([str(y)])
    if wanted.t != SYM:
        raise QError("type")
    places = find(base, distinct(wanted))
    fresh = index(distinct(wanted), Vec(LONG, np.nonzero(places.a >= len(base))[0].astype(np.int64)))
    session.set_global(session.qualified(name), Vec(SYM, join(base, fresh).a, base.attr))
    return enumerate_over(name, y)


def from_places(name: str, places: Value) -> Value:
    """``name!places``: an enumeration, or a link to the rows of a table (https://code.kx.com/q/ref/enumeration/)."""
    codes = places.a if isinstance(places, Vec) else np.array([places])
    return Enum(name, np.asarray(codes, dtype=np.int64))


def as_ints(x: Enum) -> Vec:
    """The places as ints."""
    return Vec(INT, x.codes.astype(np.int32))


def follow(column: Value, part: str) -> Value | None:
    """A column of the table that a foreign key or link leads to; None where the column is no such key."""
    if not isinstance(column, Enum):
        return None
    target: Any = domain_of(column.domain)
    if isinstance(target, Dict):
        target = Table(target.k.cols + target.v.cols, target.k.data + target.v.data)
    if not isinstance(target, Table) or part not in target.cols:
        return None
    return index(target.data[target.cols.index(part)], Vec(LONG, column.codes))


@monad("fkeys")
def fkeys(x: Value) -> Value:
    """Columns that are foreign keys, and their tables (https://code.kx.com/q/ref/fkeys/)."""
    table = x if isinstance(x, Table) else Table(x.k.cols + x.v.cols, x.k.data + x.v.data)
    keys = [
        (name, column.domain) for name, column in zip(table.cols, table.data, strict=True) if isinstance(column, Enum)
    ]
    return Dict(symbols([name for name, _ in keys]), symbols([domain for _, domain in keys]))
