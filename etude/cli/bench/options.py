"""What several commands of ``etude bench`` take."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

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
