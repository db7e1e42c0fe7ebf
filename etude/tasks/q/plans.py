"""Plans by which arguments are drawn where their kind alone is too wide."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from etude.rng import Stream
from etude.tasks.q import drawing

Json = Any
SYMBOLS = ("AAPL", "IBM", "MSFT", "GOOG", "TSLA")


def _near(stream: Stream, size: int) -> str:
    return drawing.draw("string", stream, size)  # type: ignore[no-any-return]


def _intervals(stream: Stream, size: int) -> list[list[int]]:
    starts = [stream.between(0, 40) for _ in range(stream.between(1, max(2, size)))]
    return [[a, a + stream.between(0, stream.choice((3, 9, 25)))] for a in starts]


def _square(stream: Stream, size: int) -> list[list[int]]:
    n = stream.between(1, 1 + size // 3)
    rows = [[stream.between(-9, 9) for _ in range(n)] for _ in range(n)]
    if stream.chance(1, 2):
        return [[rows[min(i, j)][max(i, j)] for j in range(n)] for i in range(n)]
    return rows


def _trades(stream: Stream, size: int) -> list[list[Json]]:
    n = stream.between(1, max(2, 2 * size))
    names = stream.sample(SYMBOLS, stream.between(1, 4))
    price = stream.between(900, 20_000)
    columns: list[list[Json]] = [[], [], [], []]
    minute = stream.between(0, 20)
    for _ in range(n):
        rest, later = divmod(stream.below(5 * len(names) * 121 * 20 * 3), 5)
        rest, name = divmod(rest, len(names))
        rest, change = divmod(rest, 121)
        rest, size = divmod(rest, 20)
        minute += later
        price = max(100, price + change - 60)
        row = (minute, names[name], price, (size + 1) * 10**rest)
        for column, value in zip(columns, row, strict=True):
            column.append(value)
    return columns


def _quotes(stream: Stream, size: int) -> list[list[Json]]:
    n = stream.between(1, max(2, 2 * size))
    names = stream.sample(SYMBOLS, stream.between(1, 4))
    minute, columns = stream.between(0, 10), [[], [], [], []]  # type: ignore[var-annotated]
    for _ in range(n):
        rest, later = divmod(stream.below(5 * len(names) * 40 * 19_101), 5)
        rest, name = divmod(rest, len(names))
        bid, spread = divmod(rest, 40)
        minute += later
        for column, value in zip(columns, (minute, names[name], 900 + bid, 901 + bid + spread), strict=True):
            column.append(value)
    return columns


PLANS: dict[str, tuple[list[Json], Callable[[Stream, int], Json]]] = {
    "small": ([0, 1, 2, 3, -4, 10], lambda stream, size: stream.between(-30, 30)),
    "positive": ([1, 26, 27, 52, 53, 702, 703], lambda stream, size: stream.between(1, 900 if size < 8 else 9_000)),
    "year": ([2000, 1900, 2024, 2023, 2100, 1600], lambda stream, size: stream.between(1583, 2600)),
    "near": (["", "a", "ba", "noon"], _near),
    "letter": (["a", " ", "o", "Z"], lambda stream, size: stream.choice("aeionrtsMB ")),
    "filled": ([[0], [5], [-1, 1], [3, 3]], lambda stream, size: drawing.draw("longs", stream, size)),
    "short": ([[], [0], [7], [0, 0], [2, 3], [1, 0, 5]], lambda stream, size: [stream.between(-9, 9) for _ in range(stream.between(1, 7))]),
    "intervals": ([[[1, 2]], [[1, 3], [3, 4]], [[5, 6], [1, 2]], [[1, 9], [2, 3]]], _intervals),
    "square": ([[[4]], [[1, 2], [2, 1]], [[1, 2], [3, 1]]], _square),
    "trades": ([[[0], ["IBM"], [10_000], [5]], [[0, 0], ["IBM", "IBM"], [10_000, 9_950], [5, 5]], [[1, 2], ["IBM", "AAPL"], [500, 700], [10, 20]]], _trades),
    "names": ([[], ["IBM"], ["AAPL", "IBM"]], lambda stream, size: stream.sample(SYMBOLS, stream.between(1, 3))),
    "quotes": ([[[0], ["IBM"], [9_990], [10_010]], [[0, 5], ["IBM", "AAPL"], [9_990, 500], [10_010, 520]]], _quotes),
}  # fmt: skip


def inputs(given: str, stream: Stream, n: int) -> list[Json]:
    """n values of a kind or ``kind@plan``, edge cases first."""
    kind, _, plan = given.partition("@")
    if not plan:
        return drawing.inputs(kind, stream, n)
    edges, draw = PLANS[plan]
    found = list(edges)
    while len(found) < n:
        found.append(draw(stream, 2 + 10 * len(found) // n))
    return found[:n]


def arguments(given: tuple[str, ...], stream: Stream, n: int) -> list[list[Json]]:
    """n lists of arguments; with several arguments the edges of one meet random values of the others."""
    columns = [inputs(kind, stream, n) for kind in given]
    if len(columns) == 1:
        return [[value] for value in columns[0]]
    second = [columns[1][(7 * i + i // 5) % n] for i in range(n)]
    if given[1] == "string@near":
        second = [
            "".join(stream.shuffled(list(x))) if i % 2 else y
            for i, (x, y) in enumerate(zip(columns[0], second, strict=True))
        ]
    rows = [[x, y] for x, y in zip(columns[0], second, strict=True)]
    return [[*row, *(column[i] for column in columns[2:])] for i, row in enumerate(rows)]
