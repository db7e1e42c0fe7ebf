"""An equation with one blank; no intermediate value is zero, so just one number fits."""

from __future__ import annotations

from fractions import Fraction

from etude.rng import Stream
from etude.tasks.arithmetic.trees import whole_tree
from etude.tasks.draft import Draft
from etude.tasks.registry import family
from etude.tasks.wording import final
from etude.theory.expressions import unknown

_OPENINGS = (
    "Which number goes in the blank?",
    "Find the missing number.",
    "What number makes this equation true?",
)


@family(
    "arithmetic.missing_operand",
    levels={n: f"{n} operation{'s' if n > 1 else ''}" for n in (1, 2, 3, 4, 5)},
    verifier="number",
    source="school arithmetic: inverse operations; a Moebius map in the blank is one-to-one",
    measure="operations",
)
def write(stream: Stream, level: int) -> Draft:
    """Find the number that is missing from an equation."""
    value = stream.between(1, 20 * level)
    expression = whole_tree(stream, level, blank=unknown(Fraction(value)))
    opening = stream.choice(_OPENINGS)
    return Draft(
        content=["missing", expression.key, str(expression.value)],
        prompt=f"{opening}\n\n$${expression.text} = {expression.value}$$\n\n{final('a whole number')}",
        answer=str(value),
        spec={"value": str(value)},
        measure=expression.operations,
    )
