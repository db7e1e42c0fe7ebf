"""The commutator of two elements, x y x^-1 y^-1; it is the identity just where they commute."""

from __future__ import annotations

from etude.tasks.algebra.systems.operations import Operation, atomic
from etude.theory.groups.structure import commutator

atomic(
    Operation(
        name="commutator",
        summary="Find the commutator of two elements.",
        call="comm",
        means="comm(x, y) is x {sign} y {sign} v {sign} w, where v and w are the inverses of x and y",
        takes=("element", "element"),
        define=(
            "The commutator of x and y is x {sign} y {sign} inv(x) {sign} inv(y), where inv(z) is the inverse of z."
        ),
        ask=("Find the commutator of {0} and {1}.", "What is the commutator of {0} and {1}?"),
        value=lambda system, _, args: commutator(system.group, *args),
        abelian=False,
    )
)
