"""Audits: what is planted is found, what is not is not, whatever the form of the corpus."""

from __future__ import annotations

import gzip
import json
import random
from pathlib import Path

import numpy as np
import pytest

import etude
from bench.planting import edited, filler, reordered
from etude.benchmarks.build import build
from etude.benchmarks.contamination import corpora
from etude.benchmarks.contamination.audit import audit
from etude.benchmarks.contamination.corpora import CorpusProblem, Raw, block_of, read
from etude.benchmarks.contamination.index import Index, question_of
from etude.benchmarks.contamination.search import search
from etude.benchmarks.contamination.shingles import Bag, shingles, tokens
from etude.benchmarks.contamination.siblings import siblings
from etude.benchmarks.folder import Benchmark
from etude.benchmarks.suite import parse_suite
from tests.benchmarks.conftest import SALT


def _words(seed: int, n: int) -> str:
    chance = random.Random(seed)
    return " ".join(filler(chance) for _ in range(n))


@pytest.fixture(scope="module")
def rows(private: Path) -> list[dict[str, object]]:
    return Benchmark(private).questions


@pytest.fixture(scope="module")
def planted(rows: list[dict[str, object]]) -> dict[str, tuple[str, str]]:
    """By id: kind and text; every kind of question among them."""
    chance = random.Random("planted")
    found: dict[str, tuple[str, str]] = {}
    for place, row in enumerate(rows):
        prompt, choices = str(row["prompt"]), list(row["choices"])  # type: ignore[call-overload]
        if choices:
            found[str(row["id"])] = ("reordered", reordered(prompt, choices, chance))
        elif place % 3 == 0:
            found[str(row["id"])] = ("exact", prompt)
        elif place % 3 == 1 and len(prompt) > 200:
            words = prompt.split(" ")
            found[str(row["id"])] = ("near", " ".join([*words[:-9], "surely", *words[-9:-4], *words[-3:]]))
    return found


def _check(report, planted: dict[str, tuple[str, str]]) -> None:  # type: ignore[no-untyped-def]
    assert set(report.contaminated) == set(planted)
    for name, (kind, _) in planted.items():
        assert report.contaminated[name] == kind, name


def test_every_form_of_a_corpus(private: Path, planted: dict[str, tuple[str, str]], tmp_path: Path) -> None:
    import pyarrow as pa
    import zstandard
    from pyarrow import parquet

    texts = [f"{_words(i, 1)}\n{text}\n{_words(i + 99, 1)}" for i, (_, text) in enumerate(planted.values())]
    lines = [json.dumps({"id": i, "nested": [{"text": text}]}) for i, text in enumerate(texts)]
    jsonl = ("\n".join([json.dumps({"text": _words(7, 3)}), *lines]) + "\n").encode()
    plain = "\n\n".join(texts).encode()
    (tmp_path / "a.jsonl").write_bytes(jsonl)
    (tmp_path / "b.txt").write_bytes(plain)
    (tmp_path / "c.jsonl.gz").write_bytes(gzip.compress(jsonl))
    (tmp_path / "d.txt.zst").write_bytes(zstandard.ZstdCompressor().compress(plain))
    parquet.write_table(pa.table({"n": list(range(len(texts))), "text": texts}), tmp_path / "e.parquet")
    for path in sorted(tmp_path.iterdir()):
        report = audit(private, [path])
        _check(report, planted)
        places = {hit.id: hit.line for hit in report.hits}
        if "txt" not in path.name:
            first = 1 if path.suffix == ".parquet" else 2
            assert places == {name: place + first for place, name in enumerate(planted)}
        else:
            for name, (kind, text) in planted.items():
                at = plain.decode().index(text)
                if kind != "near":
                    assert places[name] == plain.decode()[:at].count("\n") + 1
    everything = audit(private, [tmp_path], workers=2)
    _check(everything, planted)
    assert set(everything.places.values()) == {5}
    assert everything.files == 5


