"""Draws a system for a level: a group, its names, and the declaration that the prompt gives."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from etude.rng import Stream
from etude.task import Json, fingerprint
from etude.tasks.algebra.systems.catalogue import KINDS, SIZES, Key, build, keys
from etude.tasks.algebra.systems.naming import NAMINGS, Letters, Presented, present, sign, table
from etude.tasks.registry import Knob
from etude.theory.groups.notation import Notation
from etude.theory.groups.structure import Cyclic, Element, Group, Twisted

LEVELS = {
    1: f"{SIZES[1][0]} to {SIZES[1][1]} elements, given by a table",
    2: f"{SIZES[2][0]} to {SIZES[2][1]} elements, given by a table, by relations or by the rule of the product",
    **{n: f"{low} to {high} elements, given by relations or by the rule of the product"
       for n, (low, high) in SIZES.items() if n > 2},
}  # fmt: skip
KNOBS = {
    "group": Knob(KINDS, "the kind of group"),
    "naming": Knob(NAMINGS, "usual symbols, an invented operator, or invented names"),
}

_DECLARED = {1: ("table",), 2: ("table", "relations", "axioms")}
_SALT = 82
"""Chosen so that nearly every kind of group has members in both splits at every level."""


@dataclass(frozen=True, slots=True)
class System:
    """A declared group.

    group: with its twist, if it has one. key: the group up to names and twists, which decides the split.
    ranked: its elements in the order that "first" means.
    """

    group: Group
    key: Key
    notation: Notation
    sign: str
    text: str
    form: str
    first: str
    ranked: Sequence[Element]
    naming: str
    declared: str

    def show(self, element: Element) -> str:
        """An element as the prompt writes it."""
        return self.notation.show(element)

    def generators(self) -> list[Element]:
        """Elements that generate the group."""
        return [g for g in self.group.generators if g != self.group.one]

    def identity_shows(self) -> bool:
        """Whether one need not look for the identity."""
        return self.naming == "usual" or (self.naming == "alphabet" and self.declared != "table")

    @property
    def split(self) -> str:
        """The hash that decides whether the system, and all that is asked of it, belongs to train or to test."""
        return _split(self.key)

    def facts(self) -> dict[str, Json]:
        """For a task's ``meta``."""
        return {"system": named(self.key), "group": self.key[0], "naming": self.naming, "declared": self.declared}


def listed(value: object) -> Json:
    """Nested tuples as nested lists."""
    return [listed(item) for item in value] if isinstance(value, tuple) else value


@cache
def _split(key: Key) -> str:
    return fingerprint(["system", _SALT, listed(key)])


@cache
def named(key: object) -> str:
    """A key in one word, such as ``dihedral(5)`` and ``product(cyclic(2),dihedral(3))``."""
    if not isinstance(key, tuple):
        return str(key)
    return f"{key[0]}({','.join(map(named, key[1:]))})"


def draw_system(
    stream: Stream,
    level: int,
    group: str | None = None,
    naming: str | None = None,
    abelian: bool | None = None,
    hidden: bool = False,
) -> System:
    """A system of a level.

    group, naming: as the knobs say, drawn if None. abelian: False for groups that are not. hidden: the identity must
    not show.
    """
    choices = keys(level, abelian)
    if group is not None and group in choices:
        kind = group
    else:
        kind = stream.weighted([(name, 1 if name == "quaternion" else 2) for name in choices])
    key = stream.choice(choices[kind])
    declared = stream.choice(_DECLARED.get(level, ("relations", "axioms")))
    if naming is None:
        naming = stream.choice(NAMINGS)
    if hidden and (naming == "usual" or (naming == "alphabet" and declared != "table")):
        naming = "operator"
    right = stream.chance(1, 2)
    if naming == "usual":
        return _usual(key, right, declared)
    base = build(key, right)
    twist = base.elements[1 + stream.below(base.order - 1)] if naming == "operator" else None
    if declared == "table":
        return _by_table(stream, base, key, naming, twist)
    return _by_rule(stream, base, key, naming, twist, declared)


@lru_cache(maxsize=4096)
def _usual(key: Key, right: bool, declared: str) -> System:
    """A system under its usual names: nothing of it is drawn, so it is laid out once."""
    unread = Stream("usual")
    if declared == "table":
        return _by_table(unread, build(key, right), key, "usual", None)
    return _by_rule(unread, build(key, right), key, "usual", None, declared)


def _by_table(stream: Stream, base: Group, key: Key, naming: str, twist: Element) -> System:
    real = base if twist is None else Twisted(base, twist)
    letters = Letters(stream, naming == "alphabet")
    symbol = _symbol(base) if naming == "usual" else sign(stream)
    order = list(base.elements)
    if naming == "alphabet":
        order = stream.shuffled(order)
        presented = table(real, list(letters.take(" ".join(["x"] * len(order)))), order, symbol)
    else:
        plain = present(base, letters, False, symbol)
        presented = table(real, [plain.notation.show(element) for element in order], order, symbol)
        presented = presented._replace(notation=plain.notation)
    return _system(real, key, presented, symbol, order, naming, "table")


def _by_rule(stream: Stream, base: Group, key: Key, naming: str, twist: Element, declared: str) -> System:
    letters = Letters(stream, naming == "alphabet")
    symbol = sign(stream) if naming != "usual" else "*" if declared == "relations" else _symbol(base)
    if twist is None:
        presented = present(base, letters, declared == "relations", symbol)
        return _system(base, key, presented, symbol, base.elements, naming, declared)
    if isinstance(base, Cyclic):
        presented = present(base, letters, False, symbol)
        n = base.n
        rule = f"The elements are the integers from 0 to {n - 1}, and x {symbol} y is x + y + {twist} modulo {n}."
        return _system(
            Twisted(base, twist), key, presented._replace(text=rule), symbol, base.elements, naming, declared
        )
    presented = present(base, letters, declared == "relations", "*")
    rule = f"{presented.text} Now x {symbol} y is x * u * y, where u = {presented.notation.show(twist)}."
    return _system(Twisted(base, twist), key, presented._replace(text=rule), symbol, base.elements, naming, declared)


def _symbol(base: Group) -> str:
    return "+" if isinstance(base, Cyclic) else "*"


def _system(
    group: Group, key: Key, presented: Presented, symbol: str, ranked: Sequence[Element], naming: str, declared: str
) -> System:
    text = f"A group has the operation {symbol}. {presented.text}"
    return System(
        group, key, presented.notation, symbol, text, presented.form, presented.first, ranked, naming, declared
    )
