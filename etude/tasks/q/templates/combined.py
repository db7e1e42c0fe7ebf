"""A template with operations before it and after it: what makes its problems many."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from etude.q.kinds import described, literal, packed, to_json
from etude.rng import Stream
from etude.task import fingerprint
from etude.tasks.q.composer import HIDDEN, MOST_ALIKE, PROBES, SHOWN, SPARE, Step, Unfit, checked, run
from etude.tasks.q.operations import OPERATIONS, Operation
from etude.tasks.q.plans import arguments
from etude.tasks.q.templates.declare import Template

Json = Any
_UNDEFINED = (Unfit, ValueError, IndexError, ZeroDivisionError, StopIteration)
"""What a reference raises where a problem is not defined: such inputs are no tests."""


@dataclass(frozen=True)
class Combined:
    """Steps on ``x``, a template, steps on its result; with tests."""

    before: tuple[Step, ...]
    template: Template
    k: int
    after: tuple[Step, ...]
    hidden: tuple[tuple[list[Json], Json], ...]
    shown: tuple[tuple[list[Json], Json], ...]
    semantics: str

    @property
    def made(self) -> str:
        """The kind of the result."""
        return self.after[-1].operation.made if self.after else self.template.made

    @property
    def content(self) -> Json:
        """What is asked, up to wording."""
        return ["q program", *self.template.kinds, self.made, self.semantics]

    @property
    def q(self) -> str:
        """The reference in q."""
        names = ";".join(self.template.names)
        body = self.template.q.replace("{k}", str(self.k))
        if not self.before and not self.after:
            return self.template.program(self.k)
        lines = [f"  x:{s.operation.in_q(s.k)};" for s in self.before]
        lines.append(f"  x:{{[{names}]{body}}}[{names}];")
        lines += [f"  x:{s.operation.in_q(s.k)};" for s in self.after]
        return "\n".join([f"solve:{{[{names}]", *lines, "  x}"])

    @property
    def statement(self) -> str:
        """The whole statement, without opening and examples."""
        asked = self.template.statement.replace("{k}", str(self.k))
        if not self.before and not self.after:
            return f"Give {asked}."
        lines = [f"{s.said[0].upper()}{s.said[1:]}." for s in self.before]
        if self.before:
            lines[0] = f"Begin with `x`: {lines[0][0].lower()}{lines[0][1:]}"
            lines[-1] += " The result is `x` from now on."
        lines.append(f"Find {asked}.")
        lines += [f"With that: {s.said}." for s in self.after]
        return "\n".join(f"{i}. {line}" for i, line in enumerate(lines, 1))

    def spec(self) -> dict[str, Json]:
        """What marking needs."""
        return {
            "entry": "solve",
            "arguments": self.template.kinds,
            "result": self.made,
            "tests": packed([x for x, _ in self.hidden], [y for _, y in self.hidden], [list(p) for p in self.shown]),
        }

    def prompt(self, opening: str, closing: str) -> str:
        """The task as it is asked."""
        given = [f"`{n}`, {described(k)}" for n, k in zip(self.template.names, self.template.kinds, strict=True)]
        rows = [
            f"solve[{';'.join(literal(k, v) for k, v in zip(self.template.kinds, x, strict=True))}] is {literal(self.made, y)}"
            for x, y in self.shown
        ]
        return "\n".join(
            [
                f"{opening} {' and '.join(given)}.",
                "",
                self.statement,
                "",
                f"The result is {described(self.made)}.",
                "",
                "Examples:",
                *rows,
                "",
                closing,
            ]
        )


@cache
def _probes(given: tuple[str, ...]) -> tuple[list[Json], ...]:
    return tuple(arguments(given, Stream("q probes", *given), PROBES))


def combine(stream: Stream, template: Template, extra: int, steps: Sequence[Operation] = OPERATIONS) -> Combined:
    """A problem of a template with so many steps around it. Raises Unfit where none is found."""
    kind = template.kinds[0]
    around = [o for o in steps if o.given == o.made == kind]
    onward = [o for o in OPERATIONS if o.given == template.made]
    for _ in range(60 if around or onward else 1):
        later = stream.between(0, extra) if onward and around else extra if onward else 0
        before = _draw(stream, around, extra - later) if around else ()
        after = _draw(stream, onward, min(1, later))
        k = stream.choice(list(template.numbers))
        try:
            return _problem(stream, before, template, k, after)
        except Unfit:
            continue
    raise Unfit(f"{template.name} makes no problem with {extra} steps")


def _draw(stream: Stream, choices: Sequence[Operation], n: int) -> tuple[Step, ...]:
    chosen = stream.sample(list(choices), min(n, len(choices)))
    return tuple(Step(o, stream.choice(list(o.numbers)) if o.numbers else 0) for o in chosen)


def _problem(stream: Stream, before: tuple[Step, ...], template: Template, k: int, after: tuple[Step, ...]) -> Combined:
    def value(x: Sequence[Json], which: Callable[..., Any], second: bool) -> Any:
        first, *rest = x
        first = _second(before, first) if second else run(before, first)
        if isinstance(first, list) and not _enough(template, first):
            raise Unfit("nothing left")
        found = which(first, *rest, k)
        if isinstance(found, int | list | str):
            checked(found)
        return _second(after, found) if second else run(after, found)

    def expected(x: Sequence[Json]) -> Json:
        first, second = value(x, template.reference, False), value(x, template.second, True)
        if first != second:
            raise Unfit("the references disagree")
        return to_json(made, first)

    made = after[-1].operation.made if after else template.made
    try:
        outputs = [_safe(value, x, template) for x in _probes(template.given)]
        most = Counter(map(repr, outputs)).most_common(1)[0][1]
        if most > 0.9 * PROBES or outputs.count(None) > 0.2 * PROBES:
            raise Unfit("one answer, or none, to most of the probes")
        for i in range(len(before)):
            rest = before[:i] + before[i + 1 :]
            if [
                _safe(lambda x, f, second, r=rest: run(after, f(run(r, x[0]), *x[1:], k)), x, template)
                for x in _probes(template.given)
            ] == outputs:
                raise Unfit("a step makes no difference")
        drawn = _sharpened(stream, arguments(template.given, stream, HIDDEN + SHOWN + SPARE), before, template.bounds)
        tests, undefined = [], 0
        for x in drawn:
            try:
                tests.append((x, expected(x)))
            except _UNDEFINED:
                undefined += 1
                if undefined > SPARE:
                    raise Unfit("too few tests") from None
    except (ValueError, IndexError, TypeError):
        raise Unfit("no value") from None
    plain = _shown(tests)
    shown = [tests[i][0] for i in plain]
    hidden = [t for t in tests if t[0] not in shown][:HIDDEN]
    if len(hidden) < HIDDEN or len(plain) < SHOWN:
        raise Unfit("too few tests")
    counts = Counter(repr(y) for _, y in hidden)
    if max(counts.values()) > (0.85 if made == "bool" else MOST_ALIKE) * len(hidden):
        raise Unfit("one answer gets most of the tests")
    semantics = fingerprint([o if o is None else to_json(made, o) for o in outputs])
    return Combined(before, template, k, after, tuple(hidden), tuple(tests[i] for i in plain), semantics)


def _shown(tests: Sequence[tuple[list[Json], Json]]) -> list[int]:
    """Which tests are shown: random ones that fit a line, with different results, those without a result last."""
    fit = [i for i, (x, y) in enumerate(tests) if i > 8 and len(repr(x)) < 220 and len(repr(y)) < 160][::-1]
    found: dict[str, int] = {}
    for i in sorted(fit, key=lambda i: not str(tests[i][1]).strip("[], 0")):
        found.setdefault(repr(tests[i][1]), i)
    chosen = list(found.values())
    return [*chosen, *(i for i in fit if i not in chosen)][:SHOWN]


_EDGES = {"size_above": 3, "size_below": 3, "price_above": 2, "price_below": 2, "from_minute": 0, "until_minute": 0}
"""The column of trades that a step compares with its number."""


def _sharpened(
    stream: Stream, rows: list[list[Json]], before: Sequence[Step], own: Sequence[tuple[int, int]]
) -> list[list[Json]]:
    """Arguments with trades that lie exactly at the bounds of steps and template, and right beside them."""
    steps = [(_EDGES[s.operation.name], s.k) for s in before if s.operation.name in _EDGES]
    bounds = [*((column, 100 * k if column == 2 else k) for column, k in steps), *own]
    values = [s.k for s in before if s.operation.name == "value_above"]
    if not bounds and not values:
        return rows
    for i, row in enumerate(rows):
        if i % 3 == 0 or not row[0][0]:
            continue
        trades = [list(t) for t in zip(*row[0], strict=True)]
        for column, k in bounds:
            stream.choice(trades)[column] = k + stream.choice((-1, 0, 0, 1))
        for k in values:
            trade = stream.choice(trades)
            trade[2], trade[3] = 10 * k + stream.choice((-1, 0, 0, 1)), 10
        trades.sort(key=lambda t: t[0])
        row[0] = [list(column) for column in zip(*trades, strict=True)]
    return rows


def _enough(template: Template, x: list[Any]) -> bool:
    """Whether a template is defined on what the steps left: tables and lists to choose from must not be empty."""
    if template.given[0].startswith("table"):
        return bool(x[0])
    return bool(x) or "filled" not in template.given[0]


def _safe(value: Callable[..., Any], x: Sequence[Json], template: Template) -> Any:
    try:
        return value(x, template.reference, False)
    except _UNDEFINED:
        return None


def _second(steps: Sequence[Step], x: Any) -> Any:
    for step in steps:
        x = step.operation.second(x, step.k)
    return x
