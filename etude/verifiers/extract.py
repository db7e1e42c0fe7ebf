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
from collections.abc import Iterator
from itertools import islice
from typing import Any, NamedTuple

from etude.answers.kind import AnyKind
from etude.verifiers.formatting import strip_formatting
from etude.verifiers.statements import MAX_ANSWER, Statement, last_claim, statements
from etude.verifiers.visible import MAX_RESPONSE, MAX_VISIBLE, Unanswered, shown, visible

__all__ = ["MAX_ANSWER", "MAX_RESPONSE", "MAX_VISIBLE", "READINGS", "Reading", "Unanswered", "read_final", "visible"]

READINGS = ("final", "strict")
MAX_READS = 80
"""Texts of one response that are tried as an answer; identical ones are read once, and further ones say nothing."""
MAX_CHARACTERS = 24_000
"""Characters of all of them."""
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
        text = strip_formatting(plain)
        value = kind.read(text)
        if value is not None:
            return Reading(text, value, "", "box")
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
    if "{" in said or "}" in said or "oxed" in said or "%" in response or "nswer" in response:
        return None
    if "<" in response or "[" in response or "◁" in response or "\n" in response:
        return None
    return said


_TURN = re.compile(
    r"\n[ \t*#>]{0,8}(?:User|Human|Student|Question|Problem|Q|Instruction|Exercise|Task|Next question|Input|用户|问题|题目)\b"
    r"[ \t*]*[0-9]{0,3}[ \t*]*[:：]"
)
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
_CUT = re.compile(
    r"[.!](?=\s|$)|;\s?|,\s|\s(?=[(（\[])|\s[—–-]+\s|:\s|\s(?=(?:because|since|as|so|which|where|after|when|whenever|for|if|by|in|on|with|and|or"
    r"|but|due|is|are|would|unless|although|though|from|using|given|otherwise|not|rather|instead|before|has|have|that|until|while|assuming"
    r"|depending|counting|alternatively|maybe|possibly|perhaps)\b)|(?=[（(])|\n"
)
_PIECE = re.compile(
    r"[.!?](?=\s|$)|[,;:()（）\[\]&\n]|\s[—–-]+\s|\b(?:or|and|is|are|if|when|otherwise|else|also|either|not|but|to|be|as|equals|alternatively|maybe"
    r"|perhaps|possibly|option|choice|answer|instead|then|nor|because|since|due|so|which|that|for)\b",
    re.I,
)
_LEAD = re.compile(
    r"(?:(?:therefore|thus|hence|so|simply|just|then|clearly|indeed|exactly|now|equal to|given by|found to be|always|also|namely|precisely"
    r"|obviously|likely|probably|again|we get|we have|we find|i get|it is|it's|that is|i\.e\.|(?-i:the|an?)|option|choice|is|are|be|as follows|follows|="
    r"|:|：|,|-(?=\s)|–|—|→|⇒|\\Rightarrow|\\therefore|∴|=>)(?:[,:]?\s+|(?<=\W)|$))",
    re.I,
)
_LABELLED = re.compile(
    r"(?:(?:the|my|our|final|correct|right|exact|best|so|thus|therefore|hence)\s+){0,4}(?:answer|ans|result|solution|value|option|choice)s?"
    r"(?:\s*(?:is|are|would be|must be|equals|:|=)\s*:?|\s+(?=\S))",
    re.I,
)
_HEDGE = re.compile(r"\W{0,4}(?:or|and also|alternatively|maybe|perhaps|possibly|could be|might be|also|else|if not|either|otherwise|as well as)\b", re.I)
_WITHDRAWN = re.compile(
    r"\b(?:wrong|incorrect|not (?:right|correct|true)|mistaken?|no longer|false)\b|\bif not\b|\bdepend(?:s|ing)\b|\bequally\b", re.I
)
_EXPLAINS = re.compile(r"\W{0,4}(?:because|since|as(?! well)|for|due|where|so that|given|using|by|after|which)\b", re.I)
_CLAIMS = re.compile(r"\b(?:right|correct|answers?|either|or|also|doubt|possible|possibly|instead|wrong|incorrect)\b", re.I)
_SENTENCE = re.compile(r"[.!;\n]|,?\s?(?:because|since|as|so|which|where|after|although|though|but|due|from|using|given|that)\b", re.I)
"""What ends an answer whose kind reads remarks itself: it has refused whatever else may follow."""
_OFFERED = re.compile(r"\s?[.;]\s|\W{0,4}(?:or|and|alternatively|maybe|perhaps|possibly|otherwise)\b", re.I)
_OTHERWISE = re.compile(r"\b(?:or|if not|otherwise|alternatively|either|if|when)\b", re.I)
_DENIES = re.compile(
    r"\W*(?:is|are|was|would be|seems|does|do|has|have|cannot|can't|isn't|aren't|doesn't)?\s*(?:not|n't|wrong|incorrect|no|too|invalid|excluded|ruled out|false)\b",
    re.I,
)
_NOT_BEFORE = re.compile(r"(?:\bnot|\bnever|\brather than|\binstead of|\bunlike|n't(?: be)?|≠|\\neq?)\s*[\"'(]?\Z", re.I)
_WORD_FIRST = re.compile(r"[\s\W]{0,6}(?<!\\)(?:[A-Za-zÀ-ÿ]{2,}|[^\W\d_]{1,}[\u3040-\u9fff]|[\u3040-\u9fff])")
_COPULA = re.compile(r"[ ]?(?:です|だ|である|でした|になります|となります)\.?\Z")
_PLACEHOLDER = re.compile(r"\s*(?:\.{2,}|…|\\(?:l|c)?dots|\?+|_+|\s|your answer|answer|the answer|your final answer|final answer|result|\.\.\.answer\.\.\.|letter|X|ANSWER)?\s*\Z")
_REASONED = re.compile(r",?\s(?:because|since|as|due to|for)\s")
_RULE = re.compile(r"(?:[-*_=~]{2,}|[-*_~`$\[\]\\ ]|`{3}[a-z]{0,12})*")
"""A line without words: a rule, the end of a fence or of displayed mathematics."""
_LIST_LABEL = re.compile(r"[(\[]?(?:[0-9]{1,3}|[A-Za-z])[.)\]]{1,2}\Z")
_FENCE = re.compile(r"(?:```|~~~)[A-Za-z0-9_+-]{0,20}[ \t]*\n(.{0,4000}?)\n?[ \t]*(?:```|~~~)", re.S)
_TAIL = 400
"""Characters after a final statement that are looked at for a second answer."""


