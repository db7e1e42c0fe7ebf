"""A chain of whole numbers joined by + and -, later also x, evaluated by the usual precedence."""

from __future__ import annotations

from etude.rng import Stream
from etude.tasks.draft import Draft
from etude.tasks.registry import family
from etude.tasks.wording import evaluate, span
from etude.theory.expressions import Expression, combine, integer

_SHAPE = {1: (2, 2, 20), 2: (3, 3, 50), 3: (4, 5, 100), 4: (6, 8, 1000), 5: (9, 14, 9999)}
"""Level: fewest and most operands, largest operand."""


@family(
    "arithmetic.integer_chain",
    levels={n: f"{span(low, high)} operands up to {top}" for n, (low, high, top) in _SHAPE.items()},
    verifier="number",
    source="school arithmetic: precedence of x over + and -",
    measure="operands",
)
def write(stream: Stream, level: int) -> Draft:
    """Evaluate a chain of whole numbers."""
    low, high, top = _SHAPE[level]
    operands = stream.between(low, high)
    expression = chain(stream, operands, top, products=level >= 3)
    return Draft(
        content=["evaluate", expression.key],
        prompt=evaluate(stream, expression.text, "an integer"),
        answer=str(expression.value),
        spec={"value": str(expression.value)},
        measure=operands,
    )


def chain(stream: Stream, operands: int, top: int, *, products: bool) -> Expression:
    """A flat chain; with ``products``, about a third of its signs are x (never two in a row)."""
    total, used = _term(stream, operands, top, products)
    while used < operands:
        term, more = _term(stream, operands - used, top, products)
        total = combine("+" if stream.chance(1, 2) else "-", total, term)
        used += more
    return total


def _term(stream: Stream, left: int, top: int, products: bool) -> tuple[Expression, int]:
    number = integer(stream.between(1, top))
    if products and left >= 2 and stream.chance(1, 3):
        return combine("*", number, integer(stream.between(2, min(top, 99)))), 2
    return number, 1
