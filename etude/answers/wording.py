"""How answers in words are dressed: labels before them, remarks behind them, and words that take an answer back.

An answer may carry a remark in brackets or after a comma. It is dropped only if it says the same, or states a fact that
agrees, or says nothing of the answer's kind; what the kinds pass as ``own`` are the words that would.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TypeVar

V = TypeVar("V")
MAX_TEXT = 120
_LABEL = re.compile(
    r"(?:beat|bar|measure|chord|note)\s[0-9]{1,2}:\s|(?:the\s)?(?:final\s|correct\s|right\s|resulting\s|given\s|whole\s)?"
    r"(?:answer|notes?|pitch(?:es)?|intervals?|chords?|triad|key|scale|mode|numeral|roman\snumeral|time\ssignature|metre|meter"
    r"|time|term|cadence|result|root|tonic|(?:missing|new|written|sounding|concert)\s(?:note|pitch|key))(?:\s?[:=]\s?|\s(?:is|are|name\sis)\s?:?\s?)",
    re.I,
)
_TAKEN_BACK = re.compile(
    r"\b(?:or|nor|not|no|never|neither|either|maybe|perhaps|possibly|probably|if|unless|rather|instead|but|wrong|incorrect"
    r"|actually|enharmonic(?:ally)?|equivalent(?:ly)?|same|sounds?|aka|alternatively|otherwise|vs|versus|without|wait|also"
    r"|except|cannot|could|might|should|written|spelled|spelt|respelled|called)\b|n't|[?!≠¬~]",
    re.I,
)
_DENIAL = re.compile(
    r"(?:and\s|but\s)?(?:not|rather\sthan|instead\sof|as\sopposed\sto)\s(?:an?\s|the\s|in\s)?"
    r"(?:plain\s|simple\s|ordinary\s|just\s)?(.+)\Z",
    re.I,
)
_SOUNDS = re.compile(
    r"(?:which\s|and\s|it\s|but\s)?(?:is\s)?(?:an?\s|the\s)?"
    r"(?:enharmonic(?:ally)?(?:\sequivalent)?(?:ly)?(?:\s(?:to|of|with|is|=|equals?|equal\sto|equivalent\sto|(?:the\s)?same(?:\s(?:as|key|pitch|note|sound)){1,3}))?"
    r"|sounds?\s(?:like|as|the\ssame\sas)|same\s(?:sounding\s)?(?:key|pitch|note|sound|piano\skey)\sas|(?:sounds\s)?identical\sto)"
    r":?\s(?:an?\s|the\s)?(.+?)(?:\s(?:by|in)\s(?:ear|sound))?\Z",
    re.I,
)
_OPEN, _CLOSE = "([", ")]"
_COMMA = re.compile(r"\s?[,;]\s|\s[-–—=:]\s|—|:\s?(?=\S)|,\Z")
_FIGURES = {"6": 1, "6/3": 1, "6/5": 1, "6/4": 2, "4/3": 2, "4/2": 3, "5/3": 0}
_THAT_IS = re.compile(r"(?:i\.?\s?e\.?,?|that\sis,?|namely)\s", re.I)
INVERSIONS = {"first": 1, "1st": 1, "second": 2, "2nd": 2, "third": 3, "3rd": 3}
_INVERSION = re.compile(
    r"(?:(?:triad|chord|and|is|it's|it\sis)\s){0,2}(?:in\s)?(?:the\s)?(?:(first|1st|second|2nd|third|3rd)\s(?:inversion|inv\.?)|root[\s-]position)(?:\s(?:triad|chord))?\Z",
    re.I,
)
_IN_BASS = re.compile(
    r"(?:with\s)?(?:the\s)?(root|third|3rd|fifth|5th|seventh|7th)\s(?:is\s)?in\s(?:the\s)?bass\Z", re.I
)
_BASS = {"root": 0, "third": 1, "3rd": 1, "fifth": 2, "5th": 2, "seventh": 3, "7th": 3}


def unlabelled(text: str) -> str:
    """A text without what announces it: ``Notes:``, "the key is"."""
    found = _LABEL.match(text)
    return text[found.end() :] if found else text


def parts(text: str) -> list[str] | None:
    """The head of a text, then its remarks in brackets, after commas, colons and dashes; None if brackets don't fit."""
    found, start, depth = [], 0, 0
    for at, sign in enumerate(text):
        if sign in _OPEN:
            if depth == 0:
                found.append(text[start:at])
                start = at + 1
            depth += 1
        elif sign in _CLOSE:
            depth -= 1
            if depth < 0:
                return None
            if depth == 0:
                found.append(text[start:at])
                start = at + 1
    if depth:
        return None
    found.append(text[start:])
    pieces = [piece for i, part in enumerate(found) for piece in ([part] if i % 2 else _COMMA.split(part))]
    return [_THAT_IS.sub("", piece, count=1).strip(" .,;") for piece in pieces if piece.strip(" .,;")]


