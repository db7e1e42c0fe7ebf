"""RandomCalculation: expressions of any length over integers, fractions, squares and cubes.

Asked: the value of a random expression tree in LaTeX. Atoms are the integers 0 to 100 and the
fractions, squares and cubes made of them; an n-step problem has n operations out of + - x /.
Source: arXiv 2507.10532, section on the RandomCalculation data. The paper rewards a near miss
(knob reward=graded); its 20 sub-datasets are the preset random-calculation.
"""

from __future__ import annotations

from functools import partial

from etude.rng import Stream
from etude.tasks.arithmetic.trees import random_expression
from etude.tasks.draft import Draft
from etude.tasks.registry import Knob, family
from etude.theory.expressions import Expression, fraction, integer, power
from etude.theory.numbers import format_decimal

MAX_STEPS = 20
DIGITS = {1: 12, 2: 16, 3: 24, 4: 32, 5: 48}
"""Largest number of digits of any numerator or denominator on the way, by level."""
PRECISION = 10
"""Significant digits that a decimal answer must have right, as in the paper's prompt."""

_OPENINGS = (
    r"Evaluate this LaTeX expression step by step and give the final value in \boxed{}.",
    r"Compute the value of the following expression, one step at a time. Put the final value in \boxed{}.",
    r"What is the value of the expression below? Work step by step; the final value goes in \boxed{}.",
)
_FORM = (
    f"The value may be an integer, a fraction, or a decimal rounded to {PRECISION} significant digits "
    "(shorter only if it is exact)."
)


@family(
    "arithmetic.random_calculation",
    levels={n: f"{4 * n - 3} to {4 * n} operations, numbers up to {DIGITS[n]} digits" for n in DIGITS},
    verifier="number",
    source="arXiv 2507.10532 (RandomCalculation)",
    measure="operations",
    knobs={
        "steps": Knob(range(1, MAX_STEPS + 1), "number of operations", level=lambda steps: (steps + 3) // 4),
        "digits": Knob(range(8, 65), "bound on the digits of numerators and denominators"),
        "reward": Knob(("exact", "graded"), "1 or 0, or the paper's reward for near misses"),
    },
)
def write(
    stream: Stream, level: int, steps: int | None = None, digits: int | None = None, reward: str = "exact"
) -> Draft:
    """Evaluate a random expression of 1 to 20 operations exactly."""
    steps = steps or stream.between(4 * level - 3, 4 * level)
    expression = random_expression(stream, steps, 10 ** (digits or DIGITS[level]), partial(_atom, stream))
    value = expression.value
    spec = {"value": str(value), "digits": PRECISION}
    if reward == "graded":
        spec["reward"] = "graded"
    return Draft(
        content=["evaluate", expression.key],
        prompt=f"{stream.choice(_OPENINGS)}\n\n$${expression.text}$$\n\n{_FORM}",
        answer=str(value),
        spec=spec,
        measure=steps,
        meta={"expression": expression.text, "decimal": format_decimal(value)},
    )


def _atom(stream: Stream) -> Expression:
    kind = stream.below(10)
    if kind < 5:
        return integer(stream.between(0, 100))
    if kind < 7:
        return fraction(stream.between(0, 100), stream.between(2, 100))
    return power(stream.between(0, 100), 2 if kind < 9 else 3)
