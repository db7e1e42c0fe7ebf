"""Which wrong options stand beside the right one, so that nothing but music tells it apart.

A guesser who always takes the longest, the shortest, or the most or least accidental-laden option must be right no
more often than one who guesses blindly. So the rank of the right option in length and in accidentals is drawn before
the question, or that all options shall be equal in both, and a question for which that cannot be had is drawn again.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import cache, lru_cache
from itertools import combinations, islice
from typing import Any, NamedTuple

SECOND_BEST = 3
"""Distance of options that are all equal, where a rank was planned."""
WRONG = 3
"""Wrong options of a multiple choice."""
PLANS = 32
"""Plans for the place of the right option among the others; see ``pick``."""
_POOL = 10
"""Candidates that are looked at: there are 120 ways to take three of them."""
_ACCIDENTALS = re.compile(r"(?<=[A-G])(?:#{1,2}|b{1,2})(?![a-z])|[_^]")


class Choice(NamedTuple):
    """Three wrong options, and how far they are from what was planned: 0 if they are as planned."""

    options: list[str]
    distance: int


def pick(
    plan: int, right: str, wrong: Iterable[str], sound: Callable[[str], Any], show: Callable[[str], str]
) -> Choice:
    """Wrong options that differ as music from the right one and from each other.

    plan: from 0 to 3, so many of them should be longer, and hold more accidentals, than the right one, and the others
    less; from 4 on all should be equal to it, or where that cannot be as for ``plan % 4``. wrong: candidates in the
    order of preference. show: how an answer looks as an option. Raises ValueError if there are fewer than three.
    """
    candidates = iter(_distinct(right, wrong, sound))
    pool = list(islice(candidates, _POOL))
    if len(pool) == WRONG:
        return Choice(pool, 0)
    if len(pool) < WRONG:
        raise ValueError(f"only {len(pool)} wrong options for {right!r}")
    size, laden = len(show(right)), accidentals(show(right))
    signs = tuple((_sign(len(show(option)) - size), _sign(accidentals(show(option)) - laden)) for option in pool)
    if plan > WRONG and signs.count((0, 0)) < WRONG:
        more = islice(candidates, _POOL)
        alike = [other for other in more if len(show(other)) == size and accidentals(show(other)) == laden]
        pool += alike
        signs += ((0, 0),) * len(alike)
    if not any(map(any, signs)):
        return Choice(pool[:WRONG], 0)
    best, distance = _nearest(signs, plan)
    return Choice([pool[i] for i in best], distance)


def accidentals(option: str) -> int:
    """The sharps and flats in the text of an option, a double one counted twice."""
    return sum(map(len, _ACCIDENTALS.findall(option)))


def _distinct(right: str, wrong: Iterable[str], sound: Callable[[str], Any]) -> Iterable[str]:
    heard = {sound(right)}
    for option in wrong:
        meant = sound(option)
        if meant not in heard:
            heard.add(meant)
            yield option


@cache
def _triples(count: int) -> list[tuple[int, ...]]:
    """All triples of candidates, the preferred ones first."""
    return sorted(combinations(range(count), WRONG), key=sum)


def _sign(difference: int) -> int:
    return (difference > 0) - (difference < 0)


Signs = tuple[int, int]
"""Whether an option is longer (1), as long (0) or shorter (-1) than the right one, and likewise in accidentals."""


@lru_cache(maxsize=20_000)
def _nearest(signs: tuple[Signs, ...], plan: int) -> tuple[tuple[int, ...], int]:
    """The first triple of candidates that is nearest to the plan, and how far it is from it."""
    alike = [i for i, sign in enumerate(signs) if sign == (0, 0)][:WRONG]
    if plan > WRONG and len(alike) == WRONG:
        return tuple(alike), 0
    sides = [[(sign[which] > 0, sign[which] == 0) for sign in signs] for which in (0, 1)]
    best: tuple[int, ...] = ()
    least = 99
    for triple in _triples(len(signs)):
        far = _distance(triple, sides, plan)
        if far < least:
            best, least = triple, far
            if far == 0:
                break
    return best, least


def _distance(triple: tuple[int, ...], sides: list[list[tuple[bool, bool]]], plan: int) -> int:
    """How far the right option is from its place by length and by accidentals."""
    far = ties = 0
    i, j, k = triple
    for side in sides:
        equal = side[i][1] + side[j][1] + side[k][1]
        ties += equal
        if equal < WRONG:
            above = side[i][0] + side[j][0] + side[k][0]
            far += 4 * (abs(above - plan % 4) + equal)
    return SECOND_BEST if ties == 2 * WRONG else far + (plan > WRONG)
