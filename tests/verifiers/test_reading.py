"""What a response finally says, found without looking at the key."""

from __future__ import annotations

import time
from collections.abc import Hashable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from etude.answers.kind import Kind
from etude.verifiers.extract import read_final
from etude.verifiers.registry import verdict_of, verify
from tests.limits import ENDLESS


class Numeral(Kind[str]):
    """Plain decimal digits; 7 is right."""

    name = "numeral"
    truth = "7"

    def read(self, text: str) -> str | None:
        return text if text.isdecimal() and text.isascii() else None

    def key(self, value: str) -> Hashable:
        return value

    def forms(self, value: str) -> list[str]:
        return [value]


class Numerals(Numeral):
    """Several of them, in order."""

    many = True
    truth = "7, 9"

    def read(self, text: str) -> str | None:
        parts = [part.strip().rpartition("=")[2].strip() for part in text.split(",")]
        return ", ".join(parts) if all(part.isdecimal() and part.isascii() for part in parts) else None


KIND, LIST = Numeral({}), Numerals({})
RIGHT = (
    "7", " 7 \n", r"\boxed{7}", r"so \boxed{7}.", r"$\boxed{7}$", r"\boxed{\text{7}}", r"\boxed{\boxed{7}}", r"\fbox{7}", r"\boxed {7}",
    r"\boxed 7", r"$\boxed7$", r"\framebox{7}", r"\boxed{{7}}", r"\boxed{7}}", r"\boxed(7)", "boxed{7}", "oxed{7}", "/boxed{7}", "\\[\n\\boxed{7}\n\\]",
    "<answer>7</answer>", "<answer> 7 </answer> done", r"<answer>\boxed{7}</answer>", "<Answer>7</ANSWER>", "<final_answer>7</final_answer>", "<answer>The answer is 7</answer>", "<answer>7",
    "Answer: 7", "ANSWER: 7", "**Answer:** 7", "**Answer: 7**", "**Answer**: 7", "Final answer: $7$.", "## Answer: 7", "> Answer: 7", "Answer = 7", "Answer:7", "Answer : 7",
    "Answer:\n\n7", "**Answer:**\n$$7$$", "**Answer:**\n\\[\n7\n\\]", "**Answer:**\n- 7", "- **Answer:** 7", "4. **Answer:** 7", "**Final Answer**\n\n7", "### Final Answer\n\n$$\\boxed{7}$$",
    "✅ **Final Answer:** 7", "Ans: 7", "Correct answer: 7", "Result: 7", "**Final result:** 7", "Final answer (exact): 7", "Answer: 7 ✅", r"Answer: 7\\", "Answer: \u200b7",
    "Q: what is it?\nA: 7", '{"answer": "7"}', '```json\n{"answer": 7}\n```', "{'final_answer': 7}", "reasoning: we add\nanswer: 7", "| Step | Value |\n|---|---|\n| Final answer | 7 |",
    "The answer is 7.", "the final answer is **7**", "The answer is 7, because 3 + 4 makes 7.", "So the answer is: 7", "THE ANSWER IS 7", "The answer is therefore 7.", "The answer is simply 7.",
    "The answer is:\n\n7", "The answer is 7!", "The answer is “7”.", "The answer comes out to 7.", "7 is the answer.", "So 7 is the correct answer.", "The result is 7.", "Hence the value is **7**.",
    "My answer is 7", "The answer to the question is 7.", "Final Answer: The final answer is $7$. I hope it is correct.", "Answer: 7 (after simplification)", "So we count 7 of them. The total is 7.",
    "因此答案是 7。", "**最终答案**：7", "答案：7", "正确答案是7", "答えは 7 です", "正解：7", "Antwort: 7", "Die Antwort ist 7.", "Das Endergebnis lautet 7.", "La réponse est 7.", "Réponse finale : 7",
    "La respuesta correcta es 7.", "Respuesta: 7", "Ответ: 7", "Правильный ответ: 7",
    "First 3, then 4.\n7", "work work\n\n**7**", "`7`", "```\n7\n```", "Here:\n```text\n7\n```\nDone.", r"\(7\)", r"\[7\]", "7.", "7\n\nExplanation: 3 and 4 make it.", "Therefore, 7.", "First we add.\n#### 7",
    r"in \boxed{}: \boxed{7}", "Format: \\boxed{...}\n\\boxed{7}", r"\boxed{7} and again \boxed{7}", r"Answer: 7 thus \boxed{7}", "Answer: see below\n" + r"\boxed{7}", r"\boxed{7} Answer: as above",
    "<think>maybe 8? \\boxed{8}</think>7", "maybe 8? \\boxed{8}</think>\\boxed{7}", "<thinking>x</thinking>Answer: 7", "<THINK>8</THINK>7", "[THINK]\\boxed{8}[/THINK]\\boxed{7}", "◁think▷8◁/think▷\\boxed{7}",
    "<thought>8</thought>\\boxed{7}", "<|begin_of_thought|>8<|end_of_thought|><|begin_of_solution|>\\boxed{7}<|end_of_solution|>", "<|START_THINKING|>8<|END_THINKING|><|START_RESPONSE|>\\boxed{7}<|END_RESPONSE|>",
    "<|channel|>analysis<|message|>\\boxed{8}<|end|><|start|>assistant<|channel|>final<|message|>\\boxed{7}<|return|>", "İİİ<think>8</think>İ<answer>7</answer>", "<seed:think>8</seed:think>7",
    r"the answer is 8 for the first part, \boxed{7}", "\x00\x00\\boxed{7}\x00", "\u202e\\boxed{7}", "Answer: 7\nAnswer: 7", r"\boxed{7}" * 65, "Answer: 7\n" * 100,
    "\\boxed{8}\n\nWait, I made a mistake.\n\n\\boxed{7}", "The answer is 8. No, the answer is 7.", "The answer is 8. Wait, no. The answer is 7.", r"\boxed{8}... wait, no. \boxed{7}", "Answer: 8\nLet me double check... no.\n\\boxed{7}",
    "Step 1: \\boxed{3}\n\nStep 2: we add four to it.\n\n\\boxed{7}", r"At first sight the answer is 8. But no: \boxed{7}", "<!-- \\boxed{8} -->\\boxed{7}", "%\\boxed{8}\n\\boxed{7}", "\\boxed{7} (not 8)",
    *(f"Answer: 7{end}" for end in ("<|im_end|>", "<|eot_id|>", "</s>", "<|endoftext|>", "<eos>", "<end_of_turn>", "<|end|>", "<|return|>", "<｜end▁of▁sentence｜>", "<|end_of_text|>", "<|eom_id|>", "<|END_OF_TURN_TOKEN|>", "<|user|>\n8")),
    "<|im_start|>assistant\n7<|im_end|>\n<|im_start|>user\nAnd then?<|im_end|>\n<|im_start|>assistant\n\\boxed{8}", "<|start_header_id|>assistant<|end_header_id|>\n\n7<|eot_id|>", "7<end_of_turn>\n<start_of_turn>user\n8",
    "Answer: 7\n\nQ: Another one?\nAnswer: 8", "\\boxed{7}\n\nUser: thanks, and the next?\nAssistant: \\boxed{8}", "\\boxed{7}\n\nLet me know if you need more help!", "\\boxed{7}\n\n---\n",
)  # fmt: skip
WRONG = {
    "": "no_answer", " \n\t ": "no_answer", "I do not know": "no_answer", "1 2 3 4 5 6 7 8": "no_answer", "it could be 7 or 8": "no_answer",
    "It might be 7 but I do not know.": "no_answer", "7 or 8": "no_answer", "5\n6\n7": "hedged", "```\n8\n```\n```\n7\n```": "hedged",
    "The answer is 7 or 8.": "hedged", "The answer is either 7 or 8.": "unreadable", "The answer is 7, or maybe 8": "hedged", "The answer is 7. Or 8.": "hedged", "The answer is 7; 8 is equally possible.": "hedged",
    "The answer is 7 as well as 8": "hedged", "The answer is 7, which is wrong; it is 8.": "hedged", "Answer: 7 if we count up, 8 if we count down": "hedged", "The answer is 7 when x>0 and 8 otherwise.": "hedged", "Answer: 7. 8": "hedged",
    "Answer: 7 or 8, depending on the convention.": "hedged", "Answer: 7 (if not, 8)": "hedged", "Answer: 7 or 8": "hedged", "Answer: 7; or 8": "hedged", "Answer: 7 (or 8)": "hedged", r"\boxed{7\text{ or }8}": "hedged", r"\boxed{7 or 8}": "hedged",
    r"\boxed{7 as well as 8}": "hedged", r"\boxed{7, 8}": "hedged", r"\boxed{7} \boxed{8}": "hedged", r"\boxed{8} \boxed{7}": "hedged", r"\boxed{seven} or \boxed{7}": "hedged", r"\boxed{8} then \boxed{7}": "hedged", r"\boxed{7} \approx \boxed{8}": "hedged",
    r"First \boxed{3+4}. Then \boxed{7}": "hedged", "Answer: 7\nAnswer: 8": "hedged", "Answer: 8\nAnswer: 7": "hedged", "<answer>7</answer><answer>8</answer>": "hedged", r"<answer>8</answer> \boxed{7}": "hedged", "\\boxed{7}\nAlternatively, 8.": "hedged",
    "If the answer is 7, then we have a contradiction.": "no_answer", "Someone said that the answer is 7. I do not agree.": "no_answer", "Is the answer 7?": "no_answer", "Could the answer be 7?": "no_answer",
    "Saying the answer is 7 would be wrong.": "no_answer", "The answer is neither 7 nor 8.": "no_answer", "The answer is between 7 and 8.": "no_answer", "The answer can't be 7.": "no_answer", "They claim the answer is 7.": "no_answer", "Suppose the answer is 7.": "no_answer",
    "1. 3\n2. 4\n3. we add\n7.": "no_answer", r"\boxed{}": "no_answer", r"\boxed{not 7}": "unreadable", r"\boxed{8}": "wrong", "8": "wrong", "Answer: 8": "wrong", r"\boxed{8} \boxed{8}": "wrong", r"\boxed{8} (not 7)": "wrong",
    "The answer is 7. No, the answer is 8.": "wrong", "The answer is 7.\n\\boxed{8}": "hedged", "\\boxed{7}\n\nWait, that is the old one. So:\n\n\\boxed{8}": "wrong", "<think>\\boxed{7}</think>\\boxed{8}": "wrong",
    r"\boxed{7": "unclosed_box", r"\boxed{{7}": "unclosed_box", r"\boxed{7!}": "unreadable", "7!": "no_answer", "#### 7\n#### 8": "wrong", r"\boxed{٧}": "unreadable",
    "<think>7": "unfinished_reasoning", r"</think>\boxed{7}<think>": "unfinished_reasoning", "[THINK]7": "unfinished_reasoning", "<|channel|>analysis<|message|>\\boxed{7}<|end|>": "unfinished_reasoning", "<think>7</think>": "no_answer",
    "x" * 300_000: "too_long", "x" * 4_000_001: "too_long", r"\boxed{" + "7" * 5000 + "}": "unclosed_box", "\n".join(f"Answer: {i}" for i in range(1000)): "hedged",
}  # fmt: skip


