"""The identity, in systems where it does not show: invented operators and tables of invented names."""

from __future__ import annotations

from etude.tasks.algebra.systems.operations import Operation, atomic

atomic(
    Operation(
        name="identity",
        summary="Find the identity where it does not show.",
        call="one",
        means="one() is the identity",
        takes=(),
        define="The identity is the element z with z {sign} x = x {sign} z = x for every x.",
        ask=("Which element is the identity?", "Find the identity."),
        value=lambda system, _, args: system.group.one,
        hides=True,
    )
)