class _Reader:
    """Reads one response: counts what it tries, and tries nothing twice."""

    def __init__(self, kind: AnyKind, strict: bool) -> None:
        self._kind, self._strict = kind, strict
        self._known: dict[str, tuple[str, Any]] = {}
        self._characters = 0

    def read(self, text: str) -> Reading:
        """The reading of a visible text."""
        for found in islice(_TURN.finditer(text), 4):
            head = text[: found.start()]
            if head.strip():
                first = self._read(head)
                if first.value is not None or first.reason == "hedged":
                    return first
        return self._read(text)

    def _read(self, text: str) -> Reading:
        explicit, soft, unclosed = statements(text)
        if unclosed and not any(item.start > unclosed.start for item in explicit):
            return Reading(None, None, "unclosed_box")
        stated = self._stated(text, explicit)
        if stated is None:
            stated = self._stated(text, soft)
        return stated or self._weak(text) or Reading(None, None, "no_answer")

    # What explicit statements say

    def _stated(self, text: str, found: list[Statement]) -> Reading | None:
        """The reading of the last statement that is one, with those that stand together with it."""
        at = len(found) - 1
        while at >= 0:
            last = found[at]
            if last.kind in ("box", "tag"):
                if not _PLACEHOLDER.match(last.said):
                    break
            elif self._claim(last.said) is not None or (last.kind != "soft" and _looks_like_one(last.said)):
                break
            at -= 1
        if at < 0:
            return None
        last = found[at]
        group = [last]
        if self._strict:
            group = [item for item in found[: at + 1] if item.kind in ("box", "tag", "line") or item is last]
            group = [item for item in group if item is last or item.kind == "box" or self._claim(item.said) is not None]
        else:
            i = at - 1
            while i >= 0 and self._together(text, found[i], group[0]):
                stated = found[i].kind in ("box", "tag") or self._claim(found[i].said) is not None
                if stated or (found[i].kind != "soft" and _looks_like_one(found[i].said)):
                    group.insert(0, found[i])
                i -= 1
        return self._agreed(text, [item for item in group if item is last or not _PLACEHOLDER.match(item.said)])

    def _together(self, text: str, first: Statement, second: Statement) -> bool:
        """Whether two places make up one statement."""
        if first.end > second.start:
            return True
        between = text[first.end : second.start]
        if len(between) > 200:
            return False
        if "\n" not in between and first.kind == "box":
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
                joined = self._try(written)
                if joined[1] is not None and any(one is not None and self._kind.same(one, joined[1]) for one in values):
                    break
                if joined[1] is not None:
                    return Reading(joined[0], joined[1], "", "box")
        return Reading(said[:200], None, "hedged")

    def _whole(self, item: Statement) -> tuple[str, Any, str]:
        """What one place says: its words, their value, and why there is none."""
        claim = self._claim(item.said, item.kind != "box")
        if claim is None:
            return strip_formatting(item.said[:MAX_ANSWER]), None, "unreadable"
        return claim

    def _unless_hedged(self, text: str, last: Statement, said: str, value: Any) -> Reading:
        """The reading, unless what follows on the line, or begins the next, offers or withdraws."""
        tail = text[last.end : last.end + _TAIL].lstrip("$*_`) \t\\]}")
        line, _, below = tail.partition("\n")
        below = below.strip().partition("\n")[0]
        for rest in (line, below):
            if rest and _HEDGE.match(rest) and self._offers(rest, value):
                return Reading(said, None, "hedged")
        if line and _WITHDRAWN.search(line) and self._offers(line, value, denied=False):
            return Reading(said, None, "hedged")
        return Reading(said, value, "", last.kind)

    # What one text says

    def _try(self, written: str) -> tuple[str, Any]:
        """A text without its dress, and its value; what was tried before is not tried again."""
        known = self._known.get(written)
        if known is not None:
            return known
        spent = len(self._known) >= MAX_READS or self._characters > MAX_CHARACTERS
        if spent or len(written) > MAX_ANSWER:
            found: tuple[str, Any] = (written[:200], None)
        else:
            self._characters += len(written)
            text = strip_formatting(written)
            found = (text, self._kind.read(text) if text else None)
        self._known[written] = found
        return found

    def _claim(self, said: str, spoken: bool = True) -> tuple[str, Any, str] | None:
        """What a statement's words claim: all of them, or the answer they begin with; None if they are no answer."""
        stages = [said.strip()]
        for _ in range(6):
            text, value = self._try(stages[-1])
            if value is not None:
                return text, value, ""
            shorter = self._without_lead(text)
            if shorter == text:
                break
            stages.append(shorter)
        for variant in _variants(text, spoken):
            other, value = self._try(variant)
            if value is not None:
                return other, value, ""
        openings = (self._opening(strip_formatting(stage), spoken) for stage in stages)
        return next(filter(None, openings), None)

    def _without_lead(self, said: str) -> str:
        """The words without a label or filler at their head."""
        bare = said.lstrip("*_$ \t\"“`")
        if bare != said:
            return bare
        found = _LABELLED.match(bare) or _LEAD.match(bare)
        return bare[found.end() :].strip() if found and found.end() else said

    def _opening(self, said: str, spoken: bool) -> tuple[str, Any, str] | None:
        """The answer that words begin with ("5, because ..."), if what follows is neither one nor part of it."""
        if len(said) > MAX_ANSWER:
            return None
        cuts = [found for found in islice(_CUT.finditer(said), 14) if found.start() > 0]
        for cut in reversed(cuts):
            head, rest = said[: cut.start()], said[cut.start() :]
            if _unbalanced(head) or (cut[0] == "!" and not spoken):
                continue
            text, value = self._try(head)
            if value is None:
                continue
            if self._offers(rest, value):
                return text, None, "hedged"
            if cut[0].strip() in (",", ";", "", ":") and not self._is_remark(rest):
                return None
            if self._kind.remarks and not _SENTENCE.match(rest):
                return None
            agrees = self._kind.agrees(value, strip_formatting(rest[:200]).strip(" .,;:()[]—–-"))
            return (text, value, "") if agrees else None
        return None

    def _is_remark(self, rest: str) -> bool:
        """Whether what follows a comma is words about an answer, not more of it."""
        if not _WORD_FIRST.match(rest):
            return False
        first = _PIECE.split(rest.lstrip(" ,;:"), maxsplit=1)[0].strip()
        return not first or self._try(first)[1] is None

    def _offers(self, rest: str, value: Any, *, denied: bool = True) -> bool:
        """Whether the words behind an answer offer another one."""
        rest = rest[:_TAIL]
        lenient = _EXPLAINS.match(rest) and not _CLAIMS.search(rest)
        offered = _OFFERED.match(rest) or _OTHERWISE.search(rest)
        at = 0
        pieces: list[tuple[int, int]] = []
        for found in islice(_PIECE.finditer(rest), 24):
            pieces.append((at, found.start()))
            at = found.end()
        pieces.append((at, len(rest)))
        for start, end in pieces:
            piece = rest[start:end].strip(" \t*_$\"“”'`")
            if not piece or len(piece) > 200 or (denied and _NOT_BEFORE.search(rest, 0, start)):
                continue
            if denied and _DENIES.match(rest, end):
                continue
            _, other = self._try(piece)
            if other is None and not lenient and ("=" in piece or offered) and _looks_like_one(piece):
                return True
            if other is not None and not self._kind.same(other, value) and not (lenient and self._kind.name != "choice"):
                return True
        return False

    # Texts without an explicit statement

    def _weak(self, text: str) -> Reading | None:
        if "####" in text:
            marked = [line[4:].strip() for line in text.split("\n") if line.startswith("####")]
            for said in marked[-1:]:
                claim = self._claim(said)
                if claim:
                    return Reading(claim[0], claim[1], claim[2], "hashes")
        if "```" in text or "~~~" in text:
            fences = [found[1].strip() for found in islice(_FENCE.finditer(text), MAX_LINES)]
            agreed = self._bare(fences)
            if agreed:
                return agreed
        whole = text.strip()
        if 0 < len(whole) <= MAX_ANSWER:
            said, value = self._try(whole)
            if value is not None:
                return Reading(said, value, "", "whole")
        return self._lines(text)

    def _bare(self, texts: list[str]) -> Reading | None:
        """The reading of bare answers that must agree, if the last of them is one."""
        tried = [self._try(said) for said in texts]
        if not tried or tried[-1][1] is None:
            return None
        said, value = tried[-1]
        if all(self._kind.same(other, value) if other is not None else not _looks_like_one(text) for text, other in tried):
            return Reading(said, value, "", "fence")
        return Reading(said, None, "hedged")

    def _lines(self, text: str) -> Reading | None:
        """The last line, or the first with an explanation below, if it is nothing but an answer."""
        blocks = [line.strip() for line in text[-MAX_ANSWER:].split("\n")]
        lines = [line for line in blocks if not _RULE.fullmatch(line)][-MAX_LINES:]
        if not lines:
            return None
        several = len(lines) > 1
        bare = [None if several and _LIST_LABEL.match(line) else self._line(line) for line in lines]
        last = bare[-1] or self._block(text) or self._last_sentence(lines[-1])
        if last is None and several and bare[0] is not None and bare[1] is None:
            last = bare[0]
        if last is None:
            return None
        if last[1] is None:
            return Reading(last[0], None, "hedged")
        others = [found for line, found in zip(lines[:-1], bare, strict=False) if found and ("=" not in line or len(line) == 1)]
        foreign = several and last is bare[-1] and bare[-2] is None and _is_rival(lines[-2], lines[-1])
        if not foreign and all(found[1] is not None and self._kind.same(found[1], last[1]) for found in others):
            return Reading(last[0], last[1], "", "line")
        return Reading(last[0], None, "hedged")

    def _line(self, line: str) -> tuple[str, Any] | None:
        """A line that is nothing but an answer, perhaps after a word such as "therefore"."""
        first = line
        for _ in range(4):
            text, value = self._try(line)
            if value is not None:
                return text, value
            shorter = self._without_lead(line)
            if shorter == line:
                break
            line = shorter
        for variant in _variants(text, spoken=False):
            other, value = self._try(variant)
            if value is not None:
                return other, value
        reasoned = _REASONED.search(first)
        found = self._opening(first, spoken=False) if reasoned and reasoned.start() < 40 else None
        return (found[0], found[1]) if found else None

    def _block(self, text: str) -> tuple[str, Any] | None:
        """The last paragraph, where an answer has several lines."""
        paragraph = text.strip().rpartition("\n\n")[2]
        if "\n" not in paragraph or len(paragraph) > MAX_ANSWER:
            return None
        said, value = self._try(paragraph)
        return None if value is None else (said, value)

    def _last_sentence(self, line: str) -> tuple[str, Any] | None:
        """What the last line claims: "So the missing note is B." """
        claim = last_claim(line)
        found = self._claim(claim) if claim else None
        return (found[0], found[1]) if found else None


