"""Held-out tasks, a model's completions of them, and the score."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

from etude.benchmarks.score import Score, score
from etude.task import Task
from etude.tasks import generate
from etude.train.data import DataProblem, Form
from etude.train.outcome import write_responses
from etude.train.recipes import Recipe, names_of

Answer = Callable[[Sequence[Any]], list[list[str]]]
"""From prompts to the completions of each."""


def tasks_of(families: Iterable[str], levels: Sequence[int], n: int, seed: int, split: str | None) -> list[Task]:
    """About n distinct tasks of some families at some levels (all if none), in equal shares. Raises DataProblem."""
    names = names_of(*families)
    parts = levels or (None,)
    each = -(-n // len(parts))
    found = [task for level in parts for task in generate(family=names, n=each, seed=seed, level=level, split=split)]
    if not found:
        raise DataProblem(f"there are no tasks of {', '.join(names)} at these levels")
    return found[:n]


def held_out(recipe: Recipe) -> list[Task]:
    """The tasks that a recipe evaluates on, of the split ``test``."""
    families, levels = recipe.eval_families or recipe.families, recipe.eval_levels or recipe.levels
    return tasks_of(families, levels, recipe.eval_tasks, recipe.tasks_seed + 1, "test")


def shots_of(families: Iterable[str], levels: Sequence[int], n: int, seed: int) -> tuple[Task, ...]:
    """Solved examples to stand before a prompt, of the split ``train``."""
    return tuple(tasks_of(families, levels, n, seed + 3, "train")) if n else ()


def form_of(recipe: Recipe) -> Form:
    """How a recipe puts its tasks to the model."""
    shots = shots_of(recipe.families, recipe.levels, recipe.shots, recipe.tasks_seed)
    return Form(recipe.prompt, recipe.system, shots)


def evaluate(answer: Answer, tasks: Sequence[Task], path: Path, recipe: Recipe) -> Score:
    """Ask for completions as a recipe does, write them to a file of responses, and score that. Raises OSError."""
    form = form_of(recipe)
    write_responses(path, tasks, answer([form.prompt(task) for task in tasks]))
    return score(tasks, path)
