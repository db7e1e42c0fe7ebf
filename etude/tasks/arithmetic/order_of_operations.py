"""Order of operations: brackets first, then x and division from the left, then + and -."""

from __future__ import annotations

from etude.rng import Stream
from etude.tasks.arithmetic.trees import whole_tree
from etude.tasks.draft import Draft
from etude.tasks.registry import family
from etude.tasks.wording import evaluate

_SHAPE = {1: 2, 2: 3, 3: 5, 4: 7, 5: 10}
"""Level: operations."""


@family(
    "arithmetic.order_of_operations",
    levels={n: f"{count} operations, brackets where needed" for n, count in _SHAPE.items()},
    verifier="number",
    source="school arithmetic: order of operations; every division comes out even",
    measure="operations",
)
def write(stream: Stream, level: int) -> Draft:
    """Evaluate a bracketed expression of whole numbers."""
    expression = whole_tree(stream, _SHAPE[level])
    return Draft(
        content=["evaluate", expression.key],
        prompt=evaluate(stream, expression.text, "an integer"),
        answer=str(expression.value),
        spec={"value": str(expression.value)},
        measure=expression.operations,
        meta={"expression": expression.text},
    )
