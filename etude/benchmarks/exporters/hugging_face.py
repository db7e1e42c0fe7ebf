"""Hugging Face ``datasets``: Parquet with the pictures in it; the folder of a benchmark loads as it is, too."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from etude.benchmarks.exporters.rows import copy_pictures, rows_of
from etude.benchmarks.folder import Benchmark
from etude.task import Task

_NUMBERS = ("level", "version")


def export(benchmark: Benchmark, tasks: Sequence[Task], out: Path) -> None:
    """Write ``data/test-00000-of-00001.parquet``, which ``load_dataset(out)`` reads."""
    (out / "data").mkdir()
    copy_pictures(benchmark, tasks, out)
    _dataset(list(rows_of(tasks)), out).to_parquet(out / "data" / "test-00000-of-00001.parquet")


def _dataset(rows: list[dict[str, Any]], folder: Path) -> Any:
    from datasets import Dataset, Features, Image, List, Value

    features = {name: Value("int64" if name in _NUMBERS else "string") for name in rows[0]}
    features |= {"choices": List(Value("string")), "images": List(Image())}
    rows = [{**row, "images": [(folder / name).read_bytes() for name in row["images"]]} for row in rows]
    rows = [{**row, "images": [{"bytes": content, "path": None} for content in row["images"]]} for row in rows]
    return Dataset.from_list(rows, features=Features(features))
