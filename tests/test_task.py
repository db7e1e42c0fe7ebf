from __future__ import annotations

import json
from dataclasses import FrozenInstanceError

import pytest

import etude
from etude.task import Task, TaskError, fingerprint, split_of


def test_json_round_trip() -> None:
    for task in etude.generate(n=100, seed=5):
        assert Task.from_json(task.to_json()) == task
        assert "\n" not in task.to_json()


def test_a_task_is_frozen() -> None:
    task = etude.make_task("arithmetic.integer_chain")
    with pytest.raises(FrozenInstanceError):
        task.level = 3


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("{", "not JSON"),
        ("[]", "JSON object, not list"),
        ("{}", "no field 'id'"),
        ("[" * 100_000, "not JSON"),
    ],
)
def test_a_broken_record_is_named(line: str, message: str) -> None:
    with pytest.raises(TaskError, match=message):
        Task.from_json(line)


def test_a_wrong_type_is_named() -> None:
    record = etude.make_task("arithmetic.integer_chain").to_dict()
    with pytest.raises(TaskError, match="'level' is str"):
        Task.from_dict({**record, "level": "1"})
    with pytest.raises(TaskError, match="'seed' is bool"):
        Task.from_dict({**record, "seed": True})


def test_fingerprints_are_pinned_and_depend_on_content_only() -> None:
    assert fingerprint(["a", 1, ["b"]]) == fingerprint(["a", 1, ["b"]])
    assert fingerprint(["a", 1]) != fingerprint(["a", "1"])
    assert fingerprint(["evaluate", "1+2"]) == "4b16811c61be0dc1408f565eb3565820"


def test_the_split_of_a_question_never_changes() -> None:
    """Pinned: a question that moved between the splits would leak from old training runs into new benchmarks."""
    assert "".join(split_of(fingerprint([i]))[1] for i in range(40)) == "ererrrerreerrrrrerrrrrerrrrrrrrrreerrrer"


def test_a_fifth_of_all_questions_is_for_testing() -> None:
    share = sum(split_of(fingerprint([i])) == "test" for i in range(20_000)) / 20_000
    assert 0.19 < share < 0.21


def test_a_verdict_is_json_ready() -> None:
    verdict = etude.verify(etude.make_task("arithmetic.step_trace"), "1; 2")
    assert json.loads(json.dumps(verdict.to_dict()))["reason"] == "wrong"
