"""qSQL queries on a table of trades, drawn clause by clause: where, by, aggregates, an order, a limit."""

from __future__ import annotations

import operator
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import groupby
from typing import Any

from etude.rng import Stream
from etude.tasks.q.plans import SYMBOLS
from etude.tasks.q.templates.declare import Template

Row = tuple[int, str, int, int]
"""minute, sym, price in hundredths, size."""
TRADES = "table(minute:long,sym:symbol,px:price,sz:long)"
_PLACES = {"minute": 0, "sym": 1, "px": 2, "sz": 3}
_KINDS = {"minute": "long", "sym": "symbol", "px": "price", "sz": "long", "bar": "long"}


@dataclass(frozen=True)
class Condition:
    """A clause of ``where``. bound: the column and value at which it turns, None for symbols."""

    said: str
    q: str
    holds: Callable[[Row], bool]
    bound: tuple[int, int] | None = None


@dataclass(frozen=True)
class Aggregate:
    """A column of a grouped result, of the rows of a group."""

    name: str
    said: str
    q: str
    kind: str
    of: Callable[[Sequence[Row]], Any]


@dataclass(frozen=True)
class Group:
    """A column to group by."""

    name: str
    said: str
    q: str
    key: Callable[[Row], Any]


AGGREGATES = (
    Aggregate("n", "the number of trades", "count i", "long", len),
    Aggregate("vol", "the total size", "sum sz", "long", lambda g: sum(r[3] for r in g)),
    Aggregate("big", "the largest size", "max sz", "long", lambda g: max(r[3] for r in g)),
    Aggregate("hi", "the highest price", "max px", "price", lambda g: max(r[2] for r in g)),
    Aggregate("lo", "the lowest price", "min px", "price", lambda g: min(r[2] for r in g)),
    Aggregate("o", "the price of the first trade", "first px", "price", lambda g: g[0][2]),
    Aggregate("c", "the price of the last trade", "last px", "price", lambda g: g[-1][2]),
    Aggregate("mean", "the mean price", "avg px", "float", lambda g: Fraction(sum(r[2] for r in g), 100 * len(g))),
    Aggregate(
        "vwap",
        "the volume-weighted average price",
        "sz wavg px",
        "float",
        lambda g: Fraction(sum(r[2] * r[3] for r in g), 100 * sum(r[3] for r in g)),
    ),
    Aggregate(
        "val",
        "the total of price times size",
        "sum px*sz",
        "float",
        lambda g: Fraction(sum(r[2] * r[3] for r in g), 100),
    ),
    Aggregate(
        "spread",
        "the highest price minus the lowest",
        "max[px]-min px",
        "float",
        lambda g: Fraction(max(r[2] for r in g) - min(r[2] for r in g), 100),
    ),
    Aggregate(
        "span", "the last minute minus the first", "last[minute]-first minute", "long", lambda g: g[-1][0] - g[0][0]
    ),
)


_SIGNS: tuple[tuple[str, str, Callable[[Any, int], bool]], ...] = (
    ("more than", ">", operator.gt),
    ("at least", ">=", operator.ge),
    ("less than", "<", operator.lt),
    ("at most", "<=", operator.le),
)


_RANGES = {
    "sz": ("size", 1, (4, 60), (60, 500)),
    "px": ("price", 100, (12, 70), (80, 190)),
    "minute": ("minute", 1, (4, 18), (18, 45)),
}
"""Of a column: its name, its unit, and between what its lower and upper bounds are, so that most tables have rows left."""


def condition(stream: Stream, column: str) -> Condition:
    """A condition on a column."""
    place = _PLACES[column]
    if column == "sym":
        kept = stream.chance(1, 2)
        some = sorted(stream.sample(SYMBOLS, stream.between(2, 3) if kept else stream.between(1, 2)))
        listed = ", ".join(some[:-1]) + " or " * (len(some) > 1) + some[-1]
        if kept:
            q = f"sym in {''.join(f'`{s}' for s in some)}" if len(some) > 1 else f"sym=`{some[0]}"
            return Condition(f"whose sym is {listed}", q, lambda r: r[1] in some)
        q = f"not sym in {''.join(f'`{s}' for s in some)}" if len(some) > 1 else f"sym<>`{some[0]}"
        return Condition(f"whose sym is not {listed}", q, lambda r: r[1] not in some)
    said, sign, test = stream.choice(_SIGNS)
    what, unit, lower, upper = _RANGES[column]
    k = stream.between(*(lower if ">" in sign else upper))
    bound = k * unit
    return Condition(
        f"with a {what} of {said} {k}", f"{column}{sign}{k}", lambda r: test(r[place], bound), (place, bound)
    )


