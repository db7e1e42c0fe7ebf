"""A chain of whole numbers joined by + and -, later also x, evaluated by the usual precedence."""

from __future__ import annotations

from etude.rng import Stream
from etude.tasks.draft import Draft
from etude.tasks.registry import Knob, family
from etude.tasks.wording import evaluate, span
from etude.theory.expressions import Expression, combine, integer

_SHAPE = {1: (2, 2, 20), 2: (3, 3, 50), 3: (4, 5, 100), 4: (6, 8, 1000), 5: (9, 14, 9999)}
"""Level: fewest and most operands, largest operand."""
_LEVELS = {operands: level for level, (low, high, _) in _SHAPE.items() for operands in range(low, high + 1)}


@family(
    "arithmetic.integer_chain",
    levels={n: f"{span(low, high)} operands up to {top}" for n, (low, high, top) in _SHAPE.items()},
    verifier="number",
    source="school arithmetic: precedence of x over + and -",
    measure="operands",
    knobs={
        "operands": Knob(range(2, 15), "number of operands", level=lambda operands: _LEVELS[operands]),
        "top": Knob(range(1, 10_000), "largest operand"),
        "signs": Knob(("all", "plus"), "plus and minus, from level 3 also times, or plus alone"),
        "ask": Knob(("box", "number", "line"), "for the answer in a box, for the number only, or by a bare a + b ="),
    },
)
def write(
    stream: Stream, level: int, operands: int | None = None, top: int | None = None, signs: str = "all",
    ask: str = "box",
) -> Draft:  # fmt: skip
    """Evaluate a chain of whole numbers."""
    low, high, largest = _SHAPE[level]
    operands, top = operands or stream.between(low, high), top or largest
    expression = _sum(stream, operands, top) if signs == "plus" else chain(stream, operands, top, products=level >= 3)
    return Draft(
        content=["evaluate", expression.key],
        prompt=_asked(stream, expression.text, ask),
        answer=str(expression.value),
        spec={"value": str(expression.value)},
        measure=operands,
    )


def _asked(stream: Stream, text: str, ask: str) -> str:
    if ask == "line":
        return f"{text} ="
    if ask == "number":
        return f"What is {text}? Answer with the number only."
    return evaluate(stream, text, "an integer")


def _sum(stream: Stream, operands: int, top: int) -> Expression:
    total = integer(stream.between(1, top))
    for _ in range(operands - 1):
        total = combine("+", total, integer(stream.between(1, top)))
    return total


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
