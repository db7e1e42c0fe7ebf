"""Marks a Python program by hidden inputs, in the sandbox (``etude.sandbox.python_programs``).

spec: as for ``q_program`` (``entry``, ``arguments``, ``result``, ``tests``, ``reward``, ``format``). The program gets
the inputs and gives values back; what is expected never leaves this process.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from etude.sandbox.python_programs import called
from etude.task import Json, Verdict
from etude.verifiers.extract import Unanswered
from etude.verifiers.programs.code import PYTHON, program
from etude.verifiers.registry import verifier


@verifier("python_program")
def mark(response: str, spec: Mapping[str, Json]) -> Verdict:
    """Run a program on the hidden inputs and compare values. Raises BackendError where none can be run."""
    from etude.q.kinds import unpacked

    found = program(response, PYTHON, spec["entry"])
    if isinstance(found, Unanswered):
        return Verdict(0.0, False, None, found.reason, _parts())
    code, marked = found
    tests = unpacked(spec)
    given = [[_to_python(k, v) for k, v in zip(spec["arguments"], row, strict=True)] for row in tests.inputs]
    rows = called(code, spec["entry"], given)
    good = [
        row.ok and agrees(spec["result"], wanted, row.value) for row, wanted in zip(rows, tests.expected, strict=True)
    ]
    ran, n, passed = sum(row.ok for row in rows), len(good), sum(good)
    whole = passed == n
    failures = [row.why for row in rows if not row.ok]
    reason = "correct" if whole else "budget" if "budget" in failures else failures[0] if failures else "wrong_result"
    partial = {"fraction": passed / n / 2, "soft": passed / n / 5}.get(spec.get("reward", "strict"), 0.0)
    reward = 1.0 if whole else partial
    if not marked:
        reward = max(0.0, reward - spec.get("format", 0) / 100)
    return Verdict(reward, whole, code, reason, _parts(float(marked), ran / n, passed / n))


def _parts(shape: float = 0.0, ran: float = 0.0, tests: float = 0.0) -> dict[str, float]:
    return {"format": shape, "ran": ran, "tests": tests}


def _to_python(kind: str, value: Json) -> Json:
    if "!" in kind:
        raise ValueError(f"no argument of kind {kind!r} is given to Python")
    return value


def agrees(kind: str, expected: Json, found: Any) -> bool:
    """Whether what a child gave back is the expected value of a kind (JSON as ``etude.q.kinds`` writes it)."""
    if kind in ("long", "bool"):
        return isinstance(found, bool | int | float) and found == expected
    if kind in ("float", "price"):
        return _close(kind, expected, found)
    if kind in ("string", "symbol"):
        return isinstance(found, str) and found == expected
    if "!" in kind:
        left, right = kind.split("!")
        pairs = found.get("pairs") if isinstance(found, dict) else None
        if pairs is None or len(pairs) != len(expected):
            return False
        rest = list(pairs)
        for key, value in expected:
            place = next((i for i, (k, _) in enumerate(rest) if agrees(left, key, k)), None)
            if place is None or not agrees(right, value, rest.pop(place)[1]):
                return False
        return True
    inner = {"matrix": "longs"}.get(kind, kind[:-1])
    if not isinstance(found, list) or len(found) != len(expected):
        return False
    return all(agrees(inner, e, f) for e, f in zip(expected, found, strict=True))


def _close(kind: str, expected: Json, found: Any) -> bool:
    from etude.q.kinds import number_of
    from etude.q.matching import close

    if isinstance(found, Fraction):
        found = float(found)
    if expected is None or found is None:
        return expected is None and (found is None or (isinstance(found, float) and math.isnan(found)))
    return isinstance(found, bool | int | float) and close(number_of(kind, expected), float(found))
