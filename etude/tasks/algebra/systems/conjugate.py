"""The conjugate of one element by another, y x y^-1; in an abelian group it would be x."""

from __future__ import annotations

from etude.tasks.algebra.systems.operations import Operation, atomic
from etude.theory.groups.structure import conjugate

atomic(
    Operation(
        name="conjugate",
        summary="Conjugate one element by another.",
        call="conj",
        means="conj(x, y) is y {sign} x {sign} z, where z is the inverse of y",
        takes=("element", "element"),
        define=("The conjugate of x by y is y {sign} x {sign} inv(y), where inv(y) is the inverse of y."),
        ask=("Find the conjugate of {0} by {1}.", "What is the conjugate of {0} by {1}?"),
        value=lambda system, _, args: conjugate(system.group, *args),
        abelian=False,
    )
)
