"""The product of two elements: the atom that every declaration defines."""

from __future__ import annotations

from etude.tasks.algebra.systems.operations import Operation, atomic

atomic(
    Operation(
        name="product",
        summary="Multiply two elements.",
        call="mul",
        means="mul(x, y) is x {sign} y",
        takes=("element", "element"),
        ask=("Compute x {sign} y for x = {0} and y = {1}.", "What is x {sign} y if x is {0} and y is {1}?"),
        value=lambda system, _, args: system.group.times(*args),
    )
)
