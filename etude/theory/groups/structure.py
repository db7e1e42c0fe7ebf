"""Finite groups as structures: cyclic, dihedral, dicyclic, of permutations, products, and groups with a twist.

Elements are plain values that can be compared (integers, tuples), so that "the first element" means the same
everywhere. Nothing here knows how an element is written.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import Any, Protocol

Element = Any
"""An integer, or a nest of tuples of integers; all elements of one group have one shape."""


class Multiplication(Protocol):
    """All that the rest needs of a group: its identity, product and inverse."""

    @property
    def one(self) -> Element:
        """The identity."""

    def times(self, a: Element, b: Element) -> Element:
        """The product."""

    def inverse(self, a: Element) -> Element:
        """The inverse."""


def power(group: Multiplication, a: Element, exponent: int) -> Element:
    """``a`` multiplied with itself; a negative exponent is that of the inverse."""
    base = a if exponent >= 0 else group.inverse(a)
    result = group.one
    for _ in range(abs(exponent)):
        result = group.times(result, base)
    return result


def order_of(group: Multiplication, a: Element) -> int:
    """The least positive exponent that gives the identity."""
    count, reached, one = 1, a, group.one
    while reached != one:
        reached = group.times(reached, a)
        count += 1
    return count


def conjugate(group: Multiplication, a: Element, b: Element) -> Element:
    """``b a b^-1``."""
    return group.times(group.times(b, a), group.inverse(b))


def commutator(group: Multiplication, a: Element, b: Element) -> Element:
    """``a b a^-1 b^-1``."""
    return group.times(group.times(a, b), group.times(group.inverse(a), group.inverse(b)))


def closure(group: Multiplication, generators: Iterable[Element]) -> set[Element]:
    """The subgroup that some elements generate (in a finite group their products are enough)."""
    found = {group.one}
    fresh = [group.one]
    steps = list(generators)
    while fresh:
        fresh = list({group.times(a, b) for a in fresh for b in steps} - found)
        found.update(fresh)
    return found


class Group(ABC):
    """A finite group. ``generators`` generate it; ``key`` names it up to notation."""

    key: tuple[Any, ...]
    one: Element
    generators: tuple[Element, ...]

    @abstractmethod
    def times(self, a: Element, b: Element) -> Element:
        """The product."""

    @abstractmethod
    def inverse(self, a: Element) -> Element:
        """The inverse."""

    @cached_property
    def elements(self) -> tuple[Element, ...]:
        """All elements, in their natural order."""
        return tuple(sorted(closure(self, self.generators)))

    @property
    def order(self) -> int:
        """The number of elements."""
        return len(self.elements)

    @cached_property
    def abelian(self) -> bool:
        """Whether the product does not depend on the order of its factors."""
        gens = self.generators
        return all(self.times(a, b) == self.times(b, a) for a in gens for b in gens)

    @cached_property
    def table(self) -> tuple[tuple[int, ...], ...]:
        """The Cayley table: row and column numbers to the number of the product."""
        place = {element: i for i, element in enumerate(self.elements)}
        return tuple(tuple(place[self.times(a, b)] for b in self.elements) for a in self.elements)


class Cyclic(Group):
    """The integers 0..n-1 under addition modulo n."""

    def __init__(self, n: int) -> None:
        self.n = n
        self.key = ("cyclic", n)
        self.one = 0
        self.generators = (1,)

    def times(self, a: Element, b: Element) -> Element:
        """The sum modulo n."""
        return (a + b) % self.n

    def inverse(self, a: Element) -> Element:
        """The negative modulo n."""
        return -a % self.n


class Dihedral(Group):
    """The 2n symmetries of a regular n-gon: (f, k) is r^k s^f, where s r = r^-1 s and s^2 = 1."""

    def __init__(self, n: int) -> None:
        self.n = n
        self.key = ("dihedral", n)
        self.one = (0, 0)
        self.generators = ((0, 1), (1, 0))

    def times(self, a: Element, b: Element) -> Element:
        """``r^i s^f r^j s^g = r^(i +- j) s^(f + g)``."""
        return (a[0] ^ b[0], (a[1] - b[1] if a[0] else a[1] + b[1]) % self.n)

    def inverse(self, a: Element) -> Element:
        """Reflections are their own inverses."""
        return a if a[0] else (0, -a[1] % self.n)


class Dicyclic(Group):
    """The 4n elements (f, k), which is a^k b^f, where b a = a^-1 b and b^2 = a^n; n = 2 is the quaternion group."""

    def __init__(self, n: int) -> None:
        self.half, self.n = n, 2 * n
        self.key = ("quaternion", n)
        self.one = (0, 0)
        self.generators = ((0, 1), (1, 0))

    def times(self, a: Element, b: Element) -> Element:
        """``a^i b^f a^j b^g``; two factors b make a^n."""
        exponent = (a[1] - b[1] if a[0] else a[1] + b[1]) + (self.half if a[0] and b[0] else 0)
        return (a[0] ^ b[0], exponent % self.n)

    def inverse(self, a: Element) -> Element:
        """``(a^k b)^-1 = a^(k + n) b``."""
        return (1, (a[1] + self.half) % self.n) if a[0] else (0, -a[1] % self.n)


class Permutations(Group):
    """Permutations of 0..d-1 as tuples of images. ``right``: in a product the right factor acts first."""

    def __init__(self, name: str, generators: Sequence[tuple[int, ...]], right: bool) -> None:
        self.degree = len(generators[0])
        self.right = right
        self.key = ("permutations", name, "right" if right else "left")
        self.one = tuple(range(self.degree))
        self.generators = tuple(generators)

    def times(self, a: Element, b: Element) -> Element:
        """One after the other, in the order of the convention."""
        return tuple([a[i] for i in b]) if self.right else tuple([b[i] for i in a])

    def inverse(self, a: Element) -> Element:
        """Images and preimages change places."""
        result = [0] * self.degree
        for i, image in enumerate(a):
            result[image] = i
        return tuple(result)


class Product(Group):
    """The direct product of two groups: pairs, multiplied component by component."""

    def __init__(self, first: Group, second: Group) -> None:
        self.first, self.second = first, second
        self.key = ("product", first.key, second.key)
        self.one = (first.one, second.one)
        self.generators = (
            *((a, second.one) for a in first.generators),
            *((first.one, b) for b in second.generators),
        )

    def times(self, a: Element, b: Element) -> Element:
        """Component by component."""
        return (self.first.times(a[0], b[0]), self.second.times(a[1], b[1]))

    def inverse(self, a: Element) -> Element:
        """Component by component."""
        return (self.first.inverse(a[0]), self.second.inverse(a[1]))


class Twisted(Group):
    """The elements of another group under ``a @ b = a u b`` for a fixed u: a group whose identity is u^-1.

    It is isomorphic to the other by x -> x u, but nothing known of the other can be recalled unchanged.
    """

    def __init__(self, base: Group, middle: Element) -> None:
        self.base, self.middle = base, middle
        self.key = ("twisted", base.key, middle)
        self.one = base.inverse(middle)
        self.generators = tuple(base.times(g, self.one) for g in base.generators)

    @cached_property
    def elements(self) -> tuple[Element, ...]:
        """Those of the other group."""
        return self.base.elements

    @cached_property
    def abelian(self) -> bool:
        """As the other group is."""
        return self.base.abelian

    @cached_property
    def table(self) -> tuple[tuple[int, ...], ...]:
        """The rows of the other group's table in another order."""
        plain = self.base.table
        column = self.base.elements.index(self.middle)
        return tuple(plain[row[column]] for row in plain)

    def times(self, a: Element, b: Element) -> Element:
        """``a u b``."""
        return self.base.times(self.base.times(a, self.middle), b)

    def inverse(self, a: Element) -> Element:
        """``u^-1 a^-1 u^-1``."""
        return self.base.times(self.base.times(self.one, self.base.inverse(a)), self.one)
