r"""One reading of a response, chosen without looking at the key: its last explicit final statement.

Where several places state an answer, the last decides: intermediate boxes, self-corrections and repetitions are fine.
Places that stand together in one statement (side by side, on one line, or line under line with nothing between) are
read together: all the same, or the parts of one answer that has several; two different answers are ``hedged``. So is
an answer with another one behind it ("5 or 7", "5 (if not, 7)", "5, which is wrong; it is 7").

Without an explicit statement: a softer one ("the result is ..."), a line that begins with ``####``, code fences that
agree, the whole text, its last line, or its first with an explanation below. If none of these is an answer, the text
is not searched for one: naming many numbers must not pay.

``strict``: all explicit statements of the response must agree, wherever they stand.
"""

from __future__ import annotations

import re
from itertools import islice
from typing import Any, NamedTuple

from etude.answers.kind import AnyKind
from etude.verifiers.claims import TAIL, Claims, is_rival, looks_like_answer
from etude.verifiers.formatting import strip_formatting
from etude.verifiers.mentions import FINISH, box_is_mentioned, is_taken_back
from etude.verifiers.statements import MAX_ANSWER, Statement, closing, last_claim, statements
from etude.verifiers.visible import MAX_RESPONSE, MAX_VISIBLE, Unanswered, shown, visible

__all__ = ["MAX_ANSWER", "MAX_RESPONSE", "MAX_VISIBLE", "READINGS", "Reading", "Unanswered", "read_final", "visible"]

READINGS = ("final", "strict")
MAX_LINES = 40


class Reading(NamedTuple):
    """What a response finally says: the words, their value (None if there is none) and a reason code for that."""

    text: str | None
    value: Any
    reason: str = ""
    place: str = ""


def read_final(response: str, kind: AnyKind, reading: str = "final") -> Reading:
    """The final answer of a response to a question whose answers are of that kind."""
    plain = _plain_box(response)
    if plain is not None:
        claims = Claims(kind)
        text, value = claims.attempt(plain.strip())
        if value is not None:
            return Reading(text, value, "", "box")
        if not _PLACEHOLDER.match(plain):
            claim = claims.claim(plain, spoken=False)
            return Reading(claim[0], claim[1], claim[2], "box") if claim else Reading(text[:200], None, "unreadable")
    text_or_reason = visible(response)
    if isinstance(text_or_reason, Unanswered):
        return Reading(None, None, text_or_reason.reason)
    return _Reader(kind, reading == "strict").read(shown(text_or_reason))


def _plain_box(response: str) -> str | None:
    r"""What the only box of a response says if it ends with it and nothing else could matter; the usual case."""
    end = len(response) - 1
    if end < 0 or response[end] not in "}$" or len(response) > MAX_ANSWER:
        return None
    while end > 0 and response[end] == "$":
        end -= 1
    start = response.find("oxed")
    if start < 2 or response[start - 2] != "\\" or response[start + 4 : start + 5] != "{" or response[end] != "}":
        return None
    said = response[start + 5 : end]
    if ("{" in said or "}" in said) and closing(response, start + 5, "{", "}") != end:
        return None
    if "oxed" in said or "%" in response or "nswer" in response or "<" in response or "\n" in response:
        return None
    if "◁" in response or ("[" in response and _BRACKETED.search(response)):
        return None
    if start > 2 and box_is_mentioned(response, start - 2, end + 1):
        return None
    return said


