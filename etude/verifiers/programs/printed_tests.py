"""Marks a program by what it prints for test lines: the records of the paper (arXiv 2508.06813), in their own way.

spec: ``language`` (``q`` or ``python``), ``checks`` (JSON: pairs of test code and expected text), ``reward``
(``strict``, ``fraction`` or ``soft``, as for ``q_program``), ``entry`` (the function; ``solve``). q runs on the
embedded q with the paper's console of 25 lines of 80; Python runs in the sandbox (``etude.sandbox.python_programs``),
program and test line in a fresh process for each line. What is expected never enters it. A line that raises or does not
run to its end has printed nothing. A test line has to print a value: one that compares with what is expected
(``print(solve(1) == 2)``) tells the program. Printed text is compared line by line, blanks at the ends of lines left
out.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

from etude.task import Json, Verdict
from etude.verifiers.extract import Unanswered
from etude.verifiers.programs.code import PYTHON, Q, program
from etude.verifiers.registry import verifier


@verifier("printed_tests")
def mark(response: str, spec: Mapping[str, Json]) -> Verdict:
    """Run a program with each line of tests after it, and compare what that prints."""
    language = spec["language"]
    found = program(response, Q if language == "q" else PYTHON, spec.get("entry", "solve"))
    if isinstance(found, Unanswered):
        return Verdict(0.0, False, None, found.reason, {})
    code, marked = found
    checks = json.loads(spec["checks"])
    run = _q if language == "q" else _python
    ran = run(code, [test for test, _ in checks])
    good = [s is not None and _tidy(s) == _tidy(wanted) for (s, _), (_, wanted) in zip(ran, checks, strict=True)]
    share, whole = sum(good) / len(good), all(good)
    partial = {"fraction": share / 2, "soft": share / 5}.get(spec.get("reward", "strict"), 0.0)
    reason = "correct" if whole else ran[0][1] if all(s is None for s, _ in ran) else "wrong_output"
    parts = {"format": float(marked), "tests": share}
    return Verdict(1.0 if whole else partial, whole, code, reason, parts)


def _tidy(text: str) -> list[str]:
    return [line.rstrip() for line in text.strip().split("\n")]


def _q(code: str, tests: Sequence[str]) -> list[tuple[str | None, str]]:
    """What each test line prints, or None and the reason."""
    from etude.q import Budget, QError, Session

    found: list[tuple[str | None, str]] = []
    for test in tests:
        session = Session(console=(25, 80), budget=Budget(steps=400_000, elements=4_000_000, output=100_000))
        try:
            session.run(code)
            found.append((session.run(test), ""))
        except QError as error:
            found.append((None, "budget" if error.word in ("limit", "wsfull", "stack") else "error"))
    return found


def _python(code: str, tests: Sequence[str]) -> list[tuple[str | None, str]]:
    from etude.sandbox.python_programs import printed

    return [(row.value if row.ok else None, row.why) for row in printed(code, tests)]
