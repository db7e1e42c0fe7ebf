r"""A Roman numeral with its figures. spec: ``roman`` (``V6/5``, ``viio7``, ``V7/ii``).

Degree, quality, inversion and target count. Figures may be written in any way (``V65``, ``V^6_5``, ``V⁶₅``,
``V\tfrac{6}{5}``); a seventh on I, III, IV or VI may be called major (``IVM7``), one on V may not.
"""

from __future__ import annotations

import re
from collections.abc import Hashable, Sequence
from typing import NamedTuple

from etude.answers.chord import triad_named
from etude.answers.kind import Kind
from etude.answers.note_names import plain, whole_name
from etude.answers.rooted import OWN
from etude.answers.seventh import seventh_named
from etude.answers.wording import MAX_TEXT, fits, harmless, inversion, parts, takes_back
from etude.theory.romans import NUMERALS, SEVENTH_FIGURES, TRIAD_FIGURES

_FIGURES = {
    "": 0, "5/3": 0, "5": 0, "6": 1, "6/3": 1, "6/4": 2, "7": 10, "6/5": 11, "4/3": 12, "4/2": 13, "2": 13,
    "65": 11, "43": 12, "42": 13, "64": 2, "53": 0, "63": 1,
}  # fmt: skip
_UNICODE = {chr(0x2160 + i): name for i, name in enumerate(NUMERALS)} | {
    chr(0x2170 + i): name.lower() for i, name in enumerate(NUMERALS)
}
_LEVELS = str.maketrans(
    {sign: f"^{i}" for i, sign in enumerate("⁰¹²³⁴⁵⁶⁷⁸⁹")} | {sign: f"_{i}" for i, sign in enumerate("₀₁₂₃₄₅₆₇₈₉")}
    | {"⁄": "/", "∕": "/", **_UNICODE}
)  # fmt: skip
_STACKS = (
    re.compile(
        r"\\begin\s?\{(?:small|p|b)?matrix\}\s?([0-9])\s?\\\\\s?([0-9])\s?(?:\\\\\s?)?\\end\s?\{(?:small|p|b)?matrix\}"
    ),
    re.compile(r"\\begin\s?\{array\}\s?\{[lcr]\}\s?([0-9])\s?\\\\\s?([0-9])\s?(?:\\\\\s?)?\\end\s?\{array\}"),
    re.compile(r"\\substack\s?\{\s?([0-9])\s?\\\\\s?([0-9])\s?\}"),
    re.compile(r"\{\s?([0-9])\s?\\(?:atop|over|above)\s?([0-9])\s?\}"),
    re.compile(
        r"\\(?:[dtc]?frac|binom|tbinom|overset|stackrel|nicefrac|sfrac)\s?\{?\s?([0-9])\s?\}?\s?\{?\s?([0-9])\s?\}?"
    ),
    re.compile(r"\\genfrac\{0(?:pt)?\}(?:\{[0-3]\})?\{\s?([0-9])\s?\}\{\s?([0-9])\s?\}"),
)
_NUMERAL = r"(VII|VI|IV|V|III|II|I|vii|vi|iv|v|iii|ii|i)"
_APPLIED = re.compile(
    rf"\\[dt]?frac\s?\{{\s?((?:[^{{}}\\]|\{{[^{{}}]{{0,20}}\}}){{1,40}})\}}\s?\{{\s?{_NUMERAL}\s?\}}\Z"
)
_HALF_STROKE = re.compile(r"(?:\\circ|°)\s?/(?=\s?[}^_0-9]|\Z)")
_CHORD_WORDS = re.compile(
    r"\s(?:chord|triad|seventh\schord)\Z|\A(?:the\s|an?\s)?(?:chord\s|roman\snumeral\s|triad\s)", re.I
)
_KEY = re.compile(
    r"\s(?:in|of)\s(?:the\skey\sof\s)?(?:[A-G][#♭b]?|[A-G][ -](?:flat|sharp))(?:[ -](?:major|minor|maj|min|m))?\Z"
    r"|\s(?:in|of)\s(?:[a-g][#♭b]?[ -]minor)\Z|\sin\s(?:major|minor)\Z"
)
_TARGET_WORDS = re.compile(rf"\s(?:of|to)\s(?:the\s)?{_NUMERAL}\Z")
_WORDS = (
    (re.compile(r"\s?[-(]?\bhalf[\s-]?(?:diminished|dim\.?)(?![a-z])\)?[\s-]?(?=[0-9^_{/(s]|\Z)", re.I), "ø"),
    (re.compile(r"\s?[-(]?\b(?:fully[\s-])?(?:diminished|dim\.?)(?![a-z])\)?\s?", re.I), "o"),
    (re.compile(r"\s?[-(]?\b(?:augmented|aug\.?)(?![a-z])\)?\s?", re.I), "+"),
)
_GLUED = (
    (re.compile(r"(?<=[IVvi])(?:halfdim|hdim)"), "ø"),
    (re.compile(r"(?<=[IVvi])dim"), "o"),
    (re.compile(r"(?<=[IVvi])aug"), "+"),
)
_MARK_SEVENTH = re.compile(r"(?<=[oø])\s?(?:seventh|7th)", re.I)
_DROPPED = re.compile(r"[\s{}\\]")
_FIGURE = re.compile(r"([\^_]?)([0-9]{1,2})")
_WRITTEN = re.compile(
    rf"{_NUMERAL}(?:[\^_]?(/o|/ø|°|o|ø|\+))?(\^?(?:M|maj|Maj|ma|m|min|mi|Δ)(?=\^?7))?([0-9^_/]{{0,8}})\Z"
)
_TARGET = re.compile(rf"/\s?\{{?\s?{_NUMERAL}\s?\}}?\s?\Z")
_MARKS = {"": "", "o": "o", "°": "o", "ø": "ø", "/o": "ø", "/ø": "ø", "+": "+"}
_QUALITY = {
    (True, "", False): "major", (True, "+", False): "augmented", (False, "", False): "minor",
    (False, "o", False): "diminished", (False, "", True): "minor seventh", (False, "o", True): "diminished seventh",
    (False, "ø", True): "half-diminished seventh",
}  # fmt: skip
_MAJOR_SEVENTHS = (0, 2, 3, 5)
_BRACKETED = re.compile(r"\(\s?([0-9](?:\s?/\s?[0-9])?|°|o|ø|\+)\s?\)")
_KINDS = {
    "major": "major", "minor": "minor", "diminished": "diminished", "augmented": "augmented", "major triad": "major",
    "minor triad": "minor", "diminished triad": "diminished", "augmented triad": "augmented",
          "minor seventh": "minor seventh",
    "half diminished": "half-diminished seventh", "half diminished seventh": "half-diminished seventh",
    "diminished seventh": "diminished seventh", "fully diminished seventh": "diminished seventh",
          "fully diminished": "diminished seventh",
}  # fmt: skip
_APPLIED_WORDS = ("applied dominant", "secondary dominant", "applied chord", "secondary dominant chord")
_STOPS = re.compile(r"[IViv]{2,}|\b[IV]\b|[0-9/]")


