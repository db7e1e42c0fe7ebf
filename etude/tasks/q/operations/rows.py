"""Operations on a table of trades: which rows are kept."""

from __future__ import annotations

from etude.tasks.q.operations.declare import Operation as Op

TRADES = "table(minute:long,sym:symbol,px:price,sz:long)"
_KEPT = "[list(c) for c in zip(*[r for r in zip(*x) if {test}])] or [[], [], [], []]"
_AGAIN = "(lambda keep: [[v for v, good in zip(c, keep) if good] for c in x])([{test} for r in zip(*x)])"


def _where(name: str, phrase: str, test: str, q: str, numbers: range) -> Op:
    return Op(name, TRADES, TRADES, phrase, _KEPT.replace("{test}", test), _AGAIN.replace("{test}", test), q, numbers)


ROWS = (
    _where(
        "size_above",
        "keep only the rows with a size of more than {k}",
        "r[3] > {k}",
        "select from x where sz>{k}",
        range(1, 300),
    ),
    _where(
        "size_below",
        "keep only the rows with a size of less than {k}",
        "r[3] < {k}",
        "select from x where sz<{k}",
        range(20, 900),
    ),
    _where(
        "price_above",
        "keep only the rows with a price of more than {k}",
        "r[2] > 100 * {k}",
        "select from x where px>{k}",
        range(12, 180),
    ),
    _where(
        "price_below",
        "keep only the rows with a price of less than {k}",
        "r[2] < 100 * {k}",
        "select from x where px<{k}",
        range(20, 200),
    ),
    _where(
        "from_minute",
        "keep only the rows from minute {k} on",
        "r[0] >= {k}",
        "select from x where minute>={k}",
        range(5, 60),
    ),
    _where(
        "until_minute",
        "keep only the rows before minute {k}",
        "r[0] < {k}",
        "select from x where minute<{k}",
        range(10, 80),
    ),
    _where(
        "value_above",
        "keep only the rows with a price times size of more than {k}",
        "r[2] * r[3] > 100 * {k}",
        "select from x where {k}<px*sz",
        range(100, 4000),
    ),
    _where(
        "odd_lots",
        "keep only the rows whose size is no multiple of {k}",
        "r[3] % {k} != 0",
        "select from x where 0<sz mod {k}",
        range(2, 30),
    ),
    Op(
        "first_rows",
        TRADES,
        TRADES,
        "keep only the first {k} rows (all, if there are fewer)",
        "[c[:{k}] for c in x]",
        "[[v for i, v in enumerate(c) if i < {k}] for c in x]",
        "{k} sublist x",
        range(2, 15),
    ),
    Op(
        "later_rows",
        TRADES,
        TRADES,
        "remove the first {k} rows",
        "[c[{k}:] for c in x]",
        "[[v for i, v in enumerate(c) if i >= {k}] for c in x]",
        "{k}_x",
        range(2, 9),
    ),
    Op(
        "scaled_sizes",
        TRADES,
        TRADES,
        "multiply every size by {k}",
        "[*x[:3], [z * {k} for z in x[3]]]",
        "[x[0], x[1], x[2], list(map({k}.__mul__, x[3]))]",
        "update sz*{k} from x",
        range(2, 50),
    ),
    Op(
        "backwards",
        TRADES,
        TRADES,
        "sort the rows by price, ascending; rows of equal price keep their order",
        "[list(c) for c in zip(*sorted(zip(*x), key=lambda r: r[2]))] or x",
        "[[c[i] for _, i in sorted((p, i) for i, p in enumerate(x[2]))] for c in x]",
        "`px xasc x",
    ),
)
