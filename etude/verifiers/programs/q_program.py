"""Marks a q program by hidden inputs.

spec: ``entry`` (the function), ``arguments`` (the kinds of its arguments), ``result`` (that of its result), ``tests``
(hidden inputs, expected values and visible examples, packed: ``etude.q.kinds``); and what a family adds: ``strict``
(types must be exact), ``reward`` (``strict``: 1 if all tests pass, else 0; ``fraction``: half the fraction of tests and
half for all; ``soft``: 1 or a fifth of the fraction), ``loops`` (``forbidden``), ``longest`` (characters of the
program), ``setup`` (q that runs before it), ``format`` (what is taken off for a program outside ``<answer>`` and
fences, in hundredths).
"""

from __future__ import annotations

from collections.abc import Mapping

from etude.task import Json, Verdict
from etude.verifiers.extract import Unanswered
from etude.verifiers.programs.code import Q, program
from etude.verifiers.registry import verifier

STEPS_EACH, STEPS_ALL = 400_000, 1_500_000
"""Steps of one call, and of all calls for one response: about a second at the very most."""


@verifier("q_program")
def mark(response: str, spec: Mapping[str, Json]) -> Verdict:
    """Run a program on the hidden inputs and compare typed values; it can see neither tests nor expected values."""
    found = program(response, Q, spec["entry"])
    if isinstance(found, Unanswered):
        return Verdict(0.0, False, None, found.reason, _parts())
    code, marked = found
    return judge(code, spec, marked)


def judge(code: str, spec: Mapping[str, Json], marked: bool = True) -> Verdict:
    """The verdict on a program."""
    from etude.q import Budget, QError, Session
    from etude.q.exchange import to_q
    from etude.q.kinds import unpacked
    from etude.q.loop_words import loops_in, parses
    from etude.q.matching import matches

    shape = float(marked)
    problem = parses(code)
    if problem:
        return Verdict(0.0, False, code, "parse_error", _parts(shape))
    loops = loops_in(code)
    clean = float(not loops)
    budget = Budget(steps=STEPS_EACH, elements=4_000_000, output=200_000)
    session = Session(budget=budget)
    try:
        if spec.get("setup"):
            session.run(spec["setup"])
        session.run(code)
        session.get(spec["entry"])
    except QError as error:
        reason = "no_function" if error.word == spec["entry"] else "error"
        return Verdict(0.0, False, code, reason, _parts(shape, 1.0, 0.0, 0.0, clean))
    left = STEPS_ALL - budget.used
    passed = ran = 0
    first = ""
    tests = unpacked(spec)
    for arguments, expected in zip(tests.inputs, tests.expected, strict=True):
        budget.steps = min(STEPS_EACH, left)
        if left <= 0:
            first = first or "budget"
            break
        try:
            values = [to_q(kind, value) for kind, value in zip(spec["arguments"], arguments, strict=True)]
            value = session.invoke(spec["entry"], *values)
            ran += 1
            good = matches(spec["result"], expected, value, bool(spec.get("strict")))
        except QError as error:
            good = False
            first = first or ("budget" if error.word in ("limit", "wsfull", "stack") else "error")
        left -= budget.used
        passed += good
        if not good:
            first = first or "wrong_result"
    n = len(tests.inputs)
    parts = _parts(shape, 1.0, ran / n, passed / n, clean)
    return verdict_of(code, spec, passed, n, first, parts, loops)


def _parts(
    shape: float = 0.0, parsed: float = 0.0, ran: float = 0.0, tests: float = 0.0, clean: float = 0.0
) -> dict[str, float]:
    return {"format": shape, "parsed": parsed, "ran": ran, "tests": tests, "no_loops": clean}


def verdict_of(
    code: str, spec: Mapping[str, Json], passed: int, n: int, first: str, parts: dict[str, float], loops: set[str]
) -> Verdict:
    """The verdict on a program that passed so many of n tests; ``first`` is why the first that failed did."""
    whole = passed == n
    reason = "correct" if whole else first
    if whole and spec.get("loops") == "forbidden" and loops:
        whole, reason = False, "loops"
    if whole and spec.get("longest") and len(code) > spec["longest"]:
        whole, reason = False, "too_many_characters"
    share = passed / n
    how = spec.get("reward", "strict")
    refused = reason in ("loops", "too_many_characters")
    partial = {"fraction": share / 2, "soft": share / 5}.get(how, 0.0)
    reward = 1.0 if whole else min(partial, 0.2) if refused else partial
    if not parts["format"]:
        reward = max(0.0, reward - spec.get("format", 0) / 100)
    return Verdict(reward, whole, code, reason, parts)
