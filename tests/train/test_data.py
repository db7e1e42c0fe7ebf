"""Datasets and specs, as GRPOTrainer takes them."""

from __future__ import annotations

import pytest

import etude
from etude.task import EtudeError, split_of
from etude.theory.reduction import SIGNS, parse, ready, reduce
from etude.train import dataset, environments, spec
from etude.train.data import DataProblem, repeated

pytestmark = pytest.mark.filterwarnings("ignore")
RESERVED = {"prompts", "completions", "completion", "completion_ids", "images", "image", "trainer_state", "log_extra"}


def test_rows_hold_the_prompt_and_the_task() -> None:
    rows = dataset("algebra", n=20, seed=3)
    assert rows.column_names == ["prompt", "task"]
    for row in rows:
        task = etude.Task.from_json(row["task"])
        assert row["prompt"] == [{"role": "user", "content": task.prompt}]
        assert split_of(task.fingerprint) == "train"
        assert etude.verify(task, task.answer).correct
    assert not RESERVED & set(rows.column_names)
    assert dataset("algebra", n=20, seed=3)["task"] == rows["task"]


def test_text_prompts_and_streams() -> None:
    row = dataset("arithmetic", n=1, prompt="text")[0]
    assert row["prompt"] == etude.Task.from_json(row["task"]).prompt
    stream = iter(dataset(family="arithmetic.integer_chain", level=1))
    first = [next(stream)["task"] for _ in range(5)]
    assert len(set(first)) == 5
    with pytest.raises(DataProblem, match="messages or text"):
        dataset("arithmetic", n=1, prompt="html")


def test_pictures() -> None:
    pytest.importorskip("verovio")
    family = "music.interval.name:view=image"
    row = dataset(family=family, n=1, images=True)[0]
    assert row["images"][0].size[0] > 50
    with pytest.raises(DataProblem, match="no pictures"):
        dataset("arithmetic", n=1, images=True)


def test_too_few_rows_are_repeated() -> None:
    rows = dataset("arithmetic", n=3)
    assert len(repeated(rows, 8)) == 9
    with pytest.raises(DataProblem, match="no tasks"):
        repeated(rows.select([]), 8)


def test_a_spec_has_the_names_of_the_trainers_arguments() -> None:
    found = spec("arithmetic", n=8, eval_n=4).kwargs()
    assert set(found) == {"train_dataset", "eval_dataset", "reward_funcs"}
    assert isinstance(found["reward_funcs"], list)  # a tuple crashes the trainer
    tasks = {split_of(etude.Task.from_json(line).fingerprint) for line in found["eval_dataset"]["task"]}
    assert tasks == {"test"}
    many = spec("q", n=4, multi_turn=True).kwargs()
    assert set(many) == {"train_dataset", "environment_factory"}
    assert many["train_dataset"]["environment"] == ["q"] * 4
    assert set(many["environment_factory"]) == {"q"}
    with pytest.raises(EtudeError, match="several turns are there for"):
        spec("music", n=4, multi_turn=True)


def _solution(task: etude.Task) -> list[str]:
    """Every operation of a task in a right order."""
    if task.domain == "algebra":
        return [f"{step['call']} = {step['value']}" for step in task.spec["steps"]]
    tree, found = parse(task.meta["expression"]), []
    while operations := ready(tree):
        one = operations[0]
        found.append(f"{one.left} {SIGNS[one.sign]} {one.right} = {one.value}")
        tree = reduce(tree, one)
    return found


@pytest.mark.parametrize("domain", ["q", "algebra", "arithmetic"])
def test_practice_with_right_and_wrong_actions(domain: str) -> None:
    rows = spec(domain, n=3, multi_turn=True, level=1).train_dataset
    for row in rows:
        task = etude.Task.from_json(row["task"])
        practice = environments[domain]()
        assert practice.reset(**row).startswith("\n")
        if domain == "q":
            assert practice.run("1+1").strip() == "2"
            assert practice.get_reward() == 0
            practice.submit(task.answer)
            assert practice.get_reward() == 1
            assert "over" in practice.submit(task.answer)
            practice.reset(**row)
            practice.submit("solve:{x}")
            assert practice.get_reward() < 1
        else:
            practice.step("nonsense")
            assert practice.get_reward() == 0
            practice.reset(**row)
            for action in _solution(task):
                assert "over" not in practice.step(action)
            assert practice.get_reward() == pytest.approx(1)
            assert "over" in practice.step("1 + 1 = 2")
        with pytest.raises(EtudeError, match="column 'task'"):
            practice.reset(prompt="x")


def test_tools_have_typed_documented_arguments() -> None:
    from transformers.utils import get_json_schema

    for factory in environments.values():
        practice = factory()
        tools = [name for name in dir(practice) if not name.startswith("_") and callable(getattr(practice, name))]
        for name in set(tools) - {"reset", "get_reward"}:
            schema = get_json_schema(getattr(practice, name))["function"]
            assert schema["description"] and schema["parameters"]["required"]
