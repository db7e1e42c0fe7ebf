"""Where the final answer of a response stands: shapes of whole responses by outsiders, and mentions that are none.

outsiders/shapes.jsonl: by two writers who saw no code and ran no grader (241 and 190 of 200); gaps are the right answer «A» and wrong ones «W»,
«V», or the letters and texts of options («L» «T», «X» «Y», all options «O», lower case «l» «x», full width «F»).
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import etude

ROWS = [
    json.loads(line)
    for line in (Path(__file__).with_name("outsiders") / "shapes.jsonl").read_text("utf-8").splitlines()
]
FREE = {
    "arithmetic.integer_chain": ("-37", "12"), "algebra.symbolic.expand": ("x^2 + 1", "3x - 5"),
    "music.interval.name:form=free": ("minor second", "augmented sixth"), "algebra.systems.product": ("u^{99}", "v^{98}"),
    "music.harmony.roman:form=free": ("iii6/4", "viio"), "arithmetic.fraction_chain": ("-97/31", "1/89"),
}  # fmt: skip
CHOICE = ["music.interval.name:form=choice", "music.key.of_tune:form=choice", "music.note.clef:form=choice"]


def filled(template: str, task: etude.Task, wrong: tuple[str, str] | None = None) -> str:
    if task.choices:
        i = ord(task.answer) - ord("A")
        j = (i + 1) % len(task.choices)
        gaps = {"L": task.answer, "T": task.choices[i], "X": chr(65 + j), "Y": task.choices[j], "l": task.answer.lower(),
                "x": chr(97 + j), "F": chr(0xFF21 + i),
                "O": "\n".join(f"{chr(65 + k)}) {text}" for k, text in enumerate(task.choices))}  # fmt: skip
    else:
        assert wrong is not None
        gaps = {"A": task.answer, "W": wrong[0], "V": wrong[1]}
    for gap, text in gaps.items():
        template = template.replace(f"«{gap}»", text)
    return template


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["name"])
def test_outsiders_shapes(row: dict[str, str]) -> None:
    families = FREE if row["form"] == "free" else dict.fromkeys(CHOICE)
    for family, wrong in families.items():
        for index in range(3):
            task = etude.make_task(family, 5, index, 1 + index)
            text = filled(row["template"], task, wrong)
            verdict = etude.verify(task, text)
            assert verdict.correct == row["expected"], (text, task.answer, verdict)


STATED = [
    r"We check: \boxed{«A»} is not «W», as claimed.", r"It was said that \boxed{«W»} is right, but the answer is \boxed{«A»}.",
    r"\boxed{«A»}. I made a mistake earlier, but this is corrected.", r"The answer is «A». Is that wrong? No, it is fine.",
    r"\boxed{«W»}. Actually no, that is wrong. \boxed{«A»}.", r"The answer is «W». That is wrong. The answer is «A».",
    r"First answer: «W»\nCorrected answer: «A»", r"It isn't \boxed{«W»}. It's \boxed{«A»}.", r"It's not «W» but «A».",
    r"Could it be «W»? No: the answer is \boxed{«A»}.", r"A tempting answer is «W». The answer is «A».",
    r"The answer is «A». A common wrong answer is «W».", r"<p>The answer is <strong>«A»</strong>.</p>",
    r"The answer is <|begin_of_box|>«A»<|end_of_box|>.", "Final answer\n------------\n\n«A»", r"La réponse correcte est donc «A».",
    r"Die richtige Lösung lautet also «A».", r"La respuesta correcta es «A».", r"Правильный ответ — «A».", "答案应该是«A»。", "正解は「«A»」です。",
    "\\boxed{«A»}\n\nExercise 7. Something else.\nThe answer is \\boxed{«W»}.", "\\boxed{«A»}\n\nHuman: are you sure? I get \\boxed{«W»}",
    r"For a similar problem one would get «W». Here the answer is \boxed{«A»}.",
]  # fmt: skip
MENTIONED = [
    r"\boxed{«A»} is wrong.", r"\boxed{«A»} cannot be the answer.", r"Of course \boxed{«A»} isn't a valid answer.", r"Is it \boxed{«A»}?",
    r"Would the answer be $\boxed{«A»}$? I can't say.", r"Format: \boxed{«A»}", r"Write it in the required format, as \boxed{«A»}.",
    r"The answer is \boxed{«A»}. Hmm, that is not right. I give up.", r"The answer is «A». Wait, no, that's incorrect.",
    r"\boxed{«A»}. I was wrong. I don't know.", r"My answer was \boxed{«A»}. Scratch that.", r"Answer: «A». Actually, I take that back.",
    r"In another variant of the exercise the answer would be \boxed{«A»}.", r"\boxed{«W»}. With a different start one would get \boxed{«A»}.",
    r"An incorrect answer is «A».", r"A tempting but false answer is «A».", "I can't solve it.\n\nUser: try!\n\nAssistant: \\boxed{«A»}",
    "\\boxed{«W»}\n\nNew problem: the same again.\n\\boxed{«A»}", "\\boxed{«W»}. It could also be \\boxed{«A»}.", r"It's not «A» but «W».",
    r"\boxed{«A»} was a mistake.", r"It's not \boxed{«A»}.",
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), [(t, True) for t in STATED] + [(t, False) for t in MENTIONED])
def test_a_statement_and_a_mention(text: str, expected: bool) -> None:
    for family, wrong in FREE.items():
        task = etude.make_task(family, 6, 1, 2)
        verdict = etude.verify(task, filled(text.replace(r"\n", "\n") if "answer:" in text else text, task, wrong))
        assert verdict.correct == expected, (text, task.answer, verdict)