@pytest.mark.parametrize("text", RIGHT, ids=range(len(RIGHT)))
def test_the_answer_is_found(text: str) -> None:
    found = read_final(text, KIND)
    assert (found.value, found.text, found.reason) == ("7", "7", ""), text


@pytest.mark.parametrize(("text", "reason"), WRONG.items(), ids=range(len(WRONG)))
def test_the_verdict_says_why_not(text: str, reason: str) -> None:
    verdict = verdict_of(KIND, read_final(text, KIND))
    assert (verdict.reward, verdict.correct, verdict.reason) == (0.0, False, reason), text


@pytest.mark.parametrize(
    "text",
    [r"\boxed{7}, \boxed{9}", r"$x = \boxed{7}$ and $y = \boxed{9}$", "x = \\boxed{7}\ny = \\boxed{9}", r"\boxed{7, 9}", r"first \boxed{7, 9}, so \boxed{7, 9}"],
)  # fmt: skip
def test_boxes_of_one_statement_make_up_an_answer_of_several_parts(text: str) -> None:
    assert read_final(text, LIST).value == "7, 9", text
    assert read_final(text.replace("9", "8"), LIST).value == "7, 8"


def test_one_answer_is_not_made_of_parts() -> None:
    assert read_final(r"\boxed{7}, \boxed{9}", KIND).reason == "hedged"


