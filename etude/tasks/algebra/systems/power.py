"""A power of an element: the operation with itself so many times, with the inverse where the exponent is negative."""

from __future__ import annotations

from etude.tasks.algebra.systems.operations import Operation, atomic
from etude.theory.groups.structure import power

atomic(
    Operation(
        name="power",
        summary="Find a power of an element.",
        call="pow",
        means=(
            "for n > 0, pow(x, n) is x {sign} ... {sign} x with x written n times, and pow(x, -n) is the inverse of "
            "pow(x, n)"
        ),
        takes=("element", "exponent"),
        define=(
            "For n > 0, pow(x, n) is x {sign} x {sign} ... {sign} x with x written n times; "
            "pow(x, -n) is the inverse of pow(x, n)."
        ),
        ask=("Compute pow(x, {1}) for x = {0}.", "What is pow(x, {1}) if x is {0}?"),
        value=lambda system, _, args: power(system.group, *args),
        signed=False,
    )
)
