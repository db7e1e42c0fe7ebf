"""A musical term of a closed vocabulary. spec: ``kind`` (see answers/vocabulary.py) and ``term``.

An answer is read word by word: it must say one term, may say it in several ways, may state facts that fit it, and may
have nothing else in it. A remark in brackets or after a comma may have other words, but none that names something of
this kind.
"""

from __future__ import annotations

import re
from collections.abc import Hashable, Sequence
from functools import lru_cache, partial
from typing import NamedTuple

from etude.answers.kind import Kind
from etude.answers.note_names import DIGITS, plain
from etude.answers.term_words import Vocabulary
from etude.answers.vocabulary import vocabulary
from etude.answers.wording import takes_back, unlabelled, with_remarks

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
_FIGURES = re.compile(r"(?:\{\})?\^\s?\{?([4-7])\}?\s?_\s?\{?([2-5])\}?")
_ROW_INDEX = re.compile(r"\b(T|P|RI|R|I)\s?_\s?\{?\s?([0-9]{1,2})\s?\}?(?![0-9])")
_FRACTION = re.compile(r"\\[dtc]?frac\s?\{?([1-9])\}?\s?\{?(1?[0-9])\}?")
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
    """The canonical term of a kind that a text says, with remarks that agree; None if it says none, or two."""
    text = _HAT.sub(r"\1", _SUFFIX.sub(r"\1", plain(text))).translate(DIGITS)
    bare = unlabelled(text)
    if bare == text or _read(kind, text[: len(text) - len(bare)].strip(" :=")) is None:
        text = bare
    text = _FRACTION.sub(r"\1/\2", text)
    text = _ROW_INDEX.sub(r"\1\2", _FIGURES.sub(r"\1/\2", text))
    return with_remarks(text, partial(_read, kind), partial(_agree, kind))


@lru_cache(maxsize=4096)
def _read(kind: str, text: str) -> str | None:
    """The canonical term that a whole text says, every word of which says it, fits it, or says nothing."""
    if kind == "voices":
        letters = _LETTERS.fullmatch(text.strip())
        if letters:
            text = f"{_VOICES[letters[1]]} and {_VOICES[letters[2]]}"
        text = _INITIAL.sub("", text).replace("/", " ")
    if kind == "note value" and text[:6].lower() == "dotted":
        text = _UNDOTTED.sub("", text)
    if kind in ("degree", "cadence"):
        text = _OF.sub("", text)
    words = _words(text, _LEAD.get(kind))
    if not words:
        return None
    said = _said(words, vocabulary(kind))
    return next(iter(said.terms)) if len(said.terms) == 1 and not said.strange and said.fits(*said.terms) else None


def _agree(kind: str, value: str, remark: str) -> bool:
    """Whether a remark says the same term, facts that fit it, or nothing of this kind."""
    if _read(kind, remark) == value:
        return True
    words = _words(remark, _LEAD.get(kind))
    if words is None:
        return False
    known = vocabulary(kind)
    said = _said(words, known)
    if not said.terms <= {value} or not said.fits(value):
        return False
    return not said.strange or not (takes_back(remark) or not known.own.isdisjoint(words))


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


class _Said(NamedTuple):
    """What words say: terms, the terms that facts fit, and whether there are other words."""

    terms: set[str]
    facts: list[frozenset[str]]
    strange: bool

    def fits(self, term: str) -> bool:
        """Whether all facts fit a term."""
        return all(term in fact for fact in self.facts)


def _said(words: list[str], known: Vocabulary) -> _Said:
    """What words say, the longest phrase first."""
    terms: set[str] = set()
    facts: list[frozenset[str]] = []
    strange = False
    at = 0
    while at < len(words):
        for size in range(min(_LONGEST, len(words) - at), 0, -1):
            text = " ".join(words[at : at + size])
            if text in known.phrases:
                terms.add(known.phrases[text])
                break
            if text in known.hints:
                facts.append(known.hints[text])
                break
            if size == 1 and text in known.fillers:
                break
        else:
            strange = True
        at += size
    return _Said(terms, facts, strange)
