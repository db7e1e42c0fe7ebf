"""``etude view``: look at tasks in a browser, as a page that needs no server or with real verdicts."""

from __future__ import annotations

from itertools import islice
from pathlib import Path

import click
from click.core import ParameterSource

from etude.task import EtudeError, Task


@click.command("view", context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.argument("tasks", type=click.Path(path_type=Path))
@click.option(
    "--out", type=click.Path(path_type=Path), default=Path("site"), show_default=True, help="Folder to write."
)
@click.option(
    "--n", "n", type=click.IntRange(min=1), default=500, show_default=True, help="Show at most so many tasks."
)
@click.option("--serve", "serves", is_flag=True, help="Serve the page on this machine and grade what is typed.")
@click.option("--host", default="127.0.0.1", show_default=True, help="With --serve: the address to listen on.")
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=8000,
    show_default=True,
    help="With --serve: the port; 0 picks a free one.",
)
@click.pass_context
def command(context: click.Context, tasks: Path, out: Path, n: int, serves: bool, host: str, port: int) -> int:
    """Show TASKS (JSONL or Parquet) in a browser: scores are drawn, answers are behind a click.

    Without --serve, write one HTML page that opens without a server. It compares what you type with the answer key, as
    text, and grades nothing. With --serve, serve the page on this machine and grade whole responses with the real
    verifiers, until Ctrl-C (exit code 0).
    """
    unused = ("out",) if serves else ("host", "port")
    for name in unused:
        if context.get_parameter_source(name) is not ParameterSource.DEFAULT:
            raise click.UsageError(f"--{name} cannot be used {'with' if serves else 'without'} --serve")
    return _serve(tasks, n, host, port) if serves else _write(tasks, n, out)


def _write(path: Path, n: int, out: Path) -> int:
    """Write the page that needs no server."""
    from etude.cli.bars import bars
    from etude.tasks.files.gallery import write_gallery

    if out.exists() and not out.is_dir():
        raise EtudeError(f"cannot write {out}: it is a file; give a folder")
    shown, more = _read(path, n)
    with bars(len(shown), "drawing scores") as (progress,):
        page = write_gallery(shown, out, f"Etude: {path.name}", progress)
    click.echo(f"{len(shown)} tasks{more}: {page}", err=True)
    return 0


def _serve(path: Path, n: int, host: str, port: int) -> int:
    """Serve the page until Ctrl-C."""
    from etude.cli.bars import bars
    from etude.serve.listening import allowed_hosts, is_local, listen, require_server, serve, url_of

    require_server()
    from etude.serve.gallery import gallery_app, page_script
    from etude.tasks.files.gallery import gallery_page

    shown, more = _read(path, n)
    with listen(host, port) as listening:
        with bars(len(shown), "drawing scores") as (progress,):
            page = gallery_page(shown, f"Etude: {path.name}", page_script(), progress, keys=False)
        app = gallery_app(shown, page, allowed_hosts(host, listening))
        click.echo(f"{len(shown)} tasks{more}: {url_of(listening)} (Ctrl-C stops)", err=True)
        if not is_local(listening):
            click.echo(
                "Other machines can connect: whoever does sees tasks and answers and has responses graded.", err=True
            )
        serve(app, listening)
    click.echo("stopped", err=True)
    return 0


def _read(path: Path, n: int) -> tuple[list[Task], str]:
    """The first tasks of a file, and what to say of those left out. Raises EtudeError where there are none."""
    from etude.tasks.files.formats import read_tasks

    read = list(islice(read_tasks(path), n + 1))
    if not read:
        raise EtudeError(f"{path} holds no tasks")
    return read[:n], f" (the first {n}; --n shows more)" if len(read) > n else ""
