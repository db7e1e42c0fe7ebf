"""Fractions joined by + - x and division; the answer is exact."""

from __future__ import annotations

from etude.rng import Stream
from etude.tasks.arithmetic.trees import random_expression
from etude.tasks.draft import Draft
from etude.tasks.registry import family
from etude.tasks.wording import evaluate
from etude.theory.expressions import Expression, fraction

_SHAPE = {1: (2, 6), 2: (3, 9), 3: (4, 12), 4: (5, 20), 5: (7, 40)}
"""Level: operands, largest denominator."""
_BOUND = 10**12


@family(
    "arithmetic.fraction_chain",
    levels={n: f"{count} fractions with denominators up to {top}" for n, (count, top) in _SHAPE.items()},
    verifier="number",
    source="school arithmetic: the four operations on fractions",
    measure="operands",
)
def write(stream: Stream, level: int) -> Draft:
    """Evaluate an expression of fractions."""
    count, top = _SHAPE[level]

    def atom() -> Expression:
        below = stream.between(2, top)
        above = stream.between(1, 2 * below - 2)
        return fraction(above if above < below else above + 1, below)

    expression = random_expression(stream, count - 1, _BOUND, atom)
    return Draft(
        content=["evaluate", expression.key],
        prompt=evaluate(stream, expression.text, "an exact integer or fraction"),
        answer=str(expression.value),
        spec={"value": str(expression.value)},
        measure=count,
    )
