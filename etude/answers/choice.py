r"""Multiple choice: the letter of an option, its text, or both if they agree.

spec: ``letter`` (the right one) and ``options`` (their texts in order, A first).

Read are ``B``, ``(b)``, ``Option B``, ``B) minor third``, ``B: minor third``, ``minor third (B)``, ``minor third``,
``minor third, option B``. A letter beside the text of another option says nothing. A text may be written in any of the
forms of its own kind of answer (``m3``) if all options are of one.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache
from typing import Any

from etude.answers.kind import AnyKind, Kind

MAX_LETTERS = 26
_ACCIDENTALS = (("♭", "b"), ("♯", "#"), ("♮", " natural"), ("\\flat", "b"), ("\\sharp", "#"), ("\\natural", " natural"),
                ("\\#", "#"), ("\\mid", "|"), ("\\vert", "|"), ("\\to", "->"), ("–", "-"), ("—", "-"), ("−", "-"), ("’", "'"), ("«", '"'), ("»", '"'), ("【", "("), ("】", ")"), ("「", '"'), ("」", '"'), ("『", '"'), ("』", '"'), ("„", '"'))  # fmt: skip
_WORDS = re.compile(
    r"(?:(?:therefore|thus|hence|so|then)\b,?[ ])?(?:(?:the|my|our|final|correct|right|best|answer|option|choice|letter|alternative|selection|选项|選項|opción|réponse|вариант)\b[ :]{0,3}|(?:is|=|:)[ ]){0,6}",
    re.I,
)
_LETTER = re.compile(r"([(\[{<]?)[ ]?([A-Za-z])[ ]?([)\]}>]?)(?![A-Za-z0-9#'^_])([.:,;=)\-–—|]*)[ ]*", re.S)
_LETTERED = re.compile(
    r"[(\[{]?[ ]?[A-Za-z][ ]?[)\]}.:,;]|(?:option|choice|answer|letter)\b|.*[(\[][A-Za-z][)\]]\Z", re.I | re.S
)
"""A text that names a letter: if that and the text beside it did not agree, nothing was said."""
_LETTERS_ONLY = re.compile(r"(?<![\w#])[A-Za-z](?:(?:[^\w#]|\b(?:and|or|to|vs)\b)+[A-Za-z]){1,3}[^\w#]*\Z")
"""Two letters are never short for an option's text: "A and B" for "alto and bass"."""
_AFTER = re.compile(
    r"(?:[,;:.(–—-]|[ ])*[ ]?(?:(?:which|that|this)(?: (?:is|corresponds? to|matches|means))?[ ])?(?:(?:the )?(?:correct |right )?(?:option|choice|answer|letter)[ :]{0,2}|[(\[,:–—-][ ]?)([(\[]?)([A-Za-z])[)\]]?[)\]]?[ .]*\Z",
    re.I,
)


class Choice(Kind[int]):
    """The position of one of the options, 0 for A."""

    name = "choice"
    ask = r"Give your final answer as a letter in \boxed{}."

    @property
    def truth(self) -> int:
        """The position of the right option."""
        place = ord(self.spec["letter"]) - ord("A")
        if not 0 <= place < len(self.spec["options"]):
            raise ValueError(f"no option {self.spec['letter']!r}")
        return place

    def key(self, value: int) -> int:
        """The position itself."""
        return value

    def forms(self, value: int) -> Sequence[str]:
        """The letter, and the letter with the text in several ways."""
        letter, text = chr(65 + value), self.spec["options"][value]
        return [letter, f"({letter})", f"Option {letter}", f"{letter}) {text}", f"{letter}. {text}", f"{letter}: {text}",
                rf"\text{{{letter}}}", rf"\textbf{{({letter})}}"]  # fmt: skip

    def read(self, text: str) -> int | None:
        """The one option that a text names by letter, text or both; None if it names none or two."""
        if len(text) > 600:
            return None
        options = [_plain(option) for option in self.spec["options"]]
        plain = _plain(text)
        by_text = _by_text(plain, options)
        if by_text is not None and not (len(plain) == 1 and plain.isalpha()):
            return by_text
        found = _leading(plain, options)
        found = found if found is not None else _trailing(plain, options)
        return found if found is not None or _LETTERED.match(plain) else _by_value(plain, options)


