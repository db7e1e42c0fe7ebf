"""A user's own tunes: what is read, what is skipped, and that the questions about them are right."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import etude
import etude.tasks.corpus
from etude.task import EtudeError, split_of
from etude.tasks.corpus import Corpus, read_corpus
from etude.tasks.registry import CapacityError
from tests.cli.test_gen import gen, sha
from tests.oracles import music

REEL = (
    "X:1\nT:One\nM:4/4\nL:1/8\nK:G\nG2AB c2BA | GABc d4 | e2dc BAGF | G8 | d2cB A2GA | B2AG F2D2 | G2AB c2BA | G8 |]\n"
)
JIG = "X:2\nT:Two\nM:6/8\nL:1/8\nK:D\nd2f afd | edB A3 | BAB dAF | E6 | d2f afd | edB A3 | BdB AFD | D6 |]\n"
WALTZ = "M:3/4\nL:1/4\nK:F\nF G A | c2 A | G F E | F3 | A B c | d2 c | B A G | F3 |]"
KERN = "**kern\n*clefG2\n*k[f#]\n*M2/4\n=1\n4g\n4a\n=2\n8b\n8cc\n4b\n=3\n4a\n4g\n=4\n2g\n==\n*-\n"
TAKERS = [card.name for card in etude.families("music") if card.excerpt]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    from music21 import converter

    place = tmp_path_factory.mktemp("corpus")
    (place / "two.abc").write_text(f"{REEL}\n{JIG}")
    (place / "sub").mkdir()
    converter.parse(REEL, format="abc").write("musicxml", str(place / "sub" / "reel.musicxml"))
    (place / "short.krn").write_text(KERN)
    (place / "broken.xml").write_text("no <music")
    (place / "notes.txt").write_text("not read at all")
    return place


@pytest.fixture(scope="module")
def corpus(folder: Path) -> Corpus:
    return read_corpus(folder)


def test_what_is_read_and_what_is_skipped(corpus: Corpus) -> None:
    assert sorted((e.source, e.metre.name, e.fifths, len(e.measures)) for e in corpus.excerpts) == [
        ("short.krn", "2/4", 1, 4),
        ("sub/reel.musicxml", "4/4", 1, 8),
        ("two.abc", "4/4", 1, 8),
        ("two.abc", "6/8", 2, 8),
    ]
    assert len(corpus.skipped) == 1
    assert corpus.skipped[0].startswith("broken.xml: ")


def test_rows_of_a_file(tmp_path: Path) -> None:
    rows = [
        json.dumps({"abc": WALTZ}),
        "no json",
        json.dumps({"tune": WALTZ}),
        "",
        json.dumps({"abc": "K:C\n(3cde [ceg] c4- c4"}),
    ]
    (tmp_path / "tunes.jsonl").write_text("\n".join(rows))
    read = read_corpus(tmp_path / "tunes.jsonl")
    assert [(e.source, e.metre.name, len(e.measures)) for e in read.excerpts] == [("tunes.jsonl row 1", "3/4", 8)]
    assert [line.split(":")[0] for line in read.skipped] == [f"tunes.jsonl row {n}" for n in (2, 3, 5)]
    (tmp_path / "none.jsonl").write_text("x\n")
    for path in (tmp_path / "none.jsonl", tmp_path / "missing"):
        with pytest.raises(EtudeError, match=path.name):
            read_corpus(path)


@pytest.mark.parametrize("name", TAKERS)
def test_questions_about_a_users_tunes_are_right(name: str, corpus: Corpus) -> None:
    made = 0
    for level in range(1, 6):
        for index in range(8):
            try:
                task = etude.make_task(name, 3, index, level, corpus=corpus)
            except CapacityError:
                break
            made += 1
            assert task == etude.make_task(name, 3, index, level, corpus=corpus)
            assert task.id.endswith(f"/c{corpus.digest}")
            assert task.meta["source"] in {e.source for e in corpus.excerpts}
            assert task.meta["split"] == split_of(task.fingerprint)
            if task.choices:
                assert [music.right(task, option) for option in task.choices] == [x == task.answer for x in "ABCD"]
            else:
                assert music.right(task, task.answer)
            assert etude.verify(task, task.answer).reward == 1
    assert made >= 8


def test_other_families_are_as_they_were(corpus: Corpus) -> None:
    for name in ("music.chord.name", "arithmetic.modular"):
        assert etude.make_task(name, 1, 2, corpus=corpus) == etude.make_task(name, 1, 2)


def test_a_run_with_a_corpus(folder: Path, tmp_path: Path) -> None:
    for workers in ("1", "2"):
        out = ["--out", f"{workers}.jsonl", "--workers", workers]
        done = gen("--domain", "music", "--n", "300", "--corpus", str(folder), *out, cwd=tmp_path)
        assert done.returncode == 0
        assert [line.split(":")[0] for line in done.stderr.splitlines()] == ["skipped broken.xml"]
    assert sha(tmp_path / "1.jsonl") == sha(tmp_path / "2.jsonl")
    assert json.loads((tmp_path / "1.jsonl.manifest.json").read_text())["arguments"]["corpus"][0] == folder.name
    tasks = [etude.Task.from_json(line) for line in (tmp_path / "1.jsonl").read_text().splitlines()]
    assert {task.family for task in tasks if "source" in task.meta} <= set(TAKERS)
    assert sum("source" in task.meta for task in tasks) > 40
    lost = gen("--n", "5", "--corpus", "nowhere", cwd=tmp_path)
    assert (lost.returncode, len(lost.stderr.splitlines())) == (1, 1)
    assert list(etude.generate(family=TAKERS[0], n=3, corpus=read_corpus(folder)))


def test_a_corpus_is_looked_through_once_and_not_for_every_task(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    hashes = []
    original = etude.tasks.corpus.sha256
    monkeypatch.setattr("etude.tasks.corpus.sha256", lambda data: hashes.append(len(data)) or original(data))
    fresh = read_corpus(folder)
    tasks = [etude.make_task(name, 1, index, 1, corpus=fresh) for name in TAKERS[:3] for index in range(5)]
    assert len(tasks) == 15
    assert len(hashes) == 1
