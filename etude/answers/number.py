r"""A number: exact value, or equal after rounding to the precision that the task asks for.

spec: ``value`` (reduced fraction as text), optional ``digits`` (significant digits a decimal must have right),
``percent`` (the answer is asked for in percent; a number of the right size without its sign is ``wrong_form``),
``label`` (a word that may stand before the number, "step 3"), ``reward`` = "graded" for the near-miss reward of
arXiv 2507.10532.

Besides the notations of ``theory.numbers``: units and degrees, ordinals after a label, numbers in words, congruences, a
value given twice (``24/5 or 4.8``), and equations whose sides are equal (``2 + 3 = 5``).
"""

from __future__ import annotations

import re
from collections.abc import Hashable, Mapping, Sequence
from fractions import Fraction
from functools import lru_cache

from etude.answers.congruence import congruence_of
from etude.answers.kind import RIGHT, WRONG, Assessment, Kind
from etude.answers.number_words import CARDINALS, ORDINALS, in_words
from etude.answers.rounding import graded, is_rounded, rounds_to
from etude.answers.wording import takes_back
from etude.task import Json
from etude.theory.algebra.normal import TooLarge, Undefined, Work, normal, rational
from etude.theory.algebra.written import read as read_algebra
from etude.theory.numbers import Number, format_decimal, parse_number

MAX_TEXT = 600
_EQUALS = re.compile(r"(=|≈|≃|\\approx|\\simeq|\\doteq|\\equiv|≡)")
_NAME = re.compile(
    r"\\?[A-Za-z?]{1,12}(?:_\s?\{?[A-Za-z0-9]{1,3}\}?)?(?:\s?\(\s?-?[A-Za-z0-9]{1,6}\s?\))?\s{0,9}\Z|\\?(?:square|Box|det|gcd)\b[^=]{0,80}\Z|[□?_]{1,9}\Z"
)
_FORMULA = re.compile(r"[A-Za-z](?:\s?[-+*·]?\s?[A-Za-z]){1,8}\Z")
"""``ad - bc``: letters that stand for what the question gives."""
_WORDS_BEFORE = re.compile(r"(?:[A-Za-z]{2,15}\s{1,3}){0,5}[A-Za-z]{2,15}\s{0,9}\Z")
_UNIT = re.compile(r"\s{0,9}([A-Za-z][A-Za-z'-]{1,20}(?:\s{1,3}[A-Za-z][A-Za-z'-]{1,20}){0,2})\.?\Z")
_NOT_UNITS = re.compile(
    r"\b(?:or|and|hundreds?|thousands?|millions?|billions?|trillions?|dozens?|percent|per|cent|permille|factorial|squared|cubed|squares?|plus"
    r"|minus|over|mod|modulo|remainder|rem|half|halves|thirds?|quarters?|fourths?|[a-z]+ths?|not|approx|approximately|about|around|roughly|maybe|possibly"
    r"|if|base|pi|to|rounded|is|are|was|wrong|false|incorrect|less|more|fewer|greater|at|below|above|off|short"
    r"|degrees? of|of|by|whole[ -](?:tones?|steps?)|divided|points?"
    r"|repeating|recurring|hex|binary|octal|radix|negative|minus|nor|unless|but|instead|than|max|min|ish|infinity|oo)\b",
    re.I,
)
_NOTE_VALUES = re.compile(
    r"\b(?:whole|half|quarter|eighth|sixteenth|[0-9]{1,2}th)[ -]?(?:notes?|beats?|rests?)\b"
    r"|\bhalf[ -]?(?:steps?|tones?)\b|\btimes\Z",
    re.I,
)
_DEGREES = re.compile(r"\s{0,9}(?:°|\^\s?\{?\s?\\circ\s?\}?|\\degree|\\circ)\Z")
_SIGN_WORD = re.compile(r"(?:minus|negative)\s{1,9}(?=[0-9.\\a-z])", re.I)
_TWICE = re.compile(
    r"[,;]?\s{0,9}\(?(?:\bor,? equivalently,?\b|\bor\b|\bi\.\s?e\.,?|\bie\b,?|\bthat is,?|\bwhich is\b"
    r"|\bwhich equals\b|\bequivalently,?|\bequal to\b|\balso written\b|\bin other words,?)"
    r"(?:\s{1,3}(?:as|about|approximately|to|in decimal form|simply|just)\b){0,2}[:,]?\s{0,9}"
)
_REMARK = re.compile(
    r"[\s,;]{1,9}\(?(?:(?:correctly\s)?rounded\s)?(?:to|with|at)\s(?:about\s)?(?:[0-9]{1,2}|[a-z]{2,8})\s(?:significant\s(?:digits|figures)|sig\.?\s?figs?\.?|s\.?f\.?|digits|decimals|decimal\splaces?|d\.?p\.?)\)?\Z"
    r"|[\s,;]{1,9}\(?(?:exactly|exact(?:\svalue)?|approx(?:\.|imately)?|rounded|(?:as\s)?an?\s(?:exact\s)?(?:integer|fraction|decimal)|simplified|in\s(?:lowest\sterms|simplest\sform))\)?\Z",
    re.I,
)
_LEAD = re.compile(
    r"(?:(?:so|thus|hence|therefore),?\s)?(?:the\s)?(?:final\s|correct\s|exact\s|required\s|missing\s)?(?:answer|value|result|remainder|determinant|gcd|order|size|solution"
    r"|inverse|number|product|sum|total)(?:\s(?:is|equals)\s|\s?[:=]\s{0,9})",
    re.I,
)
_BRACKET = re.compile(r"\s{1,3}[(\[]([A-Za-z][^0-9()\[\]+*^=<>\\½²³¼¾]{2,60})[)\]]\Z")
_CHANGES = re.compile(
    r"\b(?:negative|minus|hundreds?|thousands?|millions?|dozens?|percent|per cent|mod(?:ulo)?|half|halves|thirds?"
    r"|quarters?|times)\b",
    re.I,
)
_INTERVAL = re.compile(r"\b(?:major|minor|perfect|augmented|diminished|compound)\s[a-z]{4,7}\b")
_ABOUT = re.compile(
    r"\s{0,9}(?:\\approx|≈|~|\\sim|\\simeq|approximately|approx\.?|about|roughly)(?![a-z])\s{0,9}", re.I
)
_COUNTED = re.compile(
    r"\A(?:the\s)?(?:chord|measure|bar|beat|note|number|no\.|item|term|#|№)\s?(?:number\s|no\.\s|#)?(?=[0-9]{1,4}\Z)|\s?(?:×|\\times)\Z",
    re.I,
)
"""What is counted, before the number: "chord 3"; or how often: ``2×``."""
_AGAIN = re.compile(r"((?:[A-Za-z]{3,9}[ -]?){1,8}) [(\[]([0-9]{1,9})[)\]]\Z")
"""``twelve (12)``."""
_PLACE = re.compile(r"the\s([a-z]{5,11})(?:\s(?:chord|measure|bar|beat|note|one))?\Z", re.I)
_LABELS = ("step", "line", "row", "equation", "operation", "calculation", "number", "no.", "nr.", "#", "№")
_ORDINAL = re.compile(
    r"(?:the\s)?([0-9]{1,4})\s?(?:\^?\s?\{?\s?(?:st|nd|rd|th)\s?\}?)(?:\s{1,3}([a-z]{3,11}))?\Z", re.I
)
_LABELLED = re.compile(
    r"\(?([0-9]{1,4}|[a-z]{3,20})\)?(?:\Z|\s{0,3}[:(,;–—-]|\.\s|\s{1,3}(?:is|has|was|contains|should)\b)", re.I
)  # fmt: skip
_UNDONE = re.compile(
    r"\b(?:not|no|or|and|correct|right|fine|ok|okay|neither|nor|unless|except|both|also|too)\b|n't", re.I
)


