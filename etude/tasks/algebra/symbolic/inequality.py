"""Inequalities: the real solutions, by the signs of linear factors; a negative factor turns the sign round."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise

from etude.rng import Stream
from etude.tasks.algebra.symbolic.asking import SOURCE, different, letter, nonzero, put
from etude.tasks.draft import Draft
from etude.tasks.registry import family
from etude.theory.polynomials import Number, Poly, at, multiply, show, show_number

_SIGNS = {"<": "<", ">": ">", "<=": r"\leq", ">=": r"\geq"}
Entry = list[str | bool]


def _holds(value: Number, sign: str) -> bool:
    return value < 0 if sign[0] == "<" else value > 0


def _solve(above: Poly, below: Poly, sign: str, ends: list[Fraction]) -> list[Entry]:
    """Where above / below has the sign wanted: tried between the zeros of both; a zero of ``below`` never belongs."""
    points = [ends[0] - 1, *((a + b) / 2 for a, b in pairwise(ends)), ends[-1] + 1]
    inside = [_holds(at(above, x) * at(below, x), sign) for x in points]
    closed = ["=" in sign and at(above, end) == 0 and at(below, end) != 0 for end in ends]
    bounds = ["-oo", *map(str, ends), "oo"]
    found: list[Entry] = []
    for i, good in enumerate(inside):
        if good:
            entry: Entry = [bounds[i], bounds[i + 1], i > 0 and closed[i - 1], i < len(ends) and closed[i]]
            if found and found[-1][1] == entry[0] and found[-1][3]:
                found[-1][1], found[-1][3] = entry[1], entry[3]
            else:
                found.append(entry)
        elif i < len(ends) and closed[i] and not inside[i + 1]:
            found.append([bounds[i + 1], bounds[i + 1], True, True])
    return found


def latex(entries: list[Entry]) -> str:
    r"""``(-\infty, 2] \cup (5, \infty)``."""
    parts = []
    for low, high, with_low, with_high in entries:
        ends = [
            str(end).replace("oo", r"\infty") if "oo" in str(end) else show_number(Fraction(str(end)))
            for end in (low, high)
        ]
        parts.append(f"{'[' if with_low else '('}{ends[0]}, {ends[1]}{']' if with_high else ')'}")
    return r" \cup ".join(parts) or r"\emptyset"


def _draw(stream: Stream, level: int, x: str, sign: str) -> tuple[str, Poly, Poly, list[Fraction]]:
    """The inequality in LaTeX, what is compared with 0 (above, below), and the zeros of both in order."""
    if level <= 2:
        a, b, c = nonzero(stream, 9, 2), stream.between(-20, 20), stream.between(-20, 20)
        d = 0 if level == 1 else nonzero(stream, 9)
        if level == 1:
            a = abs(a)
        if a == d:
            d = -d
        gap = (b - c, a - d)
        return (
            f"{show((b, a), x)} {_SIGNS[sign]} {show((c, d) if d else (c,) if c else (), x)}",
            gap,
            (1,),
            [-Fraction(gap[0], gap[1])],
        )
    parts = different(stream, 2 if level == 3 else 3, 9, 3)
    ends = sorted(-Fraction(part[0]) / part[1] for part in parts)
    flip = -1 if stream.chance(1, 2) else 1
    if level == 5:
        above = multiply((flip,), parts[0], parts[1])
        return rf"\frac{{{show(above, x)}}}{{{show(parts[2], x)}}} {_SIGNS[sign]} 0", above, parts[2], ends
    above = multiply((flip,), *parts)
    product = "".join(f"({show(part, x)})" for part in parts)
    shown = show(above, x) if level == 3 else f"-{product}" if flip < 0 else product
    return f"{shown} {_SIGNS[sign]} 0", above, (1,), ends


@family(
    "algebra.symbolic.inequality",
    levels={
        1: "a x + b < c",
        2: "the letter on both sides",
        3: "a quadratic",
        4: "a product of three factors",
        5: "a quadratic over a linear polynomial",
    },
    verifier="reals",
    source=SOURCE,
    measure="digits",
)
def write(stream: Stream, level: int) -> Draft:
    """Solve an inequality over the real numbers."""
    x = letter(stream)
    sign = stream.choice(list(_SIGNS))
    shown, above, below, ends = _draw(stream, level, x, sign)
    entries = _solve(above, below, sign, ends)
    return put(
        stream,
        ("Solve {} over the real numbers.", "For which real numbers " + f"${x}$" + " does {} hold?"),
        shown,
        "as an interval or a union of intervals",
        operation="inequality",
        content=[shown.replace(x, "x")],
        answer=latex(entries),
        spec={
            "intervals": [[str(low), str(high)] for low, high, *_ in entries],
            "closed": [closed for _, _, *closed in entries],
            "letter": x,
        },
    )
