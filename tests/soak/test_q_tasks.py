"""q tasks at size: references pass, nothing is asked twice, mutants fail, rewritings pass."""

from __future__ import annotations

import os
import random
import time
from collections import Counter

import pytest

import etude
from etude.q.kinds import unpacked
from tests.oracles import q_programs
from tests.soak.hostile import mutated, soup

pytestmark = pytest.mark.soak
SCALE = float(os.environ.get("ETUDE_SOAK", "1"))
CODING = [card.name for card in etude.families("q") if card.verifier == "q_program"]
DESCRIBED = ["q.coding.compose", "q.coding.interview", "q.coding.trading", "q.coding.query"]
PARTS = 10
_FEWEST = 250
"""Mutants of each family at any scale: of a few dozen, two that are hard to tell apart are more than 2 %."""


def sized(n: int) -> int:
    return max(1, round(n * SCALE))


@pytest.mark.parametrize("part", range(PARTS))
def test_10_000_problems_are_solved_by_their_references(part: int) -> None:
    n = sized(10_000 // PARTS)
    tasks = list(etude.generate(family=DESCRIBED, n=n, seed=50_000 + part))
    assert len({t.fingerprint for t in tasks}) == n
    assert len(
        {
            (*t.spec["arguments"], t.spec["result"], str(q_programs.outputs(t.answer, t, q_programs.inputs_of(t, 12))))
            for t in tasks[:200]
        }
    ) >= 0.97 * min(n, 200)
    for task in tasks:
        assert etude.verify(task, task.answer).correct, task.id
        assert len(unpacked(task.spec).inputs) >= 60


@pytest.mark.parametrize("name", CODING)
def test_5_000_mutants_fail_and_rewritings_pass(name: str) -> None:
    chance = random.Random(f"mutants {name}")
    wanted, caught, total, n = max(_FEWEST, sized(5_000 // len(CODING))), 0, 0, 0
    survivors: Counter[str] = Counter()
    while total < wanted:
        task = etude.make_task(name, 60_000, n, 1 + n % 5)
        n += 1
        for code in q_programs.mutants(task, chance, 5):
            if q_programs.differs(code, task):
                total += 1
                good = etude.verify(task, code).correct
                caught += not good
                survivors[task.id] += good
        if "longest" not in task.spec:
            for code in q_programs.rewritings(task):
                if not ("while" in code and task.spec.get("loops")):
                    assert etude.verify(task, code).correct, (task.id, code)
    assert caught >= 0.98 * total - 1, (caught, total, survivors.most_common(5))


def test_every_family_of_q_at_every_level() -> None:
    for card in etude.families("q"):
        for level in card.levels:
            for index in range(sized(300)):
                task = etude.make_task(card.name, 70_000, index, level)
                assert etude.verify(task, task.answer).correct, task.id


@pytest.mark.parametrize("part", range(4))
def test_20_000_fuzzed_programs(part: int) -> None:
    """Mutated references, token soup and prose as programs: a verdict each time, none for nothing."""
    chance = random.Random(f"fuzzed programs {part}")
    tasks = [etude.make_task(name, 80_000 + part, i, 1 + i % 5) for name in CODING for i in range(12)]
    for i in range(sized(5_000)):
        task = tasks[i % len(tasks)]
        text, wrong = mutated(chance, task) if i % 3 else (soup(chance), False)
        started = time.perf_counter()
        verdict = etude.verify(task, text)
        assert time.perf_counter() - started < 4, (task.id, text)
        assert 0 <= verdict.reward <= 1 and verdict.reason
        assert not (wrong and verdict.correct), (task.id, text)