def _leading(text: str, options: Sequence[str]) -> int | None:
    """A letter at the head, perhaps with the option's own text behind it."""
    word = _WORDS.match(text)
    bare = text[word.end() :] if word else text
    bare = bare.replace("*", "").strip(" \"'“”")
    found = _LETTER.match(bare)
    if not found or (found[1] and not (found[3] or ")" in found[4])):
        return _by_text(bare, options) if word and not (len(bare) == 1 and bare.isalpha()) else None
    place = ord(found[2].upper()) - ord("A")
    rest = bare[found.end() :].strip(" .\"'*")
    glued = not (found[1] or found[3] or found[4]) and rest and bare[found.end() - 1 : found.end()] != " "
    if place >= len(options) and len(bare) == 1:
        return _by_text(f"{bare} natural", options)
    if place >= len(options) or glued:
        return None
    if not rest:
        return place
    return place if _says(rest, options, place) else None


def _says(rest: str, options: Sequence[str], place: int) -> bool:
    """Whether what stands behind a letter is its option's text."""
    if (
        len(rest) == 1
        and ord(rest.upper()) - ord("A") >= len(options)
        and options[place].casefold() == f"{rest.casefold()} natural"
    ):
        return True
    inner = rest[1:-1].strip() if rest[0] + rest[-1] in ("()", "[]", '""', "{}") else rest
    return place in (_by_text(rest, options), _by_text(inner, options), _by_value(inner, options))


def _trailing(text: str, options: Sequence[str]) -> int | None:
    """An option's text with its letter behind it."""
    found = _AFTER.search(text[-40:])
    if not found:
        return None
    head = text[: max(0, len(text) - 40) + found.start()].strip(" ,.:(")
    place = ord(found[2].upper()) - ord("A")
    return place if place < len(options) and _by_text(head, options) == place else None


def _by_text(text: str, options: Sequence[str]) -> int | None:
    """The one option with that text: as it stands, else in other case, else without an article or a stop."""
    for same in (str, str.casefold, _loose, _bare):
        wanted = same(text)
        found = [i for i, option in enumerate(options) if same(option) == wanted]
        if found:
            return found[0] if len(found) == 1 and wanted else None
    return None


def _by_value(text: str, options: Sequence[str]) -> int | None:
    """The one option that says the same in other words: ``m3`` where an option is "minor third"."""
    if len(text) < 2:
        return None
    named = _values(tuple(options))
    value = named[0].read(text) if named else None
    if named is None or value is None or (named[0].name == "term" and _LETTERS_ONLY.search(text)):
        return None
    return next((i for i, option in enumerate(named[1]) if named[0].same(option, value)), None)


@lru_cache(maxsize=1024)
def _values(options: tuple[str, ...]) -> tuple[AnyKind, list[Any]] | None:
    """The kind of answer that all options are, each another one, and their values; None if there is no such kind."""
    for kind in _kinds():
        values = [kind.read(option) for option in options]
        if None not in values and len({kind.key(value) for value in values}) == len(values):
            return kind, values
    return None


@cache
def _kinds() -> tuple[AnyKind, ...]:
    """The kinds that options are tried as; a metre is no number."""
    from etude.answers.table import KINDS
    from etude.answers.vocabulary import kinds

    named = ("note", "interval", "chord", "seventh", "key", "roman", "time_signature")
    terms = (KINDS["term"]({"kind": kind}) for kind in kinds())
    return (*(KINDS[name]({}) for name in named), *terms, KINDS["number"]({}), KINDS["notes"]({}))


def _loose(text: str) -> str:
    text = text.casefold().strip(" .\"'")
    for article in ("the ", "a ", "an "):
        text = text.removeprefix(article)
    text = text.replace("-", " ").replace(",", " ").replace("  ", " ")
    return text.removesuffix(" natural") if len(text) > len("a natural") else text


_COUNTED = re.compile(r"(-?[0-9][0-9./]{0,10}) [a-z]{2,20}(?: [a-z]{2,20})?\Z")


def _bare(text: str) -> str:
    """A line of ABC without its last bar line; a number without what it counts."""
    text = _loose(text).rstrip("|] ")
    counted = _COUNTED.match(text)
    return counted[1] if counted else text


def _plain(text: str) -> str:
    for sign, plain in _ACCIDENTALS:
        if sign in text:
            text = text.replace(sign, plain)
    return " ".join(text.split())