_MATHS = re.compile(r"[0-9=^]|\\[a-z]")
_WORDS = re.compile(r"(?<![\\A-Za-z{])[A-Za-z]{3,}")


def _looks_like_one(said: str) -> bool:
    """Whether words that are no answer of this kind look like one of another: mathematics without sentences."""
    return len(said) <= MAX_ANSWER and bool(_MATHS.search(said)) and len(_WORDS.findall(said[:400])) <= 1


_VALUE_OF = re.compile(r"\W{0,3}([A-Za-z])(?:_\{?\w\}?)?\s*=")


def _is_rival(line: str, last: str) -> bool:
    """Whether the line before an answer, which cannot be read, is another answer and no step towards it."""
    if len(line) < 2 or not _looks_like_one(line):
        return False
    own, other = _VALUE_OF.match(line), _VALUE_OF.match(last)
    return "=" not in line or bool(own and other and own[1] != other[1])


def _unbalanced(text: str) -> bool:
    return text.count("(") > text.count(")") or text.count("{") > text.count("}")


def _variants(text: str, spoken: bool) -> Iterator[str]:
    """An undressed text without brackets around it or a comma after it; a spoken one without its mark or copula."""
    if text.endswith((",", ":")) or (spoken and text.endswith("!")):
        yield text[:-1].rstrip()
    if spoken and "**" in text:
        yield text.replace("**", "")
    if spoken and not text.isascii() and (copula := _COPULA.search(text)):
        yield text[: copula.start()].rstrip()
    if len(text) > 2 and text[0] + text[-1] in ("()", "[]", "（）", "<>"):
        yield text[1:-1].strip()
    if text.endswith("}") and text.count("}") == text.count("{") + 1:
        yield text[:-1]


