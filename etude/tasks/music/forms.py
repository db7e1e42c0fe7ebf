"""How a music question is put: multiple choice or free answer, its score as ABC text or as a picture.

All of these ask the same thing, so they share a fingerprint: a question of the test split is never seen in
training in another form or view.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from functools import wraps
from typing import Any, NamedTuple

from etude.rng import Stream
from etude.task import Json
from etude.tasks.draft import Draft
from etude.tasks.registry import Knob, family
from etude.tasks.wording import BOXED

_FORM = {"form": Knob(("choice", "free"), "multiple choice or free answer; both in turn if not given")}
_VIEW = {"view": Knob(("text", "image"), "the score as ABC text, or as a picture beside the prompt")}

_PICTURE = "The score is in the picture."
LETTERS = "ABCD"
_CLOSINGS = (
    f"Answer with the letter of the right option in {BOXED}.",
    f"Give the letter of your choice in {BOXED}.",
    f"Put the letter of the correct option in {BOXED}.",
)


class Question(NamedTuple):
    """A music question in either form.

    text: the question without its score. asked: the closing sentence of the free form. right: the
    canonical answer, which is also the right option. wrong: candidates for the other options, in the order
    of preference (read only for multiple choice); each is wrong, but two may be the same music. sound: what
    an option means as music, to keep options apart. score: the tune that the question is about, as ABC.
    show: how an answer looks as an option.
    """

    content: Json
    text: str
    asked: str
    right: str
    wrong: Iterable[str]
    sound: Callable[[str], Any]
    spec: Mapping[str, Json]
    measure: int
    score: str | None = None
    show: Callable[[str], str] = str


Ask = Callable[[Stream, int], Question]


def music_family(name: str, *, scored: bool = True, **card: Any) -> Callable[[Ask], Ask]:
    """Declare the decorated ``write(stream, level) -> Question`` a family with the knobs form and view.

    scored: whether its questions have a score that can be shown as a picture. card: as for ``family``.
    """

    def register(ask: Ask) -> Ask:
        @family(name, knobs={**_FORM, **(_VIEW if scored else {})}, **card)
        @wraps(ask)
        def write(stream: Stream, level: int, form: str | None = None, view: str = "text") -> Draft:
            drawn = stream.choice(("choice", "free"))  # drawn in any case: the question must not depend on it
            return _put(stream, form or drawn, view, ask(stream, level))

        return ask

    return register


def _put(stream: Stream, form: str, view: str, question: Question) -> Draft:
    """The draft of a question in a form and view. Raises ValueError if there are not three wrong options."""
    score = question.score
    text = question.text
    if score:
        text += "\n\n" + (f"```abc\n{score}\n```" if view == "text" else _PICTURE)
    draft = _free(question, text) if form == "free" else _choice(stream, question, text)
    meta = {"form": form, **({"abc": score} if score else {})}
    return replace(draft, meta=meta, picture=score if view == "image" else None)


def _free(question: Question, text: str) -> Draft:
    prompt = f"{text}\n\n{question.asked}"
    return Draft(question.content, prompt, question.right, question.spec, question.measure)


def _choice(stream: Stream, question: Question, text: str) -> Draft:
    answers = stream.shuffled([question.right, *_distractors(question)])
    letter = LETTERS[answers.index(question.right)]
    options = [question.show(answer) for answer in answers]
    listed = "\n".join(f"{name}) {option}" for name, option in zip(LETTERS, options, strict=True))
    return Draft(
        content=question.content,
        prompt=f"{text}\n\n{listed}\n\n{stream.choice(_CLOSINGS)}",
        answer=letter,
        spec={"letter": letter, "options": options},
        measure=question.measure,
        choices=tuple(options),
        verifier="choice",
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
