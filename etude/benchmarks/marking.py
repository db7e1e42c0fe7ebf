"""Marking many responses, in this process or in several; the verdicts come in the order of the responses."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain, islice

from etude.benchmarks.ahead import in_order
from etude.task import Task, Verdict
from etude.verifiers import verify

_FEW = 400
"""Up to so many responses one process is done before others have started."""
_GROUP = 32

Pair = tuple[Task, str]


def verdicts(pairs: Iterable[Pair], workers: int = 1) -> Iterator[Verdict]:
    """The verdict on each (task, response). Raises TaskError, BackendError as ``etude.verify`` does."""
    source = iter(pairs)
    first = list(islice(source, _FEW + 1))
    every = chain(first, source)
    if workers <= 1 or len(first) <= _FEW:
        for task, response in every:
            yield verify(task, response)
        return
    for group in in_order(_mark, _groups(every), workers):
        yield from group


def _groups(pairs: Iterator[Pair]) -> Iterator[list[Pair]]:
    while group := list(islice(pairs, _GROUP)):
        yield group


def _mark(pairs: list[Pair]) -> list[Verdict]:
    return [verify(task, response) for task, response in pairs]
