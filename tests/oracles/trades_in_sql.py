"""Queries on trades by SQLite: the second opinion on qSQL tasks, from the q text of the reference alone."""

from __future__ import annotations

import re
import sqlite3
from fractions import Fraction
from typing import Any

_AGGREGATES = {
    "count i": "count(*)", "sum sz": "sum(sz)", "max sz": "max(sz)", "max px": "max(px)", "min px": "min(px)", "avg px": "sum(px), count(*)*100",
    "sz wavg px": "sum(sz*px), sum(sz)*100", "sum px*sz": "sum(px*sz), 100", "max[px]-min px": "max(px)-min(px), 100",
    "last[minute]-first minute": "max(minute)-min(minute)",
}  # fmt: skip
_QUERY = re.compile(r"(?:(\d+) sublist )?(?:`(\w+) xdesc )?(?:0!select|exec) (.+?)(?: by (.+?))? from x where (.+)")


def answer(program: str, x: list[list[Any]]) -> Any:
    """The value of a reference program of q.coding.query on trades (prices in hundredths)."""
    most, order, columns, by, where = _QUERY.fullmatch(program.split("\n")[1].strip()).groups()  # type: ignore[union-attr]
    base = sqlite3.connect(":memory:")
    base.execute("create table x (i integer, minute integer, sym text, px integer, sz integer)")
    base.executemany("insert into x values (?,?,?,?,?)", [(i, *row) for i, row in enumerate(zip(*x, strict=True))])
    chosen = f"(select * from x where {' and '.join(map(_condition, where.split(',')))})"
    keys = [_key(part) for part in by.split(",")] if by else []
    rows = []
    groups = base.execute(f"select distinct {','.join(keys)} from {chosen} order by {','.join(keys)}") if keys else [()]
    for key in groups:
        test = " and ".join(f"{k}=?" for k in keys) or "1"
        rows.append([*key, *(_aggregate(base, c.rpartition(":")[2], chosen, test, key) for c in columns.split(","))])
    if not by:
        return rows[0][0]
    if order:
        names = [part.partition(":")[0] for part in f"{by},{columns}".split(",")]
        rows.sort(key=lambda r: r[names.index(order)], reverse=True)
    rows = rows[: int(most)] if most else rows
    return [list(c) for c in zip(*rows, strict=True)] if rows else [[] for _ in f"{by},{columns}".split(",")]


def _condition(text: str) -> str:
    if found := re.fullmatch(r"(not )?sym in ((?:`\w+)+)", text):
        names = ",".join(f"'{name}'" for name in found[2].split("`")[1:])
        return f"sym {found[1] or ''}in ({names})"
    if found := re.fullmatch(r"px([<>]=?)(\d+)", text):
        return f"px{found[1]}{int(found[2]) * 100}"
    return re.sub(r"`(\w+)", r"'\1'", text)


def _key(text: str) -> str:
    found = re.fullmatch(r"bar:(\d+) xbar minute", text)
    return f"(minute-minute%{found[1]})" if found else text


def _aggregate(base: sqlite3.Connection, q: str, chosen: str, test: str, key: tuple[Any, ...]) -> Any:
    if q in ("first px", "last px"):
        direction = "" if q == "first px" else "desc"
        row = base.execute(f"select px from {chosen} where {test} order by i {direction} limit 1", key).fetchone()
        return row[0] if row else None
    row = base.execute(f"select {_AGGREGATES[q]} from {chosen} where {test}", key).fetchone()
    return Fraction(*row) if len(row) == 2 else row[0]
