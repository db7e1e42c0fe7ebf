"""Where the program of a response is, and how answers are written so that it is found."""

from __future__ import annotations

import json
import time
from collections.abc import Mapping

import pytest

import etude
from etude.answers.completion import completion
from etude.answers.fences import fenced, fences, without_turn_ends
from etude.task import Json
from etude.verifiers.extract import Unanswered
from etude.verifiers.programs.code import PRINTED, PYTHON, Q, program
from tests.limits import ENDLESS

F = "```"
DEF = "def solve(x):\n    return sum(x)"
TOKENS = ["<|im_end|>", "<|eot_id|>", "</s>", "<end_of_turn>", "<|return|>", "<｜end▁of▁sentence｜>", "<|endoftext|>", "</s></s>", "<|im_end|>\n<|endoftext|>\n"]  # fmt: skip

PYTHON_PLACES = {
    "usage after it": f"Here:\n\n{F}python\n{DEF}\n{F}\n\nUse it so:\n\n{F}python\nprint(solve([1, 2]))\n{F}", "unnamed usage after it": f"{F}python\n{DEF}\n{F}\nIt prints\n{F}\n3\n{F}", "usage in a shell": f"{F}python\n{DEF}\n{F}\n{F}bash\npython solve.py\n{F}", "usage before it": f"{F}python\nsolve([1])\n{F}\n{F}python\n{DEF}\n{F}",
    "two programs": f"{F}python\ndef solve(x):\n    return 0\n{F}\nBetter:\n{F}python\n{DEF}\n{F}", "named wrongly": f"{F}q\n{DEF}\n{F}\n{F}python\nprint(1)\n{F}", "not closed": f"{F}python\n{DEF}", "not closed, end of turn": f"{F}python\n{DEF}<|im_end|>", "closed on its last line": f"{F}python\n{DEF}{F}", "tildes": f"~~~python\n{DEF}\n~~~",
    "more backticks": f"````python\n{DEF}\n````", "with a title": f"{F}python title=a.py\n{DEF}\n{F}", "in braces": f"{F}{{.python}}\n{DEF}\n{F}", "capital": f"{F}Python\n{DEF}\n{F}", "late": f"The code is: {F}python\n{DEF}\n{F}\nThat is all.", "in a list": f"1. So:\n   {F}python\n   def solve(x):\n       return sum(x)\n   {F}", "list mark": f"- {F}python\n  def solve(x):\n      return sum(x)\n  {F}",
    "windows": f"{F}python\r\ndef solve(x):\r\n    return sum(x)\r\n{F}\r\n", "answer": f"<answer>{DEF}</answer>", "Answer": f"<Answer>\n{DEF}\n</ANSWER>", "answer not closed": f"<answer>\n{F}python\n{DEF}\n{F}", "shifted by folding": f"İİİİ <answer>{DEF}</answer>", "answer refers to it": f"{F}python\n{DEF}\n{F}\n<answer>see above</answer>", "last answer": f"<answer>def solve(x): return 1</answer><answer>{DEF}</answer>", "answer with usage": f"<answer>{F}python\n{DEF}\n{F}\n{F}python\nsolve([])\n{F}</answer>",
    "reasoning": f"<think>\n{F}python\ndef solve(x): return 1\n{F}\n</think>\n{DEF}", "bare": DEF, "bare, end of turn": f"{DEF}\n<|im_end|>", "assigned": f"{F}python\n{DEF}\n{F}\n{F}python\nsolved = solve([1]) == solve\n{F}", "empty block last": f"{F}python\n{DEF}\n{F}\n{F}\n{F}",
}  # fmt: skip


@pytest.mark.parametrize("name", PYTHON_PLACES)
def test_where_a_python_program_is(name: str) -> None:
    found = program(PYTHON_PLACES[name], PYTHON, "solve")
    assert not isinstance(found, Unanswered)
    assert found == (DEF, not name.startswith(("bare", "reasoning")))


@pytest.mark.parametrize("token", TOKENS)
@pytest.mark.parametrize("text", [f"{F}python\n{DEF}\n{F}@", f"{F}python\n{DEF}\n{F}\n@", f"{F}python\n{DEF}@", f"{F}python\n{DEF}\n@", f"{DEF}@", f"<answer>{DEF}</answer>@", f"<answer>{DEF}@"])  # fmt: skip
def test_tokens_that_end_a_turn_do_not_reach_the_program(token: str, text: str) -> None:
    found = program(text.replace("@", token), PYTHON, "solve")
    assert found[0] == DEF


