"""The order of an element: the least positive power that is the identity (it divides the order of the group)."""

from __future__ import annotations

from etude.tasks.algebra.systems.operations import Operation, atomic
from etude.theory.groups.structure import order_of

atomic(
    Operation(
        name="order",
        summary="Find the order of an element.",
        call="ord",
        means=(
            "ord(x) is the order of x, the least n > 0 for which x {sign} ... {sign} x, with x written n times, is the "
            "identity"
        ),
        takes=("element",),
        define=(
            "The order of x is the least n > 0 for which x {sign} ... {sign} x, with x written n times, "
            "is the identity."
        ),
        ask=("What is the order of {0}?", "Find the order of {0}."),
        value=lambda system, _, args: order_of(system.group, *args),
        gives="number",
    )
)