@pytest.mark.parametrize(
    ("text", "value"),
    [(r"\boxed{8} ... later \boxed{7}", None), ("\\boxed{8}\n\nWait, no.\n\n\\boxed{7}", None), ("\\boxed{7}\n\nAgain:\n\n\\boxed{7}", "7"), (r"\boxed{x}\boxed{7}", None)],
)  # fmt: skip
def test_the_strict_reading_wants_all_to_agree(text: str, value: str | None) -> None:
    assert read_final(text, KIND, "strict").value == value


def test_the_choice_does_not_depend_on_the_key() -> None:
    class Nine(Numeral):
        truth = "9"

    for text in [*RIGHT, *WRONG]:
        assert read_final(text, KIND) == read_final(text, Nine({})), text


@pytest.mark.parametrize("thing", [None, 7, b"\\boxed{7}", 7.0, object(), [], {}, [{"role": "user", "content": "7"}], [{"role": "assistant", "content": None}]])  # fmt: skip
def test_what_is_no_text_is_wrong(thing: object) -> None:
    for name in ("number", "q_program", "q_output", "python_program", "printed_tests", "term"):
        spec = {"value": "7", "kind": "degree", "term": "tonic"}
        assert verify({"verifier": name, "spec": spec}, thing).reason == "not_text"