class NumberKind(Kind[Number]):
    """One number in the unit asked for."""

    name = "number"
    ask = r"Give the final answer as a number in \boxed{}."

    def __init__(self, spec: Mapping[str, Json]) -> None:
        super().__init__(spec)
        self._label: str | None = spec.get("label")
        self._percent = bool(spec.get("percent"))
        self._digits: int | None = spec.get("digits")

    @property
    def truth(self) -> Number:
        """The right value, as it would be written: in percent where that is asked."""
        value = _truth(self.spec["value"])
        if self._percent:
            value *= 100
        return Number(value.numerator, value.denominator, None, self._percent)

    def read(self, text: str) -> Number | None:
        """The number that a text says, as it is written: a percent sign is kept."""
        number = parse_number(text)
        if number is None:
            number = read_number(text, self._label, self._digits, percent=self._percent)
        if number is not None and number.percent and not self._percent:
            return None
        return number

    def key(self, value: Number) -> Hashable:
        """The exact value; with its percent sign."""
        return value.fraction(), value.percent

    def agrees(self, value: Number, remark: str) -> bool:
        """Whether a remark of words changes nothing of the number: no sign, no scale, no modulus."""
        return not _CHANGES.match(remark)

    def forms(self, value: Number) -> Sequence[str]:
        """As a fraction or whole number in plain text and LaTeX; with its sign where percent is asked."""
        exact = value.fraction()
        if self._percent:
            shown = format_decimal(exact, 40)
            return [f"{shown}%", rf"{shown}\%", rf"{shown}\,\%", f"{shown} percent", rf"\text{{{shown}\%}}"]
        above, below = exact.numerator, exact.denominator
        if below == 1:
            label = [f"{self._label.capitalize()} {above}", f"{self._label} {above}:"] if self._label else []
            return [str(above), f"x = {above}", f"{above}.0", rf"\text{{{above}}}", f"{2 * above}/2", *label]
        return [f"{above}/{below}", rf"\frac{{{above}}}{{{below}}}", rf"\dfrac{{{above}}}{{{below}}}",
                f"{2 * above}/{2 * below}", f"x = {above}/{below}"]  # fmt: skip

    def assess(self, value: Number) -> Assessment:
        """Right if the value is exact, or rounded as asked; a percentage must say that it is one."""
        truth = _truth(self.spec["value"])
        if self._percent:
            value = value._replace(denominator=value.denominator * 100)
        right = value.numerator * truth.denominator == truth.numerator * value.denominator or (
            self._digits is not None and rounds_to(value, truth, self._digits)
        )
        found = RIGHT if right else WRONG
        if right and self._percent and not value.percent:
            found = Assessment(False, "wrong_form")
        if self.spec.get("reward") != "graded":
            return found
        reward = graded(value.fraction(), truth) if found is WRONG else float(found.correct)
        return found._replace(reward=reward, parts={"exact": float(found.correct), "graded": reward})

    def missing(self) -> Mapping[str, float]:
        """Both rewards, 0."""
        return {"exact": 0.0, "graded": 0.0} if self.spec.get("reward") == "graded" else {}


