"""Chains of 2 to 5 atomic operations: nested to the left, to the right, or as a tree.

Every intermediate value is known and kept in ``spec["steps"]``, so that each step can be rewarded. Source: arXiv
2602.08281, tasks of depth 2 to 5 that models meet only in the test.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from typing import Any, NamedTuple

from etude.rng import Stream
from etude.task import Json
from etude.tasks.algebra.systems.declare import KNOBS, LEVELS, System, draw_system, listed
from etude.tasks.algebra.systems.operations import (
    NO_SETTING,
    OPERATIONS,
    SOURCE,
    Operation,
    Setting,
    asked,
    called,
    draw_argument,
    shown,
    worded,
)
from etude.tasks.draft import Draft
from etude.tasks.registry import Knob, family
from etude.tasks.wording import final

DEPTHS = (2, 3, 4, 5)
SHAPES = ("left", "right", "tree")
_DEPTH = {1: (2, 2), 2: (2, 3), 3: (3, 3), 4: (4, 4), 5: (5, 5)}
_TRIES = 40
_LISTED = "each value as an operation gives it, separated by semicolons"


class Node(NamedTuple):
    """A part of a chain: its value (an element or a number), how it is written, its canonical form, its operations."""

    gives: str
    value: Any
    text: str
    content: Json
    steps: tuple[dict[str, str], ...] = ()


@cache
def _atoms() -> dict[str, Operation]:
    """All atomic operations, in the order of their names (a chain must not depend on who was imported first)."""
    folder = import_module("etude.tasks.algebra.systems")
    for module in iter_modules(folder.__path__):
        if module.name != "compose":
            import_module(f"{folder.__name__}.{module.name}")
    return {name: OPERATIONS[name] for name in sorted(OPERATIONS)}


class _Chain:
    """Draws the nodes of one chain in one system; a subgroup and a homomorphism are drawn once each."""

    def __init__(self, stream: Stream, system: System) -> None:
        self.stream, self.system = stream, system
        self.settings: dict[str, Setting] = {}
        fits = [op for op in _atoms().values() if op.abelian is None or not system.group.abelian]
        self.on_elements = [op for op in fits if op.gives == "element" and op.takes]
        self.to_numbers = [op for op in fits if op.gives == "number"]

    def leaf(self, kind: str) -> Node:
        value = draw_argument(self.stream, self.system, kind)
        return Node(kind, value, shown(self.system, kind, value), listed(value))

    def apply(self, operation: Operation, arguments: Sequence[Node]) -> Node:
        name = operation.name
        if name not in self.settings:
            self.settings[name] = operation.settle(self.stream, self.system)
        value = operation.value(self.system, self.settings[name], [node.value for node in arguments])
        written = called(operation, [shown(self.system, node.gives, node.value) for node in arguments])
        step = {"operation": name, "call": written, "value": shown(self.system, operation.gives, value)}
        steps = tuple(step for node in arguments for step in node.steps)
        text = called(operation, [node.text for node in arguments])
        return Node(operation.gives, value, text, [name, *(node.content for node in arguments)], (*steps, step))

    def pick(self, *, root: bool) -> Operation:
        numeric = root and self.stream.chance(1, 5)
        return self.stream.choice(self.to_numbers if numeric else self.on_elements)

    def line(self, depth: int, *, left: bool) -> Node:
        """Each operation has the one before it as its first (left) or last (right) argument."""
        node = self.leaf("element")
        for at in range(depth):
            if node.gives == "number":
                node = self.apply(_atoms()["power"], [self.leaf("element"), node])
                continue
            operation = self.pick(root=at == depth - 1)
            if not left and 0 < at < depth - 1 and self.stream.chance(1, 8):
                operation = self.stream.choice(self.to_numbers)
            place = 0 if left else max(i for i, kind in enumerate(operation.takes) if kind == "element")
            others = [node if i == place else self.leaf(kind) for i, kind in enumerate(operation.takes)]
            node = self.apply(operation, others)
        return node

    def tree(self, depth: int, *, root: bool = True) -> Node:
        """The operations left are shared out among the arguments."""
        if depth == 0:
            return self.leaf("element")
        operation = self.pick(root=root)
        if depth == 1 or len(operation.takes) == 1:
            return self.apply(operation, [self._side(kind, depth - 1, i) for i, kind in enumerate(operation.takes)])
        one = self.stream.between(1, depth - 2) if depth > 2 else self.stream.below(2)
        shares = (one, depth - 1 - one)
        if operation.takes[1] == "exponent":
            shares = (depth - 2, 1) if depth > 2 and self.stream.chance(1, 2) else (depth - 1, 0)
        return self.apply(operation, [self._side(kind, n, 0) for kind, n in zip(operation.takes, shares, strict=True)])

    def _side(self, kind: str, depth: int, place: int) -> Node:
        if kind == "exponent":
            if depth == 0:
                return self.leaf(kind)
            return self.apply(_atoms()["order"], [self.tree(depth - 1, root=False)])
        hidden = depth == 1 and not self.system.identity_shows() and self.stream.chance(1, 8)
        if hidden:
            return self.apply(_atoms()["identity"], [])
        return self.tree(depth if place == 0 else 0, root=False)


def _draw(stream: Stream, system: System, depth: int, shape: str) -> tuple[Node, dict[str, Setting]]:
    """A chain in which no intermediate element is the identity, if one is found soon."""
    for _ in range(_TRIES):
        chain = _Chain(stream, system)
        node = chain.tree(depth) if shape == "tree" else chain.line(depth, left=shape == "left")
        one = system.show(system.group.one)
        if all(step["value"] != one or step["operation"] == "identity" for step in node.steps[:-1]):
            break
    used = {step["operation"] for step in node.steps}
    return node, {name: setting for name, setting in sorted(chain.settings.items()) if name in used}


@family(
    "algebra.systems.compose",
    levels={
        level: f"{low if low == high else f'{low} or {high}'} operations; a group of {LEVELS[level]}"
        for level, (low, high) in _DEPTH.items()
    },
    verifier="element",
    source=SOURCE,
    measure="depth",
    knobs={
        **KNOBS,
        "depth": Knob(DEPTHS, "the number of operations"),
        "shape": Knob(SHAPES, "where the operations are nested"),
        "reward": Knob(("final", "process"), "only the final value is asked for, or all values, each rewarded"),
    },
)
def write(
    stream: Stream,
    level: int,
    group: str | None = None,
    naming: str | None = None,
    depth: int | None = None,
    shape: str | None = None,
    reward: str = "final",
) -> Draft:
    """Evaluate a chain of atomic operations in a declared group."""
    system = draw_system(stream, level, group, naming)
    depth = stream.between(*_DEPTH[level]) if depth is None else depth
    shape = stream.choice(SHAPES) if shape is None else shape
    node, settings = _draw(stream, system, depth, shape)
    used = sorted({step["operation"] for step in node.steps})
    meanings = [worded(_atoms()[name].means, system) for name in used if _atoms()[name].means]
    definitions = f"Here {'; '.join(meanings)}. " if meanings else ""
    introduced = " ".join(setting.text for setting in settings.values() if setting is not NO_SETTING)
    parts = [system.text.strip("\n"), f"{definitions}{introduced}".strip(), _question(stream, system, node, reward)]
    return Draft(
        content=["compose", listed(system.group.key), [s.content for s in settings.values()], node.content],
        prompt="\n\n".join(filter(None, parts)),
        answer=node.steps[-1]["value"] if reward == "final" else "; ".join(step["value"] for step in node.steps),
        spec=_spec(system, node, reward),
        measure=len(node.steps),
        verifier=node.gives if reward == "final" else "element_steps",
        meta={
            "atoms": [step["operation"] for step in node.steps],
            "expression": node.text,
            "shape": shape,
            **system.facts(),
        },
        split_by=system.split,
    )


def _question(stream: Stream, system: System, node: Node, reward: str) -> str:
    question = stream.choice(("Compute {}.", "Evaluate {}.", "What is {}?")).format(node.text)
    if reward == "final":
        return f"{question} {asked(system, node.gives)}"
    order = "Give the values of all calls in the order of evaluation (arguments first, from left to right)"
    return f"{question} {order}; elements {system.form}. {final(_LISTED)}"


def _spec(system: System, node: Node, reward: str) -> dict[str, Json]:
    steps = [dict(step) for step in node.steps]
    spec: dict[str, Json] = {"steps": steps}
    if reward == "final":
        spec["value"] = steps[-1]["value"]
    if reward == "process" or node.gives == "element":
        spec["notation"] = system.notation.record()
    return spec