_BRACKETED = re.compile(r"\[/?[A-Za-z]{4,}\]")
"""``[THINK]``, ``[INST]``: reasoning and turns between square brackets."""
_TURN = re.compile(
    r"\n[ \t*#>]{0,8}(?:(User|Human|用户)|Student|(?i:next |new |another |second |follow-up )?(?:[Qq]uestion|[Pp]roblem|[Ee]xercise|[Tt]ask)|Q|Instruction|Input|问题|题目)\b"
    r"[ \t*]*(?:#?[0-9]{1,3}[ \t*]*[.):：]|[:：])"
)
"""A turn or a problem that the model invents; where it names the person, nothing behind it is the model's answer."""
_CORRECTION = re.compile(
    r"\b(?:wait|no|actually|correction|mistake|mistaken|hold on|hmm|oops|sorry|error|wrong|incorrect|instead|rather|redo|recheck"
    r"|re-check|double[- ]check|check|reconsider|but|let me|let's|however|on second thought|revised|corrected|careful)\b|不对|等等|更正",
    re.I,
)
_JOINING = re.compile(
    r"(?:[\s.,;:$&|=*_\\()\[\]{}<>•→✅#`~-]|\\(?:text|quad|qquad|approx|sim|simeq|to|quad|mathrm|left|right|displaystyle|begin|end|cup)\b"
    r"|\b(?:and|or|also|final|the|answer|is|are|so|thus|therefore|hence|option|either|then|with|aligned|alternatively|maybe|both"
    r"|possibly|respectively|as|well|equivalently|i\.e|that|boxed)\b|\b[A-Za-z](?:_?[0-9])?\b|≈)*\Z",
    re.I,
)
_HEDGE = re.compile(
    r"\W{0,4}(?:or|and also|alternatively|maybe|perhaps|possibly|could be|might be|also|else|if not|either|otherwise|as well as)\b",
    re.I,
)
_WITHDRAWN = re.compile(
    r"\b(?:wrong|incorrect|not (?:right|correct|true)|mistaken?|no longer|false)\b|\bif not\b|\bdepend(?:s|ing)\b|\bequally\b",
    re.I,
)
_CLOSES = re.compile(r"(?:[\s$*_`.]|\\[\])])+")
"""What may close the place of a statement: the end of mathematics, of emphasis, of a sentence."""
_LAST_WORD = re.compile(r"\b(?:final|corrected|revised)\b", re.I)
"""What says of an answer that it replaces those before it."""
_HEDGING = re.compile(
    r"\b(?:or|also|alternatively|maybe|perhaps|possibly|could|might|may|either|another|other|equally|both)\b", re.I
)
_PLACEHOLDER = re.compile(
    r"\s*(?:\.{2,}|…|\\(?:l|c)?dots|\?+|_+|\s|your answer|answer|the answer|your final answer|final answer|result|\.\.\.answer\.\.\.|letter|X|ANSWER)?\s*\Z"
)
_RULE = re.compile(r"(?:[-*_=~]{2,}|[-*_~`$\[\]\\ ]|`{3}[a-z]{0,12})*")
"""A line without words: a rule, the end of a fence or of displayed mathematics."""
_LIST_LABEL = re.compile(r"[(\[]?(?:[0-9]{1,3}|[A-Za-z])[.)\]]{1,2}\Z")
_APART = 40
"""Characters between the boxes of an answer in parts: "Quotient: ..., remainder: ..."."""
_BOLD = re.compile(r"\*\*([^*\n]{1,400})\*\*")
_DOUBTED = re.compile(
    r"\?|n't\b|\b(?:not|no|nor|or|if|might|may|could|perhaps|maybe|possibly|wrong|incorrect|said|says|unless|whether)\b",
    re.I,
)
_HEADED = re.compile(r"[*_]{2}[A-Za-z][A-Za-z ;,/-]{1,60}:?[*_]{2}[ ]?:?[ ]*(\S.*)$")
_FENCE = re.compile(r"(?:```|~~~)[A-Za-z0-9_+-]{0,20}[ \t]*\n(.{0,4000}?)\n?[ \t]*(?:```|~~~)", re.S)