@lru_cache(maxsize=4096)
def _truth(value: str) -> Fraction:
    """The reference value; all completions of a group share it."""
    return Fraction(value)


def read_number(
    text: str, label: str | None = None, digits: int | None = None, *, percent: bool = False
) -> Number | None:
    """The number of a text: with a label, a unit, a remark, in words, as a congruence, twice, or as an equation.

    Args:
        text: what was written.
        label: what the question counts; ordinals and sentences about it are read if there is one.
        digits: the precision that is asked for, if one is: a rounding may stand beside the exact value.
        percent: whether the value is asked for in percent: of ``0.3 = 30%`` one side is meant.

    """
    if len(text) > MAX_TEXT:
        return None
    text = text.strip().rstrip(",")
    text = _COUNTED.sub("", text, count=1)
    again = _AGAIN.match(text)
    if again:
        number, other = in_words(again[1].lower()), parse_number(again[2])
        return other if number is not None and other is not None and _agree(number, other) else None
    ordinal = _ORDINAL.match(text)
    if ordinal and not ordinal[2]:
        return Number(int(ordinal[1]), 1)
    if label:
        found = _labelled(text, label)
        if found is not None:
            return found
    lead = _LEAD.match(text)
    text = text[lead.end() :] if lead else text
    for _ in range(2):
        remark = _REMARK.search(text)
        text = text[: remark.start()] if remark and remark.start() else text
    text = _without_bracket(text)
    number = parse_number(text)
    if number is not None:
        return number
    signed = _SIGN_WORD.match(text)
    if signed:
        number = read_number(text[signed.end() :])
        return number._replace(numerator=-number.numerator) if number and number.numerator >= 0 else None
    if not any(sign in "0123456789" for sign in text):
        place = _PLACE.match(text)
        return (
            Number(ORDINALS[place[1].lower()], 1) if place and place[1].lower() in ORDINALS else in_words(text.lower())
        )
    about = _ABOUT.match(text)
    if about and digits:
        return parse_number(text[about.end() :])
    congruence = congruence_of(text)
    if congruence:
        return Number(int(congruence[1]), 1) if int(congruence[1]) < int(congruence[2]) else None
    degrees = _DEGREES.search(text)
    if degrees:
        return parse_number(text[: degrees.start()])
    return _twice(text, digits, percent) or _with_unit(text) or _chain(text, percent)


def _without_bracket(text: str) -> str:
    """A text without a bracket of words behind a number: "4 semitones (a major third)". Words of numbers stay."""
    found = _BRACKET.search(text)
    said = _INTERVAL.sub("", found[1].lower()) if found else ""
    if not found or _CHANGES.search(said) or takes_back(said) or not CARDINALS.keys().isdisjoint(said.split()):
        return text
    return text[: found.start()]


