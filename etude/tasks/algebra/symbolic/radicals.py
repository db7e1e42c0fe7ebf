"""Roots of numbers: squares taken out, like roots added, denominators made rational."""

from __future__ import annotations

from fractions import Fraction

from etude.rng import Stream
from etude.tasks.algebra.symbolic.asking import SOURCE, expression, nonzero, put
from etude.tasks.algebra.symbolic.quadratic import square_part
from etude.tasks.draft import Draft
from etude.tasks.registry import family
from etude.theory.polynomials import join, show_term

_FREE = (2, 3, 5, 6, 7, 10, 11, 13)
Surd = dict[int, Fraction]
"""Square-free radicand to coefficient."""


def _root(n: int) -> Surd:
    outside, inside = square_part(n)
    return {inside: Fraction(outside)}


def _times(a: Surd, b: Surd) -> Surd:
    total: Surd = {}
    for m, x in a.items():
        for n, y in b.items():
            outside, inside = square_part(m * n)
            total[inside] = total.get(inside, Fraction(0)) + x * y * outside
    return {n: value for n, value in total.items() if value}


def _show(a: Surd) -> str:
    return join([show_term(a[n], f"\\sqrt{{{n}}}" if n > 1 else "") for n in sorted(a)])


def _draw(stream: Stream, level: int) -> tuple[str, Surd]:
    if level == 1:
        n = stream.between(2, 15) ** 2 * stream.choice(_FREE)
        return f"\\sqrt{{{n}}}", _root(n)
    if level == 2:
        free, total, terms = stream.choice(_FREE), Fraction(0), []
        for _ in range(stream.between(2, 3)):
            a, s = nonzero(stream, 6), stream.between(1, 6)
            total += a * s
            terms.append(show_term(Fraction(a), f"\\sqrt{{{s * s * free}}}"))
        return join(terms), {free: total} if total else {}
    one, two = stream.sample(_FREE, 2)
    if level == 3:
        left, right = ({1: Fraction(nonzero(stream, 12)), one: Fraction(nonzero(stream, 9, 2))} for _ in range(2))
        return f"({_show(left)})({_show(right)})", _times(left, right)
    first = {1: Fraction(nonzero(stream, 12))} if level == 4 else {two: Fraction(stream.between(2, 7))}
    return _quotient(stream.between(2, 25), {**first, one: Fraction(nonzero(stream, 5))})


def _quotient(top: int, below: Surd) -> tuple[str, Surd]:
    """``top / (p + q)`` is ``top (p - q) / (p^2 - q^2)``."""
    (m, x), (n, y) = sorted(below.items())
    norm = x * x * m - y * y * n
    return rf"\frac{{{top}}}{{{_show(below)}}}", {m: top * x / norm, n: -top * y / norm}


@family(
    "algebra.symbolic.radicals",
    levels={
        1: "one square root",
        2: "a sum of like roots",
        3: "a product of two brackets",
        4: "a denominator a + sqrt(b)",
        5: "a denominator with two roots",
    },
    verifier="expression",
    source=SOURCE,
    measure="digits",
)
def write(stream: Stream, level: int) -> Draft:
    """Simplify a number with square roots."""
    shown, value = _draw(stream, level)
    answer = _show(value)
    return put(
        stream,
        ("Simplify {}.", "Write {} in simplest form."),
        shown,
        "exact, with square-free numbers under the roots, like roots collected and no root in a denominator",
        operation="radicals",
        content=[shown],
        answer=answer,
        spec=expression(answer, [], "radical"),
    )
