"""Marks a whole number written in a given base.

spec: ``numeral`` (the right digits, lower case) and ``base``. Leading zeros, case, spaces or underscores
between groups, the prefixes 0b, 0o, 0x of their bases and a written base (``1011_2``) are accepted.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from etude.task import Json, Verdict
from etude.theory.bases import DIGITS
from etude.verifiers.extract import settle
from etude.verifiers.registry import verifier

_PREFIX = {2: "0b", 8: "0o", 16: "0x"}
_SUBSCRIPT = re.compile(r"(?:\s?_\s?\{?\(?([0-9]{1,2})\)?\}?|[₀-₉]{1,2}|\s?\(?base[ -]([0-9]{1,2})\)?)\Z", re.I)
_LOWERED = str.maketrans("₀₁₂₃₄₅₆₇₈₉", "0123456789")
_MOST = 400


@verifier("base_number")
def mark(response: str, spec: Mapping[str, Json]) -> Verdict:
    """Mark the digits of a number in the base asked for."""
    truth, base = spec["numeral"], int(spec["base"])

    def judge(answer: str) -> bool | None:
        digits = read_digits(answer, base)
        return None if digits is None else digits == truth

    return settle(response, judge)


def read_digits(answer: str, base: int) -> str | None:
    """The digits of an answer in lower case without leading zeros, None if it is no number of that base."""
    if len(answer) > _MOST:
        return None
    text = answer.strip().strip("{}").lower()
    prefix = _PREFIX.get(base)
    if prefix and text.startswith(prefix) and len(text) > 2:
        text = text[2:]
    subscript = _SUBSCRIPT.search(text)
    if subscript and subscript.start() > 0:
        named = subscript[1] or subscript[2] or subscript[0].translate(_LOWERED)
        if int(named) != base:
            return None
        text = text[: subscript.start()].strip().strip("()")
    text = text.replace(" ", "").replace("\\,", "").replace("\\", "")
    if not text or any(char not in DIGITS[:base] for char in text):
        return None
    return text.lstrip("0") or "0"