def _labelled(text: str, label: str) -> Number | None:
    """``3`` of ``Step 3``, ``Line 3``, ``3rd step``, ``third``, ``Step 3: 8 + 9 = 16`` and ``Step 3 is wrong``."""
    lower = text.lower().removeprefix("the ").removeprefix("in ").removeprefix("error in ").removeprefix("wrong ")
    words = (label, *_LABELS)
    ordinal = _ORDINAL.match(lower)
    if ordinal:
        return Number(int(ordinal[1]), 1) if not ordinal[2] or ordinal[2] in words else None
    first, _, rest = lower.partition(" ")
    if first in ORDINALS and (not rest or rest in words):
        return Number(ORDINALS[first], 1)
    word = next((word for word in words if lower.startswith(word)), None)
    if word is None:
        return None
    rest = lower[len(word) :].lstrip(" :#.~")
    word = next((word for word in ("number ", "no. ", "#") if rest.startswith(word)), "")
    rest = rest[len(word) :].strip()
    found = _LABELLED.match(rest)
    if not found:
        return parse_number(rest)
    place = Number(int(found[1]), 1) if found[1].isdigit() else in_words(found[1])
    tail = rest[found.end() :]
    if place is None or (
        _UNDONE.search(tail)
        or any(other[1] != found[1] for other in re.finditer(rf"\b(?:{re.escape(label)}|line)\s?([0-9]{{1,4}})", tail))
    ):
        return None
    return place


def _with_unit(text: str) -> Number | None:
    """``5`` of ``5 apples``: one to three words that change nothing of a number before them."""
    end = max(text.rfind(sign) for sign in "0123456789)}") + 1
    unit = _UNIT.match(text, end)
    if not unit or _NOT_UNITS.search(_NOTE_VALUES.sub("", unit[1])) or unit[1].lower() in CARDINALS:
        return None
    return parse_number(text[:end])


def _twice(text: str, digits: int | None, percent: bool) -> Number | None:
    """``24/5 or 4.8``: one value, or a value and its rounding where decimals are asked."""
    parts = _TWICE.split(text, maxsplit=3)
    if len(parts) < 2:
        return None
    numbers = [
        parse_number(part.strip(" (),")) or _with_unit(part.strip(" (),")) or _chain(part.strip(" (),"), percent)
        for part in parts
    ]
    first = next((number for number in numbers if number and number.digits is None), numbers[0])
    if first is None:
        return None
    same = all(number and (_agree(first, number) or (digits and _rounds(first, number, digits))) for number in numbers)
    return _meant([number for number in numbers if number], first, percent) if same else None


def _agree(a: Number, b: Number) -> bool:
    """Whether two numbers are one, a hundredth for each percent."""
    above, below = a.numerator * b.denominator, b.numerator * a.denominator
    if a.percent == b.percent:
        return above == below
    return above == 100 * below if a.percent else 100 * above == below


def _meant(numbers: Sequence[Number], first: Number, percent: bool) -> Number:
    """Of numbers that are one, the one with or without a percent sign, as asked."""
    if first.percent == percent:
        return first
    return next((number for number in numbers if number.percent == percent), first)


def _rounds(exact: Number, other: Number, least: int = 1) -> bool:
    if other.digits is None or other.percent != exact.percent or other.digits < least:
        return False
    return is_rounded(other, exact.fraction(), other.digits)


def _chain(text: str, percent: bool) -> Number | None:
    """``7/3 = 2 1/3``, ``2 + 3 = 5`` and ``7/3 ≈ 2.33``: the number that all sides are, or round after ``≈``."""
    parts = [part.strip() for part in _EQUALS.split(text, maxsplit=6)]
    if not 3 <= len(parts) <= 11:
        return None
    if (
        not parts[0]
        or _NAME.match(parts[0])
        or _FORMULA.match(parts[0])
        or (_WORDS_BEFORE.match(parts[0]) and " " in parts[0])
    ):
        del parts[:2]
    if len(parts) == 1:
        about = text[: -len(parts[0])].rstrip().endswith(("≈", "approx", "simeq", "doteq"))
        return (
            None if about and parse_number(parts[0]) is None else read_number(parts[0]) if "=" not in parts[0] else None
        )
    work = Work(300)
    exact: Number | None = None
    written: list[Number] = []
    for i in range(0, len(parts), 2):
        sign = parts[i - 1] if i else "="
        plain = parse_number(parts[i]) or _with_unit(parts[i])
        number = plain or _evaluated(parts[i], work)
        if number is None:
            return None
        if exact is None:
            exact = number
        elif not (_agree(exact, number) or (sign not in ("=", "\\equiv", "≡") and _rounds(exact, number))):
            return None
        if plain is not None and exact is not None and _agree(exact, plain):
            written.append(plain)
    return _meant(written, exact, percent) if written and exact else None


def _evaluated(text: str, work: Work) -> Number | None:
    """The value of a sum or product of numbers, None for anything else."""
    size = len(text) > 2 and text[0] == text[-1] == "|"
    tree = read_algebra(text[1:-1] if size else text)
    try:
        value = None if tree is None else rational(normal(tree, work))
    except (Undefined, TooLarge):
        return None
    if value is None:
        return None
    return Number(abs(value.numerator) if size else value.numerator, value.denominator)
