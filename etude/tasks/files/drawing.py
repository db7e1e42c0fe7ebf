"""Drawing candidates as lines of JSON, in this process or in several.

The processes only draw: which of their candidates are new is decided by the one reader, in index
order, so their number changes nothing but the time.
"""

from __future__ import annotations

import os
import signal
import threading
from collections import deque
from collections.abc import Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from itertools import count
from multiprocessing import get_context, parent_process
from multiprocessing.process import BaseProcess
from types import TracebackType
from typing import Self

from etude.tasks.corpus import Corpus
from etude.tasks.generation import Candidate, Lane, key_of
from etude.tasks.registry import CapacityError, make_task

Line = Candidate[bytes]
_CHUNKS = 2
"""Chunks on order for each worker."""


def _draw(lane: Lane, seed: int, split: str | None, index: int, corpus: Corpus | None = None) -> Line:
    task = make_task(lane.family, seed, index, lane.level, split, corpus)
    return Candidate(key_of(task.fingerprint), index, task.to_json().encode() + b"\n")


def _draw_chunk(lane: Lane, seed: int, split: str | None, start: int, size: int) -> list[Line]:
    """Consecutive candidates; fewer than ``size`` only where the lane has no more to give."""
    lines: list[Line] = []
    try:
        for index in range(start, start + size):
            lines.append(_draw(lane, seed, split, index, *_given))
    except CapacityError:
        pass
    return lines


class Here:
    """Draws in this process."""

    def __init__(self, seed: int, split: str | None, corpus: Corpus | None = None) -> None:
        self._seed, self._split, self._corpus = seed, split, corpus

    def draw(self, lane: Lane, start: int) -> Iterator[Line]:
        """The lane's candidates from an index on."""
        for index in count(start):
            yield _draw(lane, self._seed, self._split, index, self._corpus)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exc: object) -> None:
        return None


class Pool:
    """Draws in several processes, a few chunks ahead of the reader, but hardly more than it will need."""

    def __init__(
        self, seed: int, split: str | None, workers: int, lanes: int, n: int, corpus: Corpus | None = None
    ) -> None:
        self._seed, self._split = seed, split
        self._needed = n // lanes + 1
        self._size = max(8, min(200, self._needed // 2 + 1))
        self._ahead = max(1, -(-_CHUNKS * workers // lanes))
        self._pool = ProcessPoolExecutor(workers, get_context("spawn"), initializer=settle_in, initargs=(corpus,))

    def draw(self, lane: Lane, start: int) -> Iterator[Line]:
        """The lane's candidates from an index on."""
        starts = count(start, self._size)
        ordered: deque[Future[list[Line]]] = deque()
        first = start - self._size
        while True:
            while not ordered or (len(ordered) <= self._ahead and first + self._size < start + self._needed):
                first = next(starts)
                ordered.append(self._pool.submit(_draw_chunk, lane, self._seed, self._split, first, self._size))
            chunk = ordered.popleft().result()
            yield from chunk
            if len(chunk) < self._size:
                return

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._pool.shutdown(wait=True, cancel_futures=True)


_given: list[Corpus] = []
"""In a worker: the corpus that its tasks are drawn from, if there is one; sent once, not with every chunk."""


def settle_in(corpus: Corpus | None = None) -> None:
    """In a worker: leave Ctrl-C to the parent, and end when the parent is gone, even by kill -9."""
    _given[:] = [corpus] if corpus else []
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = parent_process()
    if parent is not None:
        threading.Thread(target=_end_with, args=(parent,), daemon=True).start()


def _end_with(parent: BaseProcess) -> None:
    parent.join()
    os._exit(1)


def usable_cpus() -> int:
    """The processors that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