@pytest.mark.parametrize("depth", [10, 60, 300, 10_000])
@pytest.mark.parametrize(
    ("opening", "closing"),
    [(r"\boxed{", "}"), ("<answer>", "</answer>"), ("```\n", "\n```"), ("$", "$"), ("<think>", "</think>"), ("{", "}"), (r"\text{", "}"), ("(", ")")],
)  # fmt: skip
def test_nesting_costs_little(depth: int, opening: str, closing: str) -> None:
    started = time.process_time()
    read_final(opening * depth + "7" + closing * depth, KIND)
    assert time.process_time() - started < ENDLESS


@given(st.text())
def test_it_is_total(text: str) -> None:
    read_final(text, KIND)


TOKENS = [r"\boxed", "{", "}", "<answer>", "</answer>", "Answer:", "answer is", "```", "\n", "7", "8", " ", "<think>", "</think>",
          "$", "**", r"\text{", ".", "because", "is the answer", "or", "<|im_end|>", "Q:", "|", "- ", "<!--", "{\"answer\":", "I choose", "wait", "\\\\", "oxed", "(", ")"]  # fmt: skip


@given(st.lists(st.sampled_from(TOKENS), max_size=40).map("".join))
def test_it_is_total_near_the_markup(text: str) -> None:
    found = read_final(text, KIND)
    assert (found.value is None) == bool(found.reason)


@pytest.mark.parametrize(
    "token",
    [*TOKENS, "answer ", "answer is ", "\\boxed{", "\n\n", "```\n", "a", "answer" + " " * 50, "the answer is 7. ", "is the answer. ", "the ", "The x is ", "option B ", "*", "> ", "\nQ:", "答案是", "if the answer is ", "7, ", "(7) ", "7 or "],
)  # fmt: skip
def test_no_repetition_costs_time(token: str) -> None:
    text = token * (190_000 // len(token))
    started = time.process_time()
    read_final(text, KIND)
    read_final(text + r"\boxed{7}", KIND)
    read_final(text + "\n\nThe answer is 7.", KIND)
    assert time.process_time() - started < ENDLESS
