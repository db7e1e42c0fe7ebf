"""Marks a Python program by hidden inputs, in a locked-down child process.

spec: as for ``q_program`` (``entry``, ``arguments``, ``result``, ``tests``, ``reward``, ``format``). The child gets the
inputs and gives values back; what is expected never leaves this process. It runs in an empty directory without
environment and, where the system can, without network, under limits of memory and output. On Linux the kernel refuses
it everything but computing (seccomp); everywhere an audit hook refuses files, processes, sockets and imports beyond a
few pure modules. Steps are counted, so that an endless loop is told by its count; the clock only stands behind that.
"""

from __future__ import annotations

import json
import math
import sys
from collections.abc import Mapping
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

from etude.sandbox import inside
from etude.task import BackendError, Json, Verdict
from etude.verifiers.programs.code import program
from etude.verifiers.extract import Unanswered
from etude.verifiers.registry import verifier

STEPS = 1_000_000
"""Lines and calls that a program may run over all inputs."""
_SECONDS, _MEMORY, _OUTPUT = 5.0, 512 * 2**20, 2_000_000


@verifier("python_program")
def mark(response: str, spec: Mapping[str, Json]) -> Verdict:
    """Run a program on the hidden inputs and compare values. Raises BackendError where no child can be started."""
    from etude.q.kinds import unpacked

    found = program(response, ("python", "py", "python3"))
    if isinstance(found, Unanswered):
        return Verdict(0.0, False, None, found.reason, _parts())
    code, marked = found
    tests = unpacked(spec)
    rows, reason = _run(code, spec, tests.inputs)
    good = [
        i < len(rows) and rows[i][0] == "ok" and agrees(spec["result"], wanted, rows[i][1])
        for i, wanted in enumerate(tests.expected)
    ]
    ran, n, passed = sum(row[0] == "ok" for row in rows), len(good), sum(good)
    whole = passed == n
    if whole:
        reason = "correct"
    elif not reason:
        reason = "wrong_result" if ran == n else "error"
    partial = {"fraction": passed / n / 2, "soft": passed / n / 5}.get(spec.get("reward", "strict"), 0.0)
    reward = 1.0 if whole else partial
    if not marked:
        reward = max(0.0, reward - spec.get("format", 0) / 100)
    return Verdict(reward, whole, code, reason, _parts(float(marked), ran / n, passed / n))


def _parts(shape: float = 0.0, ran: float = 0.0, tests: float = 0.0) -> dict[str, float]:
    return {"format": shape, "ran": ran, "tests": tests}


@cache
def _files() -> dict[str, str]:
    """What lies in the child's directory."""
    here = Path(inside.__file__)
    return {name: here.with_name(name).read_text(encoding="utf-8") for name in ("driver.py", "jail.py")}


def _run(code: str, spec: Mapping[str, Json], inputs: list[list[Json]]) -> tuple[list[list[Any]], str]:
    """The rows that a child gives back and the reason for which there are not enough, if there are not."""
    from etude.sandbox.children import Limits, run

    given = [[_to_python(k, v) for k, v in zip(spec["arguments"], row, strict=True)] for row in inputs]
    request = json.dumps({"code": code, "entry": spec["entry"], "inputs": given, "steps": STEPS})
    command = [sys.executable, "-I", "-S", "-X", "utf8", "driver.py"]
    try:
        ended = run(command, request + "\n", Limits(_SECONDS, _MEMORY, _OUTPUT), _files())
    except OSError as error:
        raise BackendError(f"Python programs cannot be marked: no child process can be started ({error})") from None
    rows: list[list[Any]] = []
    for line in ended.shown.split("\n")[: len(inputs) + 1]:
        try:
            row = json.loads(line)
        except (ValueError, RecursionError):
            break
        if not (isinstance(row, list) and len(row) == 2):
            break
        rows.append(row)
    if any(row[0] == "steps" for row in rows):
        return [row for row in rows if row[0] == "ok"], "budget"
    if ended.how in ("timeout", "flood"):
        return rows, "budget"
    return rows, "" if len(rows) == len(inputs) else "error"


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

    if isinstance(found, dict):
        found = float(Fraction(found["fraction"])) if "fraction" in found else None
    if expected is None or found is None:
        return expected is None and (found is None or (isinstance(found, float) and math.isnan(found)))
    return isinstance(found, bool | int | float) and close(number_of(kind, expected), float(found))
