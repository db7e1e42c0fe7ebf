"""The questions of a benchmark by the shingles that tell them from others of their kind.

What a question shares with all questions of its family (the wording) says nothing. So fresh questions of the split
``train``, which are never the same, are drawn from the same families, and a shingle counts by how rare it is among
them.
"""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass
from functools import partial
from multiprocessing import get_context
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from etude.benchmarks.contamination.shingles import Bag, Hashes, shingles, tokens
from etude.task import EtudeError
from etude.tasks.files.drawing import settle_in
from etude.tasks.registry import make_task

FIND, OVERLAP, NEAR = 6, 13, 3
"""Tokens of the shingles that find places, that are reported as overlap, and that near copies are judged by."""
_MOST, _LEAST = 48, 8
"""Shingles that a question is looked for by."""
_SIBLINGS, _FEW, _ALL = 60, 12, 40_000
"""Fresh questions of each family and level: usually, at least, and about so many together."""
_OWNERS = 32
"""Questions that one shingle may lead to."""
_SEED = 0x6175646974
"""Of the fresh questions; any would do."""
_ALONE = 20
"""Lanes of fresh questions that one process has drawn before others have started."""


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


def siblings(rows: Iterable[Mapping[str, Any]], workers: int = 1) -> dict[str, list[bytes]]:
    """Fresh questions of each family, at the levels of some questions; none of a family that is not known here."""
    lanes = sorted({(str(row["family"]), int(row["level"])) for row in rows})
    each = max(_FEW, min(_SIBLINGS, _ALL // max(1, len(lanes))))
    draw = partial(_fresh, each=each)
    found: dict[str, list[bytes]] = defaultdict(list)
    with ExitStack() as stack:
        run: Callable[..., Iterable[list[bytes]]] = map
        if workers > 1 and len(lanes) > _ALONE:
            pool = ProcessPoolExecutor(workers, get_context("spawn"), initializer=settle_in)
            run = partial(stack.enter_context(pool).map, chunksize=4)
        for (family, _), texts in zip(lanes, run(draw, lanes), strict=True):
            found[family] += texts
    return found


def _fresh(lane: tuple[str, int], each: int) -> list[bytes]:
    family, level = lane
    try:
        return [make_task(family, _SEED, index, level, "train").prompt.encode() for index in range(each)]
    except EtudeError:
        return []


@dataclass(frozen=True)
class Marks:
    """What a near copy of a question is judged by: its tokens, its shingles, and their weights.

    Tokens and shingles are there twice, as they are and with case folded. folded: the latter once each and in order,
    with their weights and whether they are of the stem. share: of the family's questions that have each.
    """

    tokens: tuple[Hashes, Hashes]
    shingles: tuple[Hashes, Hashes]
    weights: NDArray[np.float64]
    folded: tuple[Hashes, NDArray[np.float64], NDArray[np.bool_]]
    share: NDArray[np.float64]

    def may_be(self, window: Hashes, least: float, options: bool) -> bool:
        """Whether a text with these folded shingles can be a copy: a quick look that misses none.

        least: the similarity that is needed; with options the stem alone is enough.
        """
        values, weights, stem = self.folded
        at = np.searchsorted(values, window)
        at[at == len(values)] = 0
        there = np.zeros(len(values), dtype=bool)
        there[at[values[at] == window]] = True
        if options and there[stem].all():
            return True
        return float(weights[there].sum()) >= least * float(weights.sum())

    def similarity(self, hashes: Hashes, *, fold: bool) -> float:
        """The weight of its shingles that are among others, of all its weight."""
        total = float(self.weights.sum())
        if not total:
            return 0.0
        return float(self.weights[np.isin(self.shingles[fold], hashes)].sum()) / total


class Language:
    """The words of all families, and which of them stand side by side.

    All digits are alike here: another number is no strange word.
    """

    def __init__(self, texts: Iterable[bytes]) -> None:
        plain = [unnumbered(text) for text in texts]
        self._words = Bag(np.concatenate([*plain, np.empty(0, np.uint64)]), bits=20)
        self._pairs = Bag(np.concatenate([*(shingles(run, 2) for run in plain), np.empty(0, np.uint64)]), bits=20)

    def knows(self, run: Hashes) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
        """Of a row of unnumbered tokens, which there are, and which neighbouring pairs."""
        return self._words.has(run), self._pairs.has(shingles(run, 2))


class Kind:
    """How frequent shingles are among the fresh questions of one family."""

    def __init__(self, texts: Sequence[bytes]) -> None:
        self.n = len(texts)
        self._counts = {size: _frequencies(texts, size, fold) for size, fold in ((FIND, True), (NEAR, False))}

    def share(self, run: Hashes, size: int) -> NDArray[np.float64]:
        """The share of siblings that have each shingle."""
        values, counts = self._counts[size]
        if not len(values):
            return np.zeros(len(run))
        at = np.searchsorted(values, run)
        at[at == len(values)] = 0
        return np.where(values[at] == run, counts[at], 0) / self.n


def _frequencies(texts: Sequence[bytes], size: int, fold: bool) -> tuple[Hashes, NDArray[np.intp]]:
    if not texts:
        return np.empty(0, np.uint64), np.empty(0, np.intp)
    return np.unique(
        np.concatenate([np.unique(shingles(tokens(text, fold=fold).hashes, size)) for text in texts]),
        return_counts=True,
    )


def unnumbered(text: bytes) -> Hashes:
    """The tokens of a text with case folded and every digit as 0."""
    return tokens(text.translate(_DIGITS)).hashes


_DIGITS = bytes(48 if 48 <= b <= 57 else b for b in range(256))


class Index:
    """All questions of a benchmark, ready to be looked for."""

    def __init__(self, questions: Sequence[Question], background: Mapping[str, Sequence[bytes]], canary: str) -> None:
        self.questions = list(questions)
        self.canary = canary.encode()
        hashed = [tokens(question.text).hashes for question in self.questions]
        self.lengths = np.array([len(hashes) for hashes in hashed], dtype=np.intp)
        self.reach = 2 * max((len(question.text) for question in self.questions), default=0)
        kinds = {name: Kind(background.get(name, ())) for name in {question.family for question in self.questions}}
        every = [text for texts in background.values() for text in texts]
        self.language = Language([*every, *(question.text for question in self.questions)])
        self.marks = [_marks(question, kinds[question.family]) for question in self.questions]
        self._place(hashed, kinds)
        self._own(hashed, every)

    def _place(self, hashed: Sequence[Hashes], kinds: Mapping[str, Kind]) -> None:
        """The shingles that questions are looked for by."""
        chosen: list[tuple[int, int, int]] = []
        for number, (question, hashes) in enumerate(zip(self.questions, hashed, strict=True)):
            run = shingles(hashes, min(FIND, max(1, len(hashes))))
            share = kinds[question.family].share(run, FIND) if len(hashes) >= FIND else np.zeros(len(run))
            # Of the stem by itself too: where options stand in another order, the shingles that hold them are gone.
            stem = max(1, len(tokens(question.stem).hashes) - FIND + 1)
            offsets = {*_rarest(share).tolist(), *_rarest(share[:stem]).tolist()}
            chosen += [(int(run[offset]), number, offset) for offset in sorted(offsets)]
        chosen.sort()
        values = np.array([value for value, _, _ in chosen], dtype=np.uint64)
        self.owner = np.array([owner for _, owner, _ in chosen], dtype=np.intp)
        self.offset = np.array([offset for _, _, offset in chosen], dtype=np.intp)
        self.bag = Bag(values)
        self.first = np.searchsorted(values, self.bag.sorted, side="left")
        self.last = np.minimum(np.searchsorted(values, self.bag.sorted, side="right"), self.first + _OWNERS)
        self.chosen = np.bincount(self.owner, minlength=len(self.questions))

    def _own(self, hashed: Sequence[Hashes], background: Iterable[bytes]) -> None:
        """The longer shingles that are one question's alone."""
        common = [np.unique(shingles(tokens(text).hashes, OVERLAP)) for text in background]
        runs, places = [], []
        for hashes in hashed:
            run, place = np.unique(shingles(hashes, OVERLAP), return_index=True)
            runs.append(run)
            places.append(place)
        every = np.concatenate([*runs, np.empty(0, np.uint64)])
        owners = np.repeat(np.arange(len(runs)), [len(run) for run in runs])
        offsets = np.concatenate([*places, np.empty(0, np.intp)])
        values, first, counts = np.unique(every, return_index=True, return_counts=True)
        own = (counts == 1) & ~np.isin(values, np.concatenate([*common, np.empty(0, np.uint64)]))
        self.own, self.own_owner, self.own_offset = Bag(values[own]), owners[first[own]], offsets[first[own]]
        self.own_counts = np.bincount(self.own_owner, minlength=len(self.questions))


def _marks(question: Question, kind: Kind) -> Marks:
    words = tokens(question.text, fold=False).hashes, tokens(question.text).hashes
    exact = shingles(words[0], NEAR)
    share = kind.share(exact, NEAR)
    weights = np.log((kind.n + 1) / (share * kind.n + 1)) if kind.n else np.ones(len(exact))
    repeated = np.ones(len(exact), dtype=bool)
    repeated[np.unique(exact, return_index=True)[1]] = False
    weights[repeated] = 0.0
    folded = shingles(words[1], NEAR)
    values, place = np.unique(folded, return_inverse=True)
    sums = np.bincount(place, weights=weights, minlength=len(values)).astype(np.float64)
    stem = np.zeros(len(values), dtype=bool)
    stem[place[: max(0, len(tokens(question.stem).hashes) - NEAR + 1)]] = True
    return Marks(words, (exact, folded), weights, (values, sums, stem), share)


def _rarest(share: NDArray[np.float64]) -> NDArray[np.intp]:
    """The offsets of the shingles to look for: those no sibling has, spread evenly; else the rarest there are."""
    fresh = np.flatnonzero(share == 0)
    if len(fresh) >= _LEAST:
        step = math.ceil(len(fresh) / _MOST)
        return fresh[::step]
    return np.argsort(share, kind="stable")[:_LEAST]