class _Reader:
    """Reads one response."""

    def __init__(self, kind: AnyKind, strict: bool) -> None:
        self._kind, self._strict = kind, strict
        self._claims = Claims(kind)

    def read(self, text: str) -> Reading:
        """The reading of a visible text."""
        for found in islice(_TURN.finditer(text), 4):
            head = text[: found.start()]
            if head.strip():
                first = self._read(head)
                if found[1] or first.reason != "no_answer":
                    return first
        return self._read(text)

    def _read(self, text: str) -> Reading:
        explicit, soft, unclosed = statements(text)
        if unclosed and not any(item.start > unclosed.start for item in explicit):
            return Reading(None, None, "unclosed_box")
        meant = [item for item in explicit if item.kind != "box" or not box_is_mentioned(text, item.start, item.end)]
        stated = self._stated(text, meant) or self._stated(text, soft)
        if stated is None and len(meant) == len(explicit):
            stated = self._weak(text)
        return stated or Reading(None, None, "no_answer")

    # What explicit statements say

    def _stated(self, text: str, found: list[Statement]) -> Reading | None:
        """The reading of the last statement that is one, with those that stand together with it."""
        at = len(found) - 1
        while at >= 0:
            last = found[at]
            if last.kind in ("box", "tag"):
                if not _PLACEHOLDER.match(last.said):
                    break
            elif self._claims.claim(last.said) is not None or (last.kind != "soft" and looks_like_answer(last.said)):
                break
            at -= 1
        if at < 0:
            return None
        last = found[at]
        group = [last]
        if self._strict:
            group = [item for item in found[: at + 1] if item.kind in ("box", "tag", "line") or item is last]
            group = [
                item
                for item in group
                if item is last or item.kind == "box" or self._claims.claim(item.said) is not None
            ]
        else:
            i = at - 1
            while i >= 0 and self._together(text, found[i], group[0]):
                stated = found[i].kind in ("box", "tag") or self._claims.claim(found[i].said) is not None
                if stated or (found[i].kind != "soft" and looks_like_answer(found[i].said)):
                    group.insert(0, found[i])
                i -= 1
        return self._agreed(text, [item for item in group if item is last or not _PLACEHOLDER.match(item.said)])

    def _together(self, text: str, first: Statement, second: Statement) -> bool:
        """Whether two places make up one statement."""
        if first.end > second.start:
            return True
        if _LAST_WORD.search(text, second.start, second.end) and not _LAST_WORD.search(text, first.start, first.end):
            return False
        between = text[first.end : second.start]
        if len(between) > 200:
            return False
        if self._kind.many and first.kind == second.kind == "box" and len(between) < _APART:
            return not _CORRECTION.search(between)
        if "\n" not in between and first.kind == "box" and (not FINISH.search(between) or _HEDGING.search(between)):
            return not _CORRECTION.search(between)
        return _JOINING.match(between) is not None

    def _agreed(self, text: str, group: list[Statement]) -> Reading:
        """The reading of places that stand together."""
        last = group[-1]
        said, value, reason = self._whole(last)
        texts = {item.said for item in group}
        if len(texts) == 1:
            if value is None:
                return Reading(said[:200], None, reason)
            return self._unless_hedged(text, last, said, value)
        readings = {item.said: self._whole(item) for item in group}
        values = [found[1] for found in readings.values()]
        if value is not None and all(found is not None and self._kind.same(found, value) for found in values):
            return self._unless_hedged(text, last, said, value)
        if self._kind.many and all(item.kind == "box" for item in group) and len(group) <= 12:
            for written in (", ".join(f"{item.label} = {item.said}" if item.label else item.said for item in group),
                            ", ".join(item.said for item in group)):  # fmt: skip
                joined = self._claims.attempt(written)
                if joined[1] is not None and any(one is not None and self._kind.same(one, joined[1]) for one in values):
                    break
                if joined[1] is not None:
                    return Reading(joined[0], joined[1], "", "box")
        return Reading(said[:200], None, "hedged")

    def _whole(self, item: Statement) -> tuple[str, Any, str]:
        """What one place says: its words, their value, and why there is none."""
        claim = self._claims.claim(item.said, item.kind != "box")
        if claim is None:
            return strip_formatting(item.said[:MAX_ANSWER]), None, "unreadable"
        return claim

    def _unless_hedged(self, text: str, last: Statement, said: str, value: Any) -> Reading:
        """The reading, unless what follows on the line, or begins the next, offers or withdraws."""
        tail = text[last.end : last.end + TAIL].lstrip("$*_`) \t\\]}")
        line, _, below = tail.partition("\n")
        below = below.strip().partition("\n")[0]
        for rest in (line, below):
            if rest and _HEDGE.match(rest) and self._claims.offers(rest, value):
                return Reading(said, None, "hedged")
        if below and "\n" not in below and not line.strip(" .*_$") and self._follows(text, last.end, value):
            return Reading(said, None, "hedged")
        if line and _WITHDRAWN.search(line) and self._claims.offers(line, value, denied=False):
            return Reading(said, None, "hedged")
        spoken = 0 if last.kind in ("box", "tag") else len(last.said)
        if is_taken_back(text[last.end - spoken : last.end + TAIL].lstrip("$*_`) \t\\]}.")):
            return Reading(said, None, "retracted")
        return Reading(said, value, "", last.kind)

    def _follows(self, text: str, end: int, value: Any) -> bool:
        """Whether all that follows is one line that is nothing but another answer."""
        closed = _CLOSES.match(text, end)
        after = text[closed.end() if closed else end : end + TAIL + 1].rstrip(" \t\n*_`$.")
        if len(after) > TAIL or "\n" in after:
            return False
        found = self._claims.line(after)
        return found is not None and not self._kind.same(found[1], value)

    def _weak(self, text: str) -> Reading | None:
        if "####" in text:
            marked = [line[4:].strip() for line in text.split("\n") if line.startswith("####")]
            for said in marked[-1:]:
                claim = self._claims.claim(said)
                if claim:
                    return Reading(claim[0], claim[1], claim[2], "hashes")
        if "```" in text or "~~~" in text:
            fences = [found[1].strip() for found in islice(_FENCE.finditer(text), MAX_LINES)]
            agreed = self._bare(fences)
            if agreed:
                return agreed
        whole = text.strip()
        if 0 < len(whole) <= MAX_ANSWER:
            said, value = self._claims.attempt(whole)
            if value is not None:
                return Reading(said, value, "", "whole")
        return self._lines(text)

    def _bare(self, texts: list[str]) -> Reading | None:
        """The reading of bare answers that must agree, if the last of them is one."""
        tried = [self._claims.attempt(said) for said in texts]
        if not tried or tried[-1][1] is None:
            return None
        said, value = tried[-1]
        if all(
            self._kind.same(other, value) if other is not None else not looks_like_answer(text) for text, other in tried
        ):
            return Reading(said, value, "", "fence")
        return Reading(said, None, "hedged")

    def _lines(self, text: str) -> Reading | None:
        """The last line, or the first with an explanation below, if it is nothing but an answer."""
        blocks = [line.strip() for line in text[-MAX_ANSWER:].split("\n")]
        lines = [line for line in blocks if not _RULE.fullmatch(line)][-MAX_LINES:]
        if not lines:
            return None
        several = len(lines) > 1
        plain = [line.strip("*_") for line in lines]
        bare = [None if several and _LIST_LABEL.match(line) else self._claims.line(line) for line in plain]
        last = bare[-1] or self._block(text) or self._last_sentence(lines[-1])
        if last is None and several and bare[0] is not None and bare[1] is None and not is_rival(plain[1], plain[0]):
            last = bare[0]
        if last is None:
            return None
        if last[1] is None:
            return Reading(last[0], None, "hedged")
        others = [
            found
            for line, found in zip(lines[:-1], bare, strict=False)
            if found and ("=" not in line or len(line) == 1)
        ]
        foreign = several and last is bare[-1] and bare[-2] is None and is_rival(lines[-2], lines[-1])
        if not foreign and all(found[1] is not None and self._kind.same(found[1], last[1]) for found in others):
            return Reading(last[0], last[1], "", "line")
        return Reading(last[0], None, "hedged")

    def _block(self, text: str) -> tuple[str, Any] | None:
        """The last paragraph, where an answer has several lines."""
        paragraph = text.strip().rpartition("\n\n")[2]
        if "\n" not in paragraph or len(paragraph) > MAX_ANSWER:
            return None
        said, value = self._claims.attempt(paragraph)
        return None if value is None else (said, value)

    def _last_sentence(self, line: str) -> tuple[str, Any] | None:
        """What the last line claims: B in "So the missing note is B"."""
        bold = list(dict.fromkeys(_BOLD.findall(line[-MAX_ANSWER:])))
        if len(bold) == 1:
            text, value = self._claims.attempt(bold[0])
            if value is not None and not _DOUBTED.search(line):
                return text, value
        headed = _HEADED.match(line)
        for before, claim in filter(None, (last_claim(line), ("", headed[1]) if headed else None)):
            found = self._claims.claim(claim)
            first = self._claims.line(before.strip(" ,;*_$")) if found and before else None
            if found and first and (found[1] is None or not self._kind.same(first[1], found[1])):
                return found[0], None
            if found:
                return found[0], found[1]
        return None
