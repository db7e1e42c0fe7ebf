"""Exporting a benchmark to another tool."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path

from etude.benchmarks.build import check_free
from etude.benchmarks.exporters import TOOLS
from etude.benchmarks.exporters.rows import ExportProblem
from etude.benchmarks.folder import Benchmark
from etude.task import Task


def export(benchmark: Benchmark, tasks: Sequence[Task], tool: str, out: Path) -> None:
    """Write a benchmark for a tool into a new folder, whole or not at all. Raises ExportProblem, OSError."""
    check_free(out)
    partial = out.with_name(f".{out.name}.partial")
    shutil.rmtree(partial, ignore_errors=True)
    try:
        partial.mkdir()
        adapter = import_module(f"etude.benchmarks.exporters.{TOOLS[tool]}")
        adapter.export(benchmark, tasks, partial)
        if out.exists():
            out.rmdir()
        partial.replace(out)
    except ImportError as error:
        shutil.rmtree(partial, ignore_errors=True)
        raise ExportProblem(f'{tool} needs {error.name}: pip install "etude[benchmarks,exporters]"') from None
    except BaseException:
        shutil.rmtree(partial, ignore_errors=True)
        raise
