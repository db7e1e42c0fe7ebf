"""Linear equations: brackets, fractions, then all terms with the letter on one side."""

from __future__ import annotations

from fractions import Fraction

from etude.rng import Stream
from etude.tasks.algebra.symbolic.asking import SOURCE, letter, nonzero, put, ratio
from etude.tasks.draft import Draft
from etude.tasks.registry import family
from etude.theory.polynomials import Number, Poly, add, multiply, poly, show, show_number


class _Side:
    """One side of an equation: its LaTeX and its value as a polynomial."""

    def __init__(self, text: str, value: Poly) -> None:
        self.text, self.value = text, value


def _plain(a: Number, b: Number, x: str) -> _Side:
    value = poly([b, a])
    return _Side(show(value, x), value)


def _bracket(stream: Stream, x: str, *, fractions: bool) -> _Side:
    """``a(b x + c) + d``."""
    a: Number = ratio(stream, 9, 6) if fractions else nonzero(stream, 9, 2)
    inner, d = (nonzero(stream, 9), nonzero(stream, 6)), stream.between(-12, 12)
    tail = f" + {d}" if d > 0 else f" - {-d}" if d else ""
    return _Side(f"{show_number(a)}({show(inner, x)}){tail}", add(multiply((a,), inner), poly([d])))


def _sides(stream: Stream, level: int, x: str) -> tuple[_Side, _Side]:
    if level == 1:
        return _plain(nonzero(stream, 9, 2), nonzero(stream, 20), x), _plain(0, stream.between(-30, 30), x)
    if level == 2:
        return tuple(_plain(nonzero(stream, 12), nonzero(stream, 30), x) for _ in range(2))  # type: ignore[return-value]
    if level == 3:
        return _bracket(stream, x, fractions=False), _bracket(stream, x, fractions=False)
    if level == 4:
        return tuple(_plain(ratio(stream, 9, 6), ratio(stream, 9, 6), x) for _ in range(2))  # type: ignore[return-value]
    return _bracket(stream, x, fractions=True), _bracket(stream, x, fractions=True)


@family(
    "algebra.symbolic.linear",
    levels={
        1: "a x + b = c",
        2: "a x + b = c x + d",
        3: "brackets on both sides",
        4: "fractions as coefficients",
        5: "brackets and fractions on both sides",
    },
    verifier="solutions",
    source=SOURCE,
    measure="digits",
)
def write(stream: Stream, level: int) -> Draft:
    """Solve a linear equation."""
    x = letter(stream)
    while True:
        left, right = _sides(stream, level, x)
        gap = add(left.value, right.value, -1)
        if len(gap) == 2:
            break
    root = -Fraction(gap[0]) / gap[1]
    shown = f"{left.text} = {right.text}"
    return put(
        stream,
        ("Solve the equation {}" + f" for ${x}$.", "Which " + f"${x}$" + " solves {}?"),
        shown,
        rf"as ${x} = \ldots$ with an integer or a fraction",
        operation="linear",
        content=[left.text.replace(x, "x"), right.text.replace(x, "x")],
        answer=f"{x} = {show_number(root)}",
        spec={"values": [show_number(root)], "letter": x},
    )
