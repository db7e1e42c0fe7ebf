"""The questions of a benchmark by the shingles that tell them from others of their kind.

What a question shares with the questions of its family (the wording) says nothing. So a shingle counts by how rare it
is among the others: those of the benchmark, and fresh ones.
"""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from etude.benchmarks.contamination.shingles import (
    Bag,
    Hashes,
    Rows,
    distinct,
    joined,
    lettered,
    shingles,
    shingles_of_all,
    tokens,
    tokens_of_all,
)

FIND, OVERLAP, NEAR = 6, 13, 3
"""Tokens of the shingles that find places, that are reported as overlap, and that near copies are judged by."""
_MOST, _LEAST = 48, 8
"""Shingles that a question is looked for by."""
_OWNERS = 32
"""Questions that one shingle may lead to."""
_ROUNDING = 1e-3
_KEPT = 4096
"""Marks that are kept ready; more than that cost memory, fewer time."""


class Question(NamedTuple):
    """A question as it is looked for. stem: what stands before its options, if it has any."""

    id: str
    family: str
    text: bytes
    stem: bytes
    options: tuple[bytes, ...]


def question_of(row: Mapping[str, Any]) -> Question:
    """The question of a public row."""
    prompt, choices = str(row["prompt"]), [str(choice) for choice in row["choices"]]
    stem = prompt
    if choices:
        shown = re.search(rf"^A[).:] {re.escape(choices[0])}$", prompt, re.M)
        stem = prompt[: shown.start()].rstrip() if shown else prompt
    options = tuple(choice.encode() for choice in choices)
    return Question(str(row["id"]), str(row["family"]), prompt.encode(), stem.encode(), options)


class Outline(NamedTuple):
    """The folded shingles of a question, once each and in order, their weights, and whether they are of the stem."""

    shingles: Hashes
    weights: NDArray[np.float32]
    of_stem: NDArray[np.bool_]

    def may_be(self, window: Hashes, least: float, options: bool) -> bool:
        """Whether a text with these folded shingles can be a copy: a quick look that misses none.

        least: the similarity that is needed; with options the stem alone is enough.
        """
        if not len(self.shingles):
            return True
        at = np.searchsorted(self.shingles, window)
        at[at == len(self.shingles)] = 0
        there = np.zeros(len(self.shingles), dtype=bool)
        there[at[self.shingles[at] == window]] = True
        if options and there[self.of_stem].all():
            return True
        return float(self.weights[there].sum()) >= least * float(self.weights.sum()) - _ROUNDING


@dataclass(frozen=True)
class Marks:
    """What a near copy of a question is judged by: its tokens, its shingles, and their weights.

    Tokens and shingles are there twice, as they are and with case folded. share: of the family's questions that have
    each; said: of those that have it with other numbers or letters. slots: which of the tokens are numbers, notes,
    names and the like, which each question has others of; words: which are none of these and no signs either.
    """

    tokens: tuple[Hashes, Hashes]
    shingles: tuple[Hashes, Hashes]
    weights: NDArray[np.float32]
    share: NDArray[np.float32]
    said: NDArray[np.float32]
    slots: NDArray[np.bool_]
    words: NDArray[np.bool_]

    def similarity(self, here: NDArray[np.bool_]) -> float:
        """The weight of those shingles that are there, of all its weight."""
        total = float(self.weights.sum(dtype=np.float64))
        if not total:
            return 0.0
        return float(self.weights[here].sum(dtype=np.float64)) / total


class Language:
    """Which words stand side by side in the questions of all families.

    All numbers are alike here, and all single letters: another operand or note is no strange word.
    """

    def __init__(self, rows: Rows) -> None:
        self._said = Bag(joined(shingles_of_all(rows, NEAR)))

    def knows(self, run: Hashes) -> NDArray[np.bool_]:
        """Which neighbours of a row of unnumbered tokens stand so in some question."""
        return self._said.has(shingles(run, NEAR))


class Frequencies:
    """In how many texts of a family each shingle is; rows: the tokens of all of them."""

    def __init__(self, rows: Rows, size: int) -> None:
        runs = [distinct(run) for run in shingles_of_all(rows, size)]
        self.others = len(runs) - 1
        self._values, self._counts = np.unique(joined(runs), return_counts=True)

    def share(self, run: Hashes) -> NDArray[np.float32]:
        """The share of the other texts that have each shingle of one of the texts."""
        counts = self._counts[np.searchsorted(self._values, run)]
        return ((counts - 1) / max(1, self.others)).astype(np.float32)


