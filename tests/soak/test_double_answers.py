"""Two different answers in one final statement are never paid by "any of": 150,000 of them over all families."""

from __future__ import annotations

import itertools
import os
import random

import pytest

import etude
from etude.answers.table import KINDS
from etude.verifiers.formatting import strip_formatting
from tests.written_forms import near_answers

pytestmark = pytest.mark.soak
SCALE = float(os.environ.get("ETUDE_SOAK", "1"))
JOINS = [
    "{} or {}", "{}; {}", "{} and {}", "{} as well as {}", "either {} or {}", "{} / {}", "{} | {}", "{} or else {}",
    "{}, or {}", "{}, alternatively {}", "{} (or {})", "{}, maybe {}", "{}, possibly {}", "{} if not {}", "{} otherwise {}",
    "{} & {}", r"{} \text{{ or }} {}", r"{} \text{{ and }} {}", r"{} \vee {}", r"{} \lor {}", r"{} \quad {}", r"{},\; {}", r"{} \; / \; {}",
    r"{} \\ {}", "{}\n{}", "{}\n\n{}", r"\text{{{}}} \text{{ or }} \text{{{}}}", "both {} and {}", "{} vs {}", "{} ∨ {}", "{}，{}", "{} 或 {}",
    "{} oder {}", "{} ou {}", "{} или {}", "{} または {}", "[{}, {}]", "({}; {})", "{{{}}} / {{{}}}", '["{}", "{}"]', "{} = {}", "{} ~ {}", "{}? {}",
    "{} ... {}", "{} ({})", "{}: {}", "{} [{}]", "{} - {}", "{} -> {}", r"{} \therefore {}", "{} which is {}", "{} since {}", "{} because of {}",
    "{} i.e. {}", "{}, that is {}", "{} aka {}", "{}, also {}", "{} sometimes {}", "{} when up, {} when down", "{} with {}", "{} {}",
]  # fmt: skip
LAST_COUNTS = {"{} = {}", "{} -> {}", r"{} \therefore {}", "{}? {}", "{}\n{}", "{}\n\n{}", "{} ... {}", r"{} \\ {}"}
"""What may be read as steps towards the last: with the right one last, a careful examiner may pay."""
AROUND = [
    r"\boxed{%s}", "Answer: %s", "The answer is %s.", "**%s**", "<answer>%s</answer>", '{"answer": "%s"}', "So we get $%s$",
    r"Thus $$\boxed{%s}$$ is the answer.", "%s", "Final answer: %s",
]  # fmt: skip
BOXES = [
    r"\boxed{%s} or \boxed{%s}", r"\boxed{%s}, \boxed{%s}", r"\boxed{%s} \boxed{%s}", "Answer: %s or Answer: %s",
    "Answer: %s\nAnswer: %s", r"\boxed{%s}; alternatively \boxed{%s}", "<answer>%s</answer><answer>%s</answer>",
    "The answer is %s or the answer is %s.", r"$\boxed{%s}$ (or $\boxed{%s}$)", "The answer is %s. The answer is also %s.",
    r"\boxed{%s}. It could also be \boxed{%s}.", "**%s** or **%s**",
]  # fmt: skip


def readable_wrong(task: etude.Task) -> str | None:
    """An answer of the right kind that is wrong, if it can be told from the texts of options."""
    if task.verifier == "choice":
        letters = [letter for letter in "ABCD" if letter != task.answer]
        return None if any(len(text.split()[0]) == 1 for text in task.choices) else letters[0]
    kind = KINDS[task.verifier](task.spec)
    for text in near_answers(task):
        value = kind.read(strip_formatting(text)) if text else None
        if value is not None and not kind.same(value, kind.truth):
            return text
    return None


def _doubles(right: str, wrong: str) -> list[str]:
    texts = []
    for join in JOINS:
        for first, second in ((right, wrong), (wrong, right)):
            if join in LAST_COUNTS and second == right:
                continue
            both = join.format(first, second)
            texts += [around.replace("%s", both) for around in AROUND]
    for boxes in BOXES:
        texts += [boxes % pair for pair in ((right, wrong), (wrong, right))]
    return texts


@pytest.mark.parametrize("part", range(10))
def test_150_000_double_answers(part: int) -> None:
    families = [card for card in etude.families() if not card.name.startswith("q.")][part::10]
    chance = random.Random(part)
    wanted = round(15_000 * SCALE)
    per_task = max(8, wanted // (2 * len(families)))
    count = 0
    for card, index in itertools.product(families, (3, 4)):
        task = etude.make_task(card.name, 8, index, 1 + index % len(card.levels))
        wrong = readable_wrong(task)
        if wrong is None:
            continue
        texts = _doubles(task.answer, wrong)
        for text in chance.sample(texts, min(per_task, len(texts))):
            verdict = etude.verify(task, text)
            assert not verdict.correct, (card.name, index, task.answer, wrong, text, verdict)
            count += 1
    assert count > 0.5 * wanted
