"""Searching a block of a corpus for questions: shingles find places, the texts there decide."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from etude.benchmarks.contamination.corpora import Block, Raw, block_of
from etude.benchmarks.contamination.index import FIND, NEAR, OVERLAP, Index, Question
from etude.benchmarks.contamination.near import SIMILAR, estimated_jaccard, nearness
from etude.benchmarks.contamination.shingles import Hashes, Tokens, shingles, tokens

_ENOUGH, _STEM = 0.2, 0.9
"""The share of the weight looked for, in all or in the stem of one with options, that makes a place worth comparing."""
_ROOM = 2
"""Tokens more on each side of where a question should stand."""
_SURE = -1
"""In place of an offset: a long shingle that no other question has."""
_SHOWN = 240
"""Characters of an offending line that are shown."""
_TOKEN = re.compile(rb"[A-Za-z0-9\x80-\xff]+|[^\sA-Za-z0-9\x80-\xff\0]")
RANK = {"exact": 3, "reordered": 2, "near": 1}


@dataclass(frozen=True)
class Hit:
    """A question in a corpus. similarity: the weight of its shingles that are there; jaccard: of all, by MinHash."""

    id: str
    kind: str
    path: str
    line: int
    similarity: float
    jaccard: float
    text: str


@dataclass
class Found:
    """What a block holds. canaries: lines with the canary. overlaps: 13-token shingles of its own, by question."""

    hits: list[Hit] = field(default_factory=list)
    canaries: list[tuple[str, int]] = field(default_factory=list)
    overlaps: dict[int, set[int]] = field(default_factory=lambda: defaultdict(set))


def search(raw: Raw, index: Index) -> Found:
    """Everything of a benchmark that is in a piece of a corpus."""
    block = block_of(raw)
    found = Found()
    _canaries(block, index, found)
    there = tokens(block.text)
    own = shingles(there.hashes, OVERLAP)
    places = index.own.places(own)
    numbers = np.searchsorted(index.own.sorted, own[places])
    for number in np.unique(numbers).tolist():
        found.overlaps[int(index.own_owner[number])].add(number)
    sure = index.own_owner[numbers], places, index.own_offset[numbers]
    near = shingles(there.hashes, NEAR)
    records = np.searchsorted(there.starts, block.records[1:] if block.records is not None else [])
    seen = [
        _compared(block, there, near, index, question, first, last)
        for question, first, last in _places(there, records, index, sure)
    ]
    found.hits = _best([one for one in seen if one])
    return found


class _Seen(NamedTuple):
    """A hit and the tokens that it covers."""

    hit: Hit
    first: int
    last: int


def _best(seen: list[_Seen]) -> list[Hit]:
    """One hit a place: a copy of one question is often near to others of its family."""
    kept: list[_Seen] = []
    for one in sorted(seen, key=lambda one: (-RANK[one.hit.kind], -one.hit.similarity, one.first)):
        if all(min(one.last, other.last) - max(one.first, other.first) <= 0 for other in kept):
            kept.append(one)
    return [one.hit for one in kept]


def _canaries(block: Block, index: Index, found: Found) -> None:
    at = block.text.find(index.canary)
    while at >= 0:
        found.canaries.append((block.path, block.line_of(at)))
        at = block.text.find(index.canary, at + 1)


def _places(
    there: Tokens, records: NDArray[np.intp], index: Index, sure: tuple[NDArray[np.integer], ...]
) -> Iterator[tuple[int, int, int]]:
    """Questions, and from which to which token they may stand: all in one record, if there are any.

    sure: questions that have a long shingle of their own there, the token it is at, and where in the question it
    stands. Of shorter ones, which others may have too, some are needed. records: the token that each begins with.
    """
    run = shingles(there.hashes, FIND)
    places = index.bag.places(run)
    keys = np.searchsorted(index.bag.sorted, run[places])
    counts = index.last[keys] - index.first[keys]
    at = np.repeat(places, counts)
    within = np.arange(len(at)) - np.repeat(np.cumsum(counts) - counts, counts)
    entries = np.repeat(index.first[keys], counts) + within
    owners = np.concatenate([index.owner[entries], sure[0]])
    if not len(owners):
        return
    begins = np.concatenate([at - index.offset[entries], sure[1] - sure[2]])
    record = np.searchsorted(records, np.concatenate([at, sure[1]]), side="right")
    offsets = np.concatenate([index.offset[entries], np.full(len(sure[0]), _SURE)])
    entries = np.concatenate([entries, np.zeros(len(sure[0]), dtype=entries.dtype)])
    order = np.lexsort((begins, record, owners))
    owners, begins, record, offsets, entries = (x[order] for x in (owners, begins, record, offsets, entries))
    apart = (np.diff(owners) != 0) | (np.diff(record) != 0) | (np.diff(begins) > index.lengths[owners[1:]] * 3 // 4)
    first = np.concatenate([[0], np.flatnonzero(apart) + 1])
    last = np.append(first[1:], len(owners)) - 1
    good = _worth(np.concatenate([[0], np.cumsum(apart)]), owners[first], offsets, entries, index)
    bounds = np.concatenate([[0], records, [len(there.starts)]])
    for one, two in zip(first[good].tolist(), last[good].tolist(), strict=True):
        own = int(record[one])
        low, high = int(begins[one]) - _ROOM, int(begins[two] + index.lengths[owners[one]]) + _ROOM
        yield int(owners[one]), max(int(bounds[own]), low), min(int(bounds[own + 1]), high)


def _worth(
    place: NDArray[np.intp],
    owners: NDArray[np.intp],
    offsets: NDArray[np.intp],
    entries: NDArray[np.intp],
    index: Index,
) -> NDArray[np.bool_]:
    """Which places have enough. owners: the question of each; the others: place and shingle of each finding."""
    n = len(owners)
    once = np.unique(place * (1 << 32) + offsets, return_index=True)[1]
    place, offsets, entries = place[once], offsets[once], entries[once]
    sure = np.bincount(place, offsets == _SURE, n) > 0
    weight = np.where(offsets == _SURE, 0.0, index.weight[entries]) if len(index.weight) else np.zeros(len(entries))
    total, stem = index.total[owners], index.total_of_stem[owners]
    enough = np.bincount(place, weight, n) >= _ENOUGH * total
    whole_stem = np.bincount(place, weight * index.of_stem[entries], n) >= _STEM * stem
    good: NDArray[np.bool_] = sure | enough | (whole_stem & index.has_options[owners])
    return good


def _compared(
    block: Block, there: Tokens, run: Hashes, index: Index, number: int, first: int, last: int
) -> _Seen | None:
    """The hit at a place, if there is one. first, last: the token it may begin with, and the one behind it."""
    question = index.questions[number]
    window = run[first : max(first, last - NEAR + 1)]
    if not index.outlines[number].may_be(window, SIMILAR, bool(question.options)):
        return None
    marks = index.marks(number)
    end = there.starts[last] if last < len(there.starts) else len(block.text)
    start = int(there.starts[first])
    text = block.text[start:end]
    fold = text == text.upper() or text == text.lower() != question.text
    near = nearness(marks, index.language, text, fold=fold)
    kind, at = _kind(question, text, fold) or ("near" if near.copied else "", near.first)
    if not kind:
        return None
    begin, covered = int(there.starts[first + at]), len(marks.tokens[0]) if kind != "near" else near.last - near.first
    jaccard = estimated_jaccard(marks.shingles[1], run[first + at : first + at + covered - NEAR + 1])
    shown = " ".join(block.text[begin : begin + 4 * _SHOWN].decode("utf-8", "replace").replace("\0", " ").split())
    hit = Hit(
        question.id, kind, block.path, block.line_of(begin), round(near.similarity, 4), round(jaccard, 4),
        shown[:_SHOWN],
    )  # fmt: skip
    return _Seen(hit, first + at, first + at + covered)


def _kind(question: Question, text: bytes, fold: bool) -> tuple[str, int] | None:
    """Whether the words of a question are there, or those of its stem and its options; and from which token on."""
    there = _plain(text, fold)
    at = there.find(_plain(question.text, fold))
    if at >= 0:
        return "exact", there.count(b" ", 0, at)
    at = there.find(_plain(question.stem, fold)) if question.options else -1
    if at >= 0 and all(_stands(part, text, fold) for part in (question.stem, *question.options)):
        return "reordered", there.count(b" ", 0, at)
    return None


def _stands(part: bytes, text: bytes, fold: bool) -> bool:
    """Whether an option, or the stem before them, is there by itself: with a line's end, a quote or a label behind it.

    Else "C E" would be found in "C E G", an option of another question.
    """
    words = rb"\s*".join(re.escape(token) for token in _TOKEN.findall(part))
    return re.search(rb"(?<![A-Za-z0-9\x80-\xff])" + words + _BEHIND, text, re.I if fold else 0) is not None


_BEHIND = rb"(?=[^\S\n]*(?:[\n\0\"'`|;<]|\Z|[(\[]?[A-Za-z0-9][).:\]]))"


def _plain(text: bytes, fold: bool) -> bytes:
    """The tokens of a text with one blank around each."""
    return b" " + b" ".join(_TOKEN.findall(text.lower() if fold else text)) + b" "
