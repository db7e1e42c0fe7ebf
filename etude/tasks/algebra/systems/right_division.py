"""Right division: the solution z of z x = y, which is y x^-1."""

from __future__ import annotations

from etude.tasks.algebra.systems.operations import Operation, atomic

atomic(
    Operation(
        name="right_division",
        summary="Solve z x = y for z.",
        call="rdiv",
        means="rdiv(x, y) is the z with z {sign} x = y",
        takes=("element", "element"),
        ask=(
            "Solve z {sign} x = y for z, where x = {0} and y = {1}.",
            "Which z has z {sign} x = y, if x is {0} and y is {1}?",
        ),
        value=lambda system, _, args: system.group.times(args[1], system.group.inverse(args[0])),
        signed=False,
    )
)