def test_a_copy_across_two_pieces_of_a_text(private: Path, rows, tmp_path: Path, monkeypatch) -> None:  # type: ignore[no-untyped-def]
    monkeypatch.setattr(corpora, "SIZE", 4096)
    text = _words(1, 4)
    prompt = str(rows[0]["prompt"])
    for cut in range(3700, 4096, 45):
        (tmp_path / "t.txt").write_text(f"{text[:cut]}\n{prompt}\n{text[:9000]}")
        report = audit(private, [tmp_path / "t.txt"])
        assert report.contaminated == {rows[0]["id"]: "exact"}
        assert report.places[str(rows[0]["id"])] == 1
        assert report.hits[0].line == 2


def test_other_questions_of_the_same_families_are_no_copies(private: Path, tmp_path: Path) -> None:
    wanted = Benchmark(private).manifest["counts"]
    with (tmp_path / "clean.jsonl").open("w") as file:
        for family in wanted:
            for task in etude.generate(family=family, n=400, seed=99, split="train"):
                file.write(json.dumps({"text": task.prompt}) + "\n")
    report = audit(private, [tmp_path / "clean.jsonl"])
    assert report.clean
    assert report.contaminated == {}


def test_case_and_spaces_make_no_difference(private: Path, rows, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    long = [row for row in rows if len(str(row["prompt"])) > 150][:12]
    for change in (str.lower, str.upper, lambda text: "  ".join(text.split()), lambda text: text.replace(" ", "\n")):
        (tmp_path / "t.jsonl").write_text("".join(json.dumps({"t": change(str(r["prompt"]))}) + "\n" for r in long))
        assert set(audit(private, [tmp_path / "t.jsonl"]).contaminated) == {row["id"] for row in long}


def test_the_canary_is_found(private: Path, tmp_path: Path) -> None:
    (tmp_path / "t.txt").write_text(f"one\ntwo\nsome {SALT.canary} here\n")
    report = audit(private, [tmp_path / "t.txt"])
    assert report.canaries == [(str(tmp_path / "t.txt"), 3)]
    assert not report.clean
    report = audit(private, [private / "questions.jsonl"])
    assert len(report.canaries) == 70
    assert set(report.contaminated.values()) == {"exact"}
    assert len(report.contaminated) == 70
    assert len(report.overlaps) > 50


def test_what_cannot_be_read_is_said(private: Path, rows, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(CorpusProblem, match="no such file"):
        audit(private, [tmp_path / "none"])
    (tmp_path / "empty").mkdir()
    with pytest.raises(CorpusProblem, match="empty"):
        audit(private, [tmp_path / "empty"])
    for name in ("x.gz", "x.zst", "x.parquet"):
        (tmp_path / name).write_bytes(b"this is none")
        with pytest.raises(CorpusProblem, match="cannot read"):
            audit(private, [tmp_path / name])
    (tmp_path / "good.txt").write_text(str(rows[0]["prompt"]))
    report = audit(private, [tmp_path])
    assert len(report.skipped) == 3
    assert rows[0]["id"] in report.contaminated
    (tmp_path / "odd.jsonl").write_bytes(b'{"a": "' + b"\xff\xfe\n\n[1, \n" + b"[" * 5000 + b"\n" + b"\0" * 50)
    audit(private, [tmp_path / "odd.jsonl"])


def test_broken_json_is_read_as_text(private: Path, rows, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    line = json.dumps({"t": rows[0]["prompt"]})
    (tmp_path / "t.jsonl").write_text(f"{line[:-1]}\n")
    assert audit(private, [tmp_path / "t.jsonl"]).contaminated == {rows[0]["id"]: "exact"}


def test_records_keep_their_numbers(tmp_path: Path) -> None:
    (tmp_path / "t.jsonl").write_text('{"a": "x"}\n\n{"a": ["y", {"b": "z"}]}\n17\n"w"\n')
    (raw,) = read(tmp_path / "t.jsonl", 0)
    block = block_of(raw)
    assert [block.line_of(block.text.index(c)) for c in (b"x", b"y", b"z", b"w")] == [1, 3, 3, 5]


def test_shingles_are_runs_of_tokens() -> None:
    """Against a comparison of the texts themselves."""
    chance = random.Random(3)
    text = " ".join(chance.choice(["a", "b", "ab", "ba", "aab", "aba", "1101", "1011", "x,y"]) for _ in range(400))
    found = tokens(text.encode())
    parts = [text[a:b].strip() for a, b in zip(found.starts, [*found.starts[1:], len(text)], strict=True)]
    assert parts == text.replace(",", " , ").split()
    for size in (1, 2, 3, 5, 6, 13, 24):
        runs = [tuple(parts[i : i + size]) for i in range(len(parts) - size + 1)]
        hashes = shingles(found.hashes, size).tolist()
        assert len(runs) == len(hashes)
        assert len(set(zip(runs, hashes, strict=True))) == len(set(runs)) == len(set(hashes))
    assert len(shingles(found.hashes[:3], 4)) == 0
    assert tokens(b"").hashes.size == tokens(b" \n\t").hashes.size == 0
    assert (tokens(b"A b").hashes == tokens(b" a\n\nB ").hashes).all()
    assert not (tokens(b"A b", fold=False).hashes == tokens(b"a b", fold=False).hashes).all()


def test_a_bag_knows_what_is_in_it() -> None:
    chance = np.random.default_rng(1)
    values = chance.integers(0, 2**64, 5000, dtype=np.uint64)
    bag = Bag(values[:2000])
    assert bag.has(values).tolist() == [i < 2000 for i in range(5000)]
    assert Bag(values[:0]).places(values).size == 0


def test_questions_know_their_stems() -> None:
    task = etude.make_task("music.interval.name:form=choice", 1, 1)
    question = question_of({**task.to_dict(), "id": "x"})
    assert question.stem.decode() in task.prompt
    assert not any(option in question.stem for option in question.options)
    assert len(siblings([task.to_dict()])[task.family]) == 59
    assert Index([], {}, "x").reach == 0


def test_edits_are_edits() -> None:
    chance = random.Random(1)
    assert edited("aa bb cc dd ee 17", chance, 0.5) not in ("aa bb cc dd ee 17", "")
    assert edited("1 2 C#", chance, 0.5) == "1 2 C#"


ALIKE = """{name: a, title: a, summary: a, source: a, n: 60, mix: [{levels: [1, 2, 3, 4, 5], families:
["algebra.systems.subgroup_size:group=permutations", "algebra.systems.compose:depth=5,group=dihedral",
"algebra.systems.conjugate:group=dihedral", arithmetic.step_trace]}]}"""


@pytest.mark.parametrize("form", ["jsonl", "txt"])
def test_questions_that_are_much_alike_are_found_side_by_side(form: str, tmp_path: Path) -> None:
    folder = build(parse_suite(ALIKE, "a.yaml"), tmp_path / "b", SALT).folder
    rows = Benchmark(folder).questions
    corpus = tmp_path / f"c.{form}"
    texts = [json.dumps(row) if form == "jsonl" else str(row["prompt"]) for row in rows]
    corpus.write_text("\n\n".join(texts))
    assert audit(folder, [corpus]).contaminated == {str(row["id"]): "exact" for row in rows}


def test_a_longer_question_with_the_same_beginning_is_no_copy(tmp_path: Path) -> None:
    """Options of another question that begin like ours are not ours."""
    question = question_of(
        {
            "id": "x",
            "family": "f",
            "choices": ["C E", "D F"],
            "prompt": "Which of these is right for the row? B, C\n\nA) C E\nB) D F\n\nAnswer.",
        }
    )
    index = Index([question], {}, "canary")
    for text, kinds in (
        ("Which of these is right for the row? B, C\n\nA) D F\nB) C E\n\nAnswer.", ["reordered"]),
        ("Which of these is right for the row? B, C (a) D F (b) C E", ["reordered"]),
        ("Which of these is right for the row? B, C, G\n\nA) D F\nB) C E\n\nAnswer.", []),
        ("Which of these is right for the row? B, C\n\nA) D F A\nB) C E G\n\nAnswer.", []),
    ):
        assert [hit.kind for hit in search(Raw("x", "text", text.encode(), 1, 0), index).hits] == kinds, text
