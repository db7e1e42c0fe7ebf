"""Suites: what they ask, and what is said of wrong ones."""

from __future__ import annotations

from collections import Counter

import pytest

import etude
from etude.benchmarks.suite import SuiteProblem, find_suite, parse_suite, suite_names
from etude.tasks.generation import Lane, turns
from tests.benchmarks.conftest import SMALL


def test_the_suites_that_come_with_etude() -> None:
    assert suite_names() == ["algebrarium", "all", "q-coding", "random-calculation", "ssmr"]
    assert len(find_suite("random-calculation").lanes()) == 20
    assert find_suite("random-calculation").n == 20_000
    asked = {lane.family for lane in find_suite("all").lanes()}
    assert asked == {card.name for card in etude.families()}
    assert {lane.family.split(".")[0] for lane in find_suite("q-coding").lanes()} == {"q"}


def test_algebrarium_is_even_over_depths_groups_and_levels() -> None:
    counts: Counter[tuple[str, str]] = Counter()
    round_of = turns(find_suite("algebrarium").lanes())
    for lane in round_of:
        knobs = dict(item.split("=") for item in lane.family.split(":")[1].split(","))
        counts["depth", knobs.get("depth", "1")] += 1
        counts["group", knobs["group"]] += 1
        counts["level", str(lane.level)] += 1
    for kind in ("depth", "group", "level"):
        sizes = {n for (k, _), n in counts.items() if k == kind}
        assert len(sizes) == 1, kind


def test_a_part_of_a_round_is_balanced_too() -> None:
    lanes = [Lane("a", 1, 3), Lane("b", 1), Lane("c", 1), Lane("d", 1, 3)]
    order = [lane.family for lane in turns(lanes)]
    assert Counter(order) == {"a": 3, "d": 3, "b": 1, "c": 1}
    assert Counter(order[:4]).most_common(1)[0][1] <= 2
    assert turns([Lane("x", 2), Lane("y", 1)]) == [Lane("x", 2), Lane("y", 1)]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ("n: 40", "n: 0"),
        ("n: 40", "n: many"),
        ("name: small", "nam: small"),
        ("source: tests", "source: [1]"),
        ("mix:", "mixx:"),
        ("families:", "familys:"),
        ("algebra.symbolic.expand]", "algebra.symbolic.expend]"),
        ("algebra.symbolic.expand]", "algebra.symbolic.expand]\n    levels: [6]"),
        ("algebra.symbolic.expand]", "algebra.symbolic.expand]\n    share: 0"),
        ("algebra.symbolic.expand]", "algebra.symbolic.expand]\n    knobs: {form: choice}"),
        ("algebra.symbolic.expand]", "algebra.symbolic.expand]\n    preset: ssmr"),
        ("algebra.symbolic.expand]", "algebra.symbolic.expand]\n  - families: [algebra.symbolic.expand]"),
        ("algebra.symbolic.expand]", "algebra.symbolic.expand"),
        ("summary: A", "summary: !!python/object/apply:os.system [ls]\nA: A"),
    ],
)
def test_a_wrong_suite_is_told_in_one_line(change: str, said: str) -> None:
    with pytest.raises(SuiteProblem) as caught:
        parse_suite(SMALL.replace(change, said), "mine.yaml")
    assert "\n" not in str(caught.value)
    assert "mine.yaml" in str(caught.value) or "suite small" in str(caught.value)


def test_near_names_are_suggested(tmp_path) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(SuiteProblem, match="did you mean ssmr"):
        find_suite("smr")
    with pytest.raises(SuiteProblem, match="cannot read"):
        find_suite(str(tmp_path / "none.yaml"))
    path = tmp_path / "mine.yaml"
    path.write_text(SMALL)
    assert find_suite(str(path)).name == "small"
