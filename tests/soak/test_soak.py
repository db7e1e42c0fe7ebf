"""Large-scale checks. ``pytest -m soak`` runs them whole; ETUDE_SOAK=0.02 runs a fiftieth of each.

ETUDE_HOSTILE names a further JSONL list of hostile responses (field ``text``).
"""

from __future__ import annotations

import itertools
import os
import random
import resource
import subprocess
import sys
import time
import warnings
from pathlib import Path

import pytest

import etude
from etude.answers.table import NAMES
from etude.verifiers.registry import load
from tests import rewriting
from tests.oracles import algebra_groups, algebra_symbolic, arithmetic, music
from tests.soak.hostile import mutated, soup, static
from tests.written_forms import forms, wrong_answers

pytestmark = pytest.mark.soak
SCALE = float(os.environ.get("ETUDE_SOAK", "1"))
ARITHMETIC = [card.name for card in etude.families("arithmetic")]
MUSIC = [card.name for card in etude.families("music")]
SYSTEMS = [card.name for card in etude.families("algebra") if ".systems." in card.name]
SYMBOLIC = [card.name for card in etude.families("algebra") if ".symbolic." in card.name]
SEED = 20_000


def sized(n: int) -> int:
    return max(1, round(n * SCALE))


def _all_there_are(name: str, n: int) -> tuple[list[etude.Task], bool]:
    """So many tasks of a family, or all it has; then the family must have said so."""
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        tasks = list(etude.generate(family=name, n=n, seed=SEED))
    return tasks, any(issubclass(warning.category, etude.CapacityWarning) for warning in caught)


@pytest.mark.parametrize("name", ARITHMETIC)
def test_100_000_arithmetic_tasks(name: str) -> None:
    seen = set()
    tasks, caught = _all_there_are(name, sized(8_400))
    for task in tasks:
        solved = arithmetic.solve(name, task.prompt)
        assert task.spec.get("percent") or etude.verify(task, solved).correct, (task.id, solved)
        _mark_all_forms(task)
        seen.add(task.fingerprint)
    assert len(seen) == sized(8_400) or caught


@pytest.mark.parametrize("name", MUSIC)
def test_10_000_music_tasks(name: str) -> None:
    seen = set()
    tasks, caught = _all_there_are(name, sized(1_000))
    for task in tasks:
        if task.choices:
            assert [music.right(task, option) for option in task.choices] == [x == task.answer for x in "ABCD"], task
            for option in task.choices:
                assert etude.verify(task, option).correct == (option == task.choices["ABCD".index(task.answer)])
        else:
            assert music.right(task, task.answer), task
        _mark_all_forms(task)
        seen.add(task.fingerprint)
    assert len(seen) == sized(1_000) or caught


@pytest.mark.parametrize("name", SYSTEMS)
def test_50_000_tasks_in_groups(name: str) -> None:
    tasks, caught = _all_there_are(name, sized(3_900))
    for task in tasks:
        assert algebra_groups.agrees(task.prompt, task.answer), task
        assert etude.verify(task, rf"\boxed{{{task.answer}}}").reward == 1.0
    for task in tasks[::13]:
        _mark_all_forms(task)
    assert len({task.fingerprint for task in tasks}) == sized(3_900) or caught


@pytest.mark.parametrize("name", SYMBOLIC)
def test_20_000_symbolic_tasks(name: str) -> None:
    tasks, caught = _all_there_are(name, sized(850))
    for task in tasks:
        assert algebra_symbolic.agrees(task), task
    assert len({task.fingerprint for task in tasks}) == sized(850) or caught


@pytest.mark.parametrize("name", SYMBOLIC)
def test_1_000_rewritings(name: str) -> None:
    chance = random.Random(name)
    for task in _all_there_are(name, sized(1_000))[0]:
        right, wrong = rewriting.right(chance, task), rewriting.wrong(chance, task)
        verdict = etude.verify(task, rf"\boxed{{{right}}}")
        assert (verdict.reward, verdict.reason) == (1.0, "correct"), (task.id, task.answer, right)
        verdict = etude.verify(task, rf"\boxed{{{wrong}}}")
        assert (verdict.reward, verdict.correct) == (0.0, False), (task.id, task.answer, wrong)


def _mark_all_forms(task: etude.Task) -> None:
    written = forms(task)
    assert len(set(written)) >= 3
    for text in written:
        assert etude.verify(task, text).reward == 1.0, (task.id, text)
    for text in wrong_answers(task):
        assert not etude.verify(task, text).correct, (task.id, text)


