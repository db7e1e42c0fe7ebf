"""``etude bench build``: freeze a suite."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING

import click

from etude.cli.bars import bars
from etude.cli.bench.options import SETTINGS, processes, workers_option
from etude.cli.frame import EXHAUSTED
from etude.task import EtudeError

if TYPE_CHECKING:
    from etude.benchmarks.build import Built
    from etude.benchmarks.suite import Suite


@click.command("build", context_settings=SETTINGS)
@click.argument("suite_name", metavar="SUITE")
@click.option("--out", required=True, type=click.Path(path_type=Path), metavar="DIR", help="Folder to make.")
@click.option(
    "--n", "n", type=click.IntRange(1, 10_000_000), metavar="N", help="Questions; a suite has its own number."
)
@click.option(
    "--salt-file", type=click.Path(path_type=Path), metavar="F",
    help="Build from this salt; a file that is not there gets a fresh one. Default: a fresh one in DIR.salt.",
)  # fmt: skip
@click.option("--public", is_flag=True, help="Leave the answers out.")
@click.option("--images", is_flag=True, help="Scores as pictures instead of ABC text.")
@workers_option
@click.option("--quiet", "-q", is_flag=True, help="No progress bar and no summary.")
def command(
    suite_name: str, out: Path, n: int | None, salt_file: Path | None, public: bool, images: bool,
    workers: int | None, quiet: bool,
) -> int:  # fmt: skip
    """Freeze N questions of SUITE in the new folder DIR, drawn from a secret salt.

    SUITE is algebrarium, all, q-coding, random-calculation or ssmr, or a .yaml file of your own.

    \b
    etude bench build ssmr --out ssmr-2026
    etude bench build all --n 5000 --out public --public --salt-file secret.salt

    Keep the salt file: whoever has it has the answers, and a public benchmark is scored with it.
    """  # noqa: D301 - click needs the real backspace
    from dataclasses import replace

    from etude.benchmarks.build import build, check_free
    from etude.benchmarks.salts import fresh, read_salt, write_salt
    from etude.benchmarks.suite import find_suite

    suite = find_suite(suite_name)
    suite = replace(suite, images=True) if images else suite
    out = out.absolute()
    check_free(out)
    path = salt_file or out.with_name(f"{out.name}.salt")
    new = not path.exists()
    if not new and salt_file is None:
        raise EtudeError(f"{path} is the salt of an earlier build: give it with --salt-file, or move it away")
    if path.absolute().is_relative_to(out):
        raise EtudeError(f"the salt must not lie in the benchmark: {path}")
    salt = fresh() if new else read_salt(path)
    number = n or suite.n
    started = time.monotonic()
    try:
        if new:
            write_salt(salt, path)
        with bars(number, "drawing questions", "drawing pictures", quiet=quiet) as (progress, drawing):
            built = build(
                suite, out, salt, n=number, public=public, workers=_workers(workers, number), progress=progress,
                drawing=drawing,
            )  # fmt: skip
    except BaseException as error:
        if new and isinstance(error, OSError | KeyboardInterrupt | EtudeError):
            path.unlink(missing_ok=True)
        if isinstance(error, OSError):
            raise EtudeError(f"cannot build {out}: {error.strerror or error}; nothing was kept") from None
        raise
    if not quiet:
        _show(built, suite, path, new, time.monotonic() - started)
    if not built.summary.complete:
        from etude.tasks.generation import describe_dry

        click.echo(
            f"etude: only {built.summary.made} of {number} questions: no more distinct ones in "
            f"{describe_dry(built.summary.dry)}",
            err=True,
        )
        return EXHAUSTED
    return 0


def _workers(workers: int | None, n: int) -> int:
    return workers or (processes(None) if n > 300 else 1)


def _show(built: Built, suite: Suite, salt: Path, new: bool, seconds: float) -> None:
    from etude.benchmarks.chance import in_words
    from etude.cli.summary import console, table

    out = console()
    manifest = built.manifest
    levels = sorted({level for by_level in manifest["counts"].values() for level in by_level})
    heads = ["families", *(f"level {level}" for level in levels), "questions"]
    rows = table("domain", *heads, numbers=heads)
    domains = sorted({name.split(".")[0] for name in manifest["counts"]})
    for domain in domains:
        inside = {name: c for name, c in manifest["counts"].items() if name.split(".")[0] == domain}
        sums = [sum(c.get(level, 0) for c in inside.values()) for level in levels]
        rows.add_row(domain, f"{len(inside):,}", *[f"{s:,}" for s in sums], f"{sum(sums):,}")
    out.print(rows)
    for line in in_words(manifest["chance"]):
        out.print(line, soft_wrap=True)
    kind = "public, without answers" if manifest["public"] else "private, with answers"
    out.print(
        f"[bold]{suite.title}[/]: {manifest['questions']:,} questions in {built.folder} ({kind}, {seconds:.1f} s)",
        soft_wrap=True,
    )
    told = "a fresh salt, readable by you alone: keep it, and keep it secret" if new else "the salt it was built from"
    out.print(f"{salt}: {told}", soft_wrap=True)
