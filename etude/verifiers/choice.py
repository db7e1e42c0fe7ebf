"""Marks multiple choice: the option's letter, its text, or both if they agree.

spec: ``letter`` (the right one) and ``options`` (their texts in order, A first).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from etude.task import Json, Verdict
from etude.verifiers.extract import clean, settle
from etude.verifiers.registry import verifier

_LETTER = re.compile(
    r"(?:(?:option|choice|answer)[ :]{1,3})?([(\[]?)\$?([A-Za-z])\$?([)\]]?)(?=$|[\s.,:;)=\-–—])", re.I
)
_REASON = re.compile(r"(?:because|since|as|for|due)\b", re.I)
_ACCIDENTALS = str.maketrans({"♭": "b", "♯": "#", "♮": ""})


@verifier("choice")
def mark(response: str, spec: Mapping[str, Json]) -> Verdict:
    """Mark the letter or text of an option."""
    options = [_plain(option) for option in spec["options"]]
    right = ord(spec["letter"]) - ord("A")

    def judge(answer: str) -> bool | None:
        chosen = read_choice(answer, options)
        return None if chosen is None else chosen == right

    return settle(response, judge)


def read_choice(answer: str, options: Sequence[str]) -> int | None:
    """The position of the one option that an answer names, None if it names none or hedges."""
    plain = _plain(answer)
    if len(plain) > 1 and options.count(plain) == 1:
        return options.index(plain)
    found = _LETTER.match(answer)
    if found and bool(found[1]) == bool(found[3]):
        position = ord(found[2].upper()) - ord("A")
        rest = answer[found.end() :].lstrip(" \t\n.,:;)=-–—")
        if position < len(options) and _agrees(rest, options, position):
            return position
    if found and not found[1] and found[3] == ")":
        position = ord(found[2].upper()) - ord("A")
        if position < len(options) and _agrees(answer[found.end() :].strip(), options, position):
            return position
    return _by_text(answer, options)


def _agrees(rest: str, options: Sequence[str], position: int) -> bool:
    """Whether what follows the letter is nothing, the option's own text or a reason."""
    rest = clean(rest)
    named = _by_text(rest, options)
    return not rest or named == position or (named is None and _REASON.match(rest) is not None)


def _by_text(text: str, options: Sequence[str]) -> int | None:
    plain = _plain(text)
    exact = [i for i, option in enumerate(options) if option == plain]
    if not exact:
        folded = plain.casefold()
        exact = [i for i, option in enumerate(options) if option.casefold() == folded]
    return exact[0] if len(exact) == 1 else None


def _plain(text: str) -> str:
    return " ".join(text.translate(_ACCIDENTALS).split()).removesuffix(" natural")
