"""Inputs of declared kinds: edge cases first, then random ones, from small to large."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from etude.rng import Stream

Json = Any
_WORDS = (
    "stone",
    "river",
    "Owl",
    "a",
    "tree",
    "Moon",
    "fox",
    "quiet",
    "Blue",
    "zigzag",
    "level",
    "oak",
    "noon",
    "I",
    "Kite",
    "rain",
    "sun",
    "elm",
)
_EDGES: dict[str, list[Json]] = {
    "long": [0, 1, -1, 2, 10, 7, -12, 100],
    "longs": [
        [],
        [0],
        [5],
        [-3],
        [1, 1],
        [2, 1],
        [1, 2, 3],
        [3, 2, 1],
        [0, 0, 0],
        [-1, -2, -3],
        [4, 4, -4, 4],
        [10, -10, 10, -10, 9],
    ],
    "string": ["", "a", "Z", " ", "ab", "aa", "Hello World", "a b c", "noon", "AbcCBA", "12 ab 3", "zebra"],
    "strings": [
        [],
        ["a"],
        [""],
        ["b", "a"],
        ["ab", "ab"],
        ["one", "two", "three"],
        ["Zed", "apple", "Mat"],
        ["a b", "c"],
    ],
    "matrix": [[[0]], [[1, 2]], [[1], [2]], [[1, 2], [3, 4]], [[5, -5], [5, -5]], [[3, 1, 2], [9, 7, 8]]],
}


def edges(kind: str) -> list[Json]:
    """Cases at the boundaries of a kind."""
    return list(_EDGES[kind])


def draw(kind: str, stream: Stream, size: int) -> Json:
    """A random value of a kind, of about a size."""
    return _DRAW[kind](stream, size)


def _longs(stream: Stream, size: int) -> list[int]:
    low, high = stream.choice(((-20, 20), (0, 9), (-5, 5), (1, 60), (-99, 99)))
    return [stream.between(low, high) for _ in range(stream.between(1, max(2, size)))]


def _text(stream: Stream, size: int) -> str:
    words = [stream.choice(_WORDS) for _ in range(stream.between(1, 2 + size // 4))]
    if stream.between(0, 3) == 0:
        words.insert(stream.between(0, len(words)), str(stream.between(0, 999)))
    return " ".join(words)


def _matrix(stream: Stream, size: int) -> list[list[int]]:
    rows, columns = stream.between(1, 1 + size // 3), stream.between(1, 1 + size // 3)
    return [[stream.between(-9, 20) for _ in range(columns)] for _ in range(rows)]


_DRAW: dict[str, Callable[[Stream, int], Json]] = {
    "long": lambda stream, size: stream.between(-(10 ** (1 + size // 4)), 10 ** (1 + size // 4)),
    "longs": _longs,
    "string": _text,
    "strings": lambda stream, size: [stream.choice(_WORDS) for _ in range(stream.between(1, max(2, size)))],
    "matrix": _matrix,
}


def inputs(kind: str, stream: Stream, n: int) -> list[Json]:
    """n inputs, edge cases first."""
    found = edges(kind)
    while len(found) < n:
        found.append(draw(kind, stream, 2 + 10 * len(found) // n))
    return found[:n]
