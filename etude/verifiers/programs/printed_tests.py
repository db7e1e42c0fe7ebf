"""Marks a program by what it prints for test lines: the records of the paper (arXiv 2508.06813), in their own way.

spec: ``language`` (``q`` or ``python``), ``checks`` (JSON: pairs of test code and expected text), ``reward``
(``strict``, ``fraction`` or ``soft``, as for ``q_program``). q runs on the embedded q with the paper's console of 25
lines of 80; Python runs in a child process with limits on time, memory and output and, where the system can, without
network.
Printed text is compared line by line, blanks at the ends of lines left out.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping, Sequence

from etude.task import Json, Verdict
from etude.verifiers.programs.code import program
from etude.verifiers.extract import Unanswered
from etude.verifiers.registry import verifier

_SECONDS = 4.0


@verifier("printed_tests")
def mark(response: str, spec: Mapping[str, Json]) -> Verdict:
    """Run a program with each line of tests after it, and compare what that prints."""
    language = spec["language"]
    found = program(response, ("q", "k") if language == "q" else ("python", "py", "python3"))
    if isinstance(found, Unanswered):
        return Verdict(0.0, False, None, found.reason, {})
    code, marked = found
    checks = json.loads(spec["checks"])
    run = _q if language == "q" else _python
    shown = run(code, [test for test, _ in checks])
    good = [s is not None and _tidy(s) == _tidy(wanted) for s, (_, wanted) in zip(shown, checks, strict=True)]
    share, whole = sum(good) / len(good), all(good)
    partial = {"fraction": share / 2, "soft": share / 5}.get(spec.get("reward", "strict"), 0.0)
    reason = "correct" if whole else "error" if all(s is None for s in shown) else "wrong_output"
    parts = {"format": float(marked), "tests": share}
    return Verdict(1.0 if whole else partial, whole, code, reason, parts)


def _tidy(text: str) -> list[str]:
    return [line.rstrip() for line in text.strip().split("\n")]


def _q(code: str, tests: Sequence[str]) -> list[str | None]:
    from etude.q import Budget, QError, Session

    found: list[str | None] = []
    for test in tests:
        session = Session(console=(25, 80), budget=Budget(steps=400_000, elements=4_000_000, output=100_000))
        try:
            session.run(code)
            found.append(session.run(test))
        except QError:
            found.append(None)
    return found


def _python(code: str, tests: Sequence[str]) -> list[str | None]:
    from etude.sandbox.children import Limits, run

    limits = Limits(seconds=_SECONDS, memory=512 * 2**20, output=200_000)
    found: list[str | None] = []
    for test in tests:
        try:
            ended = run([sys.executable, "-I", "-S", "candidate.py"], "", limits, {"candidate.py": f"{code}\n{test}\n"})
        except OSError:
            found.append(None)
            continue
        found.append(None if ended.how or (ended.error and not ended.shown) else ended.shown)
    return found
