"""``etude train``: run a recipe."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from enum import Enum
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from etude.cli.bars import bars, only_ours

if TYPE_CHECKING:
    from etude.train.recipes import Plan

_TOLD = 20
"""Lines of progress in a run where there is no terminal for a bar."""


@click.command("train", context_settings={"help_option_names": ["-h", "--help"]})
@click.argument("recipe", required=False)
@click.option("--set", "changes", multiple=True, metavar="KEY=VALUE", help="Change a key of the recipe; repeatable.")
@click.option(
    "--out", type=click.Path(path_type=Path), metavar="FOLDER", help="Folder of the run. Default: runs/RECIPE."
)
@click.option(
    "--resume", "again", type=click.Path(path_type=Path), metavar="FOLDER", help="Go on with a run that was stopped."
)
@click.option("--dry-run", is_flag=True, help="Check the recipe and print what would run.")
@click.option("--list", "listed", is_flag=True, help="Print the recipes that there are.")
def command(
    recipe: str | None, changes: tuple[str, ...], out: Path | None, again: Path | None, dry_run: bool, listed: bool
) -> None:
    """Train a model by GRPO on Etude's tasks. RECIPE is a YAML file, or the name of one that comes with Etude.

    Its keys are Etude's (etude train --list says what the recipes do) and those of TRL's GRPOConfig. The folder of the
    run holds run.json, metrics.jsonl, completions, checkpoints, the model and report.html.
    """
    from etude.train import recipes

    if listed:
        _list()
        return
    only_ours()
    if again:
        if recipe or changes or out:
            raise click.UsageError("--resume goes on with a run as it was begun: give nothing else")
        from etude.train.running import resume

        with _shown() as shown:
            report = resume(again, **shown)
        click.echo(f"report: {report}")
        return
    if not recipe:
        raise click.UsageError("give a recipe (etude train --list), or --resume FOLDER")
    plan = recipes.read(recipe, changes)
    folder = out or Path("runs") / plan.recipe.name
    if dry_run:
        _dry(plan, folder)
        return
    from etude.train.running import train

    with _shown() as shown:
        report = train(plan, folder, **shown)
    click.echo(f"report: {report}")


def _list() -> None:
    import yaml

    from etude.train.recipes import known

    for name, path in known().items():
        click.echo(f"{name:24} {yaml.safe_load(path.read_text('utf-8')).get('about', '')}")


def _dry(plan: Plan, folder: Path) -> None:
    """What would run: every key, the tasks, the batch."""
    from etude.train.evaluation import held_out, tasks_of

    recipe = plan.recipe
    for key, value in plan.to_dict().items():
        shown = value.value if isinstance(value, Enum) else value
        click.echo(f"{key}: {json.dumps(shown, ensure_ascii=False, default=str)}")
    tasks = tasks_of(recipe.families, recipe.levels, min(recipe.tasks, 64), recipe.tasks_seed, "train")
    held = held_out(recipe)
    click.echo(f"# would train {recipe.model} into {folder}; held-out tasks: {len(held)}")
    click.echo(f"# first prompt: {json.dumps(tasks[0].prompt, ensure_ascii=False)}")


@contextmanager
def _shown() -> Iterator[dict[str, Any]]:
    """What shows a run: a bar of steps on a terminal, a line now and then elsewhere."""
    with bars(1, "training") as (bar,):

        def move(done: int, steps: int) -> None:
            bar(done, steps)
            if not sys.stderr.isatty() and done % max(1, steps // _TOLD) == 0:
                click.echo(f"step {done} of {steps}", err=True)

        yield {"say": partial(click.echo, err=True), "progress": move}
