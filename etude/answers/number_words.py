"""Whole numbers in English words, and ordinals."""

from __future__ import annotations

from etude.theory.numbers import Number

_ONES = """
    zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen
    eighteen nineteen"""
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_PLACES = """
    first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth
    sixteenth seventeenth eighteenth nineteenth twentieth"""
CARDINALS = {name: i for i, name in enumerate(_ONES.split())} | {
    name: 10 * (i + 2) for i, name in enumerate(_TENS.split())
}
"""``seven`` to 7, up to nineteen and the tens."""
ORDINALS = {name: i + 1 for i, name in enumerate(_PLACES.split())}
"""``seventh`` to 7, up to the twentieth."""
SCALES = {"thousand": 1_000, "million": 1_000_000}


def in_words(text: str) -> Number | None:
    """``twenty-one``, ``one hundred and five``, ``minus three``."""
    sign, parts = 1, text.replace("-", " ").replace(",", " ").split()
    if parts[:1] in (["minus"], ["negative"]):
        sign, parts = -1, parts[1:]
    if not 0 < len(parts) <= 16:
        return None
    total = group = 0
    last = 10**9
    scale = 10**9
    for i, part in enumerate(parts):
        if part == "and" and 0 < i < len(parts) - 1 and parts[i - 1] in ("hundred", *SCALES):
            continue
        if part == "hundred" and 0 < group < 10 and last < 10:
            group, last = group * 100, 100
        elif part in SCALES and group > 0 and SCALES[part] < scale:
            total, group, last, scale = total + group * SCALES[part], 0, 10**9, SCALES[part]
        elif part in CARDINALS and (last in (10**9, 100) or (20 <= last < 100 and 0 < CARDINALS[part] < 10)):
            group, last = group + CARDINALS[part], CARDINALS[part] if CARDINALS[part] else 1
        else:
            return None
    return Number(sign * (total + group), 1)
