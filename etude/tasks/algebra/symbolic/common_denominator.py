"""Adding fractions: over the least common denominator, then in lowest terms."""

from __future__ import annotations

from etude.rng import Stream
from etude.tasks.algebra.symbolic.asking import SOURCE, different, expression, letter, listed, nonzero, put, symbols
from etude.tasks.algebra.symbolic.cancel import fraction, reduced
from etude.tasks.draft import Draft
from etude.tasks.registry import family
from etude.theory.polynomials import Poly, add, join, multiply, poly


def _draw(stream: Stream, level: int) -> list[tuple[Poly, Poly]]:
    """Numerators and denominators."""
    if level == 1:
        below = different(stream, 2, 9)
        return [((stream.between(1, 9),), part) for part in below]
    if level == 2:
        below = different(stream, 2, 9, 4)
        return [((nonzero(stream, 9),), part) for part in below]
    if level == 3:
        below = different(stream, 2, 7, 2)
        return [((stream.between(-7, 7), nonzero(stream, 4)), part) for part in below]
    if level == 4:
        shared, a, b = different(stream, 3, 6)
        return [((nonzero(stream, 9),), multiply(shared, part)) for part in (a, b)]
    below = different(stream, 3, 5, 2)
    return [(poly([nonzero(stream, 6), stream.between(0, 1)]), part) for part in below]


@family(
    "algebra.symbolic.common_denominator",
    levels={
        1: "a/(x + p) + b/(x + q)",
        2: "two fractions with other coefficients and signs",
        3: "two fractions with linear numerators",
        4: "two quadratic denominators with a common factor",
        5: "three fractions",
    },
    verifier="expression",
    source=SOURCE,
    measure="symbols",
)
def write(stream: Stream, level: int) -> Draft:
    """Add fractions of polynomials."""
    x = letter(stream)
    parts = _draw(stream, level)
    above, below = parts[0]
    for top, bottom in parts[1:]:
        above, below = add(multiply(above, bottom), multiply(top, below)), multiply(below, bottom)
    lowest = reduced(above, below) if above else ((), (1,))
    answer = fraction(*lowest, x)
    shown = join([_signed(top, bottom, x) for top, bottom in parts])
    return put(
        stream,
        ("Write {} as one fraction.", "Combine {} over a common denominator."),
        shown,
        "as one fraction of polynomials in lowest terms",
        operation="common_denominator",
        content=sorted([listed(top), listed(bottom)] for top, bottom in parts),
        answer=answer,
        spec=expression(answer, [x], "lowest"),
        measure=symbols,
    )


def _signed(top: Poly, bottom: Poly, x: str) -> str:
    """A fraction with the sign of its numerator before it."""
    if top[-1] < 0:
        return f"-{fraction(poly(-value for value in top), bottom, x)}"
    return fraction(top, bottom, x)
