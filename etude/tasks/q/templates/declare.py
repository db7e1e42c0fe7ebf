"""One template: a statement with a number in it, two Python references, a q reference, the kinds of its arguments."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from etude.tasks.q.references import reference


@dataclass(frozen=True)
class Template:
    """A problem of ``x`` (and ``y``) with a number ``k``.

    given: kinds of the arguments; ``kind@plan`` draws them by a plan of ``plans``. py, again: Python expressions, written
    apart. q: the body of the q function. level: how hard, 1 to 5.
    """

    name: str
    level: int
    given: tuple[str, ...]
    made: str
    statement: str
    py: str
    again: str
    q: str
    numbers: Sequence[int] = (0,)

    @property
    def kinds(self) -> list[str]:
        """The kinds of the arguments, without their plans."""
        return [kind.partition("@")[0] for kind in self.given]

    @property
    def names(self) -> list[str]:
        """The names of the arguments."""
        return ["x", "y", "z"][: len(self.given)]

    @property
    def bounds(self) -> list[tuple[int, int]]:
        """Columns of a table and values in them at which the result turns."""
        return []

    def program(self, k: int) -> str:
        """The q reference."""
        return f"solve:{{[{';'.join(self.names)}]\n  {self.q.replace('{k}', str(k))}\n  }}"

    @cached_property
    def reference(self) -> Callable[..., Any]:
        """The first Python reference: of the arguments and k."""
        return reference(self.names, self.py)

    @cached_property
    def second(self) -> Callable[..., Any]:
        """The second Python reference."""
        return reference(self.names, self.again)
