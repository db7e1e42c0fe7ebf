"""A musical term of a closed vocabulary. spec: ``kind`` (see answers/vocabulary.py) and ``term``.

An answer is read word by word: it must say one term, may say it in several ways, may state facts that fit it, and may
have nothing else in it.
"""

from __future__ import annotations

import re
from collections.abc import Hashable, Sequence
from functools import lru_cache

from etude.answers.kind import Kind
from etude.answers.note_names import DIGITS, plain
from etude.answers.term_words import Vocabulary
from etude.answers.vocabulary import vocabulary
from etude.answers.wording import unlabelled

MAX_TERM = 120
_LONGEST = 10
"""Words of the longest phrase."""
_SUFFIX = re.compile(r"\^\s?\{?\s?(st|nd|rd|th)\s?\}?")
_WORD = re.compile(
    r"[0-9]+(?:/[0-9]+|\.[0-9]+)?½?(?:st|nd|rd|ths?|ves?|vas?|s)?(?![a-zé])|½|[a-zé']+[#♭]?[0-9]*°?|→|[&+]|\^[0-9]"
)
_PUNCTUATION = frozenset(' .,;:()[]{}"“”–—-=/\t\n')
_KEPT = frozenset(["not", "no"])
_CHORD = re.compile(r"[A-G][#♭b]?(?:maj|min|dim|aug|m|M|°|ø|\+)?[0-9]?(?:/[A-G][#♭b]?)?(?![A-Za-z])")
_NOTE = re.compile(r"(?:[A-G](?:[#♭]|b(?![a-z])|[ -](?:flat|sharp)(?![a-z]))?(?![A-Za-z]))")
_LEAD = {"inversion": _CHORD, "scale": _NOTE, "fault": _NOTE, "non-chord note": _NOTE, "degree": _NOTE, "place": _NOTE}
"""Kinds that may say of which chord or tonic: names that stand in an answer."""
_OF = re.compile(
    r"\s(?:of|in)\s(?:the\skey\sof\s)?[A-G](?:[#♭]|b(?![a-z])|[ -](?:flat|sharp)(?![a-z]))?"
    r"(?:\s(?:major|minor))?(?=\Z|[\s),])"
)
_VOICES = {"S": "soprano", "A": "alto", "T": "tenor", "B": "bass"}
_LETTERS = re.compile(r"\(?([SATB])\s?(?:and|&|,|/|-|–|\+)\s?([SATB])\)?\Z")
_INITIAL = re.compile(r"\s\([SATB]\)")
_HAT = re.compile(r"\\(?:wide)?hat\s?\{?\s?([1-7])\s?\}?")
_BRITISH = ("semibreve", "minim", "crotchet", "quaver", "semiquaver")
_UNDOTTED = re.compile(rf"\s\((?:{'|'.join(_BRITISH)})\)\Z", re.I)


class Term(Kind[str]):
    """One term in any of its usual forms."""

    name = "term"
    remarks = True
    ask = r"Give the term in \boxed{}."

    @property
    def truth(self) -> str:
        """The term asked for."""
        vocabulary(self.spec["kind"])
        return str(self.spec["term"])

    def read(self, text: str) -> str | None:
        """The canonical term that a text says."""
        return read_term(self.spec["kind"], text) if len(text) <= MAX_TERM else None

    def key(self, value: str) -> Hashable:
        """The canonical term."""
        return value

    def agrees(self, value: str, remark: str) -> bool:
        """Whether a remark says no other term."""
        other = self.read(remark)
        return other is None or other == value

    def forms(self, value: str) -> Sequence[str]:
        """All phrases of the vocabulary (at most 40), capitalised, with an article, in LaTeX."""
        known = [
            text for text, term in vocabulary(self.spec["kind"]).phrases.items() if term == value and text != value
        ]
        dressed = [
            value.title(),
            f"the {value}",
            rf"\text{{{value}}}",
            f"{value}.",
            value.replace(" ", "-"),
            value.upper(),
        ]
        return [value, *dressed, *known[:40]]


def read_term(kind: str, text: str) -> str | None:
    """The canonical term of a kind that a whole text says, None if it says none, or two."""
    text = unlabelled(_HAT.sub(r"\1", _SUFFIX.sub(r"\1", plain(text))).translate(DIGITS))
    if kind == "voices":
        letters = _LETTERS.fullmatch(text.strip())
        if letters:
            text = f"{_VOICES[letters[1]]} and {_VOICES[letters[2]]}"
        text = _INITIAL.sub("", text).replace("/", " ")
    if kind == "note value" and text[:6].lower() == "dotted":
        text = _UNDOTTED.sub("", text)
    if kind in ("degree", "cadence"):
        text = _OF.sub("", text)
    return _read(kind, text)


@lru_cache(maxsize=4096)
def _read(kind: str, text: str) -> str | None:
    words = _words(text, _LEAD.get(kind))
    if not words:
        return None
    return _meaning(words, vocabulary(kind))


def _words(text: str, named: re.Pattern[str] | None) -> list[str] | None:
    """The words of a text in lower case, names of chords or tonics left out; None if it has other signs."""
    words: list[str] = []
    lower = text.lower()
    if len(lower) != len(text):
        return None
    at, seen = 0, 0
    while at < len(text):
        if text[at] in _PUNCTUATION:
            at += 1
            continue
        name = named.match(text, at) if named and seen < 2 and text[at : at + 2] != "A " else None
        if name is None and named and seen < 2 and text[at : at + 2] == "A " and at == 0:
            name = named.match(text, at)
        if name:
            seen += 1
            at = name.end()
            continue
        found = _WORD.match(lower, at)
        if not found or len(words) > 24:
            return None
        words.append(found[0])
        at = found.end()
    return words


def _meaning(words: list[str], known: Vocabulary) -> str | None:
    """The one term that words say, each of which is part of a phrase or a hint, or a filler."""
    said: set[str] = set()
    fits: list[frozenset[str]] = []
    at = 0
    while at < len(words):
        for size in range(min(_LONGEST, len(words) - at), 0, -1):
            text = " ".join(words[at : at + size])
            if text in known.phrases:
                said.add(known.phrases[text])
                break
            if text in known.hints:
                fits.append(known.hints[text])
                break
            if size == 1 and text in known.fillers:
                break
        else:
            return None
        at += size
    if len(said) != 1:
        return None
    term = said.pop()
    return term if all(term in fit for fit in fits) else None
