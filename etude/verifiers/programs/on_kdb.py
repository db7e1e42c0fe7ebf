"""Marks a q program on real kdb+: the same tests, the same comparison, another interpreter."""

from __future__ import annotations

from collections.abc import Mapping

from etude.task import BackendError, Json, Task, TaskError, Verdict
from etude.verifiers.extract import Unanswered
from etude.verifiers.programs.code import Q, program


def verify_on_kdb(task: Task | Mapping[str, Json], response: str, seconds: float = 10.0) -> Verdict:
    """The mark of a coding task's response on a licensed q. ``parts["kdb"]`` is 1.

    Raises BackendError where no licensed q can be run, TaskError for tasks that are no q programs.
    """
    from etude.q.kinds import literal, unpacked
    from etude.q.loop_words import loops_in, parses
    from etude.q.matching import matches
    from etude.sandbox import kdb
    from etude.sandbox.children import Limits
    from etude.verifiers.programs.q_program import verdict_of

    name, spec = (task.verifier, task.spec) if isinstance(task, Task) else (task["verifier"], task["spec"])
    if name != "q_program":
        raise TaskError(f"verifier {name!r} does not run on kdb+: only q programs do")
    found = program(response, Q, spec["entry"])
    if isinstance(found, Unanswered):
        return Verdict(0.0, False, None, found.reason, {"kdb": 1.0})
    code, marked = found
    tests = unpacked(spec)
    arguments = [
        ";".join(literal(kind, value) for kind, value in zip(spec["arguments"], row, strict=True))
        for row in tests.inputs
    ]
    try:
        outcomes = kdb.calls(code, spec["entry"], arguments, Limits(seconds=seconds))
    except kdb.KdbUnavailable as error:
        raise BackendError(f"kdb+ cannot mark: {error}") from None
    good = [
        not o.error and matches(spec["result"], wanted, o.value, bool(spec.get("strict")))
        for o, wanted in zip(outcomes, tests.expected, strict=True)
    ]
    first = next((o.error or "wrong_result" for o, g in zip(outcomes, good, strict=True) if not g), "")
    ran = sum(not o.error for o in outcomes)
    parsed = not parses(code)
    loops = loops_in(code) if parsed else set()
    parts = {"format": float(marked), "parsed": float(parsed), "ran": ran / len(good), "tests": sum(good) / len(good)}
    parts["no_loops"] = float(parsed and not loops)
    verdict = verdict_of(code, spec, sum(good), len(good), _reason(first), parts, loops)
    return verdict._replace(parts={**verdict.parts, "kdb": 1.0})


def _reason(first: str) -> str:
    """The reason code of a first failure."""
    if first in ("", "wrong_result"):
        return first
    return "budget" if first in ("timeout", "flood") else "error"
