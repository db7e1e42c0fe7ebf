"""Questions whose answer is the name of an interval: how it is asked for, and missed."""

from __future__ import annotations

from functools import lru_cache

from etude.tasks.wording import final
from etude.theory.intervals import QUALITIES, Interval, read_interval

ASKED = final("quality and number such as perfect fifth")
"""The closing sentence."""


@lru_cache(maxsize=500)
def near_intervals(interval: Interval) -> list[str]:
    """Names of other intervals of the same and the neighbouring numbers."""
    numbers = [n for n in range(interval.number - 2, interval.number + 3) if 1 <= n <= 15]
    qualities = [quality for quality in QUALITIES if len(quality) == 1]
    near = [Interval(quality, number) for number in numbers for quality in qualities]
    return [other.name for other in near if other.exists and other.semitones >= 0 and other != interval]


@lru_cache(maxsize=500)
def semitones(name: str) -> int:
    """The size of an interval by name: what it sounds like."""
    interval = read_interval(name)
    if interval is None:
        raise ValueError(f"no interval {name!r}")
    return interval.semitones
