"""Random expression trees with bounded values: shared by the families that evaluate them."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from etude.rng import Stream
from etude.theory.expressions import Expression, combine, integer

LARGEST = 10**6


def random_expression(stream: Stream, operations: int, bound: int, atom: Callable[[], Expression]) -> Expression:
    """A random binary tree whose values all have numerator and denominator below ``bound``.

    ``atom`` draws a leaf.
    """

    def fits(value: Fraction) -> bool:
        return abs(value.numerator) < bound and value.denominator < bound

    return _grow(stream, lambda: [atom() for _ in range(operations + 1)], fits)


def whole_tree(stream: Stream, operations: int, blank: Expression | None = None) -> Expression:
    """A random tree over 1..20 whose values are whole, not zero and at most LARGEST in size.

    ``blank``, if given, takes the place of one leaf.
    """

    def leaves() -> list[Expression]:
        drawn = [integer(stream.between(1, 20)) for _ in range(operations + 1)]
        if blank is not None:
            drawn[stream.below(len(drawn))] = blank
        return drawn

    return _grow(stream, leaves, lambda value: value.denominator == 1 and 0 < abs(value) <= LARGEST)


def _grow(stream: Stream, leaves: Callable[[], list[Expression]], fits: Callable[[Fraction], bool]) -> Expression:
    """Joins random neighbours until one expression is left; begins anew where no sign gives a value that fits."""
    while True:
        pool = leaves()
        while len(pool) > 1:
            at = stream.below(len(pool) - 1)
            joined = _join(stream, pool[at], pool[at + 1], fits)
            if joined is None:
                break
            pool[at : at + 2] = [joined]
        else:
            return pool[0]


def _join(stream: Stream, left: Expression, right: Expression, fits: Callable[[Fraction], bool]) -> Expression | None:
    """The two joined by the first of the four signs, in random order, whose value fits."""
    for sign in stream.shuffled("+-*/"):
        if sign != "/" or right.value != 0:
            joined = combine(sign, left, right)
            if fits(joined.value):
                return joined
    return None
