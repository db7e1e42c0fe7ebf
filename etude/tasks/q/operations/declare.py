"""One typed operation: what it does in English, in Python (twice, independently) and in q."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from etude.tasks.q.references import reference


@dataclass(frozen=True)
class Operation:
    """An operation on ``x`` with a number ``k`` that its phrase, Python and q may mention.

    given, made: kinds of value (``etude.q.exchange``). phrase: an imperative, ``{k}`` for the number. py, again: two
    Python expressions that were written apart. q: the same in q. numbers: what k may be; empty for operations without.
    most: the largest number that it is given, 0 for any.
    """

    name: str
    given: str
    made: str
    phrase: str
    py: str
    again: str
    q: str
    numbers: Sequence[int] = ()
    traps: Sequence[str] = field(default=())
    most: int = 0

    def said(self, k: int) -> str:
        """The phrase with its number."""
        return self.phrase.replace("{k}", str(k))

    def in_python(self, k: int) -> str:
        """The Python expression with its number."""
        return self.py.replace("{k}", str(k))

    def in_q(self, k: int) -> str:
        """The q expression with its number."""
        return self.q.replace("{k}", str(k))

    @cached_property
    def reference(self) -> Callable[[Any, int], Any]:
        """The first Python reference."""
        return reference(("x",), self.py)

    @cached_property
    def second(self) -> Callable[[Any, int], Any]:
        """The second Python reference."""
        return reference(("x",), self.again)
