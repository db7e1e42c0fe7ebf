"""Sums in several letters, written in LaTeX: higher powers first, then by the letters."""

from __future__ import annotations

from etude.theory.algebra.normal import Monomial, Sum
from etude.theory.polynomials import join, raised, show_term


def show_sum(total: Sum) -> str:
    """A sum whose exponents are whole and which has no roots."""
    return join([show_term(total[monomial], _letters(monomial)) for monomial in sorted(total, key=_rank)])


def _letters(monomial: Monomial) -> str:
    return "".join(raised(letter, int(exponent)) for letter, exponent in monomial)


def _rank(monomial: Monomial) -> tuple[object, ...]:
    return (
        -sum(int(exponent) for _, exponent in monomial),
        [(letter, -int(exponent)) for letter, exponent in monomial],
    )
