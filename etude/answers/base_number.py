"""A whole number written in a given base.

spec: ``numeral`` (the right digits, lower case) and ``base``. Leading zeros, case, groups of any kind, the prefixes 0b,
0o, 0x of their bases, a written base (``1011_2``) and an equation of numerals that each name their base are accepted.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from etude.answers.kind import Kind
from etude.theory.bases import DIGITS

_PREFIX = {2: "0b", 8: "0o", 16: "0x"}
_NAMES = {"two": 2, "three": 3, "eight": 8, "ten": 10, "twelve": 12, "sixteen": 16, "binary": 2, "ternary": 3,
          "octal": 8, "decimal": 10, "hexadecimal": 16, "hex": 16}  # fmt: skip
_SUBSCRIPT = re.compile(
    r"(?:\s?_\s?\{?\s?\(?\s?(?:base\s?)?([0-9]{1,2}|two|eight|ten|sixteen)\s?\)?\s?\}?|([₀-₉]{1,2})"
    r"|[,\s]{0,3}\(?(?:in |\s)?base[ -]?([0-9]{1,2}|two|three|eight|ten|twelve|sixteen)\)?"
    r"|[,\s]{1,3}\(?(?:in )?(binary|ternary|octal|decimal|hexadecimal|hex)\)?|\s\(([0-9]{1,2})\))\Z"
)
_LOWERED = str.maketrans("₀₁₂₃₄₅₆₇₈₉", "0123456789")
_GROUPED = re.compile(r"[0-9a-z]{1,4}(?:(?:,|'| |_|\{,\}|\.){1,2}[0-9a-z]{2,5}){0,100}\Z")
_NAME = re.compile(r"(?:[a-z](?:_\{?\w\}?)?|answer|digits|\?|result)\Z")
_MOST = 400


class BaseNumber(Kind[str]):
    """The digits of a number, lower case, without leading zeros."""

    name = "base_number"
    ask = r"Give only its digits in \boxed{}."

    @property
    def truth(self) -> str:
        """The right digits."""
        return str(self.spec["numeral"])

    def read(self, text: str) -> str | None:
        """The digits of a text in the base asked for."""
        return read_digits(text, int(self.spec["base"]))

    def key(self, value: str) -> str:
        """The digits themselves."""
        return value

    def forms(self, value: str) -> Sequence[str]:
        """With and without the base, in either case."""
        base = self.spec["base"]
        return [
            value,
            value.upper(),
            f"{value}_{{{base}}}",
            f"({value})_{{{base}}}",
            f"{value} (base {base})",
            rf"\text{{{value}}}",
        ]


def read_digits(answer: str, base: int) -> str | None:
    """The digits of an answer in lower case without leading zeros, None if it is no number of that base."""
    if len(answer) > _MOST:
        return None
    text = answer.strip().lower()
    if "=" in text:
        return _equation(text, base)
    digits, named = _numeral(text, base)
    return digits if named in (None, base) else None


def _numeral(text: str, base: int) -> tuple[str | None, int | None]:
    """The digits of one numeral without leading zeros, and the base that it names; both None if there are none."""
    subscript = _SUBSCRIPT.search(text)
    named: int | None = None
    if subscript and subscript.start() > 0:
        said = next(filter(None, subscript.groups())).translate(_LOWERED)
        named = _NAMES.get(said) or int(said)
        text = text[: subscript.start()]
    within = base if named is None else named
    if not 2 <= within <= len(DIGITS):
        return None, None
    text = text.strip(" {}()").replace("\\", "")
    prefix = _PREFIX.get(within)
    if prefix and text.startswith(prefix) and len(text) > 2:
        text = text[2:]
    if _GROUPED.match(text) and ("." not in text or "," not in text):
        text = text.replace("{,}", "").replace(",", "").replace("'", "").replace("_", "")
    text = text.replace(" ", "")
    if not text or any(char not in DIGITS[:within] for char in text):
        return None, None
    return text.lstrip("0") or "0", named


def _equation(text: str, base: int) -> str | None:
    """The digits of ``x = 1011`` and of ``34105_8 = 14405_{10}``, where all sides name their base and agree."""
    sides = [side.strip() for side in text.split("=", 4)]
    if len(sides) == 2 and _NAME.match(sides[0]):
        digits, named = _numeral(sides[1], base)
        return digits if named in (None, base) else None
    if sides and _NAME.match(sides[0]):
        sides = sides[1:]
    if len(sides) > 4:
        return None
    read = [_numeral(side, 10 if i < len(sides) - 1 else base) for i, side in enumerate(sides)]
    values = {
        int(digits, named or (10 if i < len(sides) - 1 else base)) for i, (digits, named) in enumerate(read) if digits
    }
    last, named = read[-1]
    return last if len(values) == 1 and all(digits for digits, _ in read) and named in (None, base) else None