class Reading(NamedTuple):
    """A written numeral: what it says of a chord without its key (of an upper-case seventh not which one)."""

    degree: int
    quality: str
    inversion: int
    of: int
    minor: bool


class Roman(Kind[Reading]):
    """A Roman numeral by degree, quality, inversion and target."""

    name = "roman"
    remarks = True
    ask = r"Give the Roman numeral with its figures in \boxed{}, such as V6/5 or viio6."

    @property
    def truth(self) -> Reading:
        """What the numeral asked for says."""
        read = _numeral(self.spec["roman"])
        if read is None:
            raise ValueError(f"no Roman numeral: {self.spec['roman']!r}")
        return read

    def read(self, text: str) -> Reading | None:
        """The numeral that a text says."""
        return read_roman(text) if len(text) <= MAX_TEXT else None

    def key(self, value: Reading) -> Hashable:
        """All parts."""
        return tuple(value)

    def agrees(self, value: Reading, remark: str) -> bool:
        """Whether a remark says no other numeral."""
        other = self.read(remark)
        return other is None or other == value

    def forms(self, value: Reading) -> Sequence[str]:
        """With a stroke, joined, raised and lowered, in Unicode, in LaTeX."""
        sharp = value.quality in ("major", "augmented", "upper seventh")
        numeral = NUMERALS[value.degree] if sharp else NUMERALS[value.degree].lower()
        target = NUMERALS[value.of].lower() if value.minor else NUMERALS[value.of]
        tail = f"/{target}" if value.of >= 0 else ""
        full = "seventh" in value.quality
        mark = next(
            (sign for word, sign in (("half", "ø"), ("dim", "o"), ("aug", "+")) if value.quality.startswith(word)), ""
        )
        above, _, below = (SEVENTH_FIGURES if full else TRIAD_FIGURES)[value.inversion].partition("/")
        degree = {"o": "°"}.get(mark, mark)
        raised = {"o": r"^{\circ}", "ø": r"^{\varnothing}", "+": "^+", "": ""}[mark]
        lifted = above.translate(str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")) + below.translate(
            str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")
        )
        stroke = f"{above}/{below}" if below else above
        latex = (f"^{{{above}}}" if above else "") + (f"_{{{below}}}" if below else "")
        forms = [f"{numeral}{mark}{stroke}{tail}", f"{numeral}{degree}{above}{below}{tail}",
                 f"{numeral}{degree}{lifted}{tail}",
                 rf"\text{{{numeral}}}{raised or ''}{'{}' if raised and latex else ''}{latex}{tail}",
                 rf"\mathrm{{{numeral}}}{degree}{latex}{tail}",
                 f"{numeral}{degree} {stroke}{tail}", f"{numeral}{mark}{stroke}{tail} chord"]  # fmt: skip
        if below:
            forms.append(rf"{numeral}{degree}\tfrac{{{above}}}{{{below}}}{tail}")
        return forms


