"""The sandbox for Python without a jail, without time, without a child: never a mark."""

from __future__ import annotations

import shutil
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from etude.sandbox import allow_unsafe, children, python_programs
from etude.sandbox.python_programs import Row, called, printed, read_value
from etude.task import BackendError

CODE = "def solve(x):\n    print('noise')\n    return sum(x)"


def test_called_and_printed() -> None:
    assert called(CODE, "solve", [[[1, 2]], [["a"]], [[]]]) == [Row(True, 3), Row(False, why="error"), Row(True, 0)]
    tests = ["print(solve([1]))", "print(solve('a'))", "print(unknown)", "pass", "while True: pass"]
    shown = printed(CODE, tests)
    assert [row.value for row in shown] == ["noise\n1\n", None, None, "", None]
    assert [row.why for row in shown] == ["", "error", "error", "", "budget"]


def test_the_cpu_time_of_all_runs_is_limited() -> None:
    rows = printed("import re\nre.match('(a|a)*$', 'a' * 60 + 'b')", ["print(1)"] * 50)
    assert {row.why for row in rows} == {"budget"}


def test_no_jail_no_run(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    shutil.copytree(children._INSIDE, tmp_path / "inside", ignore=shutil.ignore_patterns("__pycache__"))
    (tmp_path / "inside" / "jail.py").write_text("def lock(): return False\n", "utf-8")
    monkeypatch.setattr(children, "_INSIDE", tmp_path / "inside")
    monkeypatch.delenv("ETUDE_SANDBOX", raising=False)
    for run in (lambda: called(CODE, "solve", [[[1]]]), lambda: printed(CODE, ["print(1)"])):
        with pytest.raises(BackendError, match="ETUDE_SANDBOX=unsafe"):
            run()
    monkeypatch.setenv("ETUDE_SANDBOX", "unsafe")
    assert called(CODE, "solve", [[[1]]]) == [Row(True, 1)]
    assert called("def solve(x): return open('new', 'w')", "solve", [[[1]]]) == [Row(False, why="error")]
    try:
        allow_unsafe(False)
        with pytest.raises(BackendError, match="cannot jail"):
            called(CODE, "solve", [[[1]]])
    finally:
        allow_unsafe(None)


def test_the_wall_clock_is_never_a_mark(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(python_programs, "_WALL", 0.3)
    with pytest.raises(BackendError, match="could not be graded: too little CPU time"):
        called("import re\nre.match('(a|a)*$', 'a' * 60 + 'b')", "solve", [[[1]]])


def test_a_driver_that_breaks_down_is_never_a_mark(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(python_programs, "own_python", lambda module: children.own_python("no_such_module"))
    with pytest.raises(BackendError, match="broke down"):
        called(CODE, "solve", [[[1]]])


@pytest.mark.parametrize(
    ("found", "value"),
    [(None, None), (True, True), (5, 5), ("a", "a"), ({"fraction": "-1/3"}, Fraction(-1, 3)), ([1, [2]], [1, [2]]), ({"pairs": [[1, 2]]}, {"pairs": [[1, 2]]})],
)  # fmt: skip
def test_values_that_come_back(found: Any, value: Any) -> None:
    assert read_value(found) == value


@pytest.mark.parametrize(
    "found",
    [2**300, {"fraction": "1/0"}, {"fraction": "1e9/1"}, {"fraction": "1e999999999"}, {"fraction": 5}, {"pairs": [[1]]}, {"pairs": 5}, {"a": 1}, {}, {"fraction": "1/2", "pairs": []}, [[[[[[[[[[1]]]]]]]]]], [0] * 20_001],
)  # fmt: skip
def test_values_that_no_driver_writes(found: Any) -> None:
    with pytest.raises(ValueError):
        read_value(found)
