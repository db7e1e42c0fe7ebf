"""What a program may use: steps, elements, depth, output; counted, never timed, so no verdict depends on a machine."""

from __future__ import annotations

from dataclasses import dataclass

from etude.q.errors import QError


@dataclass
class Budget:
    """Limits of one evaluation.

    steps: function applications and loop turns ('limit beyond). elements: the largest list ('wsfull). depth: of nested
    calls ('stack). output: characters.
    """

    steps: int = 20_000_000
    elements: int = 4_000_000
    depth: int = 120
    output: int = 2_000_000
    used: int = 0

    def step(self, amount: int = 1) -> None:
        """Count work. Raises QError limit."""
        self.used += amount
        if self.used > self.steps:
            raise QError("limit")

    def room(self, elements: int) -> None:
        """Count elements that are about to be allocated. Raises QError wsfull."""
        if elements > self.elements:
            raise QError("wsfull")
        self.step(elements // 64)
