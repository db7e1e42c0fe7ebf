"""Expressions evaluated modulo a large prime: a cheap test that tells different ones apart.

Two different rational functions of degree d agree at a random point with probability below d / 2^61. The points are
drawn from a hash of both texts, so that no answer can be made to fit them.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from etude.rng import Stream
from etude.theory.algebra.tree import Minus, Num, Op, Sym, Tree

PRIME = 2**61 - 1
MAX_EXPONENT = 10**6
_POINTS = 3


class NotRational(ValueError):
    """A tree with roots, an imaginary unit or a letter in an exponent; or with no value at a point."""


def value_at(tree: Tree, point: dict[str, int]) -> int:
    """The residue of an expression at a point. Raises NotRational."""
    if isinstance(tree, Num):
        return _residue(tree.value)
    if isinstance(tree, Sym):
        if tree.name not in point:
            raise NotRational(tree.name)
        return point[tree.name]
    if isinstance(tree, Minus):
        return -value_at(tree.of, point) % PRIME
    if not isinstance(tree, Op) or tree.sign not in "+-*/^":
        raise NotRational("not a rational expression")
    left = value_at(tree.left, point)
    if tree.sign == "^":
        return _power(left, exponent_of(tree.right))
    right = value_at(tree.right, point)
    if tree.sign == "+":
        return (left + right) % PRIME
    if tree.sign == "-":
        return (left - right) % PRIME
    return left * (right if tree.sign == "*" else _inverse(right)) % PRIME


def _residue(value: int | Fraction) -> int:
    return value.numerator * _inverse(value.denominator) % PRIME if value.denominator != 1 else value.numerator % PRIME


def _inverse(value: int) -> int:
    if value % PRIME == 0:
        raise NotRational("no value here")
    return pow(value, -1, PRIME)


def _power(base: int, exponent: int) -> int:
    return int(pow(base if exponent >= 0 else _inverse(base), abs(exponent), PRIME))


def exponent_of(tree: Tree) -> int:
    """A whole exponent. Raises NotRational for anything else, and for one that is absurd."""
    if isinstance(tree, Minus):
        return -exponent_of(tree.of)
    if isinstance(tree, Num) and tree.value.denominator == 1 and abs(tree.value.numerator) <= MAX_EXPONENT:
        return tree.value.numerator
    raise NotRational("not a whole exponent")


def differ(a: Tree, b: Tree, letters: Sequence[str]) -> bool | None:
    """Whether two expressions in some letters differ: True is certain, False very likely; None if it cannot be told."""
    stream = Stream("modular", repr(a), repr(b))
    for _ in range(_POINTS):
        point = {letter: stream.below(PRIME - 1) + 1 for letter in letters}
        try:
            if value_at(a, point) != value_at(b, point):
                return True
        except NotRational:
            return None
    return False
