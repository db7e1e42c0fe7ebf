"""Text spaces that take what tasks and models really write: spaces, newlines, any character."""

from __future__ import annotations

import multiprocessing
import string
from collections.abc import Sequence
from typing import Any, overload

import numpy as np
from gymnasium.spaces import Text
from gymnasium.vector.utils import create_shared_memory, read_from_shared_memory, write_to_shared_memory

from etude.verifiers.extract import MAX_VISIBLE

PROMPT_CHARACTERS = string.ascii_letters + string.digits + string.punctuation + " \n" + "×÷−♭♯♮°ø≤≥…’“”"
"""Every character that a prompt can hold; a test keeps this true."""
MAX_PROMPT = 8_000
"""Characters of the longest observation."""


class ResponseText(Text):
    """Any string up to ``max_length`` characters; samples are drawn from the prompt's characters."""

    def __init__(self, max_length: int = MAX_VISIBLE) -> None:
        super().__init__(max_length, min_length=0, charset=PROMPT_CHARACTERS)

    def contains(self, x: Any) -> bool:
        """Whether x is a string that is not too long, whatever its characters."""
        return isinstance(x, str) and len(x) <= self.max_length

    def sample(self, mask: Any = None, probability: Any = None) -> str:
        """A random string, at most 64 characters long unless a mask gives the length."""
        if mask is None and probability is None:
            length = int(self.np_random.integers(0, min(64, self.max_length) + 1))
            return super().sample(mask=(length, None))
        return super().sample(mask=mask, probability=probability)

    def __repr__(self) -> str:
        """Short: the characters need not be listed."""
        return f"ResponseText({self.max_length})"


class PromptText(Text):
    """The space of observations: prompts of up to ``MAX_PROMPT`` characters.

    gymnasium's AsyncVectorEnv reads the shared memory of a plain Text space only once, when it is made,
    and then returns that reading for ever (gymnasium 1.4). The functions registered below
    give it a view that is read anew at every step.
    """

    def __init__(self) -> None:
        super().__init__(MAX_PROMPT, min_length=0, charset=PROMPT_CHARACTERS)

    def __repr__(self) -> str:
        """Short: the characters need not be listed."""
        return f"PromptText({self.max_length})"


class SharedPrompts(Sequence[str]):
    """The prompts of all environments in shared memory: a length and the characters of each."""

    def __init__(self, memory: Any, n: int) -> None:
        self._rows = np.frombuffer(memory.get_obj(), dtype=np.int32).reshape((n, 1 + MAX_PROMPT))

    @overload
    def __getitem__(self, index: int) -> str: ...

    @overload
    def __getitem__(self, index: slice) -> tuple[str, ...]: ...

    def __getitem__(self, index: int | slice) -> str | tuple[str, ...]:
        """The prompt of one environment as it is now."""
        if isinstance(index, slice):
            return tuple(self)[index]
        row = self._rows[index]
        codes: bytes = row[1 : 1 + int(row[0])].astype("<i4").tobytes()
        return codes.decode("utf-32-le")

    def __len__(self) -> int:
        """How many environments there are."""
        return len(self._rows)

    def __deepcopy__(self, memo: dict[int, Any]) -> tuple[str, ...]:
        """The prompts of this moment: what a vector environment hands out."""
        return tuple(self)


@create_shared_memory.register(PromptText)
def _create(space: PromptText, n: int = 1, ctx: Any = multiprocessing) -> Any:
    return ctx.Array(np.dtype(np.int32).char, n * (1 + MAX_PROMPT))


@read_from_shared_memory.register(PromptText)
def _read(space: PromptText, shared_memory: Any, n: int = 1) -> SharedPrompts:
    return SharedPrompts(shared_memory, n)


@write_to_shared_memory.register(PromptText)
def _write(space: PromptText, index: int, value: str, shared_memory: Any) -> None:
    rows = np.frombuffer(shared_memory.get_obj(), dtype=np.int32).reshape((-1, 1 + MAX_PROMPT))
    codes = np.frombuffer(value.encode("utf-32-le"), dtype="<i4")
    rows[index, 0] = len(codes)
    rows[index, 1 : 1 + len(codes)] = codes
