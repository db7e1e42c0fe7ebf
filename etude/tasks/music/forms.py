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
from etude.tasks.music.options import PLANS, SECOND_BEST, pick
from etude.tasks.registry import Knob, family
from etude.tasks.wording import BOXED
from etude.theory.engraving import Score

_FORM = {"form": Knob(("choice", "free"), "multiple choice or free answer; both in turn if not given")}
_VIEW = {"view": Knob(("text", "image", "svg"), "the score as ABC text, or as a picture (PNG, SVG) beside the prompt")}
_FORMATS = {"image": "png", "svg": "svg"}

_PICTURE = "The score is in the picture."
_PICTURES = "First the score, then the options A, B, C and D as pictures, in this order."
LETTERS = "ABCD"
_TRIES, _PATIENCE = 12, 6
"""Questions drawn for one that can be put as the multiple choice wanted, and for one that is put exactly so."""
ABC_LINE = "Write it with L:1/8; the key signature of the score applies to it."
"""What a question adds that asks for ABC about a picture: a picture shows no unit of length."""
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
    show: how an answer looks as an option. layout: how the score is printed. words: what the text form
    says in place of the ABC, where ABC would give the answer away. engrave: an option as a tune, where the
    options are scores. unseen: what a free question adds where its score is a picture, which does not show it.
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
    layout: str = ""
    words: str | None = None
    engrave: Callable[[str], str] | None = None
    unseen: str = ""


Ask = Callable[[Stream, int], Question]


def music_family(name: str, *, scored: bool = True, version: int = 2, **card: Any) -> Callable[[Ask], Ask]:
    """Declare the decorated ``write(stream, level) -> Question`` a family with the knobs form and view.

    scored: whether its questions have a score that can be shown as a picture. version: of the family; it is 2 for
    all since wrong options are chosen by rank. card: as for ``family``.
    """

    def register(ask: Ask) -> Ask:
        @family(name, knobs={**_FORM, **(_VIEW if scored else {})}, version=version, **card)
        @wraps(ask)
        def write(stream: Stream, level: int, form: str | None = None, view: str = "text") -> Draft:
            drawn = stream.choice(("choice", "free"))  # drawn in any case: the question must not depend on it
            plan = stream.below(PLANS)
            if (form or drawn) == "free":
                return _put(stream, view, ask(stream, level), None)
            return _put(stream, view, *_choosable(stream, level, plan, ask))

        return ask

    return register


def _choosable(stream: Stream, level: int, plan: int, ask: Ask) -> tuple[Question, list[str]]:
    """A question and its wrong options, among which the right one has the place that is planned."""
    best: tuple[Question, list[str]] | None = None
    nearest = 0
    for tried in range(_TRIES):
        question = ask(stream, level)
        options, distance = pick(plan, question.right, question.wrong, question.sound, question.show)
        if best is None or distance < nearest:
            best, nearest = (question, options), distance
        if nearest <= (1 if tried < _PATIENCE else SECOND_BEST):
            break
    assert best is not None
    return best


def _put(stream: Stream, view: str, question: Question, wrong: list[str] | None) -> Draft:
    """The draft of a question in a view; a multiple choice if it has wrong options."""
    seen = view != "text"
    drawn = seen and wrong is not None and question.engrave is not None
    text = "\n\n".join(filter(None, (question.text, _shown(question, seen, drawn))))
    draft = _free(question, text, seen) if wrong is None else _choice(stream, question, wrong, text, listed=not drawn)
    meta: dict[str, Json] = {"form": "free" if wrong is None else "choice"}
    scores: list[Score] = []
    if question.score:
        scores = [Score(question.score, question.layout)]
        meta |= {"abc": question.score, **({"layout": question.layout} if question.layout else {})}
    if question.engrave and draft.choices:
        tunes = [question.engrave(option) for option in draft.choices]
        scores += [Score(tune) for tune in tunes]
        meta["option_scores"] = tunes
    return replace(draft, meta=meta, pictures=tuple(scores) if seen else (), picture_format=_FORMATS.get(view, "png"))


def _shown(question: Question, seen: bool, drawn: bool) -> str:
    """What stands in place of the score: its ABC, a description in words, or where the pictures are."""
    if not question.score:
        return ""
    if seen:
        return _PICTURES if drawn else _PICTURE
    return f"```abc\n{question.score}\n```" if question.words is None else question.words


def _free(question: Question, text: str, seen: bool) -> Draft:
    prompt = f"{text}\n\n{question.asked}"
    if seen and question.unseen:
        prompt += f" {question.unseen}"
    return Draft(question.content, prompt, question.right, question.spec, question.measure)


def _choice(stream: Stream, question: Question, wrong: list[str], text: str, *, listed: bool) -> Draft:
    answers = stream.shuffled([question.right, *wrong])
    options = [question.show(answer) for answer in answers]
    while any(f"{name} {option}" in options for name, option in zip(LETTERS, options, strict=True)):
        answers = [*answers[1:], answers[0]]  # "D C B A" must not be option D, C B A, and another option too
        options = [question.show(answer) for answer in answers]
    letter = LETTERS[answers.index(question.right)]
    lines = "\n".join(f"{name}) {option}" for name, option in zip(LETTERS, options, strict=True))
    body = f"{text}\n\n{lines}" if listed else text
    return Draft(
        content=question.content,
        prompt=f"{body}\n\n{stream.choice(_CLOSINGS)}",
        answer=letter,
        spec={"letter": letter, "options": options},
        measure=question.measure,
        choices=tuple(options),
        verifier="choice",
    )
