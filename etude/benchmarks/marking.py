"""Marking many responses, in this process or in several; the verdicts come in the order of the responses."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from itertools import islice
from multiprocessing import get_context

from etude.task import Task, Verdict
from etude.tasks.files.drawing import settle_in
from etude.verifiers import verify

_FEW = 400
"""Up to so many responses one process is done before others have started."""
_GROUP = 32

Pair = tuple[Task, str]


def verdicts(pairs: Iterable[Pair], workers: int = 1) -> Iterator[Verdict]:
    """The verdict on each (task, response). Raises TaskError, BackendError as ``etude.verify`` does."""
    source = iter(pairs)
    first = list(islice(source, _FEW + 1))
    if workers <= 1 or len(first) <= _FEW:
        for task, response in _chained(first, source):
            yield verify(task, response)
        return
    pool = ProcessPoolExecutor(workers, get_context("spawn"), initializer=settle_in)
    try:
        ahead = []
        for group in _groups(_chained(first, source)):
            ahead.append(pool.submit(_mark, group))
            if len(ahead) > 4 * workers:
                yield from ahead.pop(0).result()
        for job in ahead:
            yield from job.result()
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _chained(first: list[Pair], rest: Iterator[Pair]) -> Iterator[Pair]:
    yield from first
    yield from rest


def _groups(pairs: Iterator[Pair]) -> Iterator[list[Pair]]:
    while group := list(islice(pairs, _GROUP)):
        yield group


def _mark(pairs: list[Pair]) -> list[Verdict]:
    return [verify(task, response) for task, response in pairs]
