"""Exact rational numbers as people and models write them.

The grammar covers integers, decimals, fractions, mixed numbers, scientific notation, thousands
separators, repeating decimals and percentages, in plain text and LaTeX. It reads numbers only: an
unevaluated expression such as ``3+4`` or ``2^5`` is not an answer (``10^3`` is scientific notation).
Text is bounded before any work, and every pattern runs in linear time.
"""

from __future__ import annotations

import re
from fractions import Fraction
from typing import NamedTuple

MAX_LENGTH = 1000
"""Characters of a written number; nothing that Etude asks for comes near."""
MAX_EXPONENT = 1000
"""Largest power of ten, either way, in scientific notation."""


class Number(NamedTuple):
    """A number as written: its exact value ``numerator / denominator`` and how it was written.

    The pair need not be in lowest terms; the denominator is positive. ``digits``: the significant
    digits of a decimal (trailing zeros count), None for integers, fractions and repeating decimals.
    """

    numerator: int
    denominator: int
    digits: int | None = None
    percent: bool = False

    def fraction(self) -> Fraction:
        """The exact value."""
        return Fraction(self.numerator, self.denominator)


_PLAIN = re.compile(r"([+-]?)([0-9]+)(?:\.([0-9]+))?\Z").match
_RATIO = re.compile(r"([+-]?[0-9]+)/([0-9]+)\Z").match

_GROUP = r"(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]{1,3}(?: [0-9]{3})+|[0-9]{1,3}(?:'[0-9]{3})+|[0-9]+)"
_DECIMAL = rf"(?:{_GROUP}(?:\.[0-9]*)?|\.[0-9]+)"
_SIGNED = re.compile(rf"([+-]?) ?({_DECIMAL})\Z").match
_TEX_FRACTION = re.compile(
    r"(?:([+-]?) ?([0-9]+)? ?)?\\frac ?(?:\{ ?([^{}]+?) ?\}|([0-9])) ?(?:\{ ?([^{}]+?) ?\}|([0-9]))\Z"
).match
_MIXED = re.compile(r"([+-]?) ?([0-9]+)(?: | and )([0-9]+) ?/ ?([0-9]+)\Z").match
_SCIENTIFIC = re.compile(
    rf"([+-]?) ?(?:({_DECIMAL}) ?(?:[eE] ?([+-]?[0-9]+)|(?:\\times|\*|x) ?10 ?(?:\^|\*\*) ?([^\s]+))"
    r"|10 ?(?:\^|\*\*) ?([^\s]+))\Z"
).match
_EXPONENT = re.compile(r"(?:\{ ?([+-]?[0-9]+) ?\}|\(([+-]?[0-9]+)\)|([+-]?[0-9]+))\Z").match
_REPEATING = re.compile(
    rf"([+-]?) ?({_GROUP}?)\.([0-9]*) ?(?:\(([0-9]+)\)|\\(?:overline|bar) ?(?:\{{ ?([0-9]+) ?\}}|([0-9])))\Z"
).match
_DOTTED = re.compile(r"([+-]?) ?([0-9]*)\.([0-9]*)\\dot ?\{?([0-9])\}?(?:([0-9]*)\\dot ?\{?([0-9])\}?)?\Z").match
_ELLIPSIS = re.compile(r"([+-]?) ?([0-9]*)\.([0-9]+) ?(?:\.\.\.|\\(?:l|c|)dots)\Z").match
_PERCENT = re.compile(r"(.*?) ?(?:\\?%|percent|per cent)\Z").match
_NAMED = re.compile(r"(?:[A-Za-z?]|\\(?:square|Box)|□|_+|answer|result|value) ?(?:=|\\approx|≈) ?").match

_UNICODE = str.maketrans(
    {
        **dict.fromkeys("\u2212\u2010\u2011\u2012\u2013\ufe63\uff0d", "-"),
        **dict.fromkeys("\u00a0\u2009\u202f\u2007\u2002\u2003\t\n\r", " "),
        **dict.fromkeys("\u2044\u2215", "/"),
        "\u00d7": r"\times ", "\u22c5": r"\times ", "\u00b7": r"\times ",
        "\u2026": "...", "\u2019": "'", "\uff05": "%", "\uff0b": "+",
        "\u00bc": " 1/4", "\u00bd": " 1/2", "\u00be": " 3/4", "\u2153": " 1/3", "\u2154": " 2/3",
        "\u2155": " 1/5", "\u2156": " 2/5", "\u2157": " 3/5", "\u2158": " 4/5", "\u2159": " 1/6",
        "\u215a": " 5/6", "\u215b": " 1/8", "\u215c": " 3/8", "\u215d": " 5/8", "\u215e": " 7/8",
        "\u2150": " 1/7", "\u2151": " 1/9", "\u2152": " 1/10",
    }
)  # fmt: skip
_SUPERSCRIPT = re.compile("[\u207a\u207b]?[\u2070\u00b9\u00b2\u00b3\u2074-\u2079]+")
_SUPERSCRIPTS = str.maketrans(
    "\u207a\u207b\u2070\u00b9\u00b2\u00b3\u2074\u2075\u2076\u2077\u2078\u2079", "+-0123456789"
)
_STACKED = re.compile("[\u2070\u00b9\u00b2\u00b3\u2074-\u2079]{1,20}[\u2044\u2215/][\u2080-\u2089]{1,20}")
_STACKED_DIGITS = str.maketrans(
    "\u2070\u00b9\u00b2\u00b3\u2074\u2075\u2076\u2077\u2078\u2079\u2080\u2081\u2082\u2083\u2084\u2085\u2086\u2087\u2088\u2089",
    "01234567890123456789",
)
"""Raised digits over lowered ones are a fraction."""
_SPELLINGS = (
    (r"\dfrac", r"\frac"), (r"\tfrac", r"\frac"), (r"\cfrac", r"\frac"), (r"\cdot", r"\times "),
    (r"\,", " "), (r"\;", " "), (r"\:", " "), (r"\ ", " "), (r"\!", ""), ("{,}", ","), ("~", " "),
    (r"\left", ""), (r"\right", ""), (r"\displaystyle", ""), (r"\quad", " "),
)  # fmt: skip


