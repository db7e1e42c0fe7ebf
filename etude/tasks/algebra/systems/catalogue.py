"""Which groups there are at each level: five kinds, by the number of their elements."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

from etude.theory.groups.structure import Cyclic, Dicyclic, Dihedral, Group, Permutations, Product

SIZES = {1: (4, 8), 2: (6, 12), 3: (12, 24), 4: (24, 60), 5: (60, 240)}
"""Level: least and greatest number of elements."""
KINDS = ("cyclic", "dihedral", "permutations", "product", "quaternion")

Spot = tuple[int, ...]


def _rotation(n: int) -> Spot:
    return (*range(1, n), 0)


def _symmetric(n: int, at: int = 0, degree: int | None = None) -> list[Spot]:
    """A transposition and a cycle of n points from ``at`` on."""
    degree = degree or n
    fixed = list(range(degree))
    swap, turn = fixed[:], fixed[:]
    swap[at], swap[at + 1] = at + 1, at
    turn[at : at + n] = [*range(at + 1, at + n), at]
    return [tuple(swap)] if n == 2 else [tuple(swap), tuple(turn)]


def _alternating(n: int) -> list[Spot]:
    """The 3-cycle of the first points with each further point."""
    cycles = []
    for third in range(2, n):
        images = list(range(n))
        images[0], images[1], images[third] = 1, third, 0
        cycles.append(tuple(images))
    return cycles


def _affine(p: int, factor: int) -> list[Spot]:
    """x -> x + 1 and x -> factor x modulo p."""
    return [_rotation(p), tuple(factor * i % p for i in range(p))]


_PERMUTATIONS: dict[str, tuple[int, list[Spot]]] = {
    # name: order, generators
    "S3": (6, _symmetric(3)),
    "S4": (24, _symmetric(4)),
    "S5": (120, _symmetric(5)),
    "A4": (12, _alternating(4)),
    "A5": (60, _alternating(5)),
    "S2xS2": (4, _symmetric(2, 0, 4) + _symmetric(2, 2, 4)),
    "S2xS3": (12, _symmetric(2, 0, 5) + _symmetric(3, 2, 5)),
    "S3xS3": (36, _symmetric(3, 0, 6) + _symmetric(3, 3, 6)),
    "S2xS4": (48, _symmetric(2, 0, 6) + _symmetric(4, 2, 6)),
    "S3xS4": (144, _symmetric(3, 0, 7) + _symmetric(4, 3, 7)),
    "S2xS5": (240, _symmetric(2, 0, 7) + _symmetric(5, 2, 7)),
    "C4": (4, [_rotation(4)]),
    "C5": (5, [_rotation(5)]),
    "C6": (6, [_rotation(6)]),
    "C7": (7, [_rotation(7)]),
    "square": (8, [_rotation(4), (0, 3, 2, 1)]),
    "pentagon": (10, [_rotation(5), (0, 4, 3, 2, 1)]),
    "hexagon": (12, [_rotation(6), (0, 5, 4, 3, 2, 1)]),
    "heptagon": (14, [_rotation(7), (0, 6, 5, 4, 3, 2, 1)]),
    "octagon": (16, [_rotation(8), (0, 7, 6, 5, 4, 3, 2, 1)]),
    "AGL(1,5)": (20, _affine(5, 2)),
    "7:3": (21, _affine(7, 2)),
    "AGL(1,7)": (42, _affine(7, 3)),
    "11:5": (55, _affine(11, 3)),
    "11:10": (110, _affine(11, 2)),
    "13:3": (39, _affine(13, 3)),
    "13:6": (78, _affine(13, 4)),
    "13:12": (156, _affine(13, 2)),
    "PSL(2,7)": (168, [_rotation(7), (0, 2, 1, 5, 4, 3, 6)]),
}
WHOLE = {"S3": "all permutations", "S4": "all permutations", "S5": "all permutations",
         "A4": "all even permutations", "A5": "all even permutations"}  # fmt: skip
"""Permutation groups that need no generators to be told."""


def _factors() -> list[tuple[str, int, int, bool]]:
    """(kind, parameter, order, abelian) of the groups that products are made of."""
    cyclic = [("cyclic", n, n, True) for n in range(2, 21)]
    return cyclic + [("dihedral", n, 2 * n, False) for n in range(3, 11)] + [("quaternion", 2, 8, False)]


Key = tuple[Any, ...]
"""The kind of group, then its parameters: a number, a name, or the keys of two factors."""


@cache
def keys(level: int, abelian: bool | None = None) -> dict[str, list[Key]]:
    """The groups of a level by kind; ``abelian`` False leaves only those that are not."""
    low, high = SIZES[level]
    found: dict[str, list[Key]] = {kind: [] for kind in KINDS}
    if abelian is None:
        found["cyclic"] = [("cyclic", n) for n in range(low, high + 1)]
    found["dihedral"] = [("dihedral", n) for n in range(3, high // 2 + 1) if low <= 2 * n]
    found["quaternion"] = [("quaternion", n) for n in range(2, high // 4 + 1) if low <= 4 * n]
    for name, (order, _) in _PERMUTATIONS.items():
        if low <= order <= high and (abelian is None or not name.startswith(("C", "S2xS2"))):
            found["permutations"].append(("permutations", name))
    factors = _factors()
    for i, (kind, n, order, commutes) in enumerate(factors):
        for other, m, size, also in factors[i:]:
            if low <= order * size <= high and (abelian is None or not (commutes and also)):
                found["product"].append(("product", (kind, n), (other, m)))
    return {kind: list(groups) for kind, groups in found.items() if groups}


_SIMPLE: dict[str, Callable[[int], Group]] = {"cyclic": Cyclic, "dihedral": Dihedral, "quaternion": Dicyclic}


@cache
def build(key: Key, right: bool = True) -> Group:
    """The group of a key; ``right`` is the convention for permutations."""
    if key[0] == "permutations":
        return Permutations(key[1], _PERMUTATIONS[key[1]][1], right)
    if key[0] == "product":
        return Product(*(build(part, right) for part in key[1:]))
    return _SIMPLE[key[0]](key[1])
