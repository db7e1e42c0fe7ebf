"""Texts as tokens and shingles, hashed in whole blocks by numpy.

A token is a run of letters and digits, or one other character; blanks and line ends only separate. A shingle is a run
of consecutive tokens. Hashes only find places to look at: what is found is compared as text, so a collision costs time
and nothing else.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache, lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Hashes = NDArray[np.uint64]
Rows = Sequence[Hashes]
_SEED = 0x5EED
_STEP = np.uint64(0x9E3779B97F4A7C15)
_INVERSE = np.uint64(pow(int(_STEP), -1, 2**64))
_USUAL = 19
"""Bits of the length of a text that tables are ready for."""
_BLANK = bytes(range(33)) + b"\x7f"
_EXACT = bytes(0 if b in _BLANK else b for b in range(256))
_FOLDED = bytes(b + 32 if 65 <= b <= 90 else c for b, c in enumerate(_EXACT))


class Tokens(NamedTuple):
    """The tokens of a text in order. hashes, starts: one of each a token; starts are places in the text."""

    hashes: Hashes
    starts: NDArray[np.intp]


@lru_cache(maxsize=1)
def _tables() -> tuple[NDArray[np.bool_], Hashes]:
    """Which bytes are letters or digits; a random number for each pair of neighbouring bytes, 0 where there is none."""
    letters = np.array([b >= 128 or chr(b).isalnum() for b in range(256)])
    pairs = np.random.default_rng(_SEED).integers(0, 2**64, size=(256, 256), dtype=np.uint64)
    pairs[:, 0] = 0
    return letters, pairs.ravel()


@lru_cache(maxsize=2)
def _powers(bits: int) -> tuple[Hashes, Hashes]:
    """The powers of the step, and of its inverse, from 0 to 2**bits."""
    return tuple(np.cumprod(np.full(2**bits, step), dtype=np.uint64) for step in (_STEP, _INVERSE))  # type: ignore[return-value]


def tokens(text: bytes, *, fold: bool = True) -> Tokens:
    """The tokens of a text; small and capital ASCII letters are the same if ``fold``."""
    letters, pairs = _tables()
    data = np.frombuffer(text.translate(_FOLDED if fold else _EXACT), dtype=np.uint8)
    if not len(data):
        return Tokens(np.empty(0, np.uint64), np.empty(0, np.intp))
    letter = letters[data]
    begins = data != 0
    begins[1:] &= ~(letter[1:] & letter[:-1])
    before = np.zeros(len(data), dtype=np.uint16)
    before[1:] = data[:-1]
    before[begins] = 0
    before <<= 8
    before |= data
    starts = np.flatnonzero(begins)
    if not len(starts):
        return Tokens(np.empty(0, np.uint64), starts)
    # A byte counts by its place in its token (else 1101 and 1011 would be the same): times the step to the power of its
    # place in the text, and the whole token back by the power of its start.
    forward, back = _powers(max(_USUAL, len(data).bit_length()))
    values = pairs[before]
    values *= forward[: len(data)]
    hashes = np.add.reduceat(values, starts)
    hashes *= back[starts]
    hashes ^= hashes >> np.uint64(29)
    return Tokens(hashes, starts)


def lettered(text: bytes, starts: NDArray[np.intp]) -> NDArray[np.bool_]:
    """Which tokens are runs of letters and digits."""
    return _tables()[0][np.frombuffer(text, dtype=np.uint8)[starts]]


def tokens_of_all(texts: Sequence[bytes], *, fold: bool = True) -> list[Hashes]:
    """The tokens of many texts; far faster than one by one where they are short."""
    found: list[Hashes] = []
    first = 0
    while first < len(texts):
        last, size = first, 0
        while last < len(texts) and size < 2**_USUAL:
            size += len(texts[last]) + 1
            last += 1
        there = tokens(b"\0".join(texts[first:last]), fold=fold)
        ends = np.cumsum([len(text) + 1 for text in texts[first : last - 1]])
        found += np.split(there.hashes, np.searchsorted(there.starts, ends))
        first = last
    return found


def joined(rows: Iterable[Hashes]) -> Hashes:
    """Rows of hashes as one; there may be none."""
    return np.concatenate([*rows, np.empty(0, np.uint64)])


def shingles(hashes: Hashes, size: int) -> Hashes:
    """The hash of every run of ``size`` tokens, in order; none if there are fewer.

    Runs of 1, 2, 4, ... tokens are put together to one of ``size``: a few passes whatever the size.
    """
    count = len(hashes) - size + 1
    if count <= 0:
        return np.empty(0, np.uint64)
    found: Hashes | None = None
    run, length, taken = hashes, 1, 0
    while True:
        if size & length:
            part = run[taken : taken + count]
            found = part.copy() if found is None else found * _power(length) + part
            taken += length
        length *= 2
        if length > size:
            break
        run = run[: len(run) - length // 2] * _power(length // 2) + run[length // 2 :]
    assert found is not None
    return found


def shingles_of_all(rows: Rows, size: int) -> list[Hashes]:
    """The shingles of many rows of tokens."""
    every = shingles(joined(rows), size)
    ends = np.cumsum([len(row) for row in rows]).tolist()
    return [every[end - len(row) : max(end - len(row), end - size + 1)] for row, end in zip(rows, ends, strict=True)]


def distinct(hashes: Hashes) -> Hashes:
    """Each once and in order; faster than numpy's own for a few hundred."""
    found = np.sort(hashes)
    if len(found) < 2:
        return found
    once: Hashes = found[np.concatenate([_FIRST, found[1:] != found[:-1]])]
    return once


_FIRST = np.ones(1, dtype=bool)


@cache
def _power(length: int) -> np.uint64:
    """The step to the power of a length, modulo 2**64."""
    return np.uint64(pow(int(_STEP), length, 2**64))


_ROOM = 12
"""Bits of the map of a bag for each hash: one hash in so many that are not in it is searched for in vain."""


class Bag:
    """A set of hashes that whole arrays are looked up in at once."""

    def __init__(self, hashes: Hashes) -> None:
        self.sorted = np.unique(hashes)
        bits = max(10, (_ROOM * len(self.sorted)).bit_length())
        self._shift = np.uint64(64 - bits)
        self._map = np.zeros(2**bits, dtype=bool)
        self._map[self.sorted >> self._shift] = True

    def places(self, hashes: Hashes) -> NDArray[np.intp]:
        """The indices of the hashes that are in the bag."""
        likely = np.flatnonzero(self._map[hashes >> self._shift])
        if not len(likely) or not len(self.sorted):
            return likely[:0]
        at = np.searchsorted(self.sorted, hashes[likely])
        at[at == len(self.sorted)] = 0
        same: NDArray[np.bool_] = self.sorted[at] == hashes[likely]
        return likely[same]

    def has(self, hashes: Hashes) -> NDArray[np.bool_]:
        """Which of the hashes are in the bag."""
        found = np.zeros(len(hashes), dtype=bool)
        found[self.places(hashes)] = True
        return found

    def __len__(self) -> int:
        return len(self.sorted)
