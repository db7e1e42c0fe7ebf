"""Builds: the same bytes, nothing given away, nothing half-written."""

from __future__ import annotations

import json
import os
import re
from hashlib import sha256
from pathlib import Path

import pytest

import etude
from etude.benchmarks import build as module
from etude.benchmarks.build import BuildProblem, build, names_in
from etude.benchmarks.chance import Guesses
from etude.benchmarks.commitment import read_commitment
from etude.benchmarks.folder import Benchmark
from etude.benchmarks.records import QUESTION
from etude.benchmarks.salts import Salt, SaltProblem, fresh, read_salt, write_salt
from etude.benchmarks.suite import Suite
from etude.task import split_of
from etude.version import __version__
from tests.benchmarks.conftest import SALT


def _rows(path: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def test_the_same_salt_gives_the_same_bytes_with_any_number_of_workers(
    private: Path, small: Suite, tmp_path: Path
) -> None:
    again = build(small, tmp_path / "again", SALT, n=70, workers=2).folder
    assert names_in(again) == names_in(private)
    assert all((again / name).read_bytes() == (private / name).read_bytes() for name in names_in(private))
    other = build(small, tmp_path / "other", Salt(bytes(32)), n=70).folder
    ours, theirs = ({row["prompt"] for row in _rows(folder / "questions.jsonl")} for folder in (private, other))
    assert len(ours & theirs) <= 2


def test_every_question_is_of_the_test_split_and_asked_once(private: Path) -> None:
    answers = _rows(private / "answers.jsonl")
    assert len(answers) == 70
    assert len({row["fingerprint"] for row in answers}) == 70
    for row in answers:
        meta = json.loads(row["meta"])
        assert meta["split"] == "test"
        assert "split_by" in meta or split_of(row["fingerprint"]) == "test"


def test_a_public_question_gives_nothing_away(public: Path, private: Path) -> None:
    assert names_in(public) == ["README.md", "commitment.txt", "manifest.json", "questions.jsonl"]
    secret = {row["id"]: row for row in _rows(private / "answers.jsonl")}
    rows = _rows(public / "questions.jsonl")
    assert (public / "questions.jsonl").read_bytes() == (private / "questions.jsonl").read_bytes()
    for row in rows:
        assert tuple(row) == QUESTION
    # The order and the ids follow a keyed hash: neither goes with family, level, answer or the order of drawing.
    assert [row["id"] for row in rows] == sorted(row["id"] for row in rows)
    everything = b"".join((public / name).read_bytes() for name in names_in(public)).decode()
    for row in secret.values():
        assert str(row["fingerprint"]) not in everything
        assert str(row["spec"]) not in everything
    assert SALT.value.hex() not in everything
    assert str(SALT.seed) not in everything
    times = {os.stat(public / name).st_mtime for name in names_in(public)}
    assert len(times) == 1


def test_ids_do_not_tell_letters(tmp_path: Path, small: Suite) -> None:
    """The answer's letter is independent of the id's bits and of the place in the file."""
    from scipy.stats import chi2_contingency

    from etude.benchmarks.suite import parse_suite

    suite = parse_suite(
        "{name: c, title: c, summary: c, source: c, n: 600, mix: [{families: ['music.interval.name:form=choice', "
        "'music.chord.name:form=choice', 'music.scale.name:form=choice']}]}", "c.yaml",
    )  # fmt: skip
    folder = build(suite, tmp_path / "c", SALT, n=600).folder
    answers = _rows(folder / "answers.jsonl")
    for feature in (lambda i, row: int(row["id"][-1], 16) % 4, lambda i, row: i % 4, lambda i, row: 4 * i // 600):
        counts = [[1] * 4 for _ in range(4)]
        for i, row in enumerate(answers):
            counts[feature(i, row)]["ABCD".index(row["answer"])] += 1  # type: ignore[arg-type]
        assert chi2_contingency(counts).pvalue > 1e-4
    report = json.loads((folder / "manifest.json").read_text())["chance"]
    assert report["positions"][0]["p"] > 1e-4
    assert report["constant"]["choice"]["one_answer"] < 0.33


def test_pictures_tell_nothing_and_hold_the_canary(pictured: Path) -> None:
    rows = _rows(pictured / "questions.jsonl")
    names = [name for row in rows for name in row["images"]]  # type: ignore[attr-defined]
    assert len(names) >= 20
    for name in names:
        content = (pictured / name).read_bytes()
        chunks, at = [], 8
        while at < len(content):
            size = int.from_bytes(content[at : at + 4], "big")
            chunks.append(content[at + 4 : at + 8])
            at += size + 12
        assert set(chunks) <= {b"IHDR", b"tEXt", b"IDAT", b"IEND", b"PLTE", b"tRNS", b"sRGB", b"pHYs", b"gAMA"}
        assert chunks.count(b"tEXt") == 1
        assert SALT.canary.encode() in content
        assert re.fullmatch(r"images/[0-9a-f]{12}-\d\.png", name)
        assert os.stat(pictured / name).st_mtime == module._TIME
    from PIL import Image

    with Image.open(pictured / names[0]) as picture:
        picture.verify()


def test_seeds_cannot_be_tried_out() -> None:
    """The seed has the 256 bits of the salt; docs/benchmarks.md does the sum."""
    assert len(fresh().value) == 32
    assert fresh().value != fresh().value
    seeds = {Salt(bytes([i]) * 32).seed for i in range(200)}
    assert len(seeds) == 200
    assert max(seeds).bit_length() >= 250


def test_commitment_binds_salt_answers_and_manifest(private: Path, public: Path) -> None:
    commitment = Benchmark(private).commitment
    assert commitment is not None
    answers = (private / "answers.jsonl").read_bytes()
    assert commitment.salt == sha256(SALT.value).hexdigest()
    assert commitment.answers == sha256(SALT.value + answers).hexdigest()
    assert commitment.manifest == sha256((private / "manifest.json").read_bytes()).hexdigest()
    ours = Benchmark(public).commitment
    assert ours is not None
    assert ours.answers == commitment.answers
    content = (private / "commitment.txt").read_bytes()
    for i in range(len(content)):
        assert read_commitment(content[:i] + bytes([content[i] ^ 1]) + content[i + 1 :]) is None


def test_the_manifest_says_what_was_built(private: Path) -> None:
    manifest = json.loads((private / "manifest.json").read_text())
    assert manifest["questions"] == 70
    assert manifest["etude"] == __version__
    assert sum(n for by_level in manifest["counts"].values() for n in by_level.values()) == 70
    sizes = [sum(by_level.values()) for by_level in manifest["counts"].values()]
    assert max(sizes) - min(sizes) <= 1


def test_a_build_that_fails_leaves_nothing(small: Suite, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(module, "_manifest", full)
    with pytest.raises(OSError, match="No space"):
        build(small, tmp_path / "out", SALT, n=5)
    assert list(tmp_path.iterdir()) == []


def test_where_a_build_cannot_go(small: Suite, tmp_path: Path) -> None:
    (tmp_path / "there").mkdir()
    (tmp_path / "there" / "file").touch()
    with pytest.raises(BuildProblem, match="there already"):
        build(small, tmp_path / "there", SALT, n=5)
    with pytest.raises(BuildProblem, match="no folder"):
        build(small, tmp_path / "none" / "out", SALT, n=5)
    (tmp_path / "empty").mkdir()
    assert build(small, tmp_path / "empty", SALT, n=5).manifest["questions"] == 5


def test_salt_files(tmp_path: Path) -> None:
    path = tmp_path / "s.salt"
    write_salt(SALT, path)
    assert path.stat().st_mode & 0o777 == 0o600
    assert read_salt(path) == SALT
    assert "0001" not in repr(SALT)
    with pytest.raises(FileExistsError):
        write_salt(SALT, path)
    for text in ("", "abc", "zz" * 32, "00" * 31, "00" * 33):
        path.write_text(text)
        with pytest.raises(SaltProblem, match="no salt"):
            read_salt(path)
    with pytest.raises(SaltProblem, match="cannot read"):
        read_salt(tmp_path / "none")


def test_guesses_are_counted_without_naming_them() -> None:
    guesses = Guesses()
    for i in range(40):
        guesses.add({"family": "f", "choices": ["x"] * 4, "answer": "ABCD"[i % 4]})
        guesses.add({"family": "g", "choices": [], "answer": "7" if i < 30 else str(i)})
    report = guesses.report()
    assert report["positions"] == [
        {"options": 4, "questions": 40, "chi_square": 0.0, "degrees_of_freedom": 3, "p": 1.0}
    ]
    assert report["constant"]["choice"] == {"questions": 40, "one_answer": 0.25, "family_majority": 0.0, "chance": 0.25}
    assert report["constant"]["free"] == {"questions": 40, "one_answer": 0.75, "family_majority": 0.75}


def test_every_answer_is_right(private: Path) -> None:
    for task in Benchmark(private).tasks():
        assert etude.verify(task, task.answer).reward == 1
