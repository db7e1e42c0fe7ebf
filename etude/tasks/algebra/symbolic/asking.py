"""What the symbolic families share: letters, coefficients, and how a question is put."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction

from etude.rng import Stream
from etude.task import Json
from etude.tasks.draft import Draft
from etude.tasks.wording import final
from etude.theory.polynomials import Number, Poly, poly

SOURCE = "school algebra over the rationals; one step, as in the symbolic branch of arXiv 2602.08281"
_SYMBOL = re.compile(r"\d+|(?<![a-z\\])[a-z](?![a-z])|[-+=]|frac")
_LETTERS = ("x", "x", "x", "y", "z", "t", "u", "w", "p")


def letter(stream: Stream) -> str:
    """The letter of a question, most often x."""
    return stream.choice(_LETTERS)


def nonzero(stream: Stream, size: int, low: int = 1) -> int:
    """A whole number from ``low`` to ``size``, or the negative of one."""
    value = stream.between(low, size)
    return -value if stream.chance(1, 2) else value


def ratio(stream: Stream, size: int, below: int) -> Fraction:
    """A fraction that is not whole."""
    denominator = stream.between(2, below)
    while (value := Fraction(nonzero(stream, size), denominator)).denominator == 1:
        pass
    return value


def integer_poly(stream: Stream, degree: int, size: int, *, lead: int = 0) -> Poly:
    """A polynomial of a degree with whole coefficients up to a size, the leading one ``lead`` if that is not 0."""
    lower = [stream.between(-size, size) for _ in range(degree)]
    return poly([*lower, lead or nonzero(stream, size)])


def linear(stream: Stream, size: int, lead: int = 1) -> Poly:
    """``a x + b`` with b not 0, a from 1 to ``lead`` and no common divisor to take out."""
    while True:
        a, b = stream.between(1, lead), nonzero(stream, size)
        if Fraction(b, a).denominator == a:
            return (b, a)


def different(stream: Stream, count: int, size: int, lead: int = 1) -> list[Poly]:
    """So many different linear polynomials."""
    found: list[Poly] = []
    while len(found) < count:
        factor = linear(stream, size, lead)
        if factor not in found:
            found.append(factor)
    return found


def bracketed(text: str) -> str:
    """A sum in brackets; a single term as it is."""
    return f"({text})" if " " in text or text.startswith("-") else text


def listed(value: Poly | Sequence[Number]) -> Json:
    """Coefficients for a question's content."""
    return [str(number) for number in value]


def expression(value: str, letters: Sequence[str], form: str | None = None) -> dict[str, Json]:
    """The spec of the verifier ``expression``."""
    return {"value": value, "letters": list(letters), **({"form": form} if form else {})}


def digits(shown: str, answer: str) -> int:
    """How many digits there are in question and answer: the measure of families whose levels add number work."""
    return sum(character.isdigit() for character in shown + answer)


def symbols(shown: str, answer: str) -> int:
    """How many numbers, letters and signs there are in the question."""
    return len(_SYMBOL.findall(shown))


def put(
    stream: Stream,
    openings: Sequence[str],
    shown: str,
    form: str,
    *,
    operation: str,
    content: Json,
    answer: str,
    spec: Mapping[str, Json],
    measure: int | Callable[[str, str], int] | None = None,
    verifier: str | None = None,
) -> Draft:
    """The draft of a question about a LaTeX text; ``{}`` in an opening is where it stands.

    measure: the family's quantity, or what counts it in text and answer (digits, if nothing else is said).
    """
    opening = stream.choice(openings).replace("{}", f"${shown}$")
    return Draft(
        content=[operation, *content],
        prompt=f"{opening} {final(form)}",
        answer=answer,
        spec=spec,
        measure=measure if isinstance(measure, int) else (measure or digits)(shown, answer),
        verifier=verifier,
        meta={"atoms": [operation], "expression": shown},
    )
