"""Left division: the solution z of x z = y, which is x^-1 y."""

from __future__ import annotations

from etude.tasks.algebra.systems.operations import Operation, atomic

atomic(
    Operation(
        name="left_division",
        summary="Solve x z = y for z.",
        call="ldiv",
        means="ldiv(x, y) is the z with x {sign} z = y",
        takes=("element", "element"),
        ask=(
            "Solve x {sign} z = y for z, where x = {0} and y = {1}.",
            "Which z has x {sign} z = y, if x is {0} and y is {1}?",
        ),
        value=lambda system, _, args: system.group.times(system.group.inverse(args[0]), args[1]),
        signed=False,
    )
)
