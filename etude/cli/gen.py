"""``gen-tasks`` (also ``etude gen``): write tasks to a file or a pipe."""

from __future__ import annotations

import sys
import time
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from etude.cli.bars import Progress, bars
from etude.cli.frame import EXHAUSTED, run
from etude.task import EtudeError

if TYPE_CHECKING:
    from etude.tasks.corpus import Corpus
    from etude.tasks.files.run import Order, Summary

_ALONE = 6_000
"""Up to so many tasks one process is done before others have started."""
_NAMED = 10
"""Unusable tunes of a corpus that are named one by one."""
_VIEWS = {"png": "image", "svg": "svg"}
"""Format of pictures to the view of the families."""
_SEED = click.IntRange(-(2**63), 2**63 - 1)


@click.command(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.option("--domain", metavar="D", help="arithmetic or music; all if not given.")
@click.option("--n", "n", type=click.IntRange(min=1), metavar="N", help="Number of tasks (a preset has its own).")
@click.option("--family", "names", multiple=True, metavar="F", help="Family or variant (name:knob=value); repeatable.")
@click.option("--preset", "preset_name", metavar="P", help="A paper's mix: random-calculation or ssmr.")
@click.option("--level", type=int, metavar="L", help="1 (easiest) to 5; all if not given.")
@click.option("--seed", type=_SEED, default=0, show_default=True, metavar="S", help="Any whole number.")
@click.option("--split", metavar="SPLIT", help="train or test, kept apart by content; both if not given.")
@click.option("--format", "kind", type=click.Choice(["jsonl", "parquet"]), help="By the name of --out, else jsonl.")
@click.option("--out", metavar="PATH", help="File to write, - for standard output. Default: named after the mix.")
@click.option("--workers", type=click.IntRange(1, 256), metavar="W", help="Processes; the bytes do not depend on it.")
@click.option("--resume", is_flag=True, help="Go on with an interrupted run.")
@click.option("--corpus", "tunes", type=click.Path(path_type=Path), metavar="PATH",
              help="Your own tunes for the families that take an excerpt: JSONL (field abc) or a folder.")  # fmt: skip
@click.option("--allow-duplicates", is_flag=True, help="Keep questions that were asked before.")
@click.option(
    "--images", "pictures", is_flag=False, flag_value="png", type=click.Choice(["png", "svg"]),
    help="Scores as pictures in the folder images/ instead of ABC text; PNG if not said.",
)  # fmt: skip
@click.option("--quiet", "-q", is_flag=True, help="No progress bar and no summary.")
def command(
    domain: str | None, n: int | None, names: tuple[str, ...], preset_name: str | None, level: int | None,
    seed: int, split: str | None, kind: str | None, out: str | None, workers: int | None, resume: bool,
    tunes: Path | None, allow_duplicates: bool, pictures: str | None, quiet: bool,
) -> int:  # fmt: skip
    """Write N distinct exercises with all that is needed to mark them.

    \b
    gen-tasks --domain music --n 10000
    gen-tasks --family arithmetic.random_calculation:steps=7 --n 500 --out steps7.parquet
    gen-tasks --preset ssmr --split test --out - | head -1
    gen-tasks --domain music --n 1000 --images --out scores.parquet
    gen-tasks --domain music --n 1000 --corpus my-tunes/

    Exit codes: 0 done, 1 failed, 2 wrong arguments, 3 fewer distinct tasks exist than were asked for
    (those are kept).
    """  # noqa: D301 - click needs the real backspace
    from etude.tasks.files.run import Interrupted

    order, target = _order(domain, n, names, preset_name, level, seed, split, kind, out, allow_duplicates, pictures)
    if tunes is not None:
        order = replace(order, corpus=_corpus(tunes, quiet))
    workers = workers or _workers(order.n)
    started = time.monotonic()
    with bars(order.n, "writing tasks", "drawing pictures", quiet=quiet) as (progress, drawing):
        try:
            summary = _write(order, target, workers, progress, drawing, resume)
        except KeyboardInterrupt:
            if target is None or not _to_file(target):
                raise
            raise Interrupted(f"interrupted; run again with --resume to go on with {target}") from None
    if not quiet:
        from etude.cli.summary import print_summary

        print_summary(summary, target, time.monotonic() - started)
    if not summary.complete:
        from etude.tasks.generation import describe_dry

        raise Exhausted(
            f"only {summary.made} of {summary.asked} tasks: no more distinct ones in {describe_dry(summary.dry)}"
        )
    return 0


class Exhausted(click.ClickException):
    """Fewer tasks exist than were asked for."""

    exit_code = EXHAUSTED


def _order(
    domain: str | None, n: int | None, names: tuple[str, ...], preset_name: str | None, level: int | None,
    seed: int, split: str | None, kind: str | None, out: str | None, allow_duplicates: bool, pictures: str | None,
) -> tuple[Order, Path | None]:  # fmt: skip
    """What to write and where (None for standard output). Raises click.UsageError."""
    from etude.tasks.files.formats import format_of
    from etude.tasks.files.run import Order
    from etude.tasks.generation import lanes_for, select
    from etude.tasks.presets import preset
    from etude.tasks.registry import NameProblem, check_split, pictured

    try:
        check_split(split)
        if preset_name:
            if domain or names:
                raise click.UsageError("--preset stands for its own families: leave out --domain and --family")
            chosen = preset(preset_name)
            lanes = [lane for lane in chosen.lanes if level in (None, lane.level)]
            if pictures:
                lanes = [lane._replace(family=pictured(lane.family, _VIEWS[pictures])) for lane in lanes]
            n = n or chosen.size
            split = split or chosen.split
            label = preset_name
        else:
            cards = select(domain, names or None)
            if pictures:
                cards = select(None, [pictured(card.name, _VIEWS[pictures]) for card in cards])
            lanes = lanes_for(cards, level)
            label = names[0].replace(":", "-") if len(names) == 1 else domain or "tasks"
    except NameProblem as error:
        raise click.UsageError(str(error)) from None
    if n is None:
        raise click.UsageError("say how many tasks with --n")
    if not lanes:
        raise click.UsageError(f"no level {level} in preset {preset_name}")
    if out is None:
        out = f"{label}-{n}-seed{seed}{f'-{split}' if split else ''}.{kind or 'jsonl'}"
    target = None if out == "-" else Path(out)
    kind = kind or (format_of(target) if target else "jsonl")
    if pictures and (target is None or not _to_file(target)):
        raise click.UsageError("--images writes files beside the tasks: give --out a file name")
    if kind == "parquet" and pictures == "svg":
        raise click.UsageError("datasets cannot show SVG pictures: write JSONL, or PNG pictures with --images png")
    if kind == "parquet" and (target is None or not _to_file(target)):
        raise click.UsageError("Parquet cannot be written to a pipe: give --out a file name")
    return Order(tuple(lanes), n, seed, split, kind, allow_duplicates, pictures is not None), target


def _corpus(path: Path, quiet: bool) -> Corpus:
    """The tunes of a corpus; what could not be used is named on standard error."""
    from etude.tasks.corpus import count_tunes, read_corpus

    with bars(count_tunes(path), "reading tunes", quiet=quiet) as (progress,):
        corpus = read_corpus(path, progress)
    for line in corpus.skipped[:_NAMED] if not quiet else ():
        click.echo(f"skipped {line}", err=True)
    if len(corpus.skipped) > _NAMED and not quiet:
        click.echo(f"skipped {len(corpus.skipped) - _NAMED} more", err=True)
    return corpus


def _to_file(target: Path) -> bool:
    """Whether a path is, or can become, a regular file: not a device and not a named pipe."""
    return not target.exists() or target.is_file() or target.is_dir()


def _workers(n: int) -> int:
    from etude.tasks.files.drawing import usable_cpus

    return 1 if n <= _ALONE else usable_cpus()


def _write(
    order: Order, target: Path | None, workers: int, progress: Progress, drawing: Progress, resume: bool
) -> Summary:
    from etude.tasks.files.run import stream, write

    if target is not None and _to_file(target):
        return write(order, target, workers, progress, drawing=drawing, resume=resume)
    if resume:
        raise click.UsageError("--resume needs --out with a file name")
    if target is None:
        return stream(order, sys.stdout.buffer, workers, progress)
    try:
        with target.open("wb") as sink:
            return stream(order, sink, workers, progress)
    except OSError as error:
        raise EtudeError(f"cannot write {target}: {error.strerror or error}") from None


def main() -> None:
    """The entry point of ``gen-tasks``."""
    run(command, "gen-tasks")
