"""What a program may use: steps, elements, depth, output; counted, never timed, so no verdict depends on a machine."""

from __future__ import annotations

import weakref
from dataclasses import dataclass, field
from typing import Any

from etude.q.errors import QError


class _Tally(weakref.ref):  # type: ignore[type-arg]
    """A list that lives, and how many elements it has."""

    __slots__ = ("elements",)
    elements: int


@dataclass
class Budget:
    """Limits of one evaluation (a console line, a statement of a script, a call).

    steps: function applications, loop turns, items handled one by one, and going through long lists, about a step for
    256 items and each pass ('limit beyond); a step is about half a microsecond. elements: the room of all lists of more
    than 64 items that live at once, in longs ('wsfull). depth: of nested calls ('stack). output: characters printed
    ('limit).
    """

    steps: int = 800_000
    elements: int = 10_000_000
    depth: int = 120
    output: int = 8_000_000
    used: int = 0
    living: int = 0
    printed: int = 0
    _alive: set[_Tally] = field(default_factory=set, repr=False, compare=False)

    def start(self) -> None:
        """Forget the steps and the output so far; lists that live still count."""
        self.used = self.printed = 0

    def step(self, amount: int = 1) -> None:
        """Count work. Raises QError limit."""
        self.used += amount
        if self.used > self.steps:
            raise QError("limit")

    def track(self, value: Any, elements: int) -> None:
        """Count a list of so many elements until it is gone. Raises QError limit, wsfull."""
        self.step(elements >> 8)
        if self.living + elements > self.elements:
            raise QError("wsfull")
        tally = _Tally(value, self._gone)
        tally.elements = elements
        self._alive.add(tally)
        self.living += elements

    def _gone(self, tally: _Tally) -> None:
        self._alive.discard(tally)
        self.living -= tally.elements

    def write(self, characters: int) -> None:
        """Count what is printed. Raises QError limit."""
        self.printed += characters
        if self.printed > self.output:
            raise QError("limit")
