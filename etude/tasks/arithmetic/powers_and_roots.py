"""Powers and roots of whole numbers, with plain numbers between; every root comes out even."""

from __future__ import annotations

from etude.rng import Stream
from etude.tasks.draft import Draft
from etude.tasks.registry import family
from etude.tasks.wording import evaluate
from etude.theory.expressions import Expression, combine, integer, power, root

_SHAPE = {1: (2, 12), 2: (3, 15), 3: (4, 20), 4: (5, 25), 5: (7, 30)}
"""Level: operands, largest base."""


@family(
    "arithmetic.powers_and_roots",
    levels={n: f"{count} terms with bases up to {top}" for n, (count, top) in _SHAPE.items()},
    verifier="number",
    source="school arithmetic: natural powers, square and cube roots",
    measure="operands",
)
def write(stream: Stream, level: int) -> Draft:
    """Evaluate a sum of powers, roots and numbers."""
    count, top = _SHAPE[level]
    terms = [_power_or_root(stream, top)]
    for _ in range(count - 1):
        terms.append(_power_or_root(stream, top) if stream.chance(1, 2) else integer(stream.between(1, 10 * top)))
    terms = stream.shuffled(terms)
    total = terms[0]
    for term in terms[1:]:
        total = combine(stream.choice("+-"), total, term)
    return Draft(
        content=["evaluate", total.key],
        prompt=evaluate(stream, total.text, "an integer"),
        answer=str(total.value),
        spec={"value": str(total.value)},
        measure=count,
    )


def _power_or_root(stream: Stream, top: int) -> Expression:
    degree = 2 if stream.chance(2, 3) else 3
    if stream.chance(1, 2):
        base = stream.between(2, top if degree == 2 else min(top, 12))
        return power(base, degree if base > 5 or stream.chance(1, 2) else stream.between(4, 6))
    value = stream.between(2, top if degree == 2 else min(top, 15))
    return root(value**degree, degree, value)