def takes_back(remark: str) -> bool:
    """Whether a remark may deny or replace what it stands behind."""
    return _TAKEN_BACK.search(remark) is not None or len(remark) > MAX_TEXT


def harmless(remark: str, own: re.Pattern[str]) -> bool:
    """Whether a remark says nothing that matters: none of the words of the kind, none that takes back."""
    return not takes_back(remark) and own.search(remark) is None


def inversion(remark: str) -> int | None:
    """The inversion that a remark states (0 for root position), None if it states none."""
    found = _INVERSION.fullmatch(remark)
    if found:
        return INVERSIONS[found[1].lower()] if found[1] else 0
    if remark in _FIGURES:
        return _FIGURES[remark]
    bass = _IN_BASS.fullmatch(remark)
    return _BASS[bass[1].lower()] if bass else None


def with_remarks(
    text: str,
    read: Callable[[str], V | None],
    agrees: Callable[[V, str], bool],
    alike: Callable[[V, V], bool] | None = None,
    *,
    before: bool = False,
) -> V | None:
    """The value that a text says, with remarks that agree with it.

    The whole text counts first, then its longest beginning (a name may be torn: "Bb, minor"); what follows must agree.
    With ``before``, what stands before the last part may agree instead ("Bb-Ab = minor seventh"). A remark may also
    deny another value ("not major third"), or say what else sounds the same (``alike``).
    """

    def stands(value: V, remark: str) -> bool:
        return agrees(value, remark) or _denies(value, remark, read) or _sounds(value, remark, read, alike)

    value = read(text)
    if value is not None:
        return value
    pieces = parts(text)
    if pieces is None or not 1 <= len(pieces) <= 5:
        return None
    for size in range(len(pieces), 0, -1):
        value = read(" ".join(pieces[:size]))
        if value is not None:
            return value if fits(value, pieces[size:], stands) else None
    value = read(pieces[-1]) if before and len(pieces) > 1 else None
    return value if value is not None and fits(value, pieces[:-1], stands) else None


def _denies(value: V, remark: str, read: Callable[[str], V | None]) -> bool:
    """Whether a remark says which value it is not, and that is another one."""
    found = _DENIAL.match(remark)
    other = read(found[1]) if found else None
    return other is not None and other != value


def _sounds(value: V, remark: str, read: Callable[[str], V | None], alike: Callable[[V, V], bool] | None) -> bool:
    """Whether a remark names what sounds the same, and it does."""
    found = _SOUNDS.match(remark) if alike else None
    other = read(found[1]) if found else None
    return other is not None and alike is not None and alike(value, other)


def fits(value: V, remarks: list[str], agrees: Callable[[V, str], bool]) -> bool:
    """Whether all remarks agree with a value: together (a list of notes), each, or each between its commas."""
    if len(remarks) > 1 and agrees(value, ", ".join(remarks)):
        return True
    for remark in remarks:
        inner = [piece.strip() for piece in _COMMA.split(remark) if piece.strip()]
        if not agrees(value, remark) and (len(inner) < 2 or not all(agrees(value, piece) for piece in inner)):
            return False
    return True
