r"""Find the final answer in a model's response.

The places an answer may stand in, strongest first:

1. ``\boxed{...}`` and ``<answer>...</answer>``, and a line that begins with ``Answer:`` or
   ``Final answer:``. Wherever one of these is used, prose is not read.
2. a sentence with "the answer is ...";
3. a line that begins with ``####``;
4. a code fence;
5. the whole text, or its last line, if that is nothing but an answer.

If none holds an answer, the text is not searched for one: naming every number must not pay. All
answers in the places that count must agree, since two different final answers are a hedge. Text
before the end of a reasoning block (``</think>``) does not count, and a block that never ends has no
answer after it. Everything here is linear in the length of the text, and the length is bounded.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import islice
from typing import NamedTuple, TypeVar

from etude.task import Verdict

MAX_RESPONSE = 4_000_000
"""Characters of a whole response; a longer one is not read."""
MAX_VISIBLE = 200_000
"""Characters after the reasoning block; a longer text is not read."""
MAX_ANSWER = 4_000
"""Characters of one final answer; a longer one is not parsed."""
MAX_PLACES = 64
"""Final answers in one response; more are taken for hedging."""

_THINKING = ("think", "thinking", "reasoning")
_LINE = re.compile(r"^[ \t>#*_\-]{0,8}(?:final[ \t]{1,4})?answer[ \t*_]{0,8}[:=](.*)$", re.I | re.M)
_BOX = re.compile(r"\\(?:boxed|fbox) ?\{")
_BRACE = re.compile(r"[{}]")
_PROSE = re.compile(
    r"\b(?:answer|(?:correct|right|best) (?:option|choice))(?: (?:is|would be|must be|equals)\b|[ ]?[:=]):?", re.I
)
_FENCE = re.compile(r"```[A-Za-z0-9_+-]{0,20}[ \t]*\n(.{0,4000}?)\n?```", re.S)
_CLAUSE = re.compile(r"\.(?:\s|$)|;\s|,\s(?=[a-z])|\s(?=\()|\s(?=(?:because|since|as|so|which|where|after|when|for)\s)")
_DOUBT = re.compile(r"\W{0,3}(?:or|and|also|but|maybe|perhaps|possibly|alternatively|actually|no|not|wait)\b", re.I)
_NUMBER = re.compile(r"-?[0-9]{1,40}[./][0-9]{1,40}\Z").match
_MARKS = re.compile(r"\\(?:text|textbf|mathrm|mathbf|mathit|mathsf|operatorname|mbox|bm)\s?\{([^{}]*)\}")
_SPACE = re.compile(r"(?<!\\)\\ ")
_WRAPPERS = (("$$", "$$"), ("$", "$"), (r"\(", r"\)"), (r"\[", r"\]"), ("**", "**"), ("__", "__"), ("*", "*"),
             ("`", "`"), ('"', '"'), ("“", "”"), ("'", "'"))  # fmt: skip

T = TypeVar("T")
Judge = Callable[[str], bool | None]
"""Says of one written answer whether it is right; None if it cannot be read as an answer at all."""


class Unanswered(NamedTuple):
    """Why a response has no final answer to look at: a reason code of a verdict."""

    reason: str


def visible(response: str) -> str | Unanswered:
    """The part of the response that is not reasoning, or why there is none."""
    if len(response) > MAX_RESPONSE:
        return Unanswered("too_long")
    if "<" in response:
        for tag in _THINKING:
            end = response.rfind(f"</{tag}>")
            if end >= 0:
                response = response[end + len(tag) + 3 :]
            if f"<{tag}>" in response:
                return Unanswered("unfinished_reasoning")
    if len(response) > MAX_VISIBLE:
        return Unanswered("too_long")
    return response


class Strong(NamedTuple):
    """The answers in answer lines, and those in tags and boxes, which count more."""

    lines: list[str]
    marked: list[str]


def strong_answers(text: str) -> Strong | Unanswered:
    """The answers in boxes, tags and answer lines."""
    boxes = _boxed(text) if "\\boxed" in text or "\\fbox" in text else []
    if boxes is None:
        return Unanswered("unclosed_box")
    if "nswer" not in text and "NSWER" not in text:
        return Strong([], boxes) if len(boxes) <= MAX_PLACES else Unanswered("hedged")
    marked = [*_tagged(text), *boxes]
    lines: list[str] = []
    for found in _LINE.finditer(text):
        rest = _undressed(found[1])
        if rest and "\\boxed" not in rest and "<answer>" not in rest and not _PROSE.search(rest):
            lines.append(rest)
            if len(lines) > MAX_PLACES:
                break
    return Strong(lines, marked) if len(lines) + len(marked) <= MAX_PLACES else Unanswered("hedged")


def _undressed(rest: str) -> str:
    """An answer line without its Markdown; an underscore right before a letter is ABC for a flat and stays."""
    rest = rest.strip(" \t*")
    if rest.startswith(("_ ", "__ ", "_\t", "__\t")) or not rest.strip("_"):
        rest = rest.lstrip("_").strip(" \t*")
    for mark in ("__", "_"):
        if len(rest) > 2 * len(mark) and rest.startswith(mark) and rest.endswith(mark):
            return rest[len(mark) : -len(mark)].strip()
    return rest


def weak_answers(text: str) -> Iterator[list[str]]:
    """The answers after ####, in code fences, the whole text, its lines: a list for each kind."""
    if "####" in text:
        yield [line[4:].strip() for line in text.split("\n") if line.startswith("####")][-MAX_PLACES:]
    if "```" in text:
        yield [found[1].strip() for found in islice(_FENCE.finditer(text), MAX_PLACES)]
    whole = text.strip()
    if len(whole) <= MAX_ANSWER:
        yield [whole]
    lines = [line.strip() for line in text[-MAX_ANSWER:].split("\n") if line.strip()]
    if len(lines) > 1:
        yield lines[-MAX_PLACES:]


