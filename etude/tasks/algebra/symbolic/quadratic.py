"""Quadratic equations: by factors, or x = (-b +- sqrt(b^2 - 4ac)) / (2a), where the root may be imaginary."""

from __future__ import annotations

from fractions import Fraction

from etude.rng import Stream
from etude.tasks.algebra.symbolic.asking import SOURCE, integer_poly, letter, linear, listed, put
from etude.tasks.draft import Draft
from etude.tasks.registry import family
from etude.theory.polynomials import Poly, add, multiply, show, show_number, show_term


def square_part(n: int) -> tuple[int, int]:
    """``n = s^2 r`` with r square-free, for n > 0: (s, r)."""
    outside, prime = 1, 2
    while prime * prime <= n:
        while n % (prime * prime) == 0:
            n //= prime * prime
            outside *= prime
        prime += 1
    return outside, n


def roots(a: Poly) -> list[str]:
    """The different roots of a quadratic in LaTeX."""
    c, b, lead = (Fraction(value) for value in a)
    gap = b * b - 4 * lead * c
    middle = -b / (2 * lead)
    if gap == 0:
        return [show_number(middle)]
    outside, inside = square_part(abs(gap.numerator * gap.denominator))
    spread = abs(Fraction(outside) / gap.denominator / (2 * lead))
    unit = (f"\\sqrt{{{inside}}}" if inside > 1 else "") + ("i" if gap < 0 else "")
    if not unit:
        return [show_number(middle - spread), show_number(middle + spread)]
    term = show_term(spread, unit)
    start = show_number(middle) if middle else ""
    return [f"{start} - {term}".strip() if start else f"-{term}", f"{start} + {term}" if start else term]


def _draw(stream: Stream, level: int) -> Poly:
    if level == 1:
        return multiply(linear(stream, 12), linear(stream, 12))
    if level == 2:
        return multiply((stream.between(1, 3),), linear(stream, 9, 5), linear(stream, 9, 5))
    while True:
        a = integer_poly(stream, 2, 9 if level == 3 else 12)
        gap = Fraction(a[1] * a[1] - 4 * a[2] * a[0])
        if level == 3 and gap > 0 and square_part(gap.numerator)[1] > 1:
            return a
        if level >= 4 and gap < 0 and (a[1] or level == 4):
            return a
        if level == 5 and gap > 0 and square_part(gap.numerator)[1] > 1 and a[2] not in (1, -1):
            return a


@family(
    "algebra.symbolic.quadratic",
    levels={
        1: "x^2 + b x + c with whole roots",
        2: "rational roots",
        3: "real roots with a square root",
        4: "complex roots",
        5: "real or complex roots, terms on both sides",
    },
    verifier="solutions",
    source=SOURCE,
    measure="digits",
)
def write(stream: Stream, level: int) -> Draft:
    """Solve a quadratic equation over the complex numbers."""
    x = letter(stream)
    whole = _draw(stream, level)
    right: Poly = integer_poly(stream, stream.between(1, 2), 6) if level == 5 else ()
    left = add(whole, right)
    if len(left) < 2:
        left, right = whole, ()
    found = roots(whole)
    return put(
        stream,
        ("Find all complex solutions of {}.", "Solve {}" + f" for ${x}$ over the complex numbers."),
        f"{show(left, x)} = {show(right, x)}",
        f"exact, all solutions as ${x} = \\ldots$ separated by commas",
        operation="quadratic",
        content=[listed(left), listed(right)],
        answer=", ".join(f"{x} = {root}" for root in found),
        spec={"values": found, "letter": x},
    )
