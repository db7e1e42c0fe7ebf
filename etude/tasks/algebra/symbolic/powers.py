"""The laws of powers: products, quotients, powers of powers, negative and fractional exponents of positive letters."""

from __future__ import annotations

from fractions import Fraction

from etude.rng import Stream
from etude.tasks.algebra.symbolic.asking import SOURCE, expression, put
from etude.tasks.draft import Draft
from etude.tasks.registry import family
from etude.theory.polynomials import raised, show_number

Exponents = dict[str, Fraction]


def _power(letter: str, exponent: Fraction) -> str:
    return raised(letter, int(exponent)) if exponent.denominator == 1 else f"{letter}^{{{exponent}}}"


def _product(number: Fraction, exponents: Exponents) -> str:
    """A monomial with positive exponents, as a fraction where it has something below."""
    above = "".join(_power(x, n) for x, n in sorted(exponents.items()) if n > 0)
    below = "".join(_power(x, -n) for x, n in sorted(exponents.items()) if n < 0)
    top = f"{number.numerator}{above}" if not above or number.numerator != 1 else above
    bottom = f"{number.denominator}{below}" if not below or number.denominator != 1 else below
    return top if bottom == "1" else rf"\frac{{{top}}}{{{bottom}}}"


class _Monomial:
    """A monomial as drawn: its LaTeX, number and exponents."""

    def __init__(self, stream: Stream, letters: str, level: int) -> None:
        self.number = Fraction(stream.between(1, 6) if level > 1 else 1)
        self.exponents = {x: self._exponent(stream, level) for x in letters}
        number = show_number(self.number) if self.number != 1 else ""
        self.text = number + "".join(_power(x, n) for x, n in self.exponents.items() if n)

    @staticmethod
    def _exponent(stream: Stream, level: int) -> Fraction:
        if level == 5:
            return Fraction(stream.between(1, 7), stream.choice([2, 3]))
        value = stream.between(1, 9)
        return Fraction(-value if level == 4 and stream.chance(1, 2) else value)


def _draw(stream: Stream, level: int, letters: str) -> tuple[str, Fraction, Exponents]:
    """A product, powers or quotient of monomials: LaTeX, number, exponents."""
    count = 2 if level in (3, 5) else stream.between(2, 3)
    parts = [_Monomial(stream, letters, level) for _ in range(count)]
    outer = [1 if level == 1 else stream.between(2, 4) if i == 0 else stream.choice([1, 2]) for i in range(count)]
    signs = [1] * count if level in (1, 2) else [1, *(-1 for _ in range(count - 1))]
    number, exponents = Fraction(1), dict.fromkeys(letters, Fraction(0))
    for part, n, sign in zip(parts, outer, signs, strict=True):
        number *= part.number ** (n * sign)
        for x, e in part.exponents.items():
            exponents[x] += e * n * sign
    shown = [part.text if n == 1 else f"({part.text})^{{{n}}}" for part, n in zip(parts, outer, strict=True)]
    if signs[-1] < 0:
        return rf"\frac{{{shown[0]}}}{{{' '.join(shown[1:])}}}", number, exponents
    return r" \cdot ".join(shown), number, exponents


@family(
    "algebra.symbolic.powers",
    levels={
        1: "a product of powers of one letter",
        2: "powers of monomials in one letter",
        3: "a quotient of powers of monomials in two letters",
        4: "negative exponents, two letters",
        5: "fractions as exponents, two letters",
    },
    verifier="expression",
    source=SOURCE,
    measure="digits",
)
def write(stream: Stream, level: int) -> Draft:
    """Simplify a product or quotient of powers."""
    letters = "".join(sorted(stream.sample("abcmnpqxyz", 1 if level <= 2 else 2)))
    shown, number, exponents = _draw(stream, level, letters)
    answer = _product(number, exponents)
    positive = f"The letter{'s stand for positive numbers' if len(letters) > 1 else ' stands for a positive number'}. "
    renamed = str.maketrans(dict(zip(letters, "ab", strict=False)))
    return put(
        stream,
        (positive + "Simplify {}.", positive + "Write {} as simply as you can."),
        shown,
        "with each letter at most once and positive exponents",
        operation="powers",
        content=[shown.replace(r"\frac", "/").replace(r"\cdot", "*").translate(renamed)],
        answer=answer,
        spec=expression(answer, list(letters), "monomial"),
    )
