"""Systems belong to one split, chains carry their steps, presets keep what the paper needs."""

from __future__ import annotations

import re

import pytest

import etude
from etude.answers.element_steps import NUMERIC, step_is
from etude.tasks.algebra.systems.catalogue import KINDS, SIZES, build, keys
from etude.tasks.algebra.systems.declare import named
from etude.tasks.algebra.systems.operations import OPERATIONS
from etude.tasks.presets import preset
from etude.tasks.registry import find_family
from tests.oracles.algebra_groups import solve

SYSTEMS = [card.name for card in etude.families("algebra") if ".systems." in card.name]


def test_the_catalogue_says_the_sizes_right() -> None:
    for level, (low, high) in SIZES.items():
        for abelian in (None, False):
            for kind, groups in keys(level, abelian).items():
                for key in groups if level < 5 else groups[::9]:
                    group = build(key)
                    assert low <= group.order <= high, key
                    assert key[0] == kind
                    assert abelian is None or not group.abelian


def test_no_system_is_in_both_splits() -> None:
    seen: dict[str, str] = {}
    for name in SYSTEMS:
        for level in (1, 2, 3, 4, 5):
            for index in range(60):
                meta = etude.make_task(name, 4, index, level).meta
                assert seen.setdefault(meta["system"], meta["split"]) == meta["split"]
    assert set(seen.values()) == {"train", "test"}


@pytest.mark.parametrize("level", [1, 2, 3, 4, 5])
@pytest.mark.parametrize("abelian", [None, False])
def test_every_level_has_systems_in_both_splits(level: int, abelian: bool | None) -> None:
    family = "algebra.systems.product" if abelian is None else "algebra.systems.commutator"
    for split in ("train", "test"):
        systems = {etude.make_task(family, 1, index, level, split).meta["system"] for index in range(60)}
        assert systems <= {named(key) for groups in keys(level, abelian).values() for key in groups}
        assert systems


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_group_is_in_both_splits(kind: str) -> None:
    splits = {etude.make_task(f"algebra.systems.product:group={kind}", 1, index).meta["split"] for index in range(80)}
    assert splits == {"train", "test"}


def test_the_papers_presets_train_on_atoms_and_test_on_chains_in_new_systems() -> None:
    train = list(
        etude.generate(n=60, family=[lane.family for lane in preset("algebrarium-atomic").lanes][::5], split="train")
    )
    assert {task.meta["depth"] for task in train} == {1}
    known = {task.meta["system"] for task in train}
    for depth in (2, 3, 4, 5):
        chosen = preset(f"algebrarium-depth-{depth}")
        assert chosen.split == "test"
        for lane in chosen.lanes:
            task = etude.make_task(lane.family, 3, 0, lane.level, "test")
            assert len(task.meta["atoms"]) == task.meta["depth"] == depth
            assert task.meta["system"] not in known


@pytest.mark.parametrize("shape", ["left", "right", "tree"])
@pytest.mark.parametrize("depth", [2, 3, 4, 5])
def test_a_chain_knows_all_its_values(shape: str, depth: int) -> None:
    for index in range(15):
        task = etude.make_task(f"algebra.systems.compose:depth={depth},shape={shape}", 8, index)
        steps = task.spec["steps"]
        assert [step["operation"] for step in steps] == task.meta["atoms"]
        assert len(steps) == depth
        assert steps[-1]["value"] == task.answer
        solver, _ = solve(task.prompt)
        for step in steps:
            value = solver.evaluate(step["call"])
            named_value = (
                int(step["value"])
                if isinstance(value, int) and step["operation"] in ("order", "subgroup_size")
                else solver.group.name(step["value"])
            )
            assert value == named_value, (task, step)


def test_all_values_of_a_chain_are_parts_of_the_reward() -> None:
    task = etude.make_task("algebra.systems.compose:reward=process,depth=4", 0, 3)
    assert len(task.answer.split("; ")) == 4
    assert etude.verify(task, task.answer).parts == {f"step_{i}": 1.0 for i in (1, 2, 3, 4)}


def test_partial_credit_for_a_chain() -> None:
    spec = {
        "notation": {"kind": "numbers", "n": 7},
        "steps": [
            {"operation": "product", "value": "3"},
            {"operation": "order", "value": "7"},
            {"operation": "power", "value": "0"},
        ],
    }
    task = {"verifier": "element_steps", "spec": spec}
    assert etude.verify(task, "3; 7; 0").reward == 1
    assert etude.verify(task, "3; 7; 1").reward == pytest.approx(2 / 3)
    assert etude.verify(task, "3; 6; 0").reward == pytest.approx(1 / 3)
    assert etude.verify(task, "2; 7; 0").reward == 0
    assert etude.verify(task, "3; 7").reward == 0
    assert etude.verify(task, "3; 7; 0; 0").reward == 0


@pytest.mark.parametrize("naming", ["usual", "operator", "alphabet"])
def test_namings(naming: str) -> None:
    for name in SYSTEMS:
        if name.endswith(".identity"):
            continue
        task = etude.make_task(f"{name}:naming={naming}", 1, 2)
        assert task.meta["naming"] == naming


def test_copying_the_question_is_never_the_answer() -> None:
    for name in SYSTEMS:
        for index in range(100):
            task = etude.make_task(name, 12, index)
            asked = task.prompt.rpartition("\n\n")[2].partition(" Give the ")[0]
            assert not etude.verify(task, asked).correct, task


def test_an_exponent_or_number_with_a_minus_sign_does_not_copy_the_question() -> None:
    copied = 0
    for family, pattern in (("inverse", r"inverse of (\S+?)[.?]"), ("power", r"pow\(x, (-\d+)\)")):
        for index in range(400):
            task = etude.make_task(f"algebra.systems.{family}:naming=usual,group=cyclic", 31, index)
            kind = task.spec["notation"]["kind"]
            found = re.search(pattern, task.prompt)
            if found is None or kind not in ("numbers", "words"):
                continue
            name, _, exponent = found[1].partition("^")
            if family == "inverse":
                echo = f"-{found[1]}" if kind == "numbers" else f"{name}^{{-{exponent or 1}}}"
            else:
                base = re.search(r"(?:x = |x is )(\w+)(?:\^(\d+))?", task.prompt.rpartition("\n\n")[2])
                echo = (
                    f"{base[1]}^{{{int(base[2] or 1) * int(found[1])}}}"
                    if kind == "words"
                    else str(int(base[1]) * int(found[1]))
                )
            copied += 1
            assert not etude.verify(task, rf"\boxed{{{echo}}}").correct, (task, echo)
    assert copied > 300


def test_the_verifier_knows_which_operations_give_numbers() -> None:
    for name in SYSTEMS:
        etude.make_task(name)
    assert {name for name, operation in OPERATIONS.items() if operation.gives == "number"} == set(NUMERIC)


def test_steps_are_judged_under_any_right_name() -> None:
    task = etude.make_task("algebra.systems.compose:group=dihedral,naming=usual", 0, 2)
    from etude.theory.groups.notation import notation_of

    notation = notation_of(task.spec["notation"])
    step = {"operation": "product", "value": "r^2 s"}
    assert step_is(step, notation, "r^{2}s")
    assert step_is(step, notation, "s r") is False
    assert step_is(step, notation, "hello") is None


def test_the_source_of_each_family_is_named() -> None:
    assert all("2602.08281" in find_family(name).source for name in SYSTEMS)
