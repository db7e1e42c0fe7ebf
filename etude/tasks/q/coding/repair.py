"""Repair: a program with one fault, as q invites it."""

from __future__ import annotations

from collections.abc import Sequence

from etude.rng import Stream
from etude.task import fingerprint
from etude.tasks.draft import Draft
from etude.tasks.q.coding.statement import examples
from etude.tasks.q.composer import Problem, compose
from etude.tasks.registry import family

_FAULTS = (
    ("asc x", "desc x"), ("desc x", "asc x"), ("x>", "x<"), ("sums x", "sum x"), ("maxs", "mins"), ("mins", "maxs"), (" mod ", " div "), (" div ", " mod "), ("0=", "1="), ("1=", "0="),
    ("sublist", "#"), ("neg[", "abs["), ("reverse each ", "reverse "), ("count each", "count"), ("prev x", "next x"), ("max ", "min "), ("first ", "last "), ("last ", "first "), ("iasc", "idesc"),
    ("distinct ", ""), ("abs x", "neg x"), ("1_deltas", "deltas"), ("x-", "x+"), ("x+", "x-"), ("*x", "+x"), ("(count x)#1 -1", "(count x)#-1 1"), ("upper", "lower"), ("lower", "upper"), ("enlist", ""),
    ("sum each", "sum"), ("max each", "max"), ("msum", "mmax"), ("mmax", "mmin"), ("rotate", "sublist"), ("where differ x", "where not differ x"), ("flip", "reverse"), ("raze", "first"), ("except", "inter"), (" in ", "="), ("=", "~"),
)  # fmt: skip


class _NoFault(Exception):
    """No fault of the list changes this program."""


@family(
    "q.coding.repair",
    levels={n: f"one fault in {n} step{'s' if n > 1 else ''}" for n in range(1, 6)},
    verifier="q_program",
    version=2,
    source="https://code.kx.com/q/basics/syntax/",
    measure="steps",
)
def write(stream: Stream, level: int) -> Draft:
    """Mend a q function that has one fault."""
    while True:
        problem = compose(stream, level)
        try:
            broken = _broken(stream, problem)
        except _NoFault:
            continue
        break
    prompt = (
        f"This q function was meant to do the following, in this order:\n\n{problem.task}\n\nIt has a fault:\n\n"
        f"```q\n{broken}\n```\n\nMend it. The result is {problem.result}.\n\n{examples(problem)}"
    )
    content = ["q repair", *problem.content[1:], broken]
    return Draft(content, prompt, problem.q, problem.spec(), level, split_by=fingerprint(problem.content))


def _broken(stream: Stream, problem: Problem) -> str:
    """The reference with one fault that shows in the tests. Raises _NoFault."""
    head, body = problem.q[:9], problem.q[9:]
    for old, new in stream.shuffled(_FAULTS):
        at = body.find(old)
        if at < 0 or body[at : at + 9] == "where(cou":
            continue
        text = head + body[:at] + new + body[at + len(old) :]
        if _differs(text, problem, [*problem.shown, *problem.hidden[::7]]):
            return text
    raise _NoFault


def _differs(text: str, problem: Problem, tests: Sequence[tuple[object, object]]) -> bool:
    from etude.q import Budget, QError, Session
    from etude.q.exchange import to_q
    from etude.q.matching import matches

    session = Session(budget=Budget(steps=50_000, elements=100_000))
    try:
        session.run(text)
    except QError:
        return True
    wrong = 0
    for x, y in tests:
        try:
            wrong += not matches(problem.made, y, session.invoke("solve", to_q(problem.given, x)))
        except QError:
            wrong += 1
    return wrong > 1
