"""Order of operations: brackets first, then x and division from the left, then + and -."""

from __future__ import annotations

from etude.rng import Stream
from etude.tasks.draft import Draft
from etude.tasks.registry import family
from etude.tasks.wording import evaluate
from etude.theory.expressions import Expression, combine, integer

_SHAPE = {1: 2, 2: 3, 3: 5, 4: 7, 5: 10}
"""Level: operations."""
LARGEST = 10**6


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


def whole_tree(stream: Stream, operations: int, blank: Expression | None = None) -> Expression:
    """A random tree over 1..20 whose values are whole, not zero and at most LARGEST in size.

    ``blank``, if given, takes the place of one leaf.
    """
    while True:
        pool = [integer(stream.between(1, 20)) for _ in range(operations + 1)]
        if blank is not None:
            pool[stream.below(len(pool))] = blank
        while len(pool) > 1:
            at = stream.below(len(pool) - 1)
            joined = _join(stream, pool[at], pool[at + 1])
            if joined is None:
                break
            pool[at : at + 2] = [joined]
        else:
            return pool[0]


def _join(stream: Stream, left: Expression, right: Expression) -> Expression | None:
    signs = "/*+-" if left.value % right.value == 0 else "*+-"
    for sign in stream.shuffled(signs):
        joined = combine(sign, left, right)
        if joined.value != 0 and abs(joined.value) <= LARGEST:
            return joined
    return None