def _prose(text: str) -> list[str]:
    """What follows each "the answer is", up to the next one or the end of the line."""
    phrases = [found.span() for found in islice(_PROSE.finditer(text), MAX_PLACES + 1)]
    ends = [*(start for start, _ in phrases[1:]), len(text)][: len(phrases)]
    return [text[at:end].split("\n", 1)[0].strip() for (_, at), end in zip(phrases, ends, strict=True)]


def _boxed(text: str) -> list[str] | None:
    """The contents of all boxes, the innermost of nested ones; None if one is never closed."""
    found: list[str] = []
    for start in islice(_BOX.finditer(text), MAX_PLACES + 1):
        end = _closing(text, start.end())
        if end < 0:
            return None
        content = text[start.end() : end]
        if "\\boxed" not in content and "\\fbox" not in content:
            found.append(content)
    return found


def _closing(text: str, start: int) -> int:
    """Where the brace opened before ``start`` closes within MAX_ANSWER characters, -1 if it does not."""
    depth = 1
    for brace in _BRACE.finditer(text, start, start + MAX_ANSWER):
        depth += 1 if brace[0] == "{" else -1
        if depth == 0:
            return brace.start()
    return -1


def _tagged(text: str) -> list[str]:
    """The contents of all answer tags, the innermost of nested ones."""
    found: list[str] = []
    begin, end = 0, text.find("</answer>")
    while end >= 0 and len(found) <= MAX_PLACES:
        start = text.rfind("<answer>", begin, end)
        if start >= 0 and "\\boxed" not in text[start:end]:
            found.append(text[start + len("<answer>") : end])
        begin = end + len("</answer>")
        end = text.find("</answer>", begin)
    return found


