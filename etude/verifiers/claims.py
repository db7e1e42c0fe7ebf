"""What words claim to be the answer: all of them, the answer they begin with, and whether more words offer another one.

Work is counted: so many texts of one response are tried as an answer, each once.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import Any

from etude.answers.kind import AnyKind
from etude.verifiers.formatting import strip_formatting
from etude.verifiers.statements import MAX_ANSWER

MAX_READS = 80
"""Texts of one response that are tried as an answer; identical ones are read once, and further ones say nothing."""
MAX_CHARACTERS = 24_000
"""Characters of all of them."""
_CUT = re.compile(
    r"[.!](?=\s|$)|[。」』»】]|(?:です|である)(?=。|$)|;\s?|,\s|\s(?=[(（\[])|\s[—–-]+\s|:\s|\s(?=(?:because|since|as|so|which|where|after|when|whenever|for|if|by|in|on|with|and|or"
    r"|but|due|is|are|would|unless|although|though|from|using|given|otherwise|not|rather|instead|before|has|have|that|until|while|assuming"
    r"|depending|counting|alternatively|maybe|possibly|perhaps)\b)|(?=[（(])|\n"
)
_PIECE = re.compile(
    r"[.!?](?=\s|$)|[,;:()（）\[\]&\n。、，；「」『』«»]|\s[—–-]+\s|\b(?:or|and|is|are|if|when|otherwise|else|also|either|not|but|to|be|as|equals|alternatively|maybe"
    r"|perhaps|possibly|option|choice|answer|instead|then|nor|because|since|due|so|which|that|for)\b",
    re.I,
)
_LEAD = re.compile(
    r"(?:(?:therefore|thus|hence|so|simply|just|then|clearly|indeed|exactly|now|equal to|given by|found to be|always|also|namely|precisely"
    r"|obviously|likely|probably|again|we get|we have|we find|i get|it is|it's|that is|i\.e\.|not [^.;:!?\n]{1,80}? but(?: rather| instead)?(?= )|(?:among|of|from|out of|given|considering)\b[A-Za-z ]{3,60},(?: only| just)?(?= )|(?-i:the|an?(?=\s[A-Za-z]{2}))|option|choice|is|are|be|die|der|das|la|le|el|une?|antwort|lösung|réponse|opción|respuesta|вариант|ответ|это|буква|选项|選項|as follows|follows|="
    r"|:|：|,|-(?=\s(?:[A-Z]|[a-z]{2}))|–|—|→|⇒|\\Rightarrow|\\therefore|∴|=>)(?:[,:]?\s+|(?<=\W)|$))",
    re.I,
)
_LABELLED = re.compile(
    r"(?:(?:the|my|our|final|correct|right|exact|best|so|thus|therefore|hence)\s+){0,4}(?:answer|ans|result|solution|value|option|choice)s?"
    r"(?:\s*(?:is|are|would be|must be|equals|:|=)\s*:?|\s+(?=\S))",
    re.I,
)
_EXPLAINS = re.compile(r"\W{0,4}(?:because|since|as(?! well)|for|due|where|so that|given|using|by|after|which)\b", re.I)
_CLAIMS = re.compile(
    r"\b(?:right|correct|answers?|either|or|also|doubt|possible|possibly|instead|wrong|incorrect)\b", re.I
)
_SENTENCE = re.compile(
    r"[.!;\n。」』»】]|,?\s?(?:because|since|as|so|which|where|after|although|though|but|due|from|using|given|that)\b",
    re.I,
)
"""What ends an answer whose kind reads remarks itself: it has refused whatever else may follow."""
_OFFERED = re.compile(r"\s?[.;]\s|\W{0,4}(?:or|and|alternatively|maybe|perhaps|possibly|otherwise)\b", re.I)
_SECOND = re.compile(r"\W{0,4}(?:or|alternatively|or else|maybe|possibly|perhaps)\b", re.I)
"""What offers a second answer whatever it is: "C# or Db" where only one of them is an option."""
_CONNECTOR = re.compile(
    r"(?:[\s,;:.–—|&/*$]|\\(?:text|quad|qquad|therefore|,|;)|\b(?:as well(?: as)?|with|which is|that is|i\.e\.|also|and|because(?: of)?|since|as|for|due to|if not|is|if|when|when up"
    r"|when down|otherwise|sometimes|aka|but|given)\b)*",
    re.I,
)
"""What may stand between two answers without making the second a remark about the first."""
_ENDED = re.compile(r"[.!?](?=\s|$)|\n|,\s")
_NOTE = 3
"""Characters of a note: behind a key it explains ("D minor because of Bb")."""
_EACH_WHEN = re.compile(
    r"\W{0,3}\b(?:if|when|for)\b[^.;,\n]{1,80}[,;][^.\n]{1,120}\b(?:if|when|for|otherwise|else)\b", re.I
)
"""What offers an answer for each case: "C when going up, A when going down"."""
_OTHERWISE = re.compile(r"\b(?:or|if not|otherwise|alternatively|either|if|when)\b", re.I)
_DENIES = re.compile(
    r"\W*(?:is|are|was|would be|seems|does|do|has|have|cannot|can't|isn't|aren't|doesn't)?\s*(?:not|n't|wrong|incorrect|no|too|invalid|excluded|ruled out|false)\b|\W*(?:是|は|也)?(?:誤り|間違い|不正解|違い|错|錯|不正确|不对|ではな)",
    re.I,
)
_NOT_BEFORE = re.compile(
    r"(?:\bnot|\bnever|\brather than|\binstead of|\bunlike|n't(?: be)?|≠|\\neq?|\b(?:wrong|incorrect|mistaken|false|tempting|naive|trap) (?:answer|option|choice|result|value)s?(?: here)?(?: is| are| would be| was|:))\s*[\"'(]?\Z",
    re.I,
)
_WORD_FIRST = re.compile(r"[\s\W]{0,6}(?<!\\)(?:[A-Za-zÀ-ÿ]{2,}|[^\W\d_]{1,}[\u3040-\u9fff]|[\u3040-\u9fff])")
_IMPLIED = re.compile(r"\\(?:implies|Rightarrow|Longrightarrow|therefore|iff|Leftrightarrow)(?![a-zA-Z])|⟹|⇒|∴|⟺")
_BECOMES = re.compile(r"\\(?:long)?(?:rightarrow|to)(?![a-zA-Z])|→|⟶")
_COPULA = re.compile(r"[ ]?(?:です|だ|である|でした|になります|となります)\.?\Z")
_REASONED = re.compile(r",?\s(?:because|since|as|due to|for)\s")
TAIL = 400
"""Characters after a final statement that are looked at for a second answer."""


class Claims:
    """Reads the words of one response as answers of a kind; counts what it tries, and tries nothing twice."""

    def __init__(self, kind: AnyKind) -> None:
        self._kind = kind
        self._known: dict[str, tuple[str, Any]] = {}
        self._characters = 0

    def attempt(self, written: str) -> tuple[str, Any]:
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

    def claim(self, said: str, spoken: bool = True) -> tuple[str, Any, str] | None:
        """What a statement's words claim: all of them, or the answer they begin with; None if they are no answer."""
        stages = [said.strip()]
        for _ in range(6):
            text, value = self.attempt(stages[-1])
            if value is not None:
                return text, value, ""
            shorter = self._without_lead(text)
            if shorter == text:
                break
            stages.append(shorter)
        for variant in _variants(text, spoken):
            other, value = self.attempt(variant)
            if value is not None:
                return other, value, ""
        openings = (self._opening(self.attempt(stage)[0], spoken) for stage in stages)
        return next(filter(None, openings), None)

    def _without_lead(self, said: str) -> str:
        """The words without a label or filler at their head."""
        bare = said.lstrip('*_$ \t"“`«「『„【')
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
            text, value = self.attempt(head)
            if value is None:
                continue
            if self.offers(rest, value):
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
        if self.attempt(rest.strip(" ,;:"))[1] is not None:
            return False
        first = _PIECE.split(rest.lstrip(" ,;:"), maxsplit=1)[0].strip()
        return not first or self.attempt(first)[1] is None

    def offers(self, rest: str, value: Any, *, denied: bool = True) -> bool:
        """Whether the words behind an answer offer another one."""
        rest = rest[:TAIL]
        if _SECOND.match(rest) or _EACH_WHEN.match(rest):
            return True
        lenient = _EXPLAINS.match(rest) and not _CLAIMS.search(rest)
        if self._is_another(rest, value):
            return True
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
            _, other = self.attempt(piece)
            if other is None and not lenient and ("=" in piece or offered) and looks_like_answer(piece):
                return True
            if (
                other is not None
                and not self._kind.same(other, value)
                and not (lenient and self._kind.name != "choice")
            ):
                return True
        return False

    def _is_another(self, rest: str, value: Any) -> bool:
        """Whether the words behind an answer are, but for what connects them, another answer: "5, which is 7"."""
        found = _CONNECTOR.match(rest)
        other = rest[found.end() :] if found else rest
        finish = _ENDED.search(other)
        pieces = [piece.strip(" \t\n*_$.,;") for piece in (other, other[: finish.start()] if finish else other)]
        pieces += [piece[2:].strip() for piece in pieces if piece.startswith("- ")]
        pieces += [piece[1:-1].strip() for piece in pieces if piece[:1] + piece[-1:] in ("()", "[]")]
        for written in dict.fromkeys(pieces):
            note = len(written) <= _NOTE and self._kind.name in ("key", "chord", "seventh", "interval")
            counted = self._kind.name == "number" and re.search("[A-Za-z]{3}", written)
            if not written or note or counted:
                continue
            second = self.attempt(written)[1]
            if second is not None:
                return not self._kind.same(second, value)
        return False

    def line(self, line: str) -> tuple[str, Any] | None:
        """A line that is nothing but an answer, perhaps after a word such as "therefore"."""
        first = line
        for _ in range(4):
            text, value = self.attempt(line)
            if value is not None:
                return text, value
            shorter = self._without_lead(line)
            if shorter == line:
                break
            line = shorter
        for variant in _variants(text, spoken=False):
            other, value = self.attempt(variant)
            if value is not None:
                return other, value
        reasoned = _REASONED.search(first)
        found = self._opening(first, spoken=False) if reasoned and reasoned.start() < 40 else None
        return (found[0], found[1]) if found else None


