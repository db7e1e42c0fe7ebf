"""Distinct generation: many families and levels, one order, no question twice.

Every (family, level) asked for is a lane. In each round every lane gives its next new question, so
the mix stays even whatever the capacities are. A lane whose draws only repeat what is known has run
dry: it drops out and the others fill up. The order depends on the arguments alone, so any number of
processes can do the writing as long as one reader decides.
"""

from __future__ import annotations

import warnings
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import count
from typing import Generic, NamedTuple, TypeVar

from etude.task import Task
from etude.tasks.corpus import Corpus
from etude.tasks.registry import (
    CapacityError,
    Family,
    NameProblem,
    check_split,
    families,
    find_family,
    make_task,
)

T = TypeVar("T")


class CapacityWarning(UserWarning):
    """Fewer tasks were generated than asked for: the families have no more distinct ones."""


class Lane(NamedTuple):
    """One family (or variant) at one level, and how many of its tasks a round takes."""

    family: str
    level: int
    share: int = 1


class Candidate(NamedTuple, Generic[T]):
    """A drawn task: the first 64 bits of its fingerprint, its place in the lane and what is made of it."""

    key: int
    place: int
    value: T


def key_of(fingerprint: str) -> int:
    """What duplicates are known by: 64 bits, so a million tasks collide with probability 3e-8."""
    return int(fingerprint[:16], 16)


def patience(found: int) -> int:
    """Repeats in a row after which a lane that gave ``found`` tasks is dry.

    If one question in ``found`` were still unseen, missing it that often has a probability of e**-8.
    """
    return 200 + 8 * found


def lanes_for(cards: Iterable[Family], level: int | None) -> list[Lane]:
    """The lanes of some families at one level, or at all of theirs. Raises NameProblem.

    Families change from lane to lane and so do levels, so that even the first few tasks are a mixture.
    """
    cards = list(cards)
    placed = [
        ((turn - place) % len(card.levels), place, Lane(card.name, n))
        for place, card in enumerate(cards)
        for turn, n in enumerate(card.levels)
        if level in (None, n)
    ]
    if not placed:
        names = ", ".join(card.name for card in cards)
        raise NameProblem(f"no level {level!r} in {names}: levels are 1 (easiest) to 5")
    return [lane for _, _, lane in sorted(placed)]


def select(domain: str | None, family: str | Sequence[str] | None) -> list[Family]:
    """The cards that a domain and family names ask for. Raises NameProblem."""
    if family is None:
        return families(domain)
    names = [family] if isinstance(family, str) else list(family)
    cards = list({card.name: card for card in map(find_family, names)}.values())
    for card in cards:
        if domain is not None and card.domain != domain:
            raise NameProblem(f"family {card.name} is not in the domain {domain}")
    return cards


def turns(lanes: Sequence[Lane]) -> list[Lane]:
    """One round: every lane as often as its share says, spread evenly, so that a part of a round is balanced too.

    A lane's turns lie at equal distances; lanes of the same share begin one after another.
    """
    alike = Counter(lane.share for lane in lanes)
    rank: Counter[int] = Counter()
    moments: list[tuple[Fraction, int]] = []
    for place, lane in enumerate(lanes):
        start = Fraction(rank[lane.share], alike[lane.share])
        rank[lane.share] += 1
        moments += [((given + start) / lane.share, place) for given in range(lane.share)]
    return [lanes[place] for _, place in sorted(moments)]


@dataclass
class Progress:
    """What a lane has given so far: how many tasks, the next index, repeats since the last new one."""

    found: int = 0
    index: int = 0
    repeats: int = 0
    dry: bool = False


