"""What every adapter writes and marks: a row for each question, with all that marking needs."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from etude.benchmarks.folder import Benchmark
from etude.benchmarks.records import answer_of, encoded, question_of, task_of
from etude.task import EtudeError, Json, Task, Verdict
from etude.verifiers import verify

FILE = "etude_rows.jsonl"


class ExportProblem(EtudeError):
    """A benchmark that a tool cannot take."""


def rows_of(tasks: Iterable[Task]) -> Iterator[dict[str, Json]]:
    """A question and its answer as one row."""
    for task in tasks:
        record = task.to_dict()
        yield {**question_of(record, task.id, list(task.images)), **answer_of(record, task.id), "domain": task.domain}


def write_rows(tasks: Iterable[Task], out: Path) -> None:
    """Write the rows into a folder."""
    (out / FILE).write_bytes(b"".join(encoded(row) for row in rows_of(tasks)))


def read_rows(folder: Path) -> list[dict[str, Any]]:
    """The rows of an exported folder."""
    return [json.loads(line) for line in (folder / FILE).read_bytes().splitlines()]


def mark(row: Mapping[str, Any], response: str) -> Verdict:
    """The verdict on a response to a row. Raises TaskError for a row that is none."""
    return verify(task_of({**row, "choices": list(row["choices"]), "images": list(row["images"])}, row), response)


def copy_pictures(benchmark: Benchmark, tasks: Sequence[Task], out: Path) -> None:
    """Copy the pictures of the questions to where the rows say they are."""
    for task in tasks:
        for name in task.images:
            (out / name).parent.mkdir(exist_ok=True)
            (out / name).write_bytes((benchmark.folder / name).read_bytes())


def without_pictures(tasks: Sequence[Task], tool: str) -> None:
    """Raise ExportProblem where a question has a picture."""
    if any(task.images for task in tasks):
        raise ExportProblem(f"this benchmark has pictures, which {tool} cannot show here: use inspect-ai or verifiers")


def module_name(benchmark: Benchmark) -> str:
    """A name for the benchmark that is a Python and a YAML name."""
    name = str(benchmark.manifest["suite"]["name"]).lower()
    return "etude_" + "".join(c if c.isascii() and c.isalnum() else "_" for c in name)


def title_of(benchmark: Benchmark) -> str:
    """The title of the benchmark, fit for a docstring."""
    return str(benchmark.manifest["suite"]["title"]).replace("\\", " ").replace('"""', "'")
