"""What several commands of ``etude bench`` take."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from etude.task import EtudeError, Json

if TYPE_CHECKING:
    from etude.benchmarks.salts import Salt

FOLDER = click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
SETTINGS = {"help_option_names": ["-h", "--help"], "max_content_width": 100}
workers_option = click.option(
    "--workers", type=click.IntRange(1, 256), metavar="W", help="Processes; the result does not depend on it."
)
salt_option = click.option(
    "--salt-file", type=click.Path(path_type=Path), metavar="F", help="The secret salt of the benchmark, once revealed."
)


def processes(workers: int | None) -> int:
    """The number of processes asked for, else one for each usable processor."""
    from etude.tasks.files.drawing import usable_cpus

    return workers or usable_cpus()


def salt_of(path: Path | None) -> Salt | None:
    """The salt of a file, None without one. Raises SaltProblem."""
    from etude.benchmarks.salts import read_salt

    return read_salt(path) if path else None


def give_report(record: Json, out: Path | None, as_json: bool) -> None:
    """Write a report to a file, whole or not at all, if one is asked for, and print it as JSON if that is."""
    if out:
        try:
            partial = out.with_name(f".{out.name}.partial")
            partial.write_text(json.dumps(record, indent=1, ensure_ascii=False) + "\n", "utf-8")
            partial.replace(out)
        except OSError as error:
            raise EtudeError(f"cannot write {out}: {error.strerror or error}") from None
    if as_json:
        click.echo(json.dumps(record, ensure_ascii=False))