def read_roman(text: str) -> Reading | None:
    """The numeral of a text; remarks behind it must agree."""
    text = " ".join(text.split())
    applied = _APPLIED.match(text)
    if applied:
        text = f"{applied[1]}/{applied[2]}"
    for stack in _STACKS:
        text = stack.sub(r"\1/\2", text)
    text = _HALF_STROKE.sub("ø", text.replace("\\,", " "))
    text = plain(text.translate(_LEVELS).replace("^0", "°")) if not text.isascii() or "\\" in text else text
    value = _numeral(text)
    if value is not None:
        return value
    text = _BRACKETED.sub(r"\1", text)
    pieces = parts(text)
    if not pieces or len(pieces) > 4:
        return None
    if len(pieces) > 1 and pieces[0].lower() in ("chord", "roman numeral", "answer", "numeral", "the chord"):
        del pieces[0]
    head, stated = pieces[0], pieces[1:]
    value = _numeral(head)
    if value is None:
        at = re.search(r"\s(?:in\s)?(?=(?:root|first|second|third|1st|2nd|3rd)[\s-](?:position|inv))", head)
        value = _numeral(head[: at.start()]) if at else None
        stated = [head[at.start() :].strip(), *stated] if at else stated
    return value if value is not None and fits(value, stated, _agree) else None