def parse_number(text: str) -> Number | None:
    """The number that the whole text is, or None if it is not one number.

    A percent sign is noted, not applied: whether ``45%`` is 45 or 0.45 is for the question to say.
    """
    plain = _PLAIN(text) if len(text) <= MAX_LENGTH else None
    if plain:
        return _decimal(*plain.groups())
    ratio = _RATIO(text) if len(text) <= MAX_LENGTH else None
    if ratio:
        return _ratio(int(ratio[1]), int(ratio[2]))
    if len(text) > MAX_LENGTH:
        return None
    return _parse_spelled(_normalise(text))


def _normalise(text: str) -> str:
    if not text.isascii():
        text = _STACKED.sub(lambda found: " " + found[0].translate(_STACKED_DIGITS), text).translate(_UNICODE)
        text = _SUPERSCRIPT.sub(lambda found: "^{" + found[0].translate(_SUPERSCRIPTS) + "}", text)
    if "\\" in text or "{" in text or "~" in text:
        for spelling, plain in _SPELLINGS:
            text = text.replace(spelling, plain)
    text = " ".join(text.split())
    text = text.replace("\\times ", "\\times").replace(" \\times", "\\times")
    named = _NAMED(text)
    if named:
        text = text[named.end() :]
    elif text[:1] in ("=", "≈"):
        text = text[1:].strip()
    while len(text) > 2 and (text[0], text[-1]) in (("(", ")"), ("{", "}")) and text[1] not in "({":
        inner = text[1:-1]
        if any(bracket in inner for bracket in "(){}") and not inner.startswith("\\frac"):
            break
        text = inner.strip()
    return text


def _parse_spelled(text: str) -> Number | None:
    percent = _PERCENT(text)
    if percent:
        number = _parse_unsuffixed(percent[1])
        return number._replace(percent=True) if number else None
    return _parse_unsuffixed(text)


def _parse_unsuffixed(text: str) -> Number | None:
    signed = _SIGNED(text)
    if signed:
        return _signed(signed[1], signed[2])
    for match, build in _FORMS:
        found = match(text)
        if found:
            return build(found)
    return _plain_ratio(text) if text.count("/") == 1 else None


def _decimal(sign: str, whole: str, part: str | None) -> Number:
    if part is None:
        value = int(whole)
        return Number(-value if sign == "-" else value, 1)
    value = int(whole + part)
    digits = len((whole + part).lstrip("0")) or 1
    return Number(-value if sign == "-" else value, 10 ** len(part), digits)


def _signed(sign: str, text: str) -> Number:
    for separator in ", '":
        text = text.replace(separator, "")
    whole, _, part = text.partition(".")
    return _decimal(sign, whole or "0", part or None)


def _ratio(numerator: int, denominator: int) -> Number | None:
    if denominator == 0:
        return None
    return Number(numerator, denominator) if denominator > 0 else Number(-numerator, -denominator)


def _component(text: str) -> Number | None:
    text = text.strip()
    if text.startswith("(") and text.endswith(")"):
        text = text[1:-1].strip()
    signed = _SIGNED(text)
    return _signed(signed[1], signed[2]) if signed else None


def _divide(above: str, below: str) -> Number | None:
    top, bottom = _component(above), _component(below)
    if top is None or bottom is None:
        return None
    return _ratio(top.numerator * bottom.denominator, top.denominator * bottom.numerator)


def _plain_ratio(text: str) -> Number | None:
    negative = text.startswith(("-(", "- ("))
    if negative:
        text = text[1:].strip()
        if text.endswith(")") and text.count("(") == 1:
            text = text[1:-1]
    above, _, below = text.partition("/")
    number = _divide(above, below)
    return number._replace(numerator=-number.numerator) if number and negative else number