def clean(answer: str) -> str:
    r"""A written answer without what only dresses it: ``$``, ``\text{}``, bold, quotes, a final stop.

    A final comma stays: in ABC it is an octave mark.
    """
    answer = answer.strip()
    if answer.isalnum() or _NUMBER(answer):
        return answer
    if "\\" in answer:
        answer = _SPACE.sub(" ", _MARKS.sub(r"\1", answer))
    for _ in range(6):
        before = answer
        answer = answer.strip().rstrip(".;").strip() if not answer.endswith("...") else answer.strip()
        for opening, closing in _WRAPPERS:
            size = len(opening)
            if len(answer) >= 2 * size and answer.startswith(opening) and answer.endswith(closing):
                inner = answer[size:-size]
                if opening not in inner:
                    answer = inner
        if answer == before:
            break
    return answer


def with_gloss(read: Callable[[str], T | None], answer: str) -> T | None:
    """What ``answer`` says, also in the form ``minor third (m3)`` if both readings are the same."""
    said = read(answer)
    if said is None and answer.endswith(")") and answer.count("(") == 1:
        before, _, inside = answer[:-1].partition("(")
        said = read(before.strip())
        if said is None or read(inside.strip()) != said:
            return None
    return said


def settle(response: str, judge: Judge) -> Verdict:
    """The verdict on a response, given how to judge one written answer.

    Right only if the last answer of the strongest kind is right and no other that counts is wrong.
    """
    if not isinstance(response, str):
        return Verdict(0.0, False, None, "not_text", {})
    text = visible(response)
    if isinstance(text, Unanswered):
        return Verdict(0.0, False, None, text.reason, {})
    strong = strong_answers(text)
    if isinstance(strong, Unanswered):
        return Verdict(0.0, False, None, strong.reason, {})
    if strong.marked or strong.lines:
        marked = [_judge(written, judge) for written in strong.marked]
        judged = [*_judge_prose(strong.lines, judge), *map(_counted, marked[:-1]), *marked[-1:]]
        return _weigh(judged) or Verdict(0.0, False, judged[-1][0][:200], "unreadable", {})
    return _settle_weak(text, judge) or Verdict(0.0, False, None, "no_answer", {})


def _counted(judged: tuple[str, bool | None]) -> tuple[str, bool | None]:
    """An earlier answer in a box or tag: one that cannot be read is another answer, unless it is empty."""
    answer, mark = judged
    return answer, False if mark is None and answer else mark


def _settle_weak(text: str, judge: Judge) -> Verdict | None:
    """The verdict on the first kind of weak answer whose last can be read."""
    prose = _weigh(_judge_prose(_prose(text), judge))
    if prose:
        return prose
    weighed = (_weigh([_judge(answer, judge) for answer in answers]) for answers in weak_answers(text))
    return next(filter(None, weighed), None)


def _weigh(judged: list[tuple[str, bool | None]]) -> Verdict | None:
    """The verdict on answers that must agree; None if the last cannot be read as an answer."""
    if not judged or judged[-1][1] is None:
        return None
    marks = [mark for _, mark in judged if mark is not None]
    if all(marks):
        return Verdict(1.0, True, judged[-1][0], "correct", {})
    one = len({answer for answer, mark in judged if mark is not None}) == 1
    return Verdict(0.0, False, judged[-1][0], "wrong" if one else "hedged", {})


def _judge_prose(written: list[str], judge: Judge) -> list[tuple[str, bool | None]]:
    """The cleaned answers and their marks. Words may follow an answer ("... is 5, because"), but no doubt the last."""
    last = len(written) - 1
    return [_judge_opening(answer, judge, final=i == last) for i, answer in enumerate(written)]


def _judge_opening(written: str, judge: Judge, *, final: bool) -> tuple[str, bool | None]:
    answer, mark = _judge(written, judge)
    if mark is None and "\n" not in answer:
        cut = _CLAUSE.search(answer)
        if cut and not (final and _DOUBT.match(answer, cut.end())):
            return _judge(answer[: cut.start()], judge)
    return answer, mark


def _judge(written: str, judge: Judge) -> tuple[str, bool | None]:
    """The cleaned answer and its mark, None if it is too long or cannot be read."""
    if len(written) > MAX_ANSWER:
        return written[:200], None
    answer = clean(written)
    return answer, judge(answer)
