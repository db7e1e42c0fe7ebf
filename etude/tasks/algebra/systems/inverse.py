"""The inverse of an element: the one whose product with it, on either side, is the identity."""

from __future__ import annotations

from etude.tasks.algebra.systems.operations import Operation, atomic

atomic(
    Operation(
        name="inverse",
        summary="Find the inverse of an element.",
        call="inv",
        means="inv(x) is the inverse of x",
        takes=("element",),
        ask=("What is the inverse of {0}?", "Find the inverse of {0}."),
        value=lambda system, _, args: system.group.inverse(*args),
        signed=False,
    )
)
