"""Checks: every flipped byte is found and named; a wrong salt is not a changed file."""

from __future__ import annotations

import json
import random
import shutil
from pathlib import Path

import pytest

from etude.benchmarks.build import names_in
from etude.benchmarks.check import check
from etude.benchmarks.folder import Benchmark, FolderProblem
from etude.benchmarks.salts import Salt, SaltProblem
from tests.benchmarks.conftest import SALT


@pytest.mark.parametrize("kind", ["private", "public", "pictured"])
def test_a_benchmark_is_sound(kind: str, request: pytest.FixtureRequest) -> None:
    folder = request.getfixturevalue(kind)
    found = check(folder, SALT)
    assert found.sound, found.problems
    assert found.rederived == len(names_in(folder))
    assert found.remarked == found.right == found.questions >= 20
    without = check(folder)
    assert without.sound
    assert "without the salt" in without.notes[0]


def _flipped(folder: Path, place: Path, name: str, at: int) -> Path:
    shutil.copytree(folder, place)
    content = bytearray((place / name).read_bytes())
    content[at] ^= 1
    (place / name).write_bytes(content)
    return place


@pytest.mark.parametrize("kind", ["private", "public", "pictured"])
def test_a_flipped_byte_is_found_and_named(kind: str, request: pytest.FixtureRequest, tmp_path: Path) -> None:
    folder = request.getfixturevalue(kind)
    chance = random.Random(kind)
    for i, name in enumerate([*names_in(folder)[:6], "questions.jsonl"]):
        at = chance.randrange((folder / name).stat().st_size)
        place = _flipped(folder, tmp_path / str(i), name, at)
        for salt in (SALT, None):
            found = check(place, salt)
            assert not found.sound, (name, at)
            assert any(line.startswith(name) for line in found.problems), (name, at, found.problems)
            assert not any("wrong salt" in line for line in found.problems)
        if name not in ("manifest.json", "commitment.txt"):
            exact = check(place, SALT).problems
            assert any(f"byte {at + 1:,}" in line for line in exact), exact


def test_a_wrong_salt_is_told_apart_from_a_changed_file(private: Path, tmp_path: Path) -> None:
    wrong = Salt(b"x" * 32)
    found = check(private, wrong)
    assert [line.split(":")[0] for line in found.problems] == ["wrong salt"]
    both = check(_flipped(private, tmp_path / "both", "questions.jsonl", 99), wrong)
    assert sorted(line.split(" ")[0] for line in both.problems) == ["questions.jsonl", "wrong"]
    place = _flipped(private, tmp_path / "c", "commitment.txt", 99)
    assert [line.split(" ")[0] for line in check(place, wrong).problems] == ["commitment.txt", "wrong"]
    assert [line.split(" ")[0] for line in check(place, SALT).problems] == ["commitment.txt"]


def test_other_damage(private: Path, tmp_path: Path) -> None:
    place = tmp_path / "d"
    shutil.copytree(private, place)
    (place / "notes.txt").write_text("mine")
    found = check(place, SALT)
    assert found.sound
    assert "not part of the benchmark: notes.txt" in found.notes
    (place / "questions.jsonl").unlink()
    assert any("questions.jsonl is missing" in line for line in check(place, SALT).problems)
    assert any("questions.jsonl is missing" in line for line in check(place).problems)
    (place / "manifest.json").write_text("{}")
    assert "manifest.json has changed" in check(place, SALT).problems[0]
    with pytest.raises(FolderProblem, match="it has no manifest"):
        check(tmp_path, SALT)
    with pytest.raises(FolderProblem, match="no such folder"):
        check(tmp_path / "none", SALT)


def test_an_answer_that_was_changed_with_its_hashes_is_found(private: Path, tmp_path: Path) -> None:
    """A forger who mends every hash is found by the salt, or by the verifier."""
    from hashlib import sha256

    place = tmp_path / "forged"
    shutil.copytree(private, place)
    rows = [json.loads(line) for line in (place / "answers.jsonl").read_text("utf-8").splitlines()]
    free = next(row for row in rows if row["verifier"] == "number")
    free["answer"] = "123456789"
    (place / "answers.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    manifest = json.loads((place / "manifest.json").read_text())
    manifest["sha256"]["answers.jsonl"] = sha256((place / "answers.jsonl").read_bytes()).hexdigest()
    (place / "manifest.json").write_text(json.dumps(manifest))
    old = Benchmark(private).commitment
    assert old is not None
    from dataclasses import replace

    sealed = replace(old, manifest=sha256((place / "manifest.json").read_bytes()).hexdigest())
    (place / "commitment.txt").write_text(sealed.text())
    problems = check(place).problems
    assert len(problems) == 1
    assert "1 answers are not marked 1" in problems[0]
    assert any(line.startswith("answers.jsonl is not what the salt gives") for line in check(place, SALT).problems)


def test_public_tasks_need_the_right_salt(public: Path, private: Path) -> None:
    benchmark = Benchmark(public)
    with pytest.raises(SaltProblem, match="--salt-file"):
        benchmark.tasks()
    with pytest.raises(SaltProblem, match="does not belong"):
        benchmark.tasks(Salt(b"x" * 32))
    assert benchmark.tasks(SALT) == Benchmark(private).tasks()


def test_other_versions_are_told(private: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from dataclasses import replace

    from etude.benchmarks import folder as module

    real = module.find_family
    monkeypatch.setattr(module, "find_family", lambda name: replace(real(name), version=99))
    found = check(private, SALT)
    assert any("has changed since Etude" in line for line in found.problems)