def unnumbered(text: bytes) -> Hashes:
    """The tokens of a text with case folded, all with a digit as one, and all single letters as one."""
    return tokens(_plain(text)).hashes


_NUMBER = re.compile(rb"[A-Za-z\x80-\xff]*[0-9][A-Za-z0-9\x80-\xff]*")
_LETTER = re.compile(
    rb"(?<![A-Za-z0-9\x80-\xff])(?:[A-Za-z]|[A-Ga-g]+|[A-H](?:[ei]?s|b)?(?:m|maj|min|dim|aug|sus)?)(?![A-Za-z0-9\x80-\xff])"
)


def _plain(text: bytes) -> bytes:
    return _LETTER.sub(b"x", _NUMBER.sub(b"0", text))


_SLOTS = tokens(b"0 x").hashes
_RARE = 0.05
"""Share of a family's questions that have a token which is a word of its language."""


class Index:
    """All questions of a benchmark, ready to be looked for. fresh: other questions of the same families."""

    def __init__(self, questions: Sequence[Question], fresh: Mapping[str, Sequence[bytes]], canary: str) -> None:
        self.questions = list(questions)
        self.canary = canary.encode()
        texts = [question.text for question in self.questions]
        folded = tokens_of_all(texts)
        self.lengths = np.array([len(row) for row in folded], dtype=np.intp)
        self.reach = 2 * max(map(len, texts), default=0)
        background = {family: tokens_of_all(more) for family, more in fresh.items()}
        self._place(folded, background)
        self._own(folded, background)
        exact = {family: tokens_of_all(more, fold=False) for family, more in fresh.items()}
        rows = tokens_of_all(texts, fold=False)
        self._share, self._others = self._shares(rows, exact)
        self._alone, _ = self._shares(rows, exact, 1)
        self.outlines = self._outlines(folded, rows)
        plain = tokens_of_all([_plain(text) for text in texts])
        background = {family: tokens_of_all([_plain(text) for text in more]) for family, more in fresh.items()}
        self._said, _ = self._shares(plain, background)
        self.language = Language([*plain, *(row for more in background.values() for row in more)])
        self._marks = lru_cache(maxsize=_KEPT)(self._marks_of)

    def __getstate__(self) -> dict[str, Any]:
        return {name: value for name, value in self.__dict__.items() if name != "_marks"}

    def __setstate__(self, state: dict[str, Any]) -> None:
        self.__dict__.update(state, _marks=lru_cache(maxsize=_KEPT)(self._marks_of))

    def marks(self, number: int) -> Marks:
        """What near copies of a question are judged by."""
        return self._marks(number)

    def _families(self) -> dict[str, list[int]]:
        found: dict[str, list[int]] = defaultdict(list)
        for number, question in enumerate(self.questions):
            found[question.family].append(number)
        return found

    def _place(self, rows: Rows, fresh: Mapping[str, Rows]) -> None:
        """The shingles that questions are looked for by."""
        stems = [len(row) for row in tokens_of_all([question.stem for question in self.questions])]
        every, owners, offsets, weights = [], [], [], []
        for family, numbers in self._families().items():
            count = Frequencies([*(rows[number] for number in numbers), *fresh.get(family, ())], FIND)
            for number in numbers:
                run, share = shingles(rows[number], FIND), np.empty(0, np.float32)
                if len(run):
                    share = count.share(run)
                else:
                    run = shingles(rows[number], max(1, len(rows[number])))
                    share = np.zeros(len(run), np.float32)
                # Of the stem by itself too: where options stand in another order, the shingles that hold them are gone.
                chosen = np.union1d(_rarest(share), _rarest(share[: max(1, stems[number] - FIND + 1)]))
                every.append(run[chosen])
                owners.append(np.full(len(chosen), number, dtype=np.int32))
                offsets.append(chosen.astype(np.int32))
                weights.append(_weights(share[chosen], count.others))
        values, owner, offset = joined(every), np.concatenate([*owners, _NONE]), np.concatenate([*offsets, _NONE])
        order = np.lexsort((offset, owner, values))
        values, self.owner, self.offset = values[order], owner[order], offset[order]
        self.weight = np.concatenate([*weights, np.empty(0, np.float32)])[order]
        self.of_stem = self.offset <= np.maximum(0, np.array(stems, dtype=np.intp) - FIND)[self.owner]
        self.bag = Bag(values)
        self.first = np.searchsorted(values, self.bag.sorted, side="left").astype(np.int32)
        last = np.searchsorted(values, self.bag.sorted, side="right").astype(np.int32)
        self.last = np.minimum(last, self.first + _OWNERS)
        n = len(self.questions)
        self.total = np.bincount(self.owner, self.weight, n)
        self.total_of_stem = np.bincount(self.owner, self.weight * self.of_stem, n)
        self.has_options = np.array([bool(question.options) for question in self.questions], dtype=bool)

    def _shares(
        self, rows: Rows, fresh: Mapping[str, Rows], size: int = NEAR
    ) -> tuple[list[NDArray[np.float32]], list[int]]:
        """How frequent the shingles of each question are among the others of its family, and how many those are."""
        shares, others = [np.empty(0, np.float32)] * len(rows), [0] * len(rows)
        for family, numbers in self._families().items():
            count = Frequencies([*(rows[number] for number in numbers), *fresh.get(family, ())], size)
            for number in numbers:
                shares[number], others[number] = count.share(shingles(rows[number], size)), count.others
        return shares, others

    def _own(self, rows: Rows, fresh: Mapping[str, Rows]) -> None:
        """The longer shingles that are one question's alone."""
        common = joined(shingles_of_all([row for more in fresh.values() for row in more], OVERLAP))
        runs = shingles_of_all(rows, OVERLAP)
        sizes = [len(run) for run in runs]
        every = joined(runs)
        owners = np.repeat(np.arange(len(runs), dtype=np.int32), sizes)
        offsets = np.concatenate([*(np.arange(size, dtype=np.int32) for size in sizes), _NONE])
        values, first, counts = np.unique(every, return_index=True, return_counts=True)
        own = (counts == 1) & ~np.isin(values, common)
        self.own, self.own_owner, self.own_offset = Bag(values[own]), owners[first[own]], offsets[first[own]]
        self.own_counts = np.bincount(self.own_owner, minlength=len(self.questions))

    def _outlines(self, rows: Rows, exact: Rows) -> list[Outline]:
        found = []
        stems = tokens_of_all([question.stem for question in self.questions])
        for number, (row, own) in enumerate(zip(rows, exact, strict=True)):
            weights = self._weights(number, shingles(own, NEAR))
            values, place = np.unique(shingles(row, NEAR), return_inverse=True)
            stem = np.zeros(len(values), dtype=bool)
            stem[place[: max(0, len(stems[number]) - NEAR + 1)]] = True
            sums = np.bincount(place, weights=weights, minlength=len(values)).astype(np.float32)
            found.append(Outline(values, sums, stem))
        return found

    def _weights(self, number: int, run: Hashes) -> NDArray[np.float32]:
        """What each shingle of a question counts, at the first place it is at."""
        weights = _weights(self._share[number], self._others[number])
        again = np.ones(len(run), dtype=bool)
        again[np.unique(run, return_index=True)[1]] = False
        weights[again] = 0.0
        return weights

    def _marks_of(self, number: int) -> Marks:
        text = self.questions[number].text
        there, folded = tokens(text, fold=False), tokens(text).hashes
        exact = shingles(there.hashes, NEAR)
        slots = np.isin(unnumbered(text), _SLOTS) | (self._alone[number] < _RARE)
        return Marks(
            (there.hashes, folded), (exact, shingles(folded, NEAR)), self._weights(number, exact),
            self._share[number], self._said[number], slots, lettered(text, there.starts) & ~slots,
        )  # fmt: skip


_NONE = np.empty(0, np.int32)


def _weights(share: NDArray[np.float32], others: int) -> NDArray[np.float32]:
    """What shingles count: nothing if all others have them, most if none has."""
    if not others:
        return np.ones(len(share), np.float32)
    return np.log((others + 1) / (share * others + 1)).astype(np.float32)


def _rarest(share: NDArray[np.float32]) -> NDArray[np.intp]:
    """The offsets of the shingles to look for: those no other question has; else the rarest there are."""
    fresh = np.flatnonzero(share == 0)
    if len(fresh) >= _LEAST:
        step = math.ceil(len(fresh) / _MOST)
        return fresh[::step]
    return np.argsort(share, kind="stable")[:_LEAST]
