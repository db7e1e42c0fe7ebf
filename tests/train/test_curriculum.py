"""The curriculum follows the success, and goes on where it was."""

from __future__ import annotations

from itertools import islice

import pytest

from etude.task import EtudeError, Verdict, split_of
from etude.train import Curriculum

FAMILIES = ["arithmetic.integer_chain", "algebra.symbolic.expand"]


def _mark(correct: bool) -> Verdict:
    return Verdict(float(correct), correct, "1", "correct" if correct else "wrong", {})


def _run(course: Curriculum, skill: int, n: int) -> list[int]:
    """Levels drawn for a policy that solves all up to a level of skill."""
    levels = []
    for task in islice(course, n):
        course.note(task, _mark(task.level <= skill))
        levels.append(task.level)
    return levels


def test_levels_follow_the_success_up_and_down() -> None:
    course = Curriculum(FAMILIES, window=16, seed=1)
    _run(course, skill=5, n=400)
    assert set(course.hardest.values()) == {5}
    _run(course, skill=2, n=600)
    assert set(course.hardest.values()) <= {2, 3}
    levels = _run(course, skill=2, n=300)
    assert 0.3 <= sum(level <= 2 for level in levels) / 300 <= 0.95


def test_levels_that_are_not_asked_for_stay_closed() -> None:
    course = Curriculum(["arithmetic.integer_chain"], window=8, levels=[2, 3], start=1)
    assert set(_run(course, skill=5, n=100)) == {2, 3}
    with pytest.raises(EtudeError, match="has none of the levels 2"):
        Curriculum(["arithmetic.integer_chain:operands=2"], levels=[2])


def test_nothing_moves_inside_the_target() -> None:
    course = Curriculum(["arithmetic.integer_chain"], window=10, start=3)
    for i, task in enumerate(islice(course, 400)):
        course.note(task, _mark(i % 2 == 0))
    assert course.hardest == {"arithmetic.integer_chain": 3}


def test_tasks_are_of_the_split_and_repeat_for_a_seed() -> None:
    one, two = (list(islice(Curriculum(FAMILIES, seed=2), 50)) for _ in range(2))
    assert [task.id for task in one] == [task.id for task in two]
    assert len({task.fingerprint for task in one}) == 50
    assert {split_of(task.fingerprint) for task in one} == {"train"}
    assert {task.family for task in one} == set(FAMILIES)


def test_a_saved_curriculum_goes_on_the_same() -> None:
    course = Curriculum(FAMILIES, window=16, seed=1)
    _run(course, skill=3, n=333)
    other = Curriculum(FAMILIES, window=16, seed=1)
    other.restore(course.state())
    assert [t.id for t in islice(course, 40)] == [t.id for t in islice(other, 40)]
    with pytest.raises(EtudeError, match="other families"):
        Curriculum(FAMILIES[:1]).restore(course.state())


def test_wrong_settings() -> None:
    with pytest.raises(EtudeError, match="needs families"):
        Curriculum([])
    with pytest.raises(EtudeError, match="target is"):
        Curriculum(FAMILIES, target=(0.7, 0.3))
