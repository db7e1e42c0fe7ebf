"""Which of two expressions is larger, or are they equal? The two are close or equal by construction."""

from __future__ import annotations

from fractions import Fraction

from etude.rng import Stream
from etude.tasks.arithmetic.trees import whole_tree
from etude.tasks.draft import Draft
from etude.tasks.registry import family
from etude.theory.expressions import Expression, combine, fraction, integer

_SHAPE = {1: 1, 2: 2, 3: 3, 4: 4, 5: 6}
"""Level: operations on each side."""
_OPENINGS = (
    "Compare the two expressions.",
    "Is the left side less than, greater than or equal to the right side?",
    "Which sign belongs between these two expressions?",
)


@family(
    "arithmetic.compare_expressions",
    levels={n: f"{count} operations on each side{', fractions' if n > 3 else ''}" for n, count in _SHAPE.items()},
    verifier="comparison",
    source="school arithmetic: order of the rational numbers",
    measure="operations",
)
def write(stream: Stream, level: int) -> Draft:
    """Say which of two expressions is larger, or that they are equal."""
    operations = _SHAPE[level]
    left = whole_tree(stream, operations)
    gap = Fraction(stream.between(1, 3), stream.between(2, 9) if level > 3 else 1)
    gap *= stream.choice((-1, 0, 1))
    right = _reach(stream, left.value + gap, operations)
    if stream.chance(1, 2):
        left, right = right, left
    answer = "<" if left.value < right.value else ">" if left.value > right.value else "="
    question = rf"$${left.text} \;\square\; {right.text}$$"
    return Draft(
        content=["compare", *sorted((left.key, right.key))],
        prompt=f"{stream.choice(_OPENINGS)}\n\n{question}\n\nGive <, > or = in \\boxed{{}}.",
        answer=answer,
        spec={"relation": answer},
        measure=2 * operations,
    )


def _reach(stream: Stream, value: Fraction, operations: int) -> Expression:
    """An expression of so many operations with the value: a random one and what is missing."""
    while True:
        start = whole_tree(stream, operations - 1) if operations > 1 else integer(stream.between(1, 20))
        rest = value - start.value
        if rest != 0:
            size = abs(rest)
            term = integer(size.numerator) if size.denominator == 1 else fraction(size.numerator, size.denominator)
            return combine("+" if rest > 0 else "-", start, term)
