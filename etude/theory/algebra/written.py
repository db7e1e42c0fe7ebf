"""What was written as an answer: its tree, a canonical key of its value, and whether a decimal is a rounding of it."""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterator, Sequence
from fractions import Fraction
from functools import lru_cache
from math import isqrt

from etude.rng import Stream
from etude.theory.algebra.modular import PRIME
from etude.theory.algebra.normal import (
    ONE,
    Monomial,
    Quotient,
    Sum,
    TooLarge,
    Undefined,
    Work,
    derivative,
    equal,
    multiply,
    normal,
)  # fmt: skip
from etude.theory.algebra.parser import Unreadable, parse
from etude.theory.algebra.tree import Bag, Minus, Num, Op, Relation, Sym, Table, Tree, walk, whole

_POINTS = 2
_STRETCH = 27_720
"""The least common multiple of 1..12: a letter is the 27720th power of its point, so that its roots have values."""
_PLACES = 40
_ROOT_AS_POWER = re.compile(r"(?:\^|\*\*)[\s{(]{0,9}(?:1\s{0,9}[/⁄]|\\[dtc]?frac|0?[.,]5)|[½⅓¼]")


def read(text: str) -> Tree | None:
    """The tree of a text, None if there is none; roots written as powers are roots."""
    try:
        tree = parse(text)
    except Unreadable:
        return None
    return _rooted(tree) if _ROOT_AS_POWER.search(text) else tree


def _rooted(tree: Tree) -> Tree:
    """The tree with ``3^{1/2}`` and ``3^{0.5}`` as roots of numbers."""
    if isinstance(tree, Op):
        left, right = _rooted(tree.left), _rooted(tree.right)
        if tree.sign == "^" and isinstance(left, Num):
            if isinstance(right, Op) and right.sign == "/" and whole(right.left) == 1:
                return Op("root", left, right.right)
            if right == Num(Fraction(1, 2)):
                return Op("root", left, Num(2))
        return Op(tree.sign, left, right)
    if isinstance(tree, Minus):
        return Minus(_rooted(tree.of))
    if isinstance(tree, Relation):
        return Relation(tree.sign, _rooted(tree.left), _rooted(tree.right))
    if isinstance(tree, Bag):
        return Bag(tree.open, tuple(map(_rooted, tree.items)), tree.close)
    if isinstance(tree, Table):
        return Table(tuple(tuple(map(_rooted, row)) for row in tree.rows))
    return tree


def is_plain(tree: Tree, letters: Sequence[str]) -> bool:
    """Whether a tree is one expression in these letters and the imaginary unit: no list, relation or plus-minus."""
    todo, allowed = [tree], {*letters, "i"}
    while todo:
        node = todo.pop()
        kind = type(node)
        if kind is Op and node.sign != "pm":  # type: ignore[union-attr]
            todo += (node.left, node.right)  # type: ignore[union-attr]
        elif kind is Minus:
            todo.append(node.of)  # type: ignore[union-attr]
        elif kind is Sym:
            if node.name not in allowed:  # type: ignore[union-attr]
                return False
        elif kind is not Num:
            return False
    return True


def chain(tree: Tree) -> list[tuple[str, Tree]]:
    """The sides of a chain of relations, each with the sign before it (none before the first)."""
    found: list[tuple[str, Tree]] = []
    while isinstance(tree, Relation):
        found.append((tree.sign, tree.right))
        tree = tree.left
    return [("", tree), *reversed(found)]


def equals(a: Tree, b: Tree, work: Work) -> bool | None:
    """Whether two expressions are the same; None if that cannot be told."""
    try:
        return equal(normal(a, work), normal(b, work), work)
    except (Undefined, TooLarge):
        return None


def settled(sides: Sequence[tuple[str, Tree]], work: Work) -> Tree | None:
    """The last exact side of ``a = b = c ≈ 0.5`` if all others are equal to it, or a rounding of it after ``≈``."""
    exact = [side for sign, side in sides if sign != "~"]
    if not exact or any(sign not in ("", "=", "~") for sign, _ in sides):
        return None
    value = exact[-1]
    for sign, side in sides:
        if sign == "~":
            if not (is_rounding(side, value, work) or equals(side, value, work)):
                return None
        elif side is not value and not equals(side, value, work):
            return None
    return value


def value_key(tree: Tree, constant: str | None = None, *, associate: bool = False) -> Hashable:
    """A key that is equal for equal values: exact for numbers, else residues at points that are always the same.

    Args:
        tree: one expression.
        constant: a letter; what does not depend on it is left out.
        associate: leave a constant factor out.

    """
    work = Work()
    try:
        value = normal(tree, work)
        if constant:
            value = _derived(value, constant, work)
        value = _rationalised(value, work)
    except (Undefined, TooLarge):
        return ("text", repr(tree))
    parts = [*_residues(value)]
    if not parts:
        return ()
    if associate:
        unit = pow(parts[0][1][0] or 1, -1, PRIME)
        parts = [(root, tuple(value * unit % PRIME for value in values)) for root, values in parts]
    return tuple(parts)


