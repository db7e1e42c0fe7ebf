"""Write a whole number of one base in another base."""

from __future__ import annotations

from etude.rng import Stream
from etude.tasks.draft import Draft
from etude.tasks.registry import family
from etude.tasks.wording import BOXED, span
from etude.theory.bases import to_base

_SHAPE = {
    1: ((2,), 4, 7),
    2: ((2, 8), 8, 10),
    3: ((2, 8, 16), 11, 14),
    4: (tuple(range(2, 17)), 15, 19),
    5: (tuple(range(2, 17)), 20, 30),
}
"""Level: bases beside ten, fewest and most bits of the number."""


@family(
    "arithmetic.base_conversion",
    levels={
        n: f"{span(low, high)} bits, base {', '.join(map(str, bases)) if n < 4 else '2 to 16'}"
        + (" and 10" if n < 4 else "")
        for n, (bases, low, high) in _SHAPE.items()
    },
    verifier="base_number",
    source="positional notation; letters a to f are the digits ten to fifteen",
    measure="bits",
)
def write(stream: Stream, level: int) -> Draft:
    """Convert a whole number from one base to another."""
    bases, low, high = _SHAPE[level]
    bits = stream.between(low, high)
    value = stream.between(2 ** (bits - 1), 2**bits - 1)
    source, target = stream.sample((*bases, 10) if level < 4 else bases, 2)
    shown, answer = to_base(value, source), to_base(value, target)
    opening = stream.choice(
        (
            f"Convert {shown} from base {source} to base {target}.",
            f"The number {shown} is written in base {source}. Write it in base {target}.",
            f"What is the base-{target} form of the base-{source} number {shown}?",
        )
    )
    letters = " Use the letters a to f for the digits ten to fifteen." if max(source, target) > 10 else ""
    return Draft(
        content=["base", value, source, target],
        prompt=f"{opening}{letters} Give the digits alone in {BOXED}.",
        answer=answer,
        spec={"numeral": answer, "base": target},
        measure=bits,
    )
