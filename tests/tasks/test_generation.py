from __future__ import annotations

import warnings
from collections import Counter

import pytest

import etude
from etude.tasks import CapacityWarning, NameProblem
from etude.tasks.presets import preset, preset_names


def test_no_question_comes_twice_and_the_mix_is_even() -> None:
    lanes = 5 * len(etude.families("music"))
    tasks = list(etude.generate("music", n=12 * lanes, seed=3))
    assert len({task.fingerprint for task in tasks}) == 12 * lanes
    counts = Counter((task.family, task.level) for task in tasks)
    assert set(counts.values()) == {12}


def test_even_the_first_tasks_are_a_mixture() -> None:
    tasks = list(etude.generate(n=len(etude.families())))
    assert len({task.family for task in tasks}) == len(tasks)
    assert len({task.level for task in tasks}) == 5
    assert [task.level for task in etude.generate(family="music.chord.name", n=5)] == [1, 2, 3, 4, 5]


def test_it_goes_on_without_n() -> None:
    stream = etude.generate("arithmetic")
    assert len({next(stream).id for _ in range(200)}) == 200


def test_a_family_that_runs_dry_says_its_capacity() -> None:
    with pytest.warns(CapacityWarning, match=r"of 100000 tasks.*music\.interval\.complete level 1 \(\d+\)"):
        tasks = list(etude.generate(family="music.interval.complete", level=1, n=100_000))
    again = list(_quietly(family="music.interval.complete", level=1, n=100_000, seed=9))
    assert {task.fingerprint for task in tasks} == {task.fingerprint for task in again}


def _quietly(**arguments: object):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", CapacityWarning)
        yield from etude.generate(**arguments)


def test_in_a_mixture_the_others_fill_up() -> None:
    names = ["music.interval.complete", "arithmetic.integer_chain"]
    tasks = list(etude.generate(family=names, level=1, n=600))
    counts = Counter(task.family for task in tasks)
    assert sum(counts.values()) == 600
    assert counts["music.interval.complete"] < 300 < counts["arithmetic.integer_chain"]


def test_every_task_can_be_made_again_from_its_own_fields() -> None:
    for split in (None, "train", "test"):
        for task in etude.generate(n=110, seed=-4, split=split):
            assert etude.make_task(task.family, task.seed, task.index, task.level, split) == task


def test_train_and_test_share_nothing() -> None:
    train = {task.fingerprint for seed in range(3) for task in etude.generate(n=300, seed=seed, split="train")}
    test = {task.fingerprint for seed in range(3) for task in etude.generate(n=300, seed=seed, split="test")}
    assert not train & test


def test_wrong_arguments_are_refused_at_once() -> None:
    for arguments in ({"n": -1}, {"domain": "muzik"}, {"family": "x"}, {"level": 9}, {"split": "dev"}):
        with pytest.raises(NameProblem):
            etude.generate(**arguments)
    with pytest.raises(NameProblem, match="not in the domain music"):
        etude.generate("music", family="arithmetic.modular")
    assert list(etude.generate(n=0)) == []


ALGEBRARIUM = ["algebrarium-atomic", *(f"algebrarium-depth-{depth}" for depth in (2, 3, 4, 5))]


def test_the_papers_presets() -> None:
    assert preset_names() == [*ALGEBRARIUM, "random-calculation", "ssmr"]
    steps = preset("random-calculation")
    assert len(steps.lanes) == 20
    assert steps.size == 20_000
    counts = Counter()
    for lane in preset("ssmr").lanes:
        assert etude.make_task(lane.family, 0, 0, lane.level).choices
        counts[lane.family.split(".")[1]] += lane.share
    assert set(counts.values()) == {20}
    with pytest.raises(NameProblem, match="did you mean ssmr"):
        preset("smr")
