"""Complex arithmetic with i^2 = -1: sums, products, quotients, powers."""

from __future__ import annotations

from fractions import Fraction

from etude.rng import Stream
from etude.tasks.algebra.symbolic.asking import SOURCE, expression, nonzero, put
from etude.tasks.draft import Draft
from etude.tasks.registry import family
from etude.theory.polynomials import Number, join, show_term

Complex = tuple[Number, Number]


def _draw(stream: Stream, size: int) -> Complex:
    return stream.between(-size, size), nonzero(stream, size)


def show(z: Complex) -> str:
    """``a + bi``."""
    return join([show_term(z[0], "") if z[0] else "", show_term(z[1], "i") if z[1] else ""])


def _times(a: Complex, b: Complex) -> Complex:
    return a[0] * b[0] - a[1] * b[1], a[0] * b[1] + a[1] * b[0]


def _over(a: Complex, b: Complex) -> Complex:
    norm = Fraction(b[0] ** 2 + b[1] ** 2)
    above = _times(a, (b[0], -b[1]))
    return above[0] / norm, above[1] / norm


def _question(stream: Stream, level: int) -> tuple[str, Complex, int]:
    """LaTeX, value, and the real additions and multiplications it takes."""
    a, b, c = (_draw(stream, 9 if level < 4 else 6) for _ in range(3))
    one, two, three = (f"({show(z)})" for z in (a, b, c))
    if level == 1:
        return f"{one} - {two} + {three}", (a[0] - b[0] + c[0], a[1] - b[1] + c[1]), 4
    if level == 2:
        return rf"{one} \cdot {two}", _times(a, b), 6
    if level == 3:
        return rf"\frac{{{show(a)}}}{{{show(b)}}}", _over(a, b), 11
    if level == 4:
        n = stream.between(3, 4)
        result: Complex = (1, 0)
        for _ in range(n):
            result = _times(result, a)
        return f"{one}^{{{n}}}", result, 6 * (n - 1)
    total = (b[0] + c[0], b[1] + c[1])
    if total == (0, 0):
        return rf"{one}^{{2}} \cdot {two}", _times(_times(a, a), b), 12
    return rf"\frac{{{one}^{{2}}}}{{{two} + {three}}}", _over(_times(a, a), total), 19


@family(
    "algebra.symbolic.complex_numbers",
    levels={
        1: "sum and difference of three numbers",
        2: "a product",
        3: "a quotient",
        4: "a third or fourth power",
        5: "a square over a sum",
    },
    verifier="expression",
    source=SOURCE,
    measure="calculations",
)
def write(stream: Stream, level: int) -> Draft:
    """Compute with complex numbers."""
    shown, value, operations = _question(stream, level)
    answer = show(value)
    return put(
        stream,
        ("Compute {}, where $i^2 = -1$.", "Simplify {}, where $i^2 = -1$."),
        shown,
        "in the form $a + bi$, exact",
        operation="complex_numbers",
        content=[shown],
        answer=answer,
        spec=expression(answer, [], "number"),
        measure=operations,
    )
