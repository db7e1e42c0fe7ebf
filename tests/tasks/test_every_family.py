"""What holds for every family: the reference answer is right in several forms, everything else is not."""

from __future__ import annotations

import pytest

import etude
from etude.envs.spaces import MAX_PROMPT, PROMPT_CHARACTERS
from tests.oracles import algebra_groups, algebra_symbolic, arithmetic, music
from tests.written_forms import forms, wrong_answers

ARITHMETIC = [card.name for card in etude.families("arithmetic")]
MUSIC = [card.name for card in etude.families("music")]
SYSTEMS = [card.name for card in etude.families("algebra") if ".systems." in card.name]
SYMBOLIC = [card.name for card in etude.families("algebra") if ".symbolic." in card.name]
VARIANTS = ["algebra.systems.compose:reward=process", "algebra.symbolic.rewrite_chain:reward=process"]
Q = [card.name for card in etude.families("q")]
ALL = [*SYSTEMS, *SYMBOLIC, *VARIANTS, *ARITHMETIC, *MUSIC, *Q]
PER_LEVEL = 12


def _tasks(name: str, count: int = PER_LEVEL):
    return [etude.make_task(name, 100 + level, index, level) for level in range(1, 6) for index in range(count)]


@pytest.mark.parametrize("name", ARITHMETIC)
def test_the_answer_is_that_of_a_second_solver(name: str) -> None:
    for task in _tasks(name, 30):
        solved = arithmetic.solve(name, task.prompt)
        if task.spec.get("percent"):
            solved = f"{float(arithmetic.value_of(solved)) * 100:.12g}%" if "/" not in solved else task.answer
        assert etude.verify(task, solved).correct, (task, solved)


@pytest.mark.parametrize("name", MUSIC)
def test_music21_hears_the_answer_and_no_other_option(name: str) -> None:
    for task in _tasks(name):
        if not task.choices:
            assert music.right(task, task.answer), task
            continue
        marks = [music.right(task, option) for option in task.choices]
        assert marks == [letter == task.answer for letter in "ABCD"], task


@pytest.mark.parametrize("name", SYSTEMS)
def test_trying_all_elements_gives_the_answer(name: str) -> None:
    for task in _tasks(name):
        assert algebra_groups.agrees(task.prompt, task.answer), task


@pytest.mark.parametrize("name", [*SYMBOLIC, VARIANTS[1]])
def test_sympy_gives_the_answer(name: str) -> None:
    for task in _tasks(name, 3):
        assert algebra_symbolic.agrees(task), task


@pytest.mark.parametrize("name", ALL)
def test_right_answers_in_many_forms_and_wrong_ones(name: str) -> None:
    for task in _tasks(name, 3 if name.startswith("q.coding") else PER_LEVEL):
        written = forms(task)
        assert len(written) >= 3
        for form in written:
            verdict = etude.verify(task, form)
            assert (verdict.reward, verdict.correct, verdict.reason) == (1.0, True, "correct"), (task, form, verdict)
        for form in wrong_answers(task):
            verdict = etude.verify(task, form)
            assert not verdict.correct, (task, form, verdict)
            assert verdict.reward < 1, (task, form, verdict)


@pytest.mark.parametrize("name", ALL)
def test_prompts_fit_the_observation_space_and_say_where_the_answer_goes(name: str) -> None:
    for task in _tasks(name):
        assert set(task.prompt) <= set(PROMPT_CHARACTERS), set(task.prompt) - set(PROMPT_CHARACTERS)
        assert len(task.prompt) <= MAX_PROMPT
        assert (
            r"\boxed{}" if task.domain != "q" else "code block" if task.verifier == "q_output" else "hidden inputs"
        ) in task.prompt
        assert len(set(task.choices)) == len(task.choices)


@pytest.mark.parametrize("name", MUSIC)
def test_the_right_letter_is_everywhere_equally_often(name: str) -> None:
    letters = [etude.make_task(f"{name}:form=choice", 0, index).answer for index in range(400)]
    chi = sum((letters.count(letter) - 100) ** 2 / 100 for letter in "ABCD")
    assert chi < 21


def test_the_chi_square_of_all_letters() -> None:
    letters = [t.answer for card in MUSIC for t in etude.generate(family=f"{card}:form=choice", n=200, seed=2)]
    expected = len(letters) / 4
    assert sum((letters.count(letter) - expected) ** 2 / expected for letter in "ABCD") < 16
