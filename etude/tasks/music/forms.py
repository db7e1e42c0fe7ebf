"""The two forms of a music question: multiple choice with four options, or a free answer.

Both ask the same thing, so they share a fingerprint: a question of the test split is never seen in
training in its other form.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, NamedTuple

from etude.rng import Stream
from etude.task import Json
from etude.tasks.draft import Draft
from etude.tasks.registry import Knob
from etude.tasks.wording import BOXED

FORM = {"form": Knob(("choice", "free"), "multiple choice or free answer; both in turn if not given")}
"""The knob of every music family."""

LETTERS = "ABCD"
_CLOSINGS = (
    f"Answer with the letter of the right option in {BOXED}.",
    f"Give the letter of your choice in {BOXED}.",
    f"Put the letter of the correct option in {BOXED}.",
)


class Question(NamedTuple):
    """A music question in either form.

    text: the question. asked: the closing sentence of the free form. right: the canonical answer, which
    is also the right option. wrong: candidates for the other options, in the order of preference (read
    only for multiple choice); each is wrong, but two may be the same music. sound: what an option means
    as music, to keep options apart.
    """

    content: Json
    text: str
    asked: str
    right: str
    wrong: Iterable[str]
    sound: Callable[[str], Any]
    spec: Mapping[str, Json]
    measure: int
    meta: Mapping[str, Json]
    show: Callable[[str], str] = str
    """How an answer looks as an option."""


def draw_form(stream: Stream, form: str | None) -> str:
    """The form asked for, or one of the two. Drawn first, so that it does not depend on the question."""
    drawn = stream.choice(("choice", "free"))
    return form or drawn


def finish(stream: Stream, form: str, question: Question) -> Draft:
    """The draft of a question in one of its forms. Raises ValueError if there are not three wrong options."""
    meta = {"form": form, **question.meta}
    if form == "free":
        prompt = f"{question.text}\n\n{question.asked}"
        return Draft(question.content, prompt, question.right, question.spec, question.measure, meta=meta)
    answers = stream.shuffled([question.right, *_distractors(question)])
    letter = LETTERS[answers.index(question.right)]
    options = [question.show(answer) for answer in answers]
    listed = "\n".join(f"{name}) {option}" for name, option in zip(LETTERS, options, strict=True))
    return Draft(
        content=question.content,
        prompt=f"{question.text}\n\n{listed}\n\n{stream.choice(_CLOSINGS)}",
        answer=letter,
        spec={"letter": letter, "options": options},
        measure=question.measure,
        choices=tuple(options),
        verifier="choice",
        meta=meta,
    )


def _distractors(question: Question) -> list[str]:
    """The first three wrong options that differ as music from the right one and from each other."""
    heard = {question.sound(question.right)}
    chosen: list[str] = []
    for option in question.wrong:
        sound = question.sound(option)
        if sound not in heard:
            heard.add(sound)
            chosen.append(option)
            if len(chosen) == len(LETTERS) - 1:
                return chosen
    raise ValueError(f"only {len(chosen)} wrong options for {question.content}")


def fenced(tune: str) -> str:
    """A tune set off from the prose around it."""
    return f"```abc\n{tune}\n```"
