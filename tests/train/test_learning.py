"""The whole loop learns, and learns from the reward: the proof that continuous integration runs."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from etude.train.evaluation import held_out, tasks_of
from etude.train.recipes import read
from etude.train.running import train

pytestmark = [pytest.mark.learns, pytest.mark.filterwarnings("ignore")]


def _accuracy(path: Path, prompts: dict[str, str]) -> float:
    """The share of completions that are the sum, worked out here from the question: the marker has no part in it."""
    marks = []
    for line in path.read_text().splitlines():
        row = json.loads(line)
        numbers = re.fullmatch(r"(\d+) \+ (\d+) =", prompts[row["id"]])
        assert numbers
        marks += [text.strip() == str(int(numbers[1]) + int(numbers[2])) for text in row["response"]]
    return 100 * sum(marks) / len(marks)


def _gain(folder: Path, *changes: str) -> float:
    """Points of accuracy on operand pairs that are held out of training, from the warm-up on."""
    plan = read("tiny-sums", changes)
    train(plan, folder)
    held, trained = held_out(plan.recipe), tasks_of(plan.recipe.families, [], plan.recipe.tasks, 0, "train")
    pairs = [{tuple(sorted(re.findall(r"\d+", task.prompt))) for task in tasks} for tasks in (held, trained)]
    assert not pairs[0] & pairs[1]
    prompts = {task.id: task.prompt for task in held}
    return _accuracy(folder / "after.jsonl", prompts) - _accuracy(folder / "before.jsonl", prompts)


def test_right_answers_are_learned(tmp_path: Path) -> None:
    """How much one seed gains depends on the processor's arithmetic (one of 12 points was seen); no seed gains little."""
    gains = sorted(_gain(tmp_path / f"r{seed}", f"seed={seed}") for seed in range(3))
    assert gains[1] >= 20, gains
    assert gains[0] >= 8, gains


def test_a_random_reward_teaches_nothing(tmp_path: Path) -> None:
    assert _gain(tmp_path / "r", "rewards=[random=1]") <= 3