_MATHS = re.compile(r"[0-9=^]|\\[a-z]")
_WORDS = re.compile(r"(?<![\\A-Za-z{])[A-Za-z]{3,}|[\u0400-\u04ff]{3,}|[\u3040-\u9fff]{2,}")


def looks_like_answer(said: str) -> bool:
    """Whether words that are no answer of this kind look like one of another: mathematics without sentences."""
    return len(said) <= MAX_ANSWER and bool(_MATHS.search(said)) and len(_WORDS.findall(said[:400])) <= 1


_VALUE_OF = re.compile(r"\W{0,3}([A-Za-z])(?:_\{?\w\}?)?\s*=")


def is_rival(line: str, last: str) -> bool:
    """Whether the line before an answer, which cannot be read, is another answer and no step towards it."""
    if len(line) < 2 or not looks_like_answer(line):
        return False
    if _WORDS.search(line):
        return False
    own, other = _VALUE_OF.match(line), _VALUE_OF.match(last)
    return "=" not in line or bool(own and other and own[1] != other[1])


def _unbalanced(text: str) -> bool:
    return text.count("(") > text.count(")") or text.count("{") > text.count("}")


def _variants(text: str, spoken: bool) -> Iterator[str]:
    """An undressed text without brackets around it or a comma after it; a spoken one without its mark or copula."""
    if text.endswith((",", ":")) or (spoken and text.endswith("!")):
        yield text[:-1].rstrip()
    if found := _IMPLIED.split(text)[1:]:
        yield found[-1].strip()
    if len(found := _BECOMES.split(text, maxsplit=2)) == 2:
        yield found[1].strip()
    if spoken and "**" in text:
        yield text.replace("**", "")
    if spoken and not text.isascii() and (copula := _COPULA.search(text)):
        yield text[: copula.start()].rstrip()
    if len(text) > 2 and text[0] + text[-1] in ("()", "[]", "（）", "<>"):
        yield text[1:-1].strip()
    if text.endswith("}") and text.count("}") == text.count("{") + 1:
        yield text[:-1]
