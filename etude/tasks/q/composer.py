"""Problems composed of typed operations: a statement, two Python references, one in q, telling tests."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any

from etude.q.kinds import described, packed, to_json
from etude.rng import Stream
from etude.task import fingerprint
from etude.tasks.q.drawing import inputs
from etude.tasks.q.operations import OPERATIONS, Operation

Json = Any
HIDDEN, SHOWN, SPARE, PROBES = 60, 3, 12, 40
MOST_ALIKE = 0.7
"""Share of the tests that one constant answer may get."""
_LARGEST, _LONGEST = 10**15, 300
_STARTS = (("longs", 6), ("string", 4), ("strings", 2), ("matrix", 2), ("long", 2))


class Unfit(Exception):
    """A chain that makes no good problem: it is drawn anew."""


@dataclass(frozen=True)
class Step:
    """An operation and its number."""

    operation: Operation
    k: int

    @property
    def said(self) -> str:
        """The step as an imperative."""
        return self.operation.said(self.k)


@dataclass(frozen=True)
class Problem:
    """A chain of steps with its tests. tests: pairs of input and expected value, as JSON."""

    steps: tuple[Step, ...]
    hidden: tuple[tuple[Json, Json], ...]
    shown: tuple[tuple[Json, Json], ...]
    semantics: str

    @property
    def given(self) -> str:
        """The kind of the input."""
        return self.steps[0].operation.given

    @property
    def made(self) -> str:
        """The kind of the result."""
        return self.steps[-1].operation.made

    @property
    def content(self) -> Json:
        """What is asked, up to wording: the function itself, as its values on fixed probes."""
        return ["q program", self.given, self.made, self.semantics]

    @cached_property
    def q(self) -> str:
        """The reference in q."""
        *before, last = [step.operation.in_q(step.k) for step in self.steps]
        lines = [f"  x:{line};" for line in before]
        return "\n".join(["solve:{[x]", *lines, f"  {last}", "  }"])

    @cached_property
    def python(self) -> str:
        """The reference in Python."""
        *before, last = [step.operation.in_python(step.k) for step in self.steps]
        lines = [f"    x = {line}" for line in before]
        body = "\n".join(["def solve(x):", *lines, f"    return {last}"])
        needs = [n for n in ("itertools", "math") if f"{n}." in body]
        head = [f"import {name}" for name in needs] + (
            ["from collections import Counter"] if "Counter(" in body else []
        )
        return "\n".join([*head, "", "", body]) if head else body

    @property
    def task(self) -> str:
        """The steps as a numbered list."""
        return "\n".join(f"{i}. {step.said[0].upper()}{step.said[1:]}." for i, step in enumerate(self.steps, 1))

    @property
    def result(self) -> str:
        """The kind of the result in words."""
        return described(self.made)

    def spec(self, **more: Json) -> dict[str, Json]:
        """What marking needs."""
        return {
            "entry": "solve",
            "arguments": [self.given],
            "result": self.made,
            "tests": packed(
                [[x] for x, _ in self.hidden], [y for _, y in self.hidden], [[[x], y] for x, y in self.shown]
            ),
            **more,
        }


@cache
def _by_kind() -> dict[str, list[Operation]]:
    found: dict[str, list[Operation]] = {}
    for operation in OPERATIONS:
        found.setdefault(operation.given, []).append(operation)
    return found


@cache
def _probes(kind: str) -> tuple[Json, ...]:
    return tuple(inputs(kind, Stream("q probes", kind), PROBES))


def compose(stream: Stream, depth: int, allowed: Sequence[Operation] | None = None) -> Problem:
    """A problem of so many steps, each of which matters. allowed: operations to choose from, all if None."""
    for _ in range(400):
        steps = _chain(stream, depth, allowed)
        if steps is None:
            continue
        try:
            return _problem(stream, steps)
        except Unfit:
            continue
    raise Unfit("no chain of this depth makes a problem")


def _chain(stream: Stream, depth: int, allowed: Sequence[Operation] | None) -> tuple[Step, ...] | None:
    kind = stream.weighted(_STARTS)
    steps: list[Step] = []
    for _ in range(depth):
        choices = [o for o in _by_kind().get(kind, []) if (allowed is None or o in allowed)]
        choices = [o for o in choices if all(o is not s.operation for s in steps)]
        if not choices:
            return None
        operation = stream.choice(choices)
        steps.append(Step(operation, stream.choice(list(operation.numbers)) if operation.numbers else 0))
        kind = operation.made
    return tuple(steps)


def _problem(stream: Stream, steps: tuple[Step, ...]) -> Problem:
    kind, made = steps[0].operation.given, steps[-1].operation.made
    probes = _probes(kind)
    values = [run(steps, x) for x in probes]
    for i in range(len(steps) if len(steps) > 1 else 0):
        rest = steps[:i] + steps[i + 1 :]
        if _fits(rest, kind, made) and _same(rest, probes, values):
            raise Unfit("a step makes no difference")
    if all(x == v for x, v in zip(probes, values, strict=True)):
        raise Unfit("nothing is done")
    drawn = inputs(kind, stream, HIDDEN + SHOWN + SPARE)
    shown_at = _shown(drawn, steps)
    shown = [drawn[i] for i in shown_at]
    hidden = [x for x in drawn if x not in shown][:HIDDEN]
    if len(hidden) < HIDDEN:
        raise Unfit("too few inputs")
    tests = tuple((x, expected(steps, x)) for x in hidden)
    counts = Counter(repr(y) for _, y in tests)
    if max(counts.values()) > MOST_ALIKE * len(tests):
        raise Unfit("one answer gets most of the tests")
    semantics = fingerprint([to_json(made, v) for v in values])
    return Problem(steps, tests, tuple((drawn[i], expected(steps, drawn[i])) for i in shown_at), semantics)


def _shown(drawn: Sequence[Json], steps: tuple[Step, ...]) -> list[int]:
    """Which inputs are shown: of the random ones, small, with different results."""
    chosen: list[int] = []
    results: list[str] = []
    for i in range(len(drawn) - 1, 0, -1):
        result = repr(run(steps, drawn[i]))
        if len(repr(drawn[i])) < 60 and len(result) < 80 and result not in results:
            chosen.append(i)
            results.append(result)
        if len(chosen) == SHOWN:
            return chosen
    raise Unfit("no examples to show")


def _fits(steps: tuple[Step, ...], kind: str, made: str) -> bool:
    for step in steps:
        if step.operation.given != kind:
            return False
        kind = step.operation.made
    return kind == made


def _same(steps: tuple[Step, ...], probes: Sequence[Json], values: Sequence[Any]) -> bool:
    return all(run(steps, x) == v for x, v in zip(probes, values, strict=True))


def run(steps: Sequence[Step], x: Any) -> Any:
    """The value of a chain by the first references. Raises Unfit for numbers or lists that grow too large."""
    for step in steps:
        if step.operation.most:
            checked(x, step.operation.most)
        x = step.operation.reference(x, step.k)
        checked(x)
    return x


def expected(steps: Sequence[Step], x: Any) -> Json:
    """The expected value, as JSON, on which both Python references agree. Raises Unfit."""
    first = run(steps, x)
    second = x
    for step in steps:
        second = step.operation.second(second, step.k)
    if first != second:
        raise Unfit("the references disagree")
    return to_json(steps[-1].operation.made, first)


def checked(x: Any, most: int = _LARGEST) -> None:
    """Raises Unfit for a number or a list that is too large for a test."""
    if isinstance(x, int):
        if abs(x) > most:
            raise Unfit("too large a number")
    elif len(x) > _LONGEST:
        raise Unfit("too long")
    elif isinstance(x, list) and x and isinstance(x[0], int) and max(map(abs, x)) > most:
        raise Unfit("too large a number")