def _verify_quickly(task: etude.Task, text: str) -> etude.Verdict:
    """The verdict, which must take at most 50 ms of CPU; a slow one gets a second chance (a first call loads modules).

    Programs are run, within a budget of steps: of about a second for q, of some for Python.
    """
    limit = {"q_program": 2.0, "python_program": 8.0}.get(task.verifier, 0.05)
    for _ in range(3):
        started = time.process_time()
        verdict = etude.verify(task, text)
        if time.process_time() - started < limit:
            return verdict
    raise AssertionError(f"{task.verifier} took more than {limit} s on {text[:80]!r} ({len(text)} characters)")


@pytest.mark.parametrize("part", range(10))
def test_1_000_000_fuzzed_answers(part: int) -> None:
    chance = random.Random(part)
    tasks = [t for t in etude.generate(n=650, seed=SEED + part) if t.verifier not in ("q_program", "python_program")]
    total = sized(100_000)
    for i, task in enumerate(itertools.islice(itertools.cycle(tasks), total)):
        if i % 2:
            text, wrong = mutated(chance, task)
        else:
            text, wrong = soup(chance), False
        verdict = _verify_quickly(task, text)
        assert 0 <= verdict.reward <= 1
        assert not (wrong and (verdict.correct or verdict.reward == 1)), (task.id, task.answer, text, verdict)


def _no_hostile_answer_is_right(task: etude.Task) -> bool:
    """Some hostile responses say 1, 7, 12 or B in earnest: tasks whose answer that may be are left out."""
    if task.verifier == "choice":
        return task.answer == "D"
    if task.verifier == "element":
        return task.answer != "e" and not task.answer.lstrip("-").isdecimal()
    answer = task.answer.strip("`\n")
    return not answer.isdecimal() or int(answer) > 200 or task.verifier == "base_number"


def test_hostile_answers_meet_every_verifier() -> None:
    tasks = {}
    chains = [f"{name}:reward=process" for name in ("algebra.systems.compose", "algebra.symbolic.rewrite_chain")]
    for task in itertools.chain(
        etude.generate(n=10 * len(etude.families()), seed=SEED), etude.generate(family=chains, n=20, seed=SEED)
    ):
        if _no_hostile_answer_is_right(task):
            tasks.setdefault((task.verifier, task.family), task)
    assert {verifier for verifier, _ in tasks} == {*load(), *NAMES} - {"printed_tests"}
    for text in static():
        for task in tasks.values():
            verdict = _verify_quickly(task, text)
            assert not verdict.correct, (task.id, text[:99])
            assert verdict.reward < 1


def test_marking_allocates_little() -> None:
    script = (
        "import etude, resource\n"
        "task = etude.make_task('arithmetic.random_calculation')\n"
        "etude.verify(task, 'x' * 1000)\n"
        "big = [t * 1_000_000 for t in ('7', '{', '\\\\boxed{', 'Answer: 1\\n', '[CEG]')]\n"
        "before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss\n"
        "for text in big: etude.verify(task, text)\n"
        "print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before)\n"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert int(done.stdout) < 64 * 1024


def test_a_million_tasks_in_little_memory(tmp_path: Path) -> None:
    n = sized(1_000_000)
    code = "from etude.cli.gen import main; main()"
    run = [sys.executable, "-c", code, "--n", str(n), "--out", "a.jsonl", "-q", "--workers", "2"]
    done = subprocess.run(run, cwd=tmp_path, capture_output=True, text=True)
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    assert done.returncode == 0, done.stderr
    assert peak < 300 * 1024, f"{peak // 1024} MB"
    with (tmp_path / "a.jsonl").open("rb") as file:
        assert sum(1 for _ in file) == n


@pytest.mark.parametrize("version", ["3.11", "3.12", "3.13"])
def test_every_python_writes_the_same_bytes(version: str, tmp_path: Path) -> None:
    """Needs ETUDE_PYTHONS: a folder with a virtual environment of each version in which Etude is installed."""
    folder = os.environ.get("ETUDE_PYTHONS")
    if not folder or not (Path(folder) / version).exists():
        pytest.skip("no virtual environment for this version")
    code = "from etude.cli.gen import main; main()"
    hashes = set()
    for python in (sys.executable, str(Path(folder) / version / "bin" / "python")):
        run = [python, "-c", code, "--n", "2000", "--seed", "9", "--out", "-", "-q"]
        hashes.add(subprocess.run(run, cwd=tmp_path, capture_output=True, check=True).stdout)
    assert len(hashes) == 1
