"""Greatest common divisors by Euclid's algorithm, of numbers and of polynomials (there up to a constant)."""

from __future__ import annotations

import math

from etude.rng import Stream
from etude.tasks.algebra.symbolic.asking import different, expression, letter, listed, put
from etude.tasks.algebra.symbolic.factor import irreducible
from etude.tasks.draft import Draft
from etude.tasks.registry import family
from etude.theory.polynomials import common, multiply, show

_DIGITS = {1: 2, 2: 3, 3: 5}


def _numbers(stream: Stream, level: int) -> Draft:
    size = 10 ** _DIGITS[level]
    shared = stream.between(2, 10 ** (_DIGITS[level] // 2 + 1) // 3)
    a, b = (shared * stream.between(2, max(3, size // shared)) for _ in range(2))
    value = str(math.gcd(a, b))
    return put(
        stream,
        ("Find the greatest common divisor of {}.", "What is the greatest common divisor of {}?"),
        rf"{a} \text{{ and }} {b}",
        "as an integer",
        operation="gcd",
        content=sorted([a, b]),
        answer=value,
        spec={"value": value},
        verifier="number",
    )


@family(
    "algebra.symbolic.gcd",
    levels={
        1: "numbers of about two digits",
        2: "numbers of about three digits",
        3: "numbers of about five digits",
        4: "polynomials of degree 3",
        5: "polynomials of degree 4 with a quadratic common factor",
    },
    verifier="expression",
    source="Euclid's algorithm",
    measure="digits",
)
def write(stream: Stream, level: int) -> Draft:
    """Find the greatest common divisor of two numbers or polynomials."""
    if level <= 3:
        return _numbers(stream, level)
    x = letter(stream)
    a, b, c, d, e = different(stream, 5, 7)
    shared = stream.choice([a, multiply(a, b)]) if level == 4 else irreducible(stream, 5)
    rest = (c, d, e, b) if len(shared) == 2 else (c, d)
    one, two = multiply(shared, *rest[::2]), multiply(shared, *rest[1::2])
    if level == 5:
        one, two = multiply(one, a), multiply(two, b)
    answer = show(common(one, two), x)
    return put(
        stream,
        (
            "Find the greatest common divisor of the polynomials {}.",
            "Which polynomial of highest degree divides both {}?",
        ),
        rf"{show(one, x)} \text{{ and }} {show(two, x)}",
        "as a polynomial (any constant multiple is right)",
        operation="gcd",
        content=sorted([listed(one), listed(two)]),
        answer=answer,
        spec=expression(answer, [x], "associate"),
    )
