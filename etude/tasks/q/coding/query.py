"""qSQL: a query on a generated table of trades."""

from __future__ import annotations

from collections import Counter
from functools import cache

from etude.rng import Stream
from etude.tasks.draft import Draft
from etude.tasks.q.coding.statement import CLOSING
from etude.tasks.q.composer import PROBES, Unfit
from etude.tasks.q.plans import arguments
from etude.tasks.q.templates.combined import combine
from etude.tasks.q.templates.queries import TRADES, Query, draw
from etude.tasks.registry import family


@family(
    "q.coding.query",
    levels={
        1: "one condition, one aggregate",
        2: "one condition, grouped",
        3: "two conditions, grouped, two aggregates, sorted",
        4: "two conditions, two columns to group by, two aggregates, sorted",
        5: "three conditions, two columns to group by, three aggregates, sorted, the first rows",
    },
    verifier="q_program",
    version=2,
    source="https://code.kx.com/q/basics/qsql/",
    measure="clauses",
)
def write(stream: Stream, level: int) -> Draft:
    """Write a qSQL query on a table of trades."""
    while True:
        query = draw(stream, level)
        values = _values(query)
        if not _telling(values) or any(_values(query.without(i)) == values for i in range(len(query.where))):
            continue
        try:
            problem = combine(stream, query, 0, ())
        except Unfit:
            continue
        break
    clauses = len(query.where) + len(query.by) + len(query.columns) + bool(query.order) + bool(query.most)
    prompt = problem.prompt("Write a q function `solve` of", CLOSING)
    return Draft(problem.content, prompt, problem.q, problem.spec(), clauses)


@cache
def _probes() -> list[list[list[list[object]]]]:
    return arguments((f"{TRADES}@trades",), Stream("q queries"), PROBES)


def _values(query: Query) -> list[object]:
    """The results of a query on fixed tables, None where it has none."""
    found: list[object] = []
    for [x] in _probes():
        try:
            found.append(query.reference(x, 0))
        except ValueError:
            found.append(None)
    return found


def _telling(values: list[object]) -> bool:
    """Whether results are there, and differ, often enough for tests."""
    most = Counter(map(repr, values)).most_common(1)[0][1]
    return values.count(None) < PROBES // 10 and 2 * most < PROBES
