"""Programs that try to be marked right without solving anything, and verdicts from many processes at once."""

from __future__ import annotations

import time
from concurrent.futures import ProcessPoolExecutor

import pytest

import etude
from etude.answers.fences import fences
from etude.q.kinds import packed
from etude.task import Task
from etude.verifiers.programs.code import Q, program
from tests.limits import ENDLESS

SUM = Task(
    id="t", domain="q", family="q.test", level=1, prompt="", answer="solve:{sum x}", choices=(), images=(), verifier="q_program",
    spec={"entry": "solve", "arguments": ["longs"], "result": "long", "tests": packed([[[i, i + 1]] for i in range(60)], [2 * i + 1 for i in range(60)], [[[[7, 8]], 15]])},
    seed=0, index=0, version=1, fingerprint="f",
)  # fmt: skip

ATTACKS = {
    "prints the expected": 'solve:{-1"1";0N!x;}', "prints at load": 'show 1;show 3;-1"5";solve:{::}', "redefines show": "show:{1b};solve:{x}", "redefines a verb": ".q.sum:{0};solve:{1b}", "assigns a keyword": "sum:{1};solve:{sum x}",
    "reads the script": 'solve:{read0`:solve.q}', "reads a file": 'solve:{first read0`:/etc/passwd}', "exits": "exit 0", "exits later": "solve:{exit 0}", "runs a shell": 'solve:{system"ls"}', "value of a command": 'solve:{value"\\\\ls"}', "loops": "solve:{while[1b;x]}",
    "allocates": "solve:{til 1000000000}", "fills memory": "solve:{{x,x}/[60;x]}", "recurses": "solve:{solve x}", "returns a function": "solve:{{x}}", "returns null": "solve:{}", "returns the input": "solve:{x}", "returns a list": "solve:{enlist sum x}", "returns a string": "solve:{string sum x}",
    "returns a float": "solve:{`float$sum x}", "knows the example": "solve:{$[x~7 8;15;0]}", "knows some": "solve:{$[x~7 8;15;x~0 1;1;x~1 2;3;0]}", "a dictionary of all types": "solve:{`a`b!(1;x)}", "signals": "solve:{'`correct}", "no function": "x:5", "a constant": "solve:{1}", "not q": "def solve(x):\n    return sum(x)",
    "two answers": "solve:{1}\nsolve:{2}", "deep": "solve:{" + "(" * 3000 + "x" + ")" * 3000 + "}", "long": "solve:{" + "x+" * 30_000 + "x}", "brackets": "[" * 5000, "unicode": "solve:{“x”}", "nothing": "", "spaces": "   \n  ", "sets the clock": ".z.p:0;solve:{.z.p}", "parse bomb": "a(b" * 2000,
    "handles": 'solve:{1"15";-1"15";2"15"}', "trap all": "solve:{@[{while[1b;x]};x;{15}]}", "handlers": ".z.pg:{15};.z.exit:{15};solve:{0}", "evaluates text": 'solve:{value"first 15"}', "dot": "solve:.[;();:;15]",
}  # fmt: skip


@pytest.mark.parametrize("name", ATTACKS)
def test_attacks_earn_nothing_and_end(name: str) -> None:
    started = time.perf_counter()
    verdict = etude.verify(SUM, ATTACKS[name])
    assert not verdict.correct
    assert verdict.reward == 0
    assert time.perf_counter() - started < 20
    soft = etude.verify(etude.Task.from_dict({**SUM.to_dict(), "spec": {**SUM.spec, "reward": "soft"}}), ATTACKS[name])
    assert soft.reward <= 0.2 * verdict.parts["tests"] + 1e-9


def test_rewards() -> None:
    half = "solve:{$[30>first x;sum x;0]}"

    def reward(how: str, code: str, **more: object) -> float:
        return etude.verify({"verifier": "q_program", "spec": {**SUM.spec, "reward": how, **more}}, code).reward

    assert [reward(how, "solve:{sum x}") for how in ("strict", "fraction", "soft")] == [1.0, 1.0, 1.0]
    assert [reward(how, half) for how in ("strict", "fraction", "soft")] == [0.0, 0.25, pytest.approx(0.1)]
    assert reward("fraction", "solve:{sum x}", format=10) == pytest.approx(0.9)
    assert reward("fraction", "```q\nsolve:{sum x}\n```", format=10) == 1.0
    assert reward("strict", "solve:{r:0;i:0;while[i<count x;r+:x i;i+:1];r}", loops="forbidden") == 0.0
    assert reward("strict", "solve:{(+/)x}", loops="forbidden") == 1.0
    assert reward("strict", "solve:{sum x}", longest=13) == 1.0
    assert reward("strict", "solve:{ sum x}", longest=13) == 0.0


@pytest.mark.parametrize(
    ("code", "found"),
    [("{x each y}", {"each"}), ("f:{$[x;f x-1;0]}", {"recursion"}), ("{.z.s x}", {".z.s"}), ("+/x", set()), ("{x}'y", {"iterator '"}), ("f/x", {"iterator /"}), (",/:x", set()), ("while[1b;x]", {"while"}), ("do[3;x]", {"do"}), ("(+)over x", {"over"}), ("sums x", set()), ("\"while each\"", set()), ("`each", set())],
)  # fmt: skip
def test_loops_are_found_on_the_tree(code: str, found: set[str]) -> None:
    from etude.q.loop_words import loops_in

    assert loops_in(code) == found


@pytest.mark.parametrize(
    ("response", "code"),
    [
        ("solve:{x}", "solve:{x}"), ("```q\nsolve:{x}\n```", "solve:{x}"), ("a\n```\nsolve:{x}\n```\nb", "solve:{x}"), ("```python\n1\n```\n```q\ny\n```\n```text\nz\n```", "y"), ("<answer>a</answer>b<answer>c</answer>", "c"),
        ("<answer>\n```q\na\n```\n</answer>", "a"), ("```q\n1\n```\n```q\n2\n```", "2"), ("<think>```q\n1\n```</think>2", "2"), ("```q\nunclosed", "unclosed"), ("  ```q\n  a\n  ```", "a"),
    ],
)  # fmt: skip
def test_where_a_program_is(response: str, code: str) -> None:
    found = program(response, Q)
    assert isinstance(found[0], str)
    assert found[0] == code


def test_fences_are_read_in_one_pass() -> None:
    started = time.process_time()
    fences("```\n" * 50_000)
    fences("`" * 190_000)
    program("<answer>" * 20_000, Q)
    assert time.process_time() - started < ENDLESS


def _verdict(code: str) -> tuple[float, str]:
    verdict = etude.verify(SUM, code)
    return verdict.reward, verdict.reason


def test_verdicts_are_the_same_from_many_processes() -> None:
    answers = [*ATTACKS.values(), "solve:{sum x}", "solve:{x[0]+x 1}", "solve:{sum reverse x}"] * 2
    answers = answers[:64]
    alone = [_verdict(a) for a in answers]
    with ProcessPoolExecutor(4) as pool:
        assert list(pool.map(_verdict, answers)) == alone
