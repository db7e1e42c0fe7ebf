"""``etude view``: look at tasks in a browser."""

from __future__ import annotations

from itertools import islice
from pathlib import Path

import click

from etude.task import EtudeError


@click.command("view", context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.argument("tasks", type=click.Path(path_type=Path))
@click.option(
    "--out", type=click.Path(path_type=Path), default=Path("site"), show_default=True, help="Folder to write."
)
@click.option(
    "--n", "n", type=click.IntRange(min=1), default=500, show_default=True, help="Show at most so many tasks."
)
def command(tasks: Path, out: Path, n: int) -> int:
    """Write a gallery of TASKS (JSONL or Parquet): one HTML page that opens without a server.

    Scores are drawn, answers are behind a click, and a box marks what you type.
    """
    from etude.cli.bars import bars
    from etude.tasks.files.formats import read_tasks
    from etude.tasks.files.gallery import write_gallery

    if out.exists() and not out.is_dir():
        raise EtudeError(f"cannot write {out}: it is a file; give a folder")
    read = list(islice(read_tasks(tasks), n + 1))
    if not read:
        raise EtudeError(f"{tasks} holds no tasks")
    shown = read[:n]
    with bars(len(shown), "drawing scores") as (progress,):
        page = write_gallery(shown, out, f"Etude: {tasks.name}", progress)
    more = f" (the first {n}; --n shows more)" if len(read) > n else ""
    click.echo(f"{len(shown)} tasks{more}: {page}", err=True)
    return 0
