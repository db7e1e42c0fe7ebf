"""The reward function as TRL calls it."""

from __future__ import annotations

import math
import pickle

import pytest

import etude
from etude.task import BackendError, Verdict
from etude.train import Reward, reward
from etude.train.rewards import MARKS, RewardProblem
from etude.verifiers import text_of

SUM = "arithmetic.integer_chain:operands=2,top=9,signs=plus,ask=number"


def _task(index: int = 0):  # type: ignore[no-untyped-def]
    return etude.make_task(SUM, 1, index)


def _given(said, weights=None, tasks=None, **more):  # type: ignore[no-untyped-def]
    tasks = tasks or [_task()] * len(said)
    lines = [task.to_json() for task in tasks]
    return Reward(weights, **more)(
        prompts=["?"] * len(said), completions=said, task=lines, completion_ids=[[1]] * len(said)
    )


def test_completions_of_every_shape() -> None:
    assert text_of("a") == "a"
    assert (
        text_of(
            [
                {"role": "assistant", "content": "a"},
                {"role": "tool", "content": "t"},
                {"role": "assistant", "content": "b"},
            ]
        )
        == "b"
    )
    assert text_of([{"role": "assistant", "content": [{"type": "text", "text": "a"}, {"type": "image"}]}]) == "a"
    assert text_of([{"role": "assistant", "tool_calls": []}]) is None
    assert text_of([]) is None


def test_the_default_reward_is_the_verdicts() -> None:
    right = _task().answer
    assert _given([right, "no", "", [{"role": "assistant", "content": right}]]) == [1.0, 0.0, 0.0, 1.0]
    assert reward.__name__ == "etude"
    assert len(pickle.dumps(reward)) < 400


def test_controls() -> None:
    right = int(_task().answer)
    said = [str(right), str(right + 1), str(right + 1), str(right + 2), "what?"]
    assert _given(said, {"correct": 1}) == [1, 0, 0, 0, 0]
    assert _given(said, {"inverted": 1}) == [0, 1, 1, 1, 1]
    assert _given(said, {"format": 1}) == [1, 1, 1, 1, 0]
    assert _given(said, {"majority": 1}) == [0, 1, 1, 0, 0]
    assert _given([said[0]] * 3 + said[3:], {"majority": 1}) == [1, 1, 1, 0, 0]
    assert _given([said[0]] * 3 + said[3:], {"majority_incorrect": 1}) == [0, 0, 0, 1, 0]
    assert _given(["what?"] * 2, {"majority": 1}) == [0, 0]
    assert _given(said, {"graded": 1, "format": 0.5}) == [1.5, 0.5, 0.5, 0.5, 0]


def test_the_coin_is_fair_and_the_same_each_time() -> None:
    said = ["1"] * 4000
    found = _given(said, {"random": 1}, seed=3)
    assert found == _given(said, {"random": 1}, seed=3) != _given(said, {"random": 1}, seed=4)
    assert abs(sum(found) / 4000 - 0.5) < 0.04
    assert set(found) == {0.0, 1.0}


def test_groups_are_runs_of_the_same_task() -> None:
    one, two = _task(0), _task(1)
    tasks = [one, one, one, two, two, two]
    said = [one.answer, "99", "99", two.answer, two.answer, "99"]
    assert _given(said, {"majority": 1}, tasks) == [0, 1, 1, 1, 1, 0]


def test_length_costs_from_soft_to_hard() -> None:
    right = _task().answer
    said = [f"{' ' * n}The answer is {right}" for n in (0, 100, 150, 500)]
    found = _given(said, overlong=(len(said[0]), len(said[2])), overlong_weight=0.5)
    assert found[0] == 1 and 0.5 < found[1] < 1 and found[2:] == [0.5, 0.5]


def test_metrics_and_columns() -> None:
    metrics: dict[str, float] = {}
    columns: dict[str, list[object]] = {}
    seen: list[tuple[object, Verdict]] = []
    task = _task()
    Reward(watch=lambda task, verdict: seen.append((task.id, verdict)))(
        prompts=["", ""], completions=[task.answer, "?"], task=[task.to_json()] * 2, trainer_state=None,
        log_metric=metrics.__setitem__, log_extra=columns.__setitem__,
    )  # fmt: skip
    assert metrics["accuracy"] == metrics["accuracy/arithmetic.integer_chain"] == 0.5
    assert metrics["accuracy/arithmetic.integer_chain/level 1"] == metrics["reason/correct"] == 0.5
    assert 0 < metrics["marking_seconds"] < 1
    assert columns == {"extracted": [task.answer, None], "reason": ["correct", "no_answer"]}
    assert [verdict.correct for _, verdict in seen] == [True, False]


def test_only_a_failure_of_the_marker_is_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(task: object, response: str) -> Verdict:
        if response == "crash":
            raise BackendError("q is gone")
        return etude.verify(task, response)  # type: ignore[arg-type]

    monkeypatch.setattr("etude.train.rewards.verify", fails)
    assert _given([_task().answer, "crash", "x"], {"majority": 1, "graded": 1}) == [2.0, None, 0.0]


@pytest.mark.parametrize("name", MARKS)
def test_every_reward_is_a_finite_number(name: str) -> None:
    said = ["", "1e999", "nan", "\\boxed{" * 500, "\ud800", "7" * 5000, _task().answer]
    found = _given(said, {name: 1.0})
    assert all(math.isfinite(value) and 0 <= value <= 1 for value in found)


def test_wrong_settings() -> None:
    with pytest.raises(RewardProblem, match="no reward is called 'best': there are graded"):
        Reward({"best": 1})
    with pytest.raises(RewardProblem, match="soft < hard"):
        Reward(overlong=(10, 10))
