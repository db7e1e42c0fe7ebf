"""Chains of 2 to 5 symbolic steps on one polynomial: each step takes the result of the one before.

The intermediate polynomials are known and kept in ``spec["results"]``, so that each step can be rewarded.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from etude.rng import Stream
from etude.task import Json
from etude.tasks.algebra.symbolic.asking import (
    SOURCE,
    bracketed,
    expression,
    integer_poly,
    letter,
    linear,
    listed,
    nonzero,
)
from etude.tasks.algebra.symbolic.complete_square import square_form
from etude.tasks.draft import Draft
from etude.tasks.registry import Knob, family
from etude.tasks.wording import final
from etude.theory.polynomials import (
    Poly,
    add,
    at,
    compose,
    derivative,
    divide,
    integral,
    multiply,
    poly,
    show,
    show_number,
)

_DEPTH = {1: (2, 2), 2: (2, 3), 3: (3, 3), 4: (4, 4), 5: (5, 5)}
_START = "Start with ${}$ and do these steps, each with the result of the one before:"
_MOST = 6
"""Highest degree, so that no step is mere toil."""


class Step(NamedTuple):
    """What a step is called and asked, and its result: a polynomial, or text where the form is another."""

    operation: str
    asked: str
    result: Poly
    shown: str
    form: str | None = "expanded"


Maker = Callable[[Stream, Poly, str], Step | None]


def _plain(operation: str, asked: str, result: Poly, x: str) -> Step:
    return Step(operation, asked, result, show(result, x))


def _expand(stream: Stream, a: Poly, x: str) -> Step | None:
    if len(a) > 4:
        return None
    by = linear(stream, 6)
    return _plain("expand", f"Multiply by ${bracketed(show(by, x))}$ and expand.", multiply(a, by), x)


def _add(stream: Stream, a: Poly, x: str) -> Step | None:
    other = integer_poly(stream, stream.between(1, 2), 9)
    result = add(a, other)
    return _plain("collect", f"Add ${show(other, x)}$ and collect like terms.", result, x) if len(result) > 1 else None


def _differentiate(stream: Stream, a: Poly, x: str) -> Step | None:
    return _plain("differentiate", f"Differentiate with respect to ${x}$.", derivative(a), x) if len(a) > 3 else None


def _integrate(stream: Stream, a: Poly, x: str) -> Step | None:
    if len(a) > 4:
        return None
    c = stream.between(-9, 9)
    asked = f"Take the antiderivative with respect to ${x}$ whose value at $0$ is ${c}$."
    return _plain("integrate", asked, add(integral(a), poly([c])), x)


def _substitute(stream: Stream, a: Poly, x: str) -> Step | None:
    if len(a) > 4:
        return None
    inner = (nonzero(stream, 3), stream.choice([-1, 2, -2, 1]))
    return _plain("substitute", f"Replace ${x}$ by ${show(inner, x)}$ and expand.", compose(a, inner), x)


def _divide(stream: Stream, a: Poly, x: str) -> Step | None:
    if len(a) < 4:
        return None
    by = linear(stream, 4)
    asked = f"Divide by ${show(by, x)}$ with remainder and keep the quotient."
    return _plain("divide", asked, divide(a, by)[0], x)


def _evaluate(stream: Stream, a: Poly, x: str) -> Step | None:
    value = nonzero(stream, 4)
    result = at(a, value)
    return Step("evaluate", f"Find the value for ${x} = {value}$.", poly([result]), show_number(result), "number")


def _square(stream: Stream, a: Poly, x: str) -> Step | None:
    if len(a) != 3:
        return None
    return Step("complete_square", "Complete the square.", a, square_form(a, x), "vertex")


_MIDDLE: tuple[Maker, ...] = (_expand, _add, _differentiate, _integrate, _substitute, _divide)
_LAST: tuple[Maker, ...] = (*_MIDDLE, _evaluate, _square)


def _chain(stream: Stream, start: Poly, depth: int, x: str) -> list[Step]:
    """So many steps, no operation twice in a row."""
    steps: list[Step] = []
    value = start
    while len(steps) < depth:
        step = stream.choice(_LAST if len(steps) == depth - 1 else _MIDDLE)(stream, value, x)
        if step is None or not step.result or (steps and steps[-1].operation == step.operation):
            continue
        if step.form == "expanded" and not 1 < len(step.result) <= _MOST + 1:
            continue
        steps.append(step)
        value = step.result
    return steps


@family(
    "algebra.symbolic.rewrite_chain",
    levels={n: f"{low} steps" if low == high else f"{low} or {high} steps" for n, (low, high) in _DEPTH.items()},
    verifier="expression",
    source=SOURCE,
    measure="depth",
    knobs={
        "depth": Knob((2, 3, 4, 5), "the number of steps"),
        "reward": Knob(("final", "process"), "only the last result is asked for, or all results, each rewarded"),
    },
)
def write(stream: Stream, level: int, depth: int | None = None, reward: str = "final") -> Draft:
    """Apply 2 to 5 steps to a polynomial, one after the other."""
    x = letter(stream)
    start = integer_poly(stream, stream.between(2, 3), 6)
    depth = stream.between(*_DEPTH[level]) if depth is None else depth
    steps = _chain(stream, start, depth, x)
    listing = "\n".join(f"{i}. {step.asked}" for i, step in enumerate(steps, 1))
    results = [step.shown for step in steps]
    asked = (
        final("the result of the last step, in the form it asks for")
        if reward == "final"
        else final("the results of all steps in order, separated by semicolons")
    )
    return Draft(
        content=["rewrite_chain", listed(start), [[step.operation, listed(step.result)] for step in steps]],
        prompt=f"{_START.format(show(start, x))}\n\n{listing}\n\n{asked}",
        answer=results[-1] if reward == "final" else "; ".join(results),
        spec=_spec(steps, x, reward),
        measure=depth,
        verifier=None if reward == "final" else "expressions",
        meta={"atoms": [step.operation for step in steps], "expression": show(start, x)},
    )


def _spec(steps: list[Step], x: str, reward: str) -> dict[str, Json]:
    results = [step.shown for step in steps]
    if reward == "process":
        return {"values": results, "letters": [x], "labels": [], "forms": [step.form for step in steps], "graded": True}
    return {**expression(results[-1], [x], steps[-1].form), "results": results}
