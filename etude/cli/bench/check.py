"""``etude bench check``: prove that a benchmark is what was committed to."""

from __future__ import annotations

from pathlib import Path

import click

from etude.cli.bars import bars
from etude.cli.bench.options import FOLDER, SETTINGS, processes, salt_of, workers_option
from etude.cli.frame import FAILED


@click.command("check", context_settings=SETTINGS)
@FOLDER
@click.option(
    "--salt-file", type=click.Path(path_type=Path), metavar="F",
    help="The salt, once revealed; DIR.salt is taken if it is there.",
)  # fmt: skip
@workers_option
@click.option("--json", "as_json", is_flag=True, help="Print the findings as JSON.")
def command(folder: Path, salt_file: Path | None, workers: int | None, as_json: bool) -> int:
    """Check the benchmark DIR: every byte against its salt, every answer against its verifier.

    Without the salt, only the hashes in DIR are compared. Exit code 1 if anything is wrong.
    """
    import json

    from etude.benchmarks.check import check

    folder = folder.absolute()
    beside = folder.with_name(f"{folder.name}.salt")
    salt = salt_of(salt_file or (beside if beside.is_file() else None))
    asked = _asked(folder)
    with bars(asked, "drawing again", "marking answers", quiet=as_json) as (drawing, marking):
        found = check(folder, salt, processes(workers), drawing, marking)
    if as_json:
        click.echo(json.dumps({**vars(found), "sound": found.sound}, ensure_ascii=False))
        return 0 if found.sound else FAILED
    for line in found.notes:
        click.echo(f"note: {line}")
    for line in found.problems:
        click.echo(f"problem: {line}", err=True)
    if found.rederived:
        click.echo(f"{found.rederived} files are what the salt gives, byte for byte ({found.questions:,} questions)")
    if found.remarked:
        click.echo(f"{found.right:,} of {found.remarked:,} answers marked 1 by their verifiers")
    click.echo("sound" if found.sound else f"not sound: {len(found.problems)} problems")
    return 0 if found.sound else FAILED


def _asked(folder: Path) -> int:
    """How far the bars go; a damaged manifest is a finding of the check, not of its bars."""
    from etude.benchmarks.folder import Benchmark, FolderProblem

    try:
        return int(Benchmark(folder).manifest["asked"])
    except FolderProblem:
        return 0