class Distinct(Generic[T]):
    """The one reader: takes candidates of each lane in index order and yields the new ones."""

    def __init__(self, lanes: Sequence[Lane], *, allow_duplicates: bool = False) -> None:
        self.lanes = list(lanes)
        self.progress = {lane: Progress() for lane in self.lanes}
        self._open: dict[Lane, Iterator[Candidate[T]]] = {}
        self._seen: set[int] = set()
        self._allow = allow_duplicates
        self._turns = turns(self.lanes)
        self._turn = 0

    def restore(self, lane: Lane, index: int, key: int) -> None:
        """Note a task that an earlier, interrupted run has already given, in its order."""
        state = self.progress[lane]
        state.found += 1
        state.index = index + 1
        self._seen.add(key)
        self._turn = self._next_turn(lane)

    def _next_turn(self, lane: Lane) -> int:
        total = len(self._turns)
        at = next(i % total for i in count(self._turn) if self._turns[i % total] == lane)
        return (at + 1) % total

    def run(self, draw: Callable[[Lane, int], Iterator[Candidate[T]]]) -> Iterator[tuple[Lane, Candidate[T]]]:
        """The new tasks, lane by lane in turn, until all lanes are dry.

        ``draw(lane, start)`` gives the lane's candidates from an index on, one for every index, and ends
        or raises CapacityError where the lane can give none at all.
        """
        while not all(state.dry for state in self.progress.values()):
            lane = self._turns[self._turn]
            self._turn = (self._turn + 1) % len(self._turns)
            if not self.progress[lane].dry:
                candidate = self._next_new(lane, draw)
                if candidate is not None:
                    yield lane, candidate

    def _next_new(self, lane: Lane, draw: Callable[[Lane, int], Iterator[Candidate[T]]]) -> Candidate[T] | None:
        state = self.progress[lane]
        if lane not in self._open:
            self._open[lane] = draw(lane, state.index)
        limit = patience(state.found)
        try:
            for candidate in self._open[lane]:
                state.index = candidate.place + 1
                if self._allow or candidate.key not in self._seen:
                    self._seen.add(candidate.key)
                    state.found += 1
                    state.repeats = 0
                    return candidate
                state.repeats += 1
                if state.repeats >= limit:
                    break
        except CapacityError:
            pass
        state.dry = True
        del self._open[lane]
        return None

    def dry(self) -> dict[Lane, int]:
        """The lanes that have run dry, with the number of distinct tasks each gave."""
        return {lane: state.found for lane, state in self.progress.items() if state.dry}


def describe_dry(dry: dict[Lane, int]) -> str:
    """One clause that gives the capacity of every lane that ran dry."""
    return ", ".join(f"{lane.family} level {lane.level} ({found})" for lane, found in dry.items())


def generate(
    domain: str | None = None,
    family: str | Sequence[str] | None = None,
    n: int | None = None,
    seed: int = 0,
    level: int | None = None,
    split: str | None = None,
    corpus: Corpus | None = None,
) -> Iterator[Task]:
    """An iterator of distinct tasks: no two ask the same question.

    Takes a domain, a family name (or several, variants too), or neither for all. Families and
    levels take turns. Without n it goes on as long as there are new tasks. If the families run out
    before n, it ends with a CapacityWarning that gives their capacity. Families that take an
    excerpt take it from the corpus if there is one. Raises NameProblem at once
    for unknown names and values.
    """
    if n is not None and n < 0:
        raise NameProblem(f"n must be 0 or more, got {n}")
    lanes = lanes_for(select(domain, family), level)
    check_split(split)
    return _generate(lanes, n, seed, split, corpus)


def _generate(lanes: list[Lane], n: int | None, seed: int, split: str | None, corpus: Corpus | None) -> Iterator[Task]:
    def draw(lane: Lane, start: int) -> Iterator[Candidate[Task]]:
        for index in count(start):
            task = make_task(lane.family, seed, index, lane.level, split, corpus)
            yield Candidate(key_of(task.fingerprint), index, task)

    reader: Distinct[Task] = Distinct(lanes)
    given = 0
    if n == 0:
        return
    for _, candidate in reader.run(draw):
        yield candidate.value
        given += 1
        if given == n:
            return
    if n is not None:
        message = f"{given} of {n} tasks: no more distinct ones in {describe_dry(reader.dry())}"
        warnings.warn(message, CapacityWarning, stacklevel=2)
