"""Records in the paper's schema, made by hand."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import etude
from etude.task import EtudeError
from etude.tasks.q.paper import KINDS, paper_tasks

RECORD = {
    "problem_name": "double-sum", "problem_id": 7, "leetcode_id": 0, "difficulty": "Easy", "tags": ["array"], "problem_description": "Give twice the sum of a list.",
    "python_solution": "def solve(x):\n    return 2 * sum(x)", "q_solution": "solve:{2*sum x}", "metadata": {},
    "test_cases": [
        {"test_case_number": i, "python_test_code": f"print(solve({row}))", "q_test_code": f"show solve {' '.join(map(str, row))}", "python_expected_output": str(2 * sum(row)), "q_expected_output": str(2 * sum(row)), "correct_answer": str(2 * sum(row))}
        for i, row in enumerate(([1, 2], [3, 4, 5], [0, -1]), 1)
    ],
}  # fmt: skip


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "records.jsonl"
    path.write_text(
        json.dumps(RECORD) + "\n\n" + json.dumps({**RECORD, "problem_id": 8, "difficulty": "Hard"}) + "\n", "utf-8"
    )
    return path


def test_three_kinds_of_tasks(file: Path) -> None:
    tasks = list(paper_tasks(file))
    assert [t.family for t in tasks[:3]] == ["q.paper.description_to_q", "q.paper.python_to_q", "q.paper.q_to_python"]
    assert [t.level for t in tasks] == [2, 2, 2, 5, 5, 5]
    for task in tasks:
        verdict = etude.verify(task, f"```{task.spec['language']}\n{task.answer}\n```")
        assert (verdict.reward, verdict.correct) == (1.0, True), (task.id, verdict)
        assert etude.Task.from_json(task.to_json()) == task
        assert not etude.verify(task, "solve:{0}" if task.spec["language"] == "q" else "def solve(x): return 0").correct
        assert not etude.verify(task, "").correct


def test_parquet(tmp_path: Path) -> None:
    pa = pytest.importorskip("pyarrow")
    from pyarrow import parquet

    parquet.write_table(pa.Table.from_pylist([{**RECORD, "metadata": "{}"}]), tmp_path / "r.parquet")
    assert len(list(paper_tasks(tmp_path / "r.parquet", ("python-to-q",)))) == 1


@pytest.mark.parametrize(
    "code",
    ["import os; os.kill(os.getpid(), 9)", "while True: pass", "x = 'a' * 10**10", "print('x' * 10**8)", "import sys; sys.exit(0)", "def solve(x): return open('/etc/hostname').read()", "raise SystemExit", "(" * 3000, "def solve(x):\n    import socket\n    socket.create_connection(('127.0.0.1', 9), 1)"],
)  # fmt: skip
def test_python_is_locked_in(file: Path, code: str) -> None:
    task = next(paper_tasks(file, ("q-to-python",)))
    record = task.to_dict()
    record["spec"] = {**task.spec, "checks": json.dumps(json.loads(task.spec["checks"])[:1])}
    assert not etude.verify(record, f"```python\n{code}\n```").correct


def test_partial_rewards(file: Path) -> None:
    task = next(paper_tasks(file)).to_dict()
    half = "solve:{$[2=count x;2*sum x;0]}"
    for how, reward in (("strict", 0.0), ("fraction", 1 / 3), ("soft", 2 / 15)):
        verdict = etude.verify({**task, "spec": {**task["spec"], "reward": how}}, half)
        assert verdict.reward == pytest.approx(reward)


def test_wrong_files(tmp_path: Path) -> None:
    with pytest.raises(EtudeError, match="no such file"):
        list(paper_tasks(tmp_path / "none.jsonl"))
    (tmp_path / "bad.jsonl").write_text("{}\n")
    with pytest.raises(EtudeError, match="record 1: it has no 'problem_name'"):
        list(paper_tasks(tmp_path / "bad.jsonl"))
    (tmp_path / "worse.jsonl").write_text("nothing\n")
    with pytest.raises(EtudeError, match="line 1: is no JSON"):
        list(paper_tasks(tmp_path / "worse.jsonl"))
    with pytest.raises(EtudeError, match="no kind"):
        list(paper_tasks(tmp_path / "bad.jsonl", ("x",)))
    assert len(KINDS) == 3
