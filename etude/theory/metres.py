"""Time signatures, and every usual way to write them."""

from __future__ import annotations

import re
from typing import NamedTuple

WHOLE = 64
"""Durations are whole numbers of 64th notes."""


class Metre(NamedTuple):
    """A time signature: ``beats`` over ``unit`` (1, 2, 4, 8, 16)."""

    beats: int
    unit: int

    @property
    def name(self) -> str:
        """``6/8``."""
        return f"{self.beats}/{self.unit}"

    @property
    def length(self) -> int:
        """The length of a measure in 64ths of a whole note."""
        return self.beats * WHOLE // self.unit

    @property
    def compound(self) -> bool:
        """Whether the beat is dotted: 6/8, 9/8, 12/8, also 6/4."""
        return self.beats % 3 == 0 and self.beats > 3 and self.unit >= 4

    @property
    def groups(self) -> tuple[int, ...]:
        """The beats of a measure in 64ths; the long and short beats of 5/8 and 7/8."""
        unit = WHOLE // self.unit
        if self.compound:
            return (3 * unit,) * (self.beats // 3)
        if self.unit == 8 and self.beats == 3:
            return (3 * unit,)
        if self.unit == 8 and self.beats in (5, 7):
            return (3 * unit, 2 * unit) if self.beats == 5 else (2 * unit, 2 * unit, 3 * unit)
        return (unit,) * self.beats


_RATIO = re.compile(
    r"(?:M ?: ?)?\(?([0-9]{1,2}) ?(?:/|∕|⁄|over|\\over) ?([0-9]{1,2})\)?(?: time(?: signature)?)?\Z", re.I
)
_TEX = re.compile(r"\\[dt]?(?:frac|genfrac) ?\{ ?([0-9]{1,2}) ?\} ?\{ ?([0-9]{1,2}) ?\}\Z")
_NAMED = {
    "c": Metre(4, 4), "𝄴": Metre(4, 4), "common time": Metre(4, 4), "common": Metre(4, 4), "m:c": Metre(4, 4),
    "c|": Metre(2, 2), "𝄵": Metre(2, 2), "cut time": Metre(2, 2), "cut": Metre(2, 2), "alla breve": Metre(2, 2),
    "cut common time": Metre(2, 2), "m:c|": Metre(2, 2), "¢": Metre(2, 2),
}  # fmt: skip


def read_metre(text: str) -> Metre | None:
    """The time signature that the whole text is: ``6/8``, ``M:6/8``, ``common time``. None otherwise."""
    if len(text) > 40:
        return None
    text = " ".join(text.split())
    found = _TEX.match(text) or _RATIO.match(text.strip("{}"))
    if found:
        metre = Metre(int(found[1]), int(found[2]))
        return metre if metre.beats > 0 and metre.unit in (1, 2, 4, 8, 16, 32, 64) else None
    return _NAMED.get(text.lower())
