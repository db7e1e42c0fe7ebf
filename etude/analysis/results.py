"""Marked samples of tasks: what every analysis starts from."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from etude.task import EtudeError, Task, TaskError


class ResultProblem(EtudeError):
    """Results that cannot be analysed."""


@dataclass(frozen=True, slots=True)
class Result:
    """A task and how each of its samples was marked.

    key: the task's fingerprint and level, by which results before and after are matched. operations: the atomic
    operations of the task, in order; one for an atomic task.
    """

    key: str
    family: str
    level: int
    operations: tuple[str, ...]
    marks: tuple[bool, ...]

    @property
    def solved(self) -> bool:
        """Whether any sample was right."""
        return any(self.marks)


def result(task: Task | Mapping[str, Any], marks: Iterable[Any]) -> Result:
    """The result of a task (or its JSON dict) and the marks of its samples: bools, 0/1 rewards or verdicts.

    Raises ResultProblem for a task without operations (``meta["atoms"]``) and for an empty list of marks.
    """
    record = task.to_dict() if isinstance(task, Task) else task
    try:
        operations = record["meta"]["atoms"]
        key, family, level = record["fingerprint"], record["family"], record["level"]
    except (KeyError, TypeError):
        raise ResultProblem("a result needs a task with meta.atoms, such as those of algebra.systems") from None
    found = tuple(_mark(mark) for mark in marks)
    if not found:
        raise ResultProblem(f"no samples for task {record.get('id', key)}")
    return Result(key, family, level, tuple(operations), found)


def _mark(mark: Any) -> bool:
    if hasattr(mark, "correct"):
        return bool(mark.correct)
    if isinstance(mark, Mapping):
        return bool(mark["correct"])
    return float(mark) >= 1.0


def results_of(rows: Iterable[Any]) -> list[Result]:
    """Results of (task, marks) pairs; ``Result`` objects pass through. Raises ResultProblem."""
    found = [row if isinstance(row, Result) else result(*row) for row in rows]
    if not found:
        raise ResultProblem("no results")
    return found


def read_results(tasks: str | Path, verdicts: str | Path) -> list[Result]:
    """The results of a tasks file and the verdicts that ``etude verify --out`` wrote for it (JSONL, matched by id).

    Raises ResultProblem with the place of what cannot be read.
    """
    by_id: dict[str, Task] = {}
    for number, line in _lines(tasks):
        try:
            task = Task.from_json(line)
        except TaskError as error:
            raise ResultProblem(f"{tasks}, line {number}: {error}") from None
        by_id[task.id] = task
    marks: dict[str, list[bool]] = {}
    for number, line in _lines(verdicts):
        try:
            row = json.loads(line)
            name, correct = row["id"], row["correct"]
        except (ValueError, KeyError, TypeError):
            raise ResultProblem(f"{verdicts}, line {number}: not a verdict with id and correct") from None
        if name not in by_id:
            raise ResultProblem(f"{verdicts}, line {number}: no task {name!r} in {tasks}")
        marks.setdefault(name, []).append(bool(correct))
    return [result(by_id[name], found) for name, found in marks.items()]


def _lines(path: str | Path) -> Iterable[tuple[int, str]]:
    try:
        with open(path, encoding="utf-8") as file:
            yield from ((number, line) for number, line in enumerate(file, 1) if line.strip())
    except (OSError, UnicodeDecodeError) as error:
        raise ResultProblem(f"cannot read {path}: {getattr(error, 'strerror', None) or error}") from None
