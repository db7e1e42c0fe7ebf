"""The whole loop learns, and learns from the reward: the proof that continuous integration runs."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from etude.train.recipes import read
from etude.train.running import train

pytestmark = [pytest.mark.learns, pytest.mark.filterwarnings("ignore")]


def _gain(folder: Path, *changes: str) -> float:
    """Points of accuracy on operand pairs that are held out of training, from the warm-up on."""
    train(read("tiny-sums", changes), folder)
    scores = json.loads((folder / "scores.json").read_text())
    return 100 * (scores["after"]["overall"]["accuracy"] - scores["before"]["overall"]["accuracy"])


@pytest.mark.parametrize("seed", [0, 1, 2])
def test_right_answers_are_learned(seed: int, tmp_path: Path) -> None:
    assert _gain(tmp_path / "r", f"seed={seed}") >= 20


def test_a_random_reward_teaches_nothing(tmp_path: Path) -> None:
    assert _gain(tmp_path / "r", "rewards=[random=1]") <= 3
