"""A sign of comparison, or its name. spec: ``relation``, one of < > =."""

from __future__ import annotations

import re
from collections.abc import Sequence

from etude.answers.kind import Kind

_SIGNS = {
    "<": ("<", r"\lt", "＜", "&lt;", "less than", "less", "smaller", "smaller than", "is less than", "is smaller than",
          "lesser", "lower", "lower than", "less than sign", "is less", "is smaller"),
    ">": (">", r"\gt", "＞", "&gt;", "greater than", "greater", "larger", "larger than", "is greater than",
          "is larger than", "bigger", "bigger than", "higher", "more than",
          "greater than sign", "is greater", "is larger", "is bigger"),
    "=": ("=", "＝", r"\eq", "equal", "equals", "equal to", "are equal", "they are equal", "is equal to", "equality",
          "equals sign", "the same", "==", "equal sign", "both are equal", "is equal"),
}  # fmt: skip
_MEANING = {text: sign for sign, texts in _SIGNS.items() for text in texts}

_NAMES = ("a b", "x y", "left right", "lhs rhs", "first second", "l r", "p q")
_SIDES = {tuple(pair.split()) for pair in _NAMES} | {(pair.split()[0], "") for pair in _NAMES[2:5]}
"""What two expressions are called, in the order in which they stand."""
_SIDE = r"(?:the )?(?<![a-z])(LEFT)(?![a-z])(?: (?:hand )?(?:side|expression|one|number|value))?"
_BETWEEN = re.compile(
    rf"{_SIDE.replace('LEFT', 'a|b|x|y|left|right|lhs|rhs|first|second|l|r|p|q')} ?((?:<|>|=|\\lt|\\gt|is |are "
    rf"|equals |＜|＞)[a-z ]{{0,16}}?) ?"
    rf"(?:{_SIDE.replace('LEFT', 'a|b|x|y|left|right|lhs|rhs|first|second|l|r|p|q')})?"
)

_RELATION = re.compile(r"(\\[lg]t(?![a-z])|[<>=])")
_DIGIT = re.compile(r"[0-9]")


class Comparison(Kind[str]):
    """One of < > =."""

    name = "comparison"
    ask = r"Give the sign <, > or = in \boxed{}."

    @property
    def truth(self) -> str:
        """The right sign."""
        return str(self.spec["relation"])

    def read(self, text: str) -> str | None:
        """The sign that a text is or names, alone or between two names: ``a > b``, "the first is greater"."""
        sides = _RELATION.split(text)
        if len(sides) == 3 and len(text) <= 200 and all(_DIGIT.search(side) for side in sides[::2]):
            text = sides[1]
        if len(text) > 80:
            return None
        plain = " ".join(text.strip("{}() .,").replace("-", " ").lower().split())
        meaning = _MEANING.get(plain)
        if meaning is None:
            plain = plain.removeprefix("the ").removesuffix(" sign").removesuffix(" symbol").removesuffix(" to")
            meaning = _MEANING.get(plain)
        if meaning is None:
            said = _BETWEEN.fullmatch(plain)
            meaning = _MEANING.get((said[2] or "").strip()) if said and (said[1], said[3] or "") in _SIDES else None
        return meaning

    def key(self, value: str) -> str:
        """The sign itself."""
        return value

    def forms(self, value: str) -> Sequence[str]:
        """The sign in plain text and LaTeX, and its name."""
        return {
            "<": ["<", r"\lt", "less than", "$<$"],
            ">": [">", r"\gt", "greater than", "$>$"],
            "=": ["=", "equal", "equals", "$=$"],
        }[value]
