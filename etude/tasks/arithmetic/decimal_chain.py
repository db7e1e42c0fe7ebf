"""Decimals joined by + - x; the answer is the exact decimal, now and then asked for in percent."""

from __future__ import annotations

from fractions import Fraction

from etude.rng import Stream
from etude.tasks.draft import Draft
from etude.tasks.registry import family
from etude.tasks.wording import evaluate
from etude.theory.expressions import Expression, combine, decimal
from etude.theory.numbers import exact_decimal

_SHAPE = {1: (2, 1), 2: (3, 2), 3: (4, 2), 4: (5, 3), 5: (7, 4)}
"""Level: operands, decimal places."""


@family(
    "arithmetic.decimal_chain",
    levels={n: f"{count} decimals of up to {places} places" for n, (count, places) in _SHAPE.items()},
    verifier="number",
    source="school arithmetic: decimals and percentages",
    measure="operands",
)
def write(stream: Stream, level: int) -> Draft:
    """Evaluate a chain of decimals exactly, sometimes in percent."""
    count, places = _SHAPE[level]
    total = _number(stream, places)
    used = 1
    while used < count:
        term = _number(stream, places)
        used += 1
        if used < count and level >= 2 and stream.chance(1, 3):
            term = combine("*", term, _number(stream, places))
            used += 1
        total = combine(stream.choice("+-"), total, term)
    percent = level >= 3 and stream.chance(1, 4)
    answer = exact_decimal(total.value * 100) + "%" if percent else exact_decimal(total.value)
    form = "as a percentage" if percent else "as an exact decimal or fraction"
    spec = {"value": str(total.value), **({"percent": True} if percent else {})}
    return Draft(
        content=["evaluate", total.key],
        prompt=evaluate(stream, total.text, form),
        answer=answer,
        spec=spec,
        measure=count,
    )


def _number(stream: Stream, places: int) -> Expression:
    """A decimal that really has a fractional part."""
    scale = 10 ** stream.between(1, places)
    whole, part = stream.below(20), stream.between(1, scale - 1)
    return decimal(Fraction(whole * scale + part, scale))
