"""Scores: what is counted, with which intervals; comparisons; what is said of bad rows."""

from __future__ import annotations

import json
import math
import random
from itertools import combinations
from pathlib import Path

import pytest

from etude.analysis.estimates import bootstrap, wilson
from etude.benchmarks.chart import chart
from etude.benchmarks.compare import compare, mcnemar, sign_flip
from etude.benchmarks.folder import Benchmark
from etude.benchmarks.score import ScoreProblem, score


def predictions(folder: Path, path: Path, share: float, samples: int = 1, seed: int = 0) -> Path:
    """A file in which each sample is right with a probability."""
    chance = random.Random(seed)
    with path.open("w") as file:
        for line in (folder / "answers.jsonl").read_text("utf-8").splitlines():
            row = json.loads(line)
            given = [row["answer"] if chance.random() < share else "no idea" for _ in range(samples)]
            file.write(json.dumps({"id": row["id"], "response": given if samples > 1 else given[0]}) + "\n")
    return path


def test_all_and_nothing(private: Path, tmp_path: Path) -> None:
    tasks = Benchmark(private).tasks()
    whole = score(tasks, predictions(private, tmp_path / "a.jsonl", 1.0))
    assert (whole.overall.accuracy, whole.overall.questions, whole.problems) == (1.0, 70, {})
    assert whole.overall.wilson.high == pytest.approx(1.0)
    assert 0.9 < whole.overall.wilson.low < 1
    nothing = score(tasks, predictions(private, tmp_path / "b.jsonl", 0.0))
    assert nothing.overall.accuracy == 0.0
    assert {row.accuracy for rows in nothing.by.values() for row in rows} == {0.0}
    assert {"domain", "topic", "family", "level", "family_and_level", "operations"} <= set(whole.by)
    assert all(sum(row.questions for row in whole.by[kind]) == 70 for kind in ("domain", "topic", "family", "level"))


def test_pass_at_k_is_the_share_of_draws_with_a_right_one(private: Path, tmp_path: Path) -> None:
    """Against its definition: all ways of drawing k of the n samples, counted one by one."""
    tasks = Benchmark(private).tasks()
    found = score(tasks, predictions(private, tmp_path / "c.jsonl", 0.4, samples=5), ks=[1, 2, 3, 5])
    for k, value in found.overall.pass_at.items():
        draws = [[any(draw) for draw in combinations(one.marks, k)] for one in found.marked]
        assert value == pytest.approx(sum(sum(draw) / len(draw) for draw in draws) / len(draws))
    assert found.overall.pass_at[1] == pytest.approx(found.overall.accuracy)
    assert found.overall.samples == 350
    with pytest.raises(ScoreProblem, match="pass@6 needs 6 samples"):
        score(tasks, tmp_path / "c.jsonl", ks=[6])


def test_several_processes_mark_alike(private: Path, tmp_path: Path) -> None:
    tasks = Benchmark(private).tasks()
    path = predictions(private, tmp_path / "d.jsonl", 0.5, samples=8)
    assert score(tasks, path).to_dict() == score(tasks, path, workers=2).to_dict()


def test_bad_rows_are_named(private: Path, tmp_path: Path) -> None:
    tasks = Benchmark(private).tasks()
    path = predictions(private, tmp_path / "e.jsonl", 1.0)
    lines = path.read_text().splitlines()
    first = json.loads(lines[0])["id"]
    path.write_text("\n".join([*lines[:-1], lines[0], "{", '{"id": "x", "response": "y"}', '{"id": 3}', ""]))
    found = score(tasks, path)
    assert found.problems["ids given twice"] == [first]
    assert found.problems["malformed rows"] == ["line 71", "line 73"]
    assert found.problems["unknown ids"] == ["x"]
    assert found.problems["tasks without a response"] == [json.loads(lines[-1])["id"]]
    assert found.overall.accuracy == pytest.approx(69 / 70)
    path.write_text("")
    with pytest.raises(ScoreProblem, match="no response"):
        score(tasks, path)
    with pytest.raises(ScoreProblem, match="cannot read"):
        score(tasks, tmp_path / "none.jsonl")


def test_the_bootstrap_is_the_textbooks() -> None:
    """Against resampling one by one."""
    chance = random.Random(1)
    values = [chance.choice([0, 0.25, 0.5, 1]) for _ in range(80)]
    means = sorted(sum(chance.choices(values, k=80)) / 80 for _ in range(4000))
    low, high = bootstrap(values, resamples=20_000)
    assert low == pytest.approx(means[100], abs=0.015)
    assert high == pytest.approx(means[3900], abs=0.015)
    assert wilson(40.0, 80).low < 0.5 < wilson(40.0, 80).high


def test_mcnemar_is_exact() -> None:
    """Against a sum of binomial coefficients."""
    for a, b in ((0, 0), (5, 1), (3, 3), (10, 2), (0, 12)):
        n, low = a + b, min(a, b)
        tail = sum(math.comb(n, i) for i in range(low + 1)) / 2**n if n else 1.0
        assert mcnemar(a, b) == pytest.approx(min(1.0, 2 * tail))
    assert sign_flip([1.0] * 9 + [-1.0] * 2) == pytest.approx(mcnemar(9, 2), abs=0.01)
    assert sign_flip([0.0, 0.0]) == 1.0
    assert sign_flip([0.25] * 30) < 0.001


def test_a_comparison_finds_a_difference_and_no_difference(private: Path, tmp_path: Path) -> None:
    tasks = Benchmark(private).tasks()
    good = score(tasks, predictions(private, tmp_path / "good.jsonl", 0.9, seed=1))
    poor = score(tasks, predictions(private, tmp_path / "poor.jsonl", 0.4, seed=2))
    overall, *groups = compare(good, poor)
    assert overall.difference == pytest.approx(good.overall.accuracy - poor.overall.accuracy)
    assert overall.p < 0.001
    assert overall.interval.low > 0.2
    assert overall.only_first - overall.only_second == round(70 * overall.difference)
    assert all(row.corrected is not None and row.corrected >= row.p - 1e-12 for row in groups)
    same, *rest = compare(good, good)
    assert (same.p, same.difference) == (1.0, 0.0)
    assert {row.corrected for row in rest} == {1.0}
    many = compare(
        score(tasks, predictions(private, tmp_path / "m.jsonl", 0.9, samples=4, seed=3)),
        score(tasks, predictions(private, tmp_path / "n.jsonl", 0.4, samples=4, seed=4)),
    )
    assert many[0].test == "sign_flip"
    assert many[0].p < 0.001


def test_the_chart_is_a_picture(private: Path, tmp_path: Path) -> None:
    from PIL import Image

    tasks = Benchmark(private).tasks()
    one = score(tasks, predictions(private, tmp_path / "g.jsonl", 0.9))
    other = score(tasks, predictions(private, tmp_path / "p.jsonl", 0.4))
    for scores in ([one], [one, other]):
        chart(scores, tmp_path / "s.png")
        with Image.open(tmp_path / "s.png") as picture:
            assert picture.size[0] > 1000
            assert len(picture.convert("L").getcolors() or []) > 20