Q_PLACES = {
    "usage after it": (f"{F}q\nsolve:{{sum x}}\n{F}\n{F}q\nsolve 1 2 3\n{F}", "solve:{sum x}"), "global": (f"{F}q\nsolve::{{sum x}}\n{F}\n{F}q\nsolve 1 2 3\n{F}", "solve::{sum x}"), "after a helper": (f"{F}q\nf:{{x}};solve:{{f sum x}}\n{F}\n{F}q\nf 1\n{F}", "f:{x};solve:{f sum x}"),
    "no definition: what parses": (f"{F}q\nf:{{sum x}}\n{F}\n{F}q\n)}}\n{F}", "f:{sum x}"), "one line": (f"{F}q solve:{{sum x}}{F}", "solve:{sum x}"), "one line, unnamed": (f"{F}solve:{{sum x}}{F}", "solve:{sum x}"), "symbols": (f"{F}q\nsolve:{{x~`{F}}}\n{F}", f"solve:{{x~`{F}}}"), "another name": (f"{F}q\nsolve:{{x}}\n{F}\n{F}q\nresolve:{{y}}\nsolve2:1\n{F}", "solve:{x}"),
}  # fmt: skip


@pytest.mark.parametrize("name", Q_PLACES)
def test_where_a_q_program_is(name: str) -> None:
    response, code = Q_PLACES[name]
    assert program(response, Q, "solve") == (code, True)


def test_where_printed_text_is() -> None:
    assert program(f"{F}q\n1 2\n{F}\n{F}\n3\n4\n{F}", PRINTED) == ("3\n4", True)
    assert program(f"{F}\n  0n 1\n", PRINTED, indented=True) == ("  0n 1", True)
    assert program(f"{F}\n{F}", PRINTED) == Unanswered("no_code")


def test_fences_as_they_are_written() -> None:
    assert [tuple(f) for f in fences(f"~~~\n{F}\na\n~~~\n````q\n{F}\n````")] == [("", f"{F}\na", True), ("q", F, True)]
    for text in ("a", F, f"a\n{F}\nb", "~~~", "````", ""):
        assert [f.text for f in fences(fenced(text))] == [text]
    assert fences("`a` and ``b``") == []
    assert without_turn_ends("x</s> \n") == "x"
    assert without_turn_ends(" x \n") == " x \n"


@pytest.mark.parametrize(
    "text",
    [F + "\n" * 190_000, "</s>" * 50_000, " " * 190_000 + "`x", (F + "q\nsolve:1\n" + F + "\n") * 9_000, "<answer>" * 24_000, "<answer>solve:1</answer>" * 8_000, "~" * 190_000, "- " * 90_000 + F, "`" * 190_000 + "a", ";solve" * 30_000, "a `" * 60_000, (" " * 90 + "`\n") * 2_000, F + "q\n" + "solve:" * 30_000],
)  # fmt: skip
def test_it_is_found_in_time(text: str) -> None:
    for language in (Q, PYTHON, PRINTED):
        started = time.process_time()
        program(text, language, "solve")
        assert time.process_time() - started < ENDLESS


Q_FAMILIES = [card.name for card in etude.families("q")]


@pytest.mark.parametrize("family", Q_FAMILIES)
@pytest.mark.parametrize("level", range(1, 6))
def test_a_written_answer_is_right(family: str, level: int) -> None:
    for index in range(2):
        task = etude.make_task(family, seed=11, index=index, level=level)
        text = completion(task)
        assert text.endswith(F)
        for response in (
            text,
            f" {text}",
            f"<think>\n{F}\n1\n{F}\n</think>\n\n{text}\n<|im_end|>",
            text.removesuffix(F),
        ):
            assert etude.verify(task, response).reward == 1.0, (task.id, response)


def test_answers_with_fences_of_their_own() -> None:
    assert fenced("a", "q") == f"{F}q\na\n{F}"
    assert fenced(f'x = """\n{F}\n"""', "python").startswith("````python\n")


SPECS: dict[str, Mapping[str, Json]] = {
    "q_program": etude.make_task("q.coding.golf").spec, "python_program": etude.make_task("q.coding.to_python").spec, "q_output": {"printed": "5"},
    "printed_tests": {"language": "q", "checks": json.dumps([["solve 1", "1"]])},
}  # fmt: skip


@pytest.mark.parametrize("verifier", SPECS)
@pytest.mark.parametrize("response", [None, b"solve:{x}", 5, 1.5, object()])
def test_what_is_no_text(verifier: str, response: object) -> None:
    verdict = etude.verify({"verifier": verifier, "spec": SPECS[verifier]}, response)  # type: ignore[arg-type]
    assert verdict[:4] == (0.0, False, None, "not_text")