def _derived(value: Quotient, letter: str, work: Work) -> Quotient:
    above, below = value
    if below == ONE:
        return Quotient(derivative(above, letter), ONE)
    up = multiply(derivative(above, letter), below, work)
    down = multiply(above, derivative(below, letter), work)
    for monomial, number in down.items():
        up[monomial] = up.get(monomial, 0) - number
    return Quotient({monomial: number for monomial, number in up.items() if number}, multiply(below, below, work))


def _rationalised(value: Quotient, work: Work) -> Quotient:
    """The quotient without square roots and imaginary units below. Raises TooLarge where others are there."""
    above, below = value
    for _ in range(8):
        symbols = sorted({symbol for monomial in below for symbol, _ in monomial if symbol[0] == "#"})
        if not symbols:
            return Quotient(above, below)
        symbol = symbols[0]
        if any(name == symbol and name != "#i" and exponent != Fraction(1, 2) for m in below for name, exponent in m):
            break
        if all(any(name == symbol for name, _ in monomial) for monomial in below):
            conjugate: Sum = {((symbol, 1 if symbol == "#i" else Fraction(1, 2)),): 1}
        else:
            conjugate = {m: -number if any(name == symbol for name, _ in m) else number for m, number in below.items()}
        above, below = multiply(above, conjugate, work), multiply(below, conjugate, work)
    raise TooLarge("roots below the line")


def _residues(value: Quotient) -> Iterator[tuple[Monomial, tuple[int, ...]]]:
    """What stands before each product of roots, as residues at the points."""
    letters = any(symbol[0] != "#" for part in value for monomial in part for symbol, _ in monomial)
    points = range(_POINTS) if letters else range(1)
    below = [pow(_residue(value.below, i), -1, PRIME) if _residue(value.below, i) else 0 for i in points]
    groups: dict[Monomial, Sum] = {}
    for monomial, number in value.above.items():
        roots = tuple(part for part in monomial if part[0][0] == "#")
        groups.setdefault(roots, {})[tuple(part for part in monomial if part[0][0] != "#")] = number
    for roots in sorted(groups):
        if letters:
            yield roots, tuple(_residue(groups[roots], i) * below[i] % PRIME for i in points)
        else:
            exact = Fraction(groups[roots][()]) / value.below[()]
            yield roots, (exact.numerator, exact.denominator)


def _residue(total: Sum, place: int) -> int:
    result = 0
    for monomial, number in total.items():
        term = number.numerator * pow(number.denominator, -1, PRIME)
        for symbol, exponent in monomial:
            term = term * pow(_point(symbol, place), int(exponent * _STRETCH), PRIME) % PRIME
        result += term
    return result % PRIME


@lru_cache(maxsize=512)
def _point(symbol: str, place: int) -> int:
    return Stream("a point of a letter", symbol, str(place)).below(PRIME - 2) + 2


def is_rounding(decimal: Tree, exact: Tree, work: Work) -> bool:
    """Whether decimals (one, or a + bi) are an exact number rounded to their last place."""
    places = [_places(node.value) for node in walk(decimal) if isinstance(node, Num)]
    if not places or None in places or not is_plain(decimal, []):
        return False
    try:
        value = _rationalised(normal(exact, work), work)
        written = normal(decimal, work)
    except (Undefined, TooLarge):
        return False
    if written.below != ONE or not written.above.keys() <= {(), (("#i", 1),)} or value.below.keys() != {()}:
        return False
    unit = Fraction(1, 10 ** max(place for place in places if place is not None))
    for imaginary in (False, True):
        key: Monomial = (("#i", 1),) if imaginary else ()
        part = {m: number for m, number in value.above.items() if (("#i", 1) in m) == imaginary}
        size = _approximate(part, work)
        if size is None:
            return False
        gap = abs(size / Fraction(value.below[()]) - Fraction(written.above.get(key, 0)))
        if gap > unit / 2 + Fraction(1, 10 ** (_PLACES // 2)):
            return False
    return True


def _places(value: int | Fraction) -> int | None:
    """The decimal places that a number needs, None if it never ends."""
    for places in range(21):
        if (value * 10**places).denominator == 1:
            return places
    return None


def _approximate(total: Sum, work: Work) -> Fraction | None:
    """A sum of numbers times square roots to 30 places or more, in whole numbers throughout; None for other roots."""
    result = Fraction(0)
    for monomial, number in total.items():
        radicand = 1
        for symbol, exponent in monomial:
            if symbol == "#i":
                continue
            if symbol[0] != "#" or exponent != Fraction(1, 2):
                return None
            radicand *= int(symbol[1:])
        work.spend(8)
        result += number * Fraction(isqrt(radicand * 10 ** (2 * _PLACES)), 10**_PLACES)
    return result


__all__ = ["chain", "equals", "is_plain", "is_rounding", "read", "settled", "value_key"]