def grouping(stream: Stream, n: int) -> tuple[Group, ...]:
    """n columns to group by, at most two."""
    k = stream.choice((5, 10, 15, 20))
    sym = Group("sym", "sym", "sym", lambda r: r[1])
    said = f"bar (the minute, rounded down to a multiple of {k})"
    bar = Group("bar", said, f"bar:{k} xbar minute", lambda r: r[0] // k * k)
    return (sym, bar) if n == 2 else (stream.choice((sym, bar)),)


@dataclass(frozen=True)
class Query(Template):
    """A query as a template without steps. most: how many rows are kept, 0 for all. order: the column that sorts."""

    where: tuple[Condition, ...] = ()
    by: tuple[Group, ...] = ()
    columns: tuple[Aggregate, ...] = ()
    order: str = ""
    most: int = 0

    @property
    def bounds(self) -> list[tuple[int, int]]:
        """Where conditions turn."""
        return [c.bound for c in self.where if c.bound]

    def without(self, place: int) -> Query:
        """The query without one of its conditions."""
        where = self.where[:place] + self.where[place + 1 :]
        return Query(
            self.name, self.level, self.given, self.made, "", "", "", "", (0,), where, self.by, self.columns,
            self.order, self.most,
        )  # fmt: skip

    def _finished(self, rows: list[list[Any]]) -> list[list[Any]]:
        names = [g.name for g in self.by] + [c.name for c in self.columns]
        if self.order:
            rows = sorted(rows, key=lambda r: -r[names.index(self.order)])
        rows = rows[: self.most] if self.most else rows
        return [list(column) for column in zip(*rows, strict=True)] if rows else [[] for _ in names]

    @property
    def reference(self) -> Callable[..., Any]:
        """Row by row, groups in a dictionary."""

        def value(x: list[list[Any]], k: int) -> Any:
            groups: dict[tuple[Any, ...], list[Row]] = {}
            for row in zip(*x, strict=True):
                if all(c.holds(row) for c in self.where):
                    groups.setdefault(tuple(g.key(row) for g in self.by), []).append(row)
            if not self.by:
                return self.columns[0].of(groups[()]) if groups else _nothing()
            return self._finished([[*key, *(c.of(groups[key]) for c in self.columns)] for key in sorted(groups)])

        return value

    @property
    def second(self) -> Callable[..., Any]:
        """By sorting places, groups as runs of equal keys."""

        def value(x: list[list[Any]], k: int) -> Any:
            rows: list[Row] = list(zip(*x, strict=True))
            places = [i for i in range(len(rows)) if not any(not c.holds(rows[i]) for c in self.where)]
            keys = [[g.key(r) for g in self.by] for r in rows]
            runs = groupby(sorted(places, key=keys.__getitem__), key=keys.__getitem__)
            found = [
                [*key, *(c.of(chosen) for c in self.columns)]
                for key, run in runs
                for chosen in [[rows[i] for i in run]]
            ]
            if not self.by:
                return found[0][0] if found else _nothing()
            return self._finished(found)

        return value


def _nothing() -> Any:
    raise ValueError("an aggregate of no rows is not asked")


def draw(stream: Stream, level: int) -> Query:
    """A query of a level."""
    where = tuple(
        condition(stream, c) for c in stream.sample(("sz", "px", "minute", "sym"), (1, 1, 2, 2, 3)[level - 1])
    )
    if level == 1:
        by: tuple[Group, ...] = ()
        columns: tuple[Aggregate, ...] = (stream.choice(AGGREGATES),)
    else:
        by = grouping(stream, 1 if level < 4 else 2)
        columns = tuple(stream.sample(AGGREGATES, (1, 2, 2, 3)[level - 2]))
    order = ""
    if level >= 3:  # an order by means would turn on the last bit of a float wherever two of them are equal
        if all(c.kind == "float" for c in columns):
            columns = (stream.choice([c for c in AGGREGATES if c.kind != "float"]), *columns[1:])
        order = stream.choice([c for c in columns if c.kind != "float"]).name
    most = stream.between(2, 5) if level == 5 and order else 0
    *others, last = [c.said for c in where]
    rows = f"the trades of `x` {', '.join(others)}{' and ' if others else ''}{last}"
    clauses = f" where {','.join(c.q for c in where)}"
    if not by:
        said = columns[0].said
        statement = f"{said} of {rows.removeprefix('the trades of ') if 'trade' in said else rows}"
        return Query("query", level, (f"{TRADES}@trades",), columns[0].kind, statement, "", "", f"exec {columns[0].q} from x{clauses}", (0,), where, (), columns)  # fmt: skip
    kinds = [(g.name, _KINDS[g.name]) for g in by] + [(c.name, c.kind) for c in columns]
    made = f"table({','.join(f'{n}:{k}' for n, k in kinds)})"
    each = ", ".join([*(g.name for g in by), *(f"{c.name} ({c.said})" for c in columns)])
    keys = " and ".join(g.said for g in by)
    sorting = f"by {order}, descending (rows of equal {order} by ascending {' and '.join(g.name for g in by)})"
    statement = (
        f"a table with a row for every {'combination of ' if len(by) > 1 else ''}{keys} among {rows}, "
        f"with the columns {each}. The rows are sorted "
        + (sorting if order else f"by ascending {' and '.join(g.name for g in by)}")
        + (f", and only the first {most} of them are kept" if most else "")
    )
    selected = ",".join(f"{c.name}:{c.q}" for c in columns)
    q = f"0!select {selected} by {','.join(g.q for g in by)} from x{clauses}"  # noqa: S608 - qSQL of our own names
    q = f"`{order} xdesc {q}" if order else q
    q = f"{most} sublist {q}" if most else q
    return Query(
        "query", level, (f"{TRADES}@trades",), made, statement, "", "", q, (0,), where, by, columns, order, most
    )
