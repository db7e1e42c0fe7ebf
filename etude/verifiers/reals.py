r"""Marks a set of real numbers: intervals, unions of them, or inequalities.

spec: ``intervals`` (the ends of each as text, ``-oo`` and ``oo`` for none), ``closed`` (which ends belong), ``letter``.
Read are ``(-\infty, 2] \cup (5, \infty)``, ``x <= 2 or x > 5``, ``-1 < x < 3``, ``x > -1 and x < 3``. A comma between
inequalities means "and" if both can hold, else "or".
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from fractions import Fraction
from typing import NamedTuple

from etude.task import Json, Verdict
from etude.theory.algebra.comparison import read
from etude.theory.algebra.normal import TooLarge, Undefined, normal, rational
from etude.theory.algebra.tree import INFINITY, Bag, Minus, Relation, Sym, Tree
from etude.verifiers.extract import settle
from etude.verifiers.registry import verifier

_ALL = ("all real numbers", "all reals", r"\mathbb{r}", "ℝ", "r", "every real number")
_NONE = ("no solution", "no solutions", r"\emptyset", "∅", r"\varnothing", "no real solution", "the empty set", "{}")
_FLIPPED = {"<": ">", ">": "<", "<=": ">=", ">=": "<="}
_JOINED = re.compile(r"\b(and|or)\b|\\(land|lor|wedge|vee)\b")
_MEANING = {"land": "and", "wedge": "and", "lor": "or", "vee": "or"}


class Interval(NamedTuple):
    """The numbers between two ends (None: unbounded), each included or not."""

    low: Fraction | None
    high: Fraction | None
    with_low: bool
    with_high: bool


Reals = tuple[Interval, ...]
WHOLE: Reals = (Interval(None, None, False, False),)


@verifier("reals")
def mark(response: str, spec: Mapping[str, Json]) -> Verdict:
    """Mark a set of real numbers."""
    wanted = united([_stored(*ends, *closed) for ends, closed in zip(spec["intervals"], spec["closed"], strict=True)])
    letter = spec["letter"]

    def judge(answer: str) -> bool | None:
        found = reals(answer, letter)
        return None if found is None else found == wanted

    return settle(response, judge)


def _stored(low: str, high: str, with_low: bool, with_high: bool) -> Interval:
    ends = [None if "oo" in end else Fraction(end) for end in (low, high)]
    return Interval(ends[0], ends[1], with_low, with_high)


def reals(answer: str, letter: str) -> Reals | None:
    """The set that a text means, in its simplest form; None if it means none."""
    if answer.lower() in _ALL:
        return WHOLE
    if answer.lower() in _NONE:
        return ()
    tree = read(answer)
    joint = _JOINED.search(answer)
    word = (joint[1] or _MEANING[joint[2]]) if joint else ""
    return None if tree is None else _set(tree, letter, word)


def _set(tree: Tree, letter: str, word: str = "") -> Reals | None:
    """The set of a tree; ``word`` is what stands between its parts: and, or, nothing."""
    if isinstance(tree, Bag):
        return _bag(tree, letter, word)
    if not isinstance(tree, Relation):
        return None
    if tree.sign == "union":
        left, right = _set(tree.left, letter), _set(tree.right, letter)
        return None if left is None or right is None else united([*left, *right])
    if tree.sign == "in":
        return _set(tree.right, letter) if tree.left == Sym(letter) else None
    return _inequality(tree, letter)


def _bag(tree: Bag, letter: str, word: str) -> Reals | None:
    ends = tree.open + tree.close
    if ends in ("()", "(]", "[)", "[]") and len(tree.items) == 2:
        low, high = _end(tree.items[0]), _end(tree.items[1])
        if low is None or high is None:
            return None
        return united(
            [
                Interval(
                    low[0], high[0], tree.open == "[" and low[0] is not None, tree.close == "]" and high[0] is not None
                )
            ]
        )
    if ends:
        return None
    parts = [_set(item, letter) for item in tree.items]
    known = [part for part in parts if part is not None]
    if len(known) != len(parts) or not known or len(known) > 6:
        return None
    common = known[0]
    for part in known[1:]:
        common = intersection(common, part)
    if word == "and" or (word != "or" and common):
        return common
    return united([interval for part in known for interval in part])


def _end(tree: Tree) -> tuple[Fraction | None] | None:
    """An end of an interval, (None,) for infinity; None if it is no number."""
    if tree in (INFINITY, Minus(INFINITY)):
        return (None,)
    try:
        value = rational(normal(tree))
    except (Undefined, TooLarge):
        return None
    return None if value is None else (value,)


def _inequality(tree: Relation, letter: str) -> Reals | None:
    if isinstance(tree.left, Relation) and tree.left.right == Sym(letter):
        left = _inequality(tree.left, letter)
        right = _inequality(Relation(tree.sign, tree.left.right, tree.right), letter)
        return None if left is None or right is None else intersection(left, right)
    sign, value = tree.sign, _end(tree.right)
    if tree.right == Sym(letter):
        sign, value = _FLIPPED.get(sign, ""), _end(tree.left)
    elif tree.left != Sym(letter):
        return None
    if value is None or sign not in _FLIPPED:
        return None
    if sign in ("<", "<="):
        return (Interval(None, value[0], False, sign == "<=" and value[0] is not None),)
    return (Interval(value[0], None, sign == ">=" and value[0] is not None, False),)


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


def united(intervals: list[Interval]) -> Reals:
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
    high, closed = max(highs, key=lambda end: (end[0] or Fraction(0), end[1]))
    return a._replace(high=high, with_high=closed)
