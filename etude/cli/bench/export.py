"""``etude bench export``: a benchmark for another evaluation tool."""

from __future__ import annotations

from pathlib import Path

import click

from etude.benchmarks.exporters import TOOLS
from etude.cli.bench.options import FOLDER, SETTINGS, processes, salt_of, salt_option, workers_option
from etude.task import EtudeError


@click.command("export", context_settings=SETTINGS)
@FOLDER
@click.option("--to", "tool", required=True, type=click.Choice(list(TOOLS)), help="The tool that is to load it.")
@click.option("--out", required=True, type=click.Path(path_type=Path), metavar="OUT", help="Folder to make.")
@salt_option
@workers_option
def command(folder: Path, tool: str, out: Path, salt_file: Path | None, workers: int | None) -> int:
    """Write the benchmark DIR for another tool. OUT holds the answers: keep it private."""
    from etude.benchmarks.exporters.export import export
    from etude.benchmarks.folder import Benchmark

    benchmark = Benchmark(folder)
    tasks = benchmark.tasks(salt_of(salt_file), processes(workers))
    try:
        export(benchmark, tasks, tool, out.absolute())
    except OSError as error:
        raise EtudeError(f"cannot write {error.filename or out}: {error.strerror or error}") from None
    click.echo(f"{len(tasks):,} questions for {tool} in {out}, with their answers: keep it private", err=True)
    return 0
