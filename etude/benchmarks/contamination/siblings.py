"""Fresh questions of the families of a benchmark: what its own questions are told apart from.

They are of the split ``train``, which is never the same as that of a benchmark. This module draws, and so loads the
families; the processes that search need neither.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import ProcessPoolExecutor
from contextlib import ExitStack
from functools import partial
from multiprocessing import get_context
from typing import Any

from etude.task import EtudeError
from etude.tasks.files.drawing import settle_in
from etude.tasks.registry import make_task

_EACH, _FEW, _ALL = 60, 12, 24_000
"""Questions of each family and level, those of the benchmark among them; fresh ones at least; about so many of all."""
_SEED = 0x6175646974
"""Any would do."""
_ALONE = 20
"""Lanes that one process has drawn before others have started."""

Lane = tuple[str, int]


def siblings(rows: Iterable[Mapping[str, Any]], workers: int = 1) -> dict[str, list[bytes]]:
    """Fresh questions of each family, at the levels of some questions; none of a family that is not known here."""
    lanes: Counter[Lane] = Counter((str(row["family"]), int(row["level"])) for row in rows)
    each = min(_EACH, _ALL // max(1, len(lanes)))
    orders = [(*lane, max(_FEW, each - there)) for lane, there in sorted(lanes.items())]
    found: dict[str, list[bytes]] = defaultdict(list)
    with ExitStack() as stack:
        run: Callable[..., Iterable[list[bytes]]] = map
        if workers > 1 and len(lanes) > _ALONE:
            pool = ProcessPoolExecutor(workers, get_context("spawn"), initializer=settle_in)
            run = partial(stack.enter_context(pool).map, chunksize=4)
        for (family, *_), texts in zip(orders, run(_fresh, orders), strict=True):
            found[family] += texts
    return found


def _fresh(order: tuple[str, int, int]) -> list[bytes]:
    family, level, n = order
    try:
        return [make_task(family, _SEED, index, level, "train").prompt.encode() for index in range(n)]
    except EtudeError:
        return []
