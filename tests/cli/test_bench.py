"""``etude bench`` as its user types it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from etude.benchmarks import build as building
from tests.cli.test_etude import call

Capture = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def _built(capsys: Capture, *more: str, out: str = "b", n: int = 25) -> None:
    code, _, err = call("bench", "build", "ssmr", "--n", str(n), "--out", out, *more, capsys=capsys)
    assert code == 0, err


def test_from_build_to_score(tmp_path: Path, capsys: Capture) -> None:
    code, out, _ = call("bench", "build", "ssmr", "--n", "25", "--out", "b", capsys=capsys)
    assert code == 0
    assert "25 questions" in out
    assert Path("b.salt").stat().st_mode & 0o777 == 0o600
    assert not list(tmp_path.glob("**/*.salt"))[1:]
    code, out, _ = call("bench", "check", "b", capsys=capsys)
    assert code == 0
    assert "5 files are what the salt gives, byte for byte (25 questions)" in out
    assert "25 of 25 answers marked 1" in out
    rows = [json.loads(line) for line in Path("b/answers.jsonl").read_text().splitlines()]
    answers = [{"id": row["id"], "response": [row["answer"], "A"]} for row in rows]
    Path("p.jsonl").write_text("".join(json.dumps(row) + "\n" for row in answers))
    code, out, _ = call("bench", "score", "b", "p.jsonl", "--k", "2", capsys=capsys)
    assert code == 0
    assert "pass@2" in out
    assert sorted(path.name for path in Path("p-score").iterdir()) == ["marks.jsonl", "score.json", "score.png"]
    record = json.loads(Path("p-score/score.json").read_text())
    assert record["overall"]["pass_at"]["2"] == 1.0
    Path("q.jsonl").write_text("".join(json.dumps({"id": row["id"], "response": ""}) + "\n" for row in rows[1:]))
    code, out, _ = call("bench", "score", "b", "p.jsonl", "--against", "q.jsonl", "--json", capsys=capsys)
    assert code == 1
    record = json.loads(out)
    assert record["against"]["problems"] == {"tasks without a response": [rows[0]["id"]]}
    assert record["comparison"][0]["difference"] > 0.5


def test_a_public_benchmark_is_checked_and_scored_with_the_revealed_salt(capsys: Capture) -> None:
    _built(capsys, "--public", "--salt-file", "secret")
    _built(capsys, "--salt-file", "secret", out="private")
    rows = [json.loads(line) for line in Path("private/answers.jsonl").read_text().splitlines()]
    Path("p.jsonl").write_text("".join(json.dumps({"id": r["id"], "response": r["answer"]}) + "\n" for r in rows))
    code, _, err = call("bench", "score", "b", "p.jsonl", capsys=capsys)
    assert code == 1
    assert "--salt-file" in err
    code, out, _ = call("bench", "score", "b", "p.jsonl", "--salt-file", "secret", capsys=capsys)
    assert code == 0
    assert "100.0%" in out
    code, out, _ = call("bench", "check", "b", "--salt-file", "secret", "--json", capsys=capsys)
    assert code == 0
    assert json.loads(out)["rederived"] == 4
    Path("other").write_text("ab" * 32)
    code, _, err = call("bench", "check", "b", "--salt-file", "other", capsys=capsys)
    assert code == 1
    assert "wrong salt" in err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("build", "smr", "--out", "x"), "did you mean ssmr"),
        (("build", "ssmr", "--out", "none/x"), "no folder"),
        (("build", "ssmr", "--out", "x", "--salt-file", "x/salt"), "must not lie in the benchmark"),
        (("build", "ssmr", "--out", "x", "--salt-file", "file"), "is no salt"),
        (("build", "file.yaml", "--out", "x"), "cannot read"),
        (("build", "ssmr", "--out", "x", "--n", "0"), "--n"),
        (("check", "none"), "no such folder"),
        (("check", "."), "is no benchmark"),
        (("score", ".", "file"), "is no benchmark"),
        (("score", ".", "none"), "no such file"),
        (("audit", ".", "--corpus", "none"), "no such file"),
        (("audit", ".", "--corpus", "file"), "is no benchmark"),
        (("probe", ".", "--model", "x"), "is no benchmark"),
        (("export", ".", "--to", "verl", "--out", "x"), "is no benchmark"),
    ],
)
def test_bad_input_is_one_line(arguments: tuple[str, ...], said: str, tmp_path: Path, capsys: Capture) -> None:
    Path("file").write_text("no salt")
    code, _, err = call("bench", *arguments, capsys=capsys)
    assert code in (1, 2)
    assert err.count("\n") == 1
    assert said in err
    assert [path.name for path in tmp_path.iterdir()] == ["file"]


def test_a_salt_is_never_overwritten(capsys: Capture) -> None:
    _built(capsys)
    salt = Path("b.salt").read_text()
    code, _, err = call("bench", "build", "ssmr", "--n", "5", "--out", "b", capsys=capsys)
    assert code == 1
    assert "there already" in err
    Path("b").rename("moved")
    code, _, err = call("bench", "build", "ssmr", "--n", "5", "--out", "b", capsys=capsys)
    assert code == 1
    assert "earlier build" in err
    assert Path("b.salt").read_text() == salt


@pytest.mark.parametrize("error", [OSError(28, "No space left on device"), KeyboardInterrupt()])
def test_what_fails_leaves_no_salt_and_no_folder(
    error: BaseException, tmp_path: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise error

    monkeypatch.setattr(building, "_manifest", fail)
    code, _, err = call("bench", "build", "ssmr", "--n", "5", "--out", "b", capsys=capsys)
    assert code in (1, 130)
    assert err.strip().count("\n") == 0
    assert list(tmp_path.iterdir()) == []


def test_audit_and_probe(capsys: Capture, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _built(capsys)
    prompt = json.loads(Path("b/questions.jsonl").read_text().splitlines()[3])["prompt"]
    Path("c.jsonl").write_text(json.dumps({"text": "nothing"}) + "\n" + json.dumps({"text": prompt}) + "\n")
    code, out, _ = call(
        "bench", "audit", "b", "--corpus", "c.jsonl", "--out", "r.json", "--workers", "1", capsys=capsys
    )
    assert code == 1
    assert "1 of 25 questions are there (1 exact)" in out
    assert "c.jsonl:2" in out
    assert json.loads(Path("r.json").read_text())["hits"][0]["line"] == 2
    Path("clean.txt").write_text("nothing at all\n")
    code, out, _ = call("bench", "audit", "b", "--corpus", "clean.txt", "--workers", "1", "--json", capsys=capsys)
    assert code == 0
    assert json.loads(out)["contaminated"] == {}
    Path("asked_model.py").write_text("def go_on(prompts):\n    return ['A' for _ in prompts]\n")
    monkeypatch.syspath_prepend(str(tmp_path))
    code, out, _ = call("bench", "probe", "b", "--model", "asked_model:go_on", "--n", "8", "--seed", "1", capsys=capsys)
    assert code == 0
    assert "knows them no better than fresh ones" in out
    assert "control seed 1" in out


def test_export(capsys: Capture) -> None:
    _built(capsys)
    code, _, err = call("bench", "export", "b", "--to", "verl", "--out", "v", capsys=capsys)
    assert code == 0
    assert "keep it private" in err
    assert Path("v/test.parquet").is_file()


def test_few_questions_are_said(capsys: Capture) -> None:
    Path("s.yaml").write_text(
        "{name: s, title: s, summary: s, source: s, n: 5000, mix: [{families: [music.note.clef], levels: [1]}]}"
    )
    code, _, err = call("bench", "build", "s.yaml", "--out", "b", capsys=capsys)
    assert code == 3
    assert "no more distinct ones in music.note.clef level 1" in err
    manifest = json.loads(Path("b/manifest.json").read_text())
    assert manifest["exhausted"][0]["capacity"] == manifest["questions"] < 5000
    code, _, _ = call("bench", "check", "b", capsys=capsys)
    assert code == 0
