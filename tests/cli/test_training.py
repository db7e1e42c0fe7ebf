"""``etude train`` and ``etude eval`` as they are typed."""

from __future__ import annotations

import json
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

pytestmark = pytest.mark.skipif(find_spec("trl") is None, reason="needs the extra train")


def _etude(*arguments: str) -> subprocess.CompletedProcess[str]:
    run = [sys.executable, "-W", "ignore", "-c", "from etude.cli.main import main; main()", *arguments]
    return subprocess.run(run, capture_output=True, text=True)


def test_recipes_are_listed_and_wrong_ones_named() -> None:
    done = _etude("train", "--list")
    assert done.returncode == 0 and "tiny-sums" in done.stdout
    done = _etude("train", "nothing")
    assert done.returncode == 1 and done.stderr.startswith("etude: error: no recipe 'nothing'")
    assert done.stderr.count("\n") == 1
    assert _etude("train").returncode == 2


def test_a_dry_run_says_all_and_does_nothing(tmp_path: Path) -> None:
    done = _etude("train", "tiny-sums", "--set", "max_steps=3", "--dry-run", "--out", str(tmp_path / "r"))
    assert done.returncode == 0, done.stderr
    assert "max_steps: 3" in done.stdout and "# would train tiny into" in done.stdout
    assert not (tmp_path / "r").exists()


def test_a_file_of_completions_is_evaluated(tmp_path: Path) -> None:
    family = "algebra.systems.product"
    from etude.train.evaluation import tasks_of

    tasks = tasks_of([family], [1], 6, 0, "test")
    rows = [{"id": task.id, "response": [task.answer, "?"] if i else ["?", "?"]} for i, task in enumerate(tasks)]
    path = tmp_path / "said.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    common = ("eval", "--responses", str(path), "--family", family, "--level", "1", "--n", "6", "--k", "1,2")
    done = _etude(*common, "--out", str(tmp_path / "a"), "--json")
    assert done.returncode == 0, done.stderr
    overall = json.loads(done.stdout)["overall"]
    assert overall["questions"] == 6 and abs(overall["accuracy"] - 5 / 12) < 1e-9
    assert abs(overall["pass_at"]["2"] - 5 / 6) < 1e-9
    names = {file.name for file in (tmp_path / "a").iterdir()}
    assert {"tasks.jsonl", "responses.jsonl", "score.json", "score.png", "atoms.md"} <= names
    path.write_text("".join(json.dumps({"id": task.id, "response": [task.answer] * 2}) + "\n" for task in tasks))
    done = _etude(*common, "--out", str(tmp_path / "b"), "--before", str(tmp_path / "a"))
    assert done.returncode == 0, done.stderr
    assert "against before: +58.3%" in done.stdout
    done = _etude(*common, "--seed", "9", "--out", str(tmp_path / "c"), "--before", str(tmp_path / "a"))
    assert done.returncode == 1 and "is an evaluation on other tasks" in done.stderr
    assert not (tmp_path / "c").exists()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--family", "q", "--out", "x"), "give --model"),
        (("--model", "m", "--out", "x"), "give --family"),
        (("--model", "m", "--family", "q", "--out", "x", "--k", "1,no"), "is no list of numbers"),
        (("--model", "m", "--family", "q", "--out", "x", "--k", "4", "--samples", "2"), "pass@4 needs 4 samples"),
        (("--model", "/nowhere", "--family", "arithmetic", "--n", "2", "--out", "x"), "cannot load the model /nowhere"),
        (("--responses", "/nowhere", "--family", "arithmetic", "--n", "2", "--out", "x"), "cannot read /nowhere"),
    ],
)
def test_wrong_arguments(
    arguments: tuple[str, ...], said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    done = _etude("eval", *arguments)
    assert done.returncode in (1, 2)
    assert said in done.stderr and done.stderr.count("\n") == 1
    assert not list(tmp_path.iterdir())
