"""``etude list`` and ``etude verify``."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

import etude
from etude.cli.frame import run
from etude.cli.main import command


def call(*arguments: str, capsys: pytest.CaptureFixture[str]) -> tuple[int, str, str]:
    with pytest.raises(SystemExit) as exit_:
        run(command, "etude", arguments)
    out, err = capsys.readouterr()
    return int(exit_.value.code or 0), out, err


def test_list_names_every_family(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = call("list", capsys=capsys)
    assert code == 0
    assert all(card.name in out for card in etude.families())
    assert "--preset ssmr" in out
    _, out, _ = call("list", "--domain", "music", capsys=capsys)
    assert "arithmetic." not in out.split("families")[0]


def test_list_shows_one_family(capsys: pytest.CaptureFixture[str]) -> None:
    _, out, _ = call("list", "arithmetic.random_calculation", capsys=capsys)
    assert "1 to 4 operations" in out
    assert "Knob steps" in out
    code, _, err = call("list", "music.nothing", capsys=capsys)
    assert code == 1
    assert err.count("\n") == 1


def test_list_as_json(capsys: pytest.CaptureFixture[str]) -> None:
    _, out, _ = call("list", "--json", capsys=capsys)
    rows = [json.loads(line) for line in out.splitlines()]
    assert [row["name"] for row in rows] == [card.name for card in etude.families()]


@pytest.fixture
def book(tmp_path: Path) -> tuple[Path, list[etude.Task]]:
    tasks = list(etude.generate("arithmetic", n=60, seed=1))
    path = tmp_path / "tasks.jsonl"
    path.write_text("".join(task.to_json() + "\n" for task in tasks), "utf-8")
    return path, tasks


def _write(path: Path, rows: list[object]) -> Path:
    path.write_text("".join((row if isinstance(row, str) else json.dumps(row)) + "\n" for row in rows), "utf-8")
    return path


def test_verify_marks_a_file(book, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path, tasks = book
    rows = [{"id": task.id, "response": task.answer if i % 2 else "?"} for i, task in enumerate(tasks)]
    responses = _write(tmp_path / "r.jsonl", rows)
    out_file = tmp_path / "verdicts.jsonl"
    code, out, err = call("verify", str(path), str(responses), "--out", str(out_file), capsys=capsys)
    assert (code, err) == (0, "")
    assert "30 of 60 correct (50.0%)" in out
    verdicts = [json.loads(line) for line in out_file.read_text().splitlines()]
    assert [row["correct"] for row in verdicts] == [bool(i % 2) for i in range(60)]
    assert verdicts[0]["reason"]


def test_verify_takes_several_samples_and_prints_json(book, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path, tasks = book
    responses = _write(tmp_path / "r.jsonl", [{"id": t.id, "response": [t.answer, "no", t.answer]} for t in tasks])
    code, out, _ = call("verify", str(path), str(responses), "--json", capsys=capsys)
    report = json.loads(out)
    assert (code, report["n"], report["correct"], report["problems"]) == (0, 180, 120, {})
    assert sum(row["n"] for row in report["by_level"]) == 180


def test_verify_names_every_problem(book, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path, tasks = book
    rows: list[object] = [{"id": task.id, "response": task.answer} for task in tasks[:-1]]
    rows += [{"id": "nobody", "response": "1"}, {"id": tasks[0].id, "response": "1"}, "{broken", {"id": 5}, "[" * 5000]
    code, out, _ = call("verify", str(path), str(_write(tmp_path / "r.jsonl", rows)), capsys=capsys)
    assert code == 1
    assert "1 unknown ids: nobody" in out
    assert f"1 ids given twice: {tasks[0].id}" in out
    assert "3 malformed rows: line 62, line 63, line 64" in out
    assert f"1 tasks without a response: {tasks[-1].id}" in out
    assert "59 of 59 correct" in out


@pytest.mark.parametrize("content", ["", "{}\n", "no json\n"])
def test_verify_with_a_wrong_file_is_one_line(tmp_path: Path, content: str, capsys: pytest.CaptureFixture[str]) -> None:
    tasks = tmp_path / "tasks.jsonl"
    tasks.write_text(content)
    code, _, err = call("verify", str(tasks), str(tmp_path / "none.jsonl"), "--out", str(tmp_path / "v"), capsys=capsys)
    assert code == 1
    assert err.count("\n") == 1
    assert sorted(path.name for path in tmp_path.iterdir()) == ["tasks.jsonl"]


def test_help_and_version() -> None:
    runner = CliRunner()
    assert "verify" in runner.invoke(command, ["--help"]).output
    assert etude.__version__ in runner.invoke(command, ["--version"]).output
    assert "--resume" in runner.invoke(command, ["gen", "--help"]).output
