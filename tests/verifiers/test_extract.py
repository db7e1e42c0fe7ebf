from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from etude.verifiers.extract import clean, settle


def judge(answer: str) -> bool | None:
    """7 is right, other plain numbers are wrong, anything else is no answer."""
    return answer == "7" if answer.isdecimal() and answer.isascii() else None


RIGHT = (
    "7", " 7 \n", r"\boxed{7}", r"so \boxed{7}.", r"$\boxed{7}$", r"\boxed{\text{7}}", r"\boxed{\boxed{7}}", r"\fbox{7}", r"\boxed {7}",
    "<answer>7</answer>", "<answer> 7 </answer> done", r"<answer>\boxed{7}</answer>", "Answer: 7", "ANSWER: 7", "**Answer:** 7",
    "**Answer: 7**", "Final answer: $7$.", "## Answer: 7", "> Answer: 7", "Answer = 7", "Answer:\n\n7", "**Answer:**\n$$7$$",
    "The answer is 7.", "the final answer is **7**", "The answer is 7, because 3 + 4 makes 7.", "So the answer is: 7", "THE ANSWER IS 7",
    "First 3, then 4.\n7", "work work\n\n**7**", "`7`", "```\n7\n```", "Here:\n```text\n7\n```\nDone.", r"\(7\)", r"\[7\]", "7.",
    r"in \boxed{}: \boxed{7}", r"\boxed{7} and again \boxed{7}", r"Answer: 7 thus \boxed{7}", "Answer: see below\n" + r"\boxed{7}", r"\boxed{7} Answer: as above",
    "<think>maybe 8? \\boxed{8}</think>7", "maybe 8? \\boxed{8}</think>\\boxed{7}", "<thinking>x</thinking>Answer: 7",
    r"the answer is 8 for the first part, \boxed{7}", "\x00\x00\\boxed{7}\x00", "\u202e\\boxed{7}", "Answer: 7\nAnswer: 7",
)  # fmt: skip
WRONG = {
    "": "no_answer", " \n\t ": "no_answer", "I do not know": "no_answer", "1 2 3 4 5 6 7 8": "no_answer", "it could be 7 or 8": "no_answer",
    "7 or 8": "no_answer", "The answer is 7 or 8.": "no_answer", r"\boxed{7 or 8}": "unreadable", r"\boxed{}": "unreadable",
    r"\boxed{8}": "wrong", "8": "wrong", "Answer: 8": "wrong", r"\boxed{8} \boxed{8}": "wrong",
    r"\boxed{7} \boxed{8}": "hedged", r"\boxed{seven} or \boxed{7}": "hedged", r"\boxed{8} then \boxed{7}": "hedged", "Answer: 7\nAnswer: 8": "hedged",
    "<answer>7</answer><answer>8</answer>": "hedged", r"<answer>8</answer> \boxed{7}": "hedged", "5\n6\n7": "hedged",
    "The answer is 8. No, the answer is 7.": "hedged", "The answer is 7. No, the answer is 8.": "hedged", r"\boxed{7": "unclosed_box", r"\boxed{{7}": "unclosed_box",
    "<think>7": "unfinished_reasoning", r"</think>\boxed{7}<think>": "unfinished_reasoning", "x" * 300_000: "too_long",
    "x" * 4_000_001: "too_long", r"\boxed{" + "7" * 5000 + "}": "unclosed_box", r"\boxed{7}" * 65: "hedged",
    "\n".join(f"Answer: {i}" for i in range(1000)): "hedged", "<answer>7": "no_answer", "7!": "no_answer", r"\boxed{7!}": "unreadable",
    "Answer: 7 or 8": "unreadable", "#### 7\n#### 8": "hedged",
    "The answer is 7, or maybe 8": "no_answer", "The answer is 7. Or 8.": "no_answer", "Answer: 7; or 8": "unreadable",
    "Answer: 7 (or 8)": "unreadable", "Answer: 7. Actually no, 8.": "unreadable", "Answer: 7, not 8": "unreadable", r"\boxed{7\text{ or }8}": "unreadable",
}  # fmt: skip


@pytest.mark.parametrize("text", RIGHT)
def test_the_answer_is_found(text: str) -> None:
    verdict = settle(text, judge)
    assert (verdict.reward, verdict.correct, verdict.reason, verdict.extracted) == (1.0, True, "correct", "7")


@pytest.mark.parametrize(("text", "reason"), WRONG.items(), ids=range(len(WRONG)))
def test_the_verdict_says_why_not(text: str, reason: str) -> None:
    verdict = settle(text, judge)
    assert (verdict.reward, verdict.correct, verdict.reason) == (0.0, False, reason)


@pytest.mark.parametrize("thing", [None, 7, b"7", ["7"]])
def test_what_is_no_text_is_wrong(thing: object) -> None:
    assert settle(thing, judge).reason == "not_text"


@pytest.mark.parametrize("depth", [10, 60, 300, 10_000])
@pytest.mark.parametrize(
    ("opening", "closing"), [(r"\boxed{", "}"), ("<answer>", "</answer>"), ("```\n", "\n```"), ("$", "$")]
)
def test_nesting_costs_little(depth: int, opening: str, closing: str) -> None:
    started = time.process_time()
    settle(opening * depth + "7" + closing * depth, judge)
    assert time.process_time() - started < 0.25


@given(st.text())
def test_it_is_total(text: str) -> None:
    assert settle(text, judge).reward in (0.0, 1.0)


TOKENS = [r"\boxed", "{", "}", "<answer>", "</answer>", "Answer:", "answer is", "```", "\n", "7", "8", " ", "<think>", "</think>",
          "$", "**", r"\text{", ".", "because"]  # fmt: skip


@given(st.lists(st.sampled_from(TOKENS), max_size=40).map("".join))
def test_it_is_total_near_the_markup(text: str) -> None:
    assert settle(text, judge).reward in (0.0, 1.0)


@pytest.mark.parametrize(
    "token", [*TOKENS, "answer ", "answer is ", "\\boxed{", "\n\n", "```\n", "a", "answer" + " " * 50]
)
def test_no_repetition_costs_time(token: str) -> None:
    text = token * (190_000 // len(token))
    started = time.process_time()
    settle(text, judge)
    settle(text + r"\boxed{7}", judge)
    assert time.process_time() - started < 0.5


def test_clean_takes_off_what_only_dresses() -> None:
    for text in ("$7$", "**7**", "`7`", '"7"', r"\text{7}", "7.", "7;", r"$\text{7}$.", "“7”", "*7*", "__7__", "'7'"):
        assert clean(text) == "7"
    assert clean("0.333...") == "0.333..."
    assert clean("$7$ or $8$") == "$7$ or $8$"
