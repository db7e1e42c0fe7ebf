"""One random stream per name, stable for ever.

A stream is SHAKE-128 of its name, read in 64-bit words. Nothing here depends on
the platform, the Python version, ``PYTHONHASHSEED`` or on ``random``, whose
``shuffle`` and ``randrange`` have changed between Python releases.
"""

from __future__ import annotations

import struct
from collections.abc import Sequence
from hashlib import shake_128
from typing import TypeVar

T = TypeVar("T")

_WORDS = 32
_SMALL = 2**24
"""Bounds for which one word is enough."""
_UNPACK = struct.Struct(f"<{_WORDS}Q").unpack


class Stream:
    """A deterministic source of draws, named by ``parts``.

    The parts are hashed together with their lengths, so ``("a", "bc")`` and
    ``("ab", "c")`` are different streams and neighbouring seeds share nothing.
    """

    __slots__ = ("_block", "_name", "_pos", "_words")

    def __init__(self, *parts: str | int) -> None:
        texts = [str(part) for part in parts]
        self._name = "".join(f"{len(text)}:{text};" for text in texts).encode()
        self._block = 0
        self._words: tuple[int, ...] = ()
        self._pos = _WORDS

    def word(self) -> int:
        """The next 64 bits, as an integer in [0, 2**64)."""
        if self._pos == _WORDS:
            digest = shake_128(b"%s%d" % (self._name, self._block)).digest(8 * _WORDS)
            self._words = _UNPACK(digest)
            self._block += 1
            self._pos = 0
        word = self._words[self._pos]
        self._pos += 1
        return word

    def below(self, n: int) -> int:
        """An integer in [0, n). The bias is at most 2**-40, whatever n is."""
        if 0 < n < _SMALL:
            return self.word() * n >> 64
        if n <= 0:
            raise ValueError(f"below() needs a positive bound, got {n}")
        value, bits = self.word(), 64
        while n >> (bits - 40):
            value = value << 64 | self.word()
            bits += 64
        return value * n >> bits

    def between(self, low: int, high: int) -> int:
        """An integer in [low, high], both ends included."""
        return low + self.below(high - low + 1)

    def chance(self, numerator: int, denominator: int) -> bool:
        """True with probability numerator / denominator."""
        return self.below(denominator) < numerator

    def choice(self, items: Sequence[T]) -> T:
        """One item, each equally likely."""
        return items[self.below(len(items))]

    def weighted(self, items: Sequence[tuple[T, int]]) -> T:
        """One item of (item, integer weight) pairs, likely in proportion to its weight."""
        point = self.below(sum(weight for _, weight in items))
        for item, weight in items:
            if point < weight:
                return item
            point -= weight
        raise ValueError("weighted() needs a positive total weight")

    def sample(self, items: Sequence[T], k: int) -> list[T]:
        """k different positions of ``items``, in random order."""
        pool = list(items)
        if k > len(pool):
            raise ValueError(f"cannot sample {k} of {len(pool)} items")
        for i in range(k):
            j = i + self.below(len(pool) - i)
            pool[i], pool[j] = pool[j], pool[i]
        return pool[:k]

    def shuffled(self, items: Sequence[T]) -> list[T]:
        """All items in random order; the argument is left as it is."""
        return self.sample(items, len(items))
