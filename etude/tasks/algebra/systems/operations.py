"""Atomic operations: what they take and give, how they are called, and how each becomes a family.

Every operation is a family of its own and a step of ``compose``. An argument is an element, a whole number
("exponent"), or nothing that varies but part of the question (a subgroup, a homomorphism: the ``setting``).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from etude.rng import Stream
from etude.task import Json
from etude.tasks.algebra.systems.declare import KNOBS, LEVELS, System, draw_system, listed
from etude.tasks.draft import Draft
from etude.tasks.registry import family
from etude.tasks.wording import final
from etude.theory.groups.notation import Numbers
from etude.theory.groups.structure import Element

SOURCE = "arXiv 2602.08281 (Algebrarium): atomic operations in declared groups; the vocabulary is ours"
_TRIES, _PATIENCE = 60, 6
"""Questions drawn for one that is not dull, and how many of these in one system."""


@dataclass(frozen=True)
class Setting:
    """A fixed part of a question: the words that introduce it, its content, and its data for the operation."""

    text: str
    content: Json
    data: Any


NO_SETTING = Setting("", [], None)


@dataclass(frozen=True)
class Operation:
    """An atomic operation.

    name, summary: of its family. call: as a function in chains, and what that ``means``. takes: ``element`` or
    ``exponent`` for each argument. gives: ``element`` or ``number``. ask: the question about shown arguments, after the
    definition that it needs. value: its result. abelian: False where it says nothing in an abelian group. signed:
    whether a name with a negative exponent may stand for the result. hides: the identity must not show. settle: draws
    the setting. symmetric: the order of the arguments says nothing.
    """

    name: str
    summary: str
    call: str
    means: str
    takes: tuple[str, ...]
    ask: Sequence[str]
    value: Callable[[System, Setting, Sequence[Any]], Any]
    define: str = ""
    gives: str = "element"
    abelian: bool | None = None
    signed: bool = True
    hides: bool = False
    settle: Callable[[Stream, System], Setting] = field(default=lambda stream, system: NO_SETTING)
    symmetric: bool = False


OPERATIONS: dict[str, Operation] = {}
"""All of them by name, filled by their families."""

_EXPONENTS = (-4, -3, -2, 3, 4, 5, 6, 7)


def draw_argument(stream: Stream, system: System, kind: str) -> Any:
    """An element other than the identity, or an exponent."""
    if kind == "exponent":
        return stream.choice(_EXPONENTS)
    one = system.group.one
    while (element := stream.choice(system.ranked)) == one:
        pass
    return element


def shown(system: System, kind: str, value: Any) -> str:
    """An element in the system's notation, a number as it is."""
    return str(value) if kind in ("number", "exponent") else system.show(value)


def worded(template: str, system: System) -> str:
    """A definition in the system's own sign and order."""
    return template.format(sign=system.sign, first=system.first)


def called(operation: Operation, arguments: Sequence[str]) -> str:
    """``comm(x, y)``."""
    return f"{operation.call}({', '.join(arguments)})"


def atomic(operation: Operation) -> None:
    """Declare an operation a family, and a step of chains."""
    OPERATIONS[operation.name] = operation

    def write(stream: Stream, level: int, group: str | None = None, naming: str | None = None) -> Draft:
        return _draft(stream, level, operation, group, naming)

    write.__doc__ = operation.summary
    family(
        f"algebra.systems.{operation.name}",
        levels=LEVELS,
        verifier="element" if operation.gives == "element" else "number",
        source=SOURCE,
        measure="order",
        knobs=KNOBS,
    )(write)


def _draft(stream: Stream, level: int, operation: Operation, kind: str | None, naming: str | None) -> Draft:
    for tried in range(_TRIES):
        if tried % _PATIENCE == 0:
            system = draw_system(stream, level, kind, naming, operation.abelian, operation.hides)
            setting = operation.settle(stream, system)
        arguments = [draw_argument(stream, system, kind) for kind in operation.takes]
        value = operation.value(system, setting, arguments)
        written = [shown(system, kind, argument) for kind, argument in zip(operation.takes, arguments, strict=True)]
        dull = value == system.group.one or value in arguments or len(set(arguments)) < len(arguments)
        if not _copied(system, operation, written) and (not dull or stream.chance(1, 4)):
            break
    question = stream.choice(operation.ask).format(*written, sign=system.sign)
    meaning = worded(operation.define, system)
    parts = [
        system.text,
        " ".join(filter(None, (setting.text, meaning))),
        f"{question} {asked(system, operation.gives)}",
    ]
    answer = shown(system, operation.gives, value)
    return Draft(
        content=[operation.name, listed(system.group.key), setting.content, _unordered(operation, arguments)],
        prompt="\n\n".join(filter(None, (part.strip("\n") for part in parts))),
        answer=answer,
        spec=spec_of(system, operation, answer),
        measure=system.group.order,
        meta={"atoms": [operation.name], "depth": 1, **system.facts()},
        split_by=system.split,
    )


def _unordered(operation: Operation, arguments: Sequence[Any]) -> Json:
    """The arguments, in a fixed order where theirs says nothing."""
    return listed(tuple(sorted(arguments) if operation.symmetric else arguments))


def _copied(system: System, operation: Operation, written: Sequence[str]) -> bool:
    """Whether the arguments side by side are already a name of an element: then copying would answer."""
    text = f"{written[0]} {written[1]}" if operation.name == "product" else ""
    return bool(text) and not isinstance(system.notation, Numbers) and system.notation.read(text, True) is not None


def asked(system: System, gives: str) -> str:
    """The closing sentence: the form of the answer."""
    if gives == "number":
        return final("as an integer")
    return final(system.form)


def spec_of(system: System, operation: Operation, answer: str) -> Mapping[str, Json]:
    """What marking the result of an operation needs."""
    if operation.gives == "number":
        return {"value": answer}
    return {"value": answer, "notation": system.notation.record(), **({} if operation.signed else {"least": True})}


def first_ranked(system: System, elements: Sequence[Element]) -> Element:
    """The first of some elements, as the system ranks them."""
    chosen = set(elements)
    return next(element for element in system.ranked if element in chosen)
