"""Questions whose answer is a major or minor key: how it is asked for, and missed."""

from __future__ import annotations

from functools import lru_cache

from etude.rng import Stream
from etude.tasks.wording import final
from etude.theory.keys import Key, keys, read_key

ASKED = final("tonic and major or minor, such as E minor")
"""The closing sentence."""


@lru_cache(maxsize=500)
def heard(name: str) -> tuple[int, ...]:
    """The pitch classes of a key from its tonic."""
    key = read_key(name)
    if key is None:
        raise ValueError(f"no key {name!r}")
    return tuple(note.pitch_class for note in key.scale())


def other_keys(stream: Stream, right: Key) -> list[str]:
    """Relative and parallel keys and neighbours on the circle of fifths, then all others."""
    near, alike, every = _around(right)
    return [*stream.shuffled(near)[:5], *stream.shuffled(alike)[:3], *stream.shuffled(every)]


@lru_cache(maxsize=100)
def _around(right: Key) -> tuple[list[str], list[str], list[str]]:
    """Names of near keys, of keys with names as long, and of all others."""
    every = [key for mode in ("major", "natural minor") for key in keys(mode, 7) if key != right]
    near = [key for key in every if abs(key.fifths - right.fifths) <= 1 or key.tonic == right.tonic]
    alike = [key for key in every if len(key.short) == len(right.short)]
    return [key.short for key in near], [key.short for key in alike], [key.short for key in every]