def _tex_fraction(found: re.Match[str]) -> Number | None:
    sign, whole = found[1], found[2]
    number = _divide(found[3] or found[4], found[5] or found[6])
    if number is None or (whole and number.numerator < 0):
        return None
    numerator = number.numerator + int(whole or 0) * number.denominator
    return Number(-numerator if sign == "-" else numerator, number.denominator)


def _mixed(found: re.Match[str]) -> Number | None:
    whole, above, below = int(found[2]), int(found[3]), int(found[4])
    if below == 0:
        return None
    value = whole * below + above
    return Number(-value if found[1] == "-" else value, below)


def _scientific(found: re.Match[str]) -> Number | None:
    exponent = found[3]
    if exponent is None:
        written = _EXPONENT(found[4] or found[5])
        exponent = written and (written[1] or written[2] or written[3])
    if not exponent or len(exponent) > 6 or abs(int(exponent)) > MAX_EXPONENT:
        return None
    number = _signed(found[1], found[2] or "1")
    power = int(exponent)
    if power >= 0:
        return number._replace(numerator=number.numerator * 10**power)
    return number._replace(denominator=number.denominator * 10**-power)


def _repeat(sign: str, whole: str, fixed: str, repetend: str) -> Number:
    for separator in ", '":
        whole = whole.replace(separator, "")
    scale, cycle = 10 ** len(fixed), 10 ** len(repetend) - 1
    value = int((whole or "0") + fixed) * cycle + int(repetend)
    return Number(-value if sign == "-" else value, scale * cycle)


def _repeating(found: re.Match[str]) -> Number:
    return _repeat(found[1], found[2], found[3], found[4] or found[5] or found[6])


def _dotted(found: re.Match[str]) -> Number:
    repetend = found[4] + (found[5] + found[6] if found[6] else "")
    return _repeat(found[1], found[2], found[3], repetend)


def _ellipsis(found: re.Match[str]) -> Number | None:
    """0.1666... repeats what its last digits repeat; without a visible repetend it is a rounded decimal."""
    sign, whole, part = found[1], found[2], found[3]
    for length in range(1, len(part) // 2 + 1):
        block = part[-length:]
        times = 3 if length == 1 else 2
        if part.endswith(block * times):
            start = len(part) - length * times
            while start >= length and part[start - length : start] == block:
                start -= length
            return _repeat(sign, whole, part[:start], block)
    return _decimal(sign, whole or "0", part)


_FORMS = (
    (_TEX_FRACTION, _tex_fraction),
    (_MIXED, _mixed),
    (_SCIENTIFIC, _scientific),
    (_REPEATING, _repeating),
    (_DOTTED, _dotted),
    (_ELLIPSIS, _ellipsis),
)


def round_significant(numerator: int, denominator: int, digits: int) -> set[tuple[int, int]]:
    """The value rounded to some significant digits, as (mantissa, power of ten).

    An exact tie has two usual roundings (half up, half even); both are in the set. Zero is (0, 0).
    """
    if numerator == 0:
        return {(0, 0)}
    size = abs(numerator)
    power = len(str(size)) - len(str(denominator)) - digits
    top, bottom = (size, denominator * 10**power) if power >= 0 else (size * 10**-power, denominator)
    if top >= bottom * 10**digits:
        power += 1
        bottom *= 10
    quotient, rest = divmod(top, bottom)
    up = quotient + (2 * rest >= bottom)
    ties = {up, up - 1} if 2 * rest == bottom and quotient % 2 == 0 else {up}
    sign = -1 if numerator < 0 else 1
    limit = 10**digits
    return {(sign * (m // 10), power + 1) if m == limit else (sign * m, power) for m in ties}


def format_decimal(value: Fraction, digits: int = 12) -> str:
    """The value as a decimal of at most that many significant digits (half up), scientific if very large or small.

    No zero is written that is not known to be right.
    """
    mantissa, power = max(round_significant(value.numerator, value.denominator, digits), key=lambda m: abs(m[0]))
    sign, text = ("-" if mantissa < 0 else ""), str(abs(mantissa))
    point = len(text) + power
    text = text.rstrip("0") or "0"
    if mantissa == 0:
        return "0"
    if -6 < point <= 0:
        return f"{sign}0.{'0' * -point}{text}"
    if 0 < point <= digits:
        padded = text.ljust(point, "0")
        return f"{sign}{padded[:point]}.{padded[point:]}".rstrip(".")
    tail = f".{text[1:]}" if text[1:] else ""
    return f"{sign}{text[0]}{tail}e{point - 1}"


def exact_decimal(value: Fraction) -> str:
    """The terminating decimal of a value whose denominator has no primes but 2 and 5. Raises ValueError."""
    places = 0
    scaled = value
    while scaled.denominator != 1:
        if scaled.denominator % 2 and scaled.denominator % 5:
            raise ValueError(f"{value} has no terminating decimal")
        places += 1
        scaled = value * 10**places
    digits = str(abs(scaled.numerator)).rjust(places + 1, "0")
    sign = "-" if value < 0 else ""
    return f"{sign}{digits[:-places]}.{digits[-places:]}" if places else f"{sign}{digits}"