def _numeral(text: str) -> Reading | None:
    text = _CHORD_WORDS.sub("", _KEY.sub("", text.strip())).strip()
    text = text.removeprefix("the ").removeprefix("The ").removeprefix("a ").removeprefix("an ")
    text = _TARGET_WORDS.sub(r"/\1", text)
    if text[:1] not in tuple("IViv") and text[:1] not in ("{", "\\"):
        return None
    if any(sign.isalpha() for sign in text[3:]):
        for pattern, sign in (*_WORDS, *_GLUED):
            text = pattern.sub(sign, text)
        text = _MARK_SEVENTH.sub("7", text)
    target = _TARGET.search(text)
    if target:
        text = text[: target.start()]
    found = _WRITTEN.match(_DROPPED.sub("", text))
    if not found:
        return None
    numeral, mark, major, figures = found.groups(default="")
    figure = _FIGURES.get(_ordered(figures), -1)
    if figure < 0:
        return None
    sharp, full = numeral.isupper(), figure >= 10
    degree = NUMERALS.index(numeral.upper())
    large = major.strip("^") in ("M", "maj", "Maj", "ma", "Δ")
    if major and (mark or large != sharp or target or (large and degree not in _MAJOR_SEVENTHS)):
        return None
    quality = "upper seventh" if sharp and full and not _MARKS[mark] else _QUALITY.get((sharp, _MARKS[mark], full))
    if quality is None:
        return None
    of = NUMERALS.index(target[1].upper()) if target else -1
    return Reading(degree, quality, figure % 10, of, target is not None and target[1].islower())


def _ordered(figures: str) -> str:
    """Figures from above down, as ``6/5``: a lowered one that stands before a raised one comes after it."""
    pieces = _FIGURE.findall(figures)
    rest = _FIGURE.sub("", figures).replace("^", "").replace("_", "")
    if len(pieces) == 2 and len(pieces[0][1]) == len(pieces[1][1]) == 1 and rest in ("", "/"):
        if pieces[0][0] == "_" and pieces[1][0] == "^":
            pieces.reverse()
        return f"{pieces[0][1]}/{pieces[1][1]}"
    if len(pieces) == 1 and not rest:
        return str(pieces[0][1])
    return "?" if pieces or rest else ""


def _agree(value: Reading, remark: str) -> bool:
    other = _numeral(remark)
    if other is not None:
        return other == value
    turned = inversion(remark)
    if turned is not None:
        return turned == value.inversion
    if takes_back(remark):
        return False
    words = " ".join(remark.lower().replace("-", " ").split()).removesuffix(" chord")
    if words in _KINDS:
        return _KINDS[words] == value.quality
    if words in ("dominant", "dominant seventh", "the dominant", "the dominant seventh"):
        return value.degree == 4 and value.quality in (
            ("upper seventh",) if "seventh" in words else ("major", "minor", "upper seventh")
        )
    if words in _APPLIED_WORDS:
        return value.of >= 0
    if words == "major seventh":
        return value.quality == "upper seventh" and value.degree in _MAJOR_SEVENTHS and value.of < 0
    key = re.fullmatch(r"(?:in|of)\s(.{1,20})", remark)
    if key and _KEY.fullmatch(" " + remark):
        return True
    return _chord(value, remark) if _CHORD.match(remark) else harmless(remark, _ROMAN_OWN)


_CHORD = re.compile(r"[A-G](?!(?!maj|min|dim|aug|sus)[a-z]{2})")
"""A remark that is a chord's symbol, and no word that begins with a capital."""
_ROMAN_OWN = re.compile(rf"{OWN.pattern}|{_STOPS.pattern}|invers|root|position")


def _chord(value: Reading, remark: str) -> bool:
    """Whether a chord symbol beside a numeral is of its quality: which root it has can't be known without the key."""
    symbol, slash, bass = remark.partition("/")
    if slash and whole_name(bass) is None:
        return False
    full, plain_triad = seventh_named(symbol), triad_named(symbol)
    if full is not None:
        upper = value.quality == "upper seventh"
        large = value.degree in _MAJOR_SEVENTHS and value.of < 0
        return full.quality == value.quality or (
            upper and (full.quality == "dominant seventh" or (full.quality == "major seventh" and large))
        )
    return plain_triad is not None and plain_triad.quality == value.quality
