"""Sets of real numbers as intervals with rational ends: unions, intersections, complements, in one simplest form."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import NamedTuple


class Interval(NamedTuple):
    """The numbers between two ends (None: unbounded), each included or not."""

    low: Fraction | None
    high: Fraction | None
    with_low: bool
    with_high: bool


Reals = tuple[Interval, ...]
WHOLE: Reals = (Interval(None, None, False, False),)


def complement(a: Reals) -> Reals:
    """The numbers that are not in a set."""
    result: Reals = WHOLE
    for low, high, with_low, with_high in a:
        outside = [Interval(None, low, False, not with_low)] if low is not None else []
        outside += [Interval(high, None, not with_high, False)] if high is not None else []
        result = intersection(result, united(outside))
    return result


def intersection(a: Reals, b: Reals) -> Reals:
    """The numbers in both sets."""
    return united([_meet(left, right) for left in a for right in b])


def _meet(a: Interval, b: Interval) -> Interval:
    lows = [(end, closed) for end, closed in ((a.low, a.with_low), (b.low, b.with_low)) if end is not None]
    highs = [(end, closed) for end, closed in ((a.high, a.with_high), (b.high, b.with_high)) if end is not None]
    low, with_low = max(lows, key=lambda end: (end[0], not end[1]), default=(None, False))
    high, with_high = min(highs, key=lambda end: (end[0], end[1]), default=(None, False))
    return Interval(low, high, with_low, with_high)


def _empty(interval: Interval) -> bool:
    low, high, with_low, with_high = interval
    return low is not None and high is not None and (low > high or (low == high and not (with_low and with_high)))


def united(intervals: Sequence[Interval]) -> Reals:
    """The union as intervals that neither meet nor touch, from the left."""
    ordered = sorted(
        (interval for interval in intervals if not _empty(interval)),
        key=lambda i: (i.low is not None, i.low or 0, not i.with_low),
    )
    found: list[Interval] = []
    for interval in ordered:
        if found and _touch(found[-1], interval):
            found[-1] = _joined(found[-1], interval)
        else:
            found.append(interval)
    return tuple(found)


def _touch(a: Interval, b: Interval) -> bool:
    if a.high is None or b.low is None:
        return True
    return a.high > b.low or (a.high == b.low and (a.with_high or b.with_low))


def _joined(a: Interval, b: Interval) -> Interval:
    highs = [(i.high, i.with_high) for i in (a, b)]
    if any(end is None for end, _ in highs):
        return a._replace(high=None, with_high=False)
    high, closed = max(highs, key=lambda end: (Fraction(end[0] or 0), end[1]))
    return a._replace(high=high, with_high=closed)
