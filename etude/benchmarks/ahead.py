"""Work in several processes, the results in order, and only a little of it in memory at a time."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from multiprocessing import get_context
from typing import Any, TypeVar

from etude.tasks.files.drawing import settle_in

T = TypeVar("T")
R = TypeVar("R")
_AHEAD = 2
"""Items on order for each process."""


def in_order(
    function: Callable[[T], R],
    items: Iterable[T],
    workers: int,
    initializer: Callable[..., None] = settle_in,
    initargs: tuple[Any, ...] = (),
) -> Iterator[R]:
    """What a function gives for each item, in the order of the items; they are taken as they are needed."""
    ahead: deque[Future[R]] = deque()
    pool = ProcessPoolExecutor(workers, get_context("spawn"), initializer=initializer, initargs=initargs)
    try:
        for item in items:
            ahead.append(pool.submit(function, item))
            while len(ahead) > _AHEAD * workers:
                yield ahead.popleft().result()
        while ahead:
            yield ahead.popleft().result()
    finally:
        pool.shutdown(wait=True, cancel_futures=True)
