"""The q domain: references agree, programs are told apart, statements and examples are true."""

from __future__ import annotations

import random

import pytest

import etude
from etude.q import Session
from etude.q.exchange import to_q
from etude.q.kinds import to_json, unpacked
from etude.q.matching import matches
from etude.rng import Stream
from etude.tasks.q.drawing import inputs
from etude.tasks.q.operations import OPERATIONS
from etude.tasks.q.operations.rows import ROWS
from etude.tasks.q.plans import arguments
from etude.tasks.q.templates.interview import INTERVIEW
from etude.tasks.q.templates.trading import TRADING
from tests.oracles import q_programs, trades_in_sql

CODING = [card.name for card in etude.families("q") if card.verifier == "q_program"]


def test_there_are_enough_operations_and_templates() -> None:
    assert len(OPERATIONS) >= 80
    assert len({o.name for o in OPERATIONS}) == len(OPERATIONS)
    assert len(INTERVIEW) + len(TRADING) >= 60


@pytest.mark.parametrize("operation", [*OPERATIONS, *ROWS], ids=lambda o: o.name)
def test_an_operation_is_the_same_three_times(operation) -> None:  # type: ignore[no-untyped-def]
    kind = operation.given
    if kind == "long!long":
        values = [{v: x.count(v) for v in x} for x in inputs("longs", Stream("t", operation.name), 60)]
    elif kind.startswith("table"):
        values = [row[0] for row in arguments((f"{kind}@trades",), Stream("t", operation.name), 40)]
    else:
        values = inputs(kind, Stream("t", operation.name), 60)
    for k in (list(operation.numbers) or [0])[:4]:
        session = Session()
        session.run(f"f:{{[x]\n  {operation.in_q(k)}}}")
        for x in values:
            first, second = operation.reference(x, k), operation.second(x, k)
            assert first == second, (x, k)
            value = session.invoke("f", to_q(kind, to_json(kind, x) if isinstance(x, dict) else x))
            # Strictly: a step that gives ints for longs would spoil a later step that joins them to longs.
            assert matches(operation.made, to_json(operation.made, first), value, True), (x, k, value)


@pytest.mark.parametrize("template", [*INTERVIEW, *TRADING], ids=lambda t: t.name)
def test_a_template_is_the_same_three_times(template) -> None:  # type: ignore[no-untyped-def]
    for k in template.numbers:
        session = Session()
        session.run(template.program(k))
        for row in arguments(template.given, Stream("c", template.name), 64):
            first, second = (to_json(template.made, f(*row, k)) for f in (template.reference, template.second))
            assert first == second, (row, k)
            value = session.invoke("solve", *(to_q(kind, v) for kind, v in zip(template.kinds, row, strict=True)))
            assert matches(template.made, first, value), (row, k, value)


@pytest.mark.parametrize("name", CODING)
def test_tests_tell_programs_apart(name: str) -> None:
    chance = random.Random(name)
    caught = total = 0
    for task in q_programs.coding(name, 6, 31):
        assert len(unpacked(task.spec).inputs) >= 60
        assert max(unpacked(task.spec).expected.count(v) for v in unpacked(task.spec).expected) <= 0.86 * len(
            unpacked(task.spec).expected
        )
        for code in q_programs.mutants(task, chance, 3):
            if q_programs.differs(code, task):
                total += 1
                caught += not etude.verify(task, code).correct
        for code in q_programs.rewritings(task):
            if "longest" not in task.spec and not ("while" in code and task.spec.get("loops")):
                assert etude.verify(task, code).correct, (task.answer, code)
    assert total > 6
    assert caught >= total - 1


def test_a_constant_never_gets_most_tests() -> None:
    for name in CODING:
        for task in q_programs.coding(name, 5, 77):
            constants = {repr(v) for v in unpacked(task.spec).expected}
            assert len(constants) > 1


def test_examples_are_true_and_not_among_the_hidden_inputs() -> None:
    for name in CODING:
        for task in q_programs.coding(name, 5, 13):
            session = Session()
            session.run(task.answer)
            for line in task.prompt.split("\n"):
                if line.startswith("solve[") and " is " in line:
                    call, _, wanted = line.partition("] is ")
                    assert session.console(f"r:{call}]") == ""
                    if not wanted.startswith("([]") and "`float$" not in wanted and "." not in wanted:
                        assert (
                            session.console(f"(`#r)~{wanted}").strip() == "1b"
                            or session.console(f"all r={wanted}").strip() == "1b"
                        ), line
            assert not [
                row for row, _ in unpacked(task.spec).shown if row in unpacked(task.spec).inputs[20:]
            ] or name.endswith("interview")


def test_a_problem_is_asked_once_whatever_its_family() -> None:
    tasks = list(etude.generate(domain="q", n=400, seed=3))
    assert len({t.fingerprint for t in tasks}) == len(tasks)


def test_the_looping_programs_do_what_the_references_do() -> None:
    for task in q_programs.coding("q.coding.vectorise", 20, 5):
        looping = task.prompt.split("```q\n")[1].split("\n```")[0]
        verdict = etude.verify(task, looping)
        assert (verdict.reason, verdict.parts["tests"], verdict.parts["no_loops"]) == ("loops", 1.0, 0.0)


def test_the_broken_programs_are_broken() -> None:
    for task in q_programs.coding("q.coding.repair", 20, 5):
        broken = task.prompt.split("```q\n")[1].split("\n```")[0]
        assert not etude.verify(task, broken).correct


@pytest.mark.parametrize("level", range(1, 6))
def test_queries_agree_with_sqlite(level: int) -> None:
    for i in range(8):
        task = etude.make_task("q.coding.query", 90, i, level)
        tests = unpacked(task.spec)
        for row, expected in zip([*tests.inputs, *(x for x, _ in tests.shown)], [*tests.expected, *(y for _, y in tests.shown)], strict=True):  # fmt: skip
            found = trades_in_sql.answer(task.answer, row[0])
            assert to_json(task.spec["result"], found) == expected, (task.id, task.answer, row)


def test_the_rows_of_a_query_are_never_ordered_by_a_mean() -> None:
    """Means that are equal as fractions differ in their last bit as floats: the order would be the machine's."""
    floats = ("mean xdesc", "vwap xdesc", "val xdesc", "spread xdesc")
    for level in (3, 4, 5):
        answers = [etude.make_task("q.coding.query", 91, i, level).answer for i in range(60)]
        assert all("xdesc" in answer for answer in answers)
        assert not [answer for answer in answers if any(text in answer for text in floats)]


def test_a_null_at_the_head_of_a_line_counts() -> None:
    task = etude.make_task("q.console.predict", 70_000, 78, 2)
    assert task.spec["printed"] == "   7  -4\n11 11"
    for response, right in (
        (task.answer, True), ("<answer>\n   7  -4\n11 11</answer>", True), ("```\n 7 -4\n11 11\n```", True),
        ("<answer>7  -4\n11 11</answer>", False), ("```\n7 -4\n11 11\n```", False),
    ):  # fmt: skip
        assert etude.verify(task, response).correct is right, response


def test_python_answers_are_marked() -> None:
    for i in range(10):
        task = etude.make_task("q.coding.to_python", 91, i, 1 + i % 5)
        assert etude.verify(task, f"```python\n{task.answer}\n```").correct, task.id
        assert task.fingerprint != etude.make_task("q.coding.translate", 91, i, 1 + i % 5).fingerprint
    wrong = etude.verify(task, "def solve(x):\n    return x")
    assert (wrong.reward, wrong.reason) == (0.0, "wrong_result")
