"""``etude train``: run a recipe."""

from __future__ import annotations

import json
import sys
import warnings
from enum import Enum
from pathlib import Path

import click

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

    # The libraries' notes to each other about names that will change are nothing to the user.
    warnings.filterwarnings("ignore", category=FutureWarning)
    if listed:
        _list()
        return
    if again:
        if recipe or changes or out:
            raise click.UsageError("--resume goes on with a run as it was begun: give nothing else")
        from etude.train.running import resume

        with _Bar() as bar:
            click.echo(f"report: {resume(again, say=bar.say, progress=bar.move)}")
        return
    if not recipe:
        raise click.UsageError("give a recipe (etude train --list), or --resume FOLDER")
    plan = recipes.read(recipe, changes)
    folder = out or Path("runs") / plan.recipe.name
    if dry_run:
        _dry(plan, folder)
        return
    from etude.train.running import train

    with _Bar() as bar:
        click.echo(f"report: {train(plan, folder, say=bar.say, progress=bar.move)}")


def _list() -> None:
    import yaml

    from etude.train.recipes import known

    for name, path in known().items():
        click.echo(f"{name:24} {yaml.safe_load(path.read_text('utf-8')).get('about', '')}")


def _dry(plan, folder: Path) -> None:  # type: ignore[no-untyped-def]
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


class _Bar:
    """A bar of steps on a terminal; now and then a line elsewhere."""

    def __init__(self) -> None:
        self._page: object = None

    def __enter__(self) -> _Bar:
        if sys.stderr.isatty():
            from rich.console import Console
            from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

            columns = (TextColumn("steps"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
            self._page = Progress(*columns, console=Console(stderr=True), transient=True)
            self._page.start()
            self._task = self._page.add_task("steps", total=None)
        return self

    def __exit__(self, *problem: object) -> None:
        if self._page:
            self._page.stop()  # type: ignore[attr-defined]

    def say(self, line: str) -> None:
        """A line for the user."""
        click.echo(line, err=True)

    def move(self, done: int, steps: int) -> None:
        """Another step is done."""
        if self._page:
            self._page.update(self._task, completed=done, total=steps)  # type: ignore[attr-defined]
        elif done % max(1, steps // _TOLD) == 0:
            click.echo(f"step {done} of {steps}", err=True)
