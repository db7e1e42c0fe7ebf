"""Runs Python programs that a model wrote: ``called`` on inputs, ``printed`` with test lines.

Guaranteed, beyond what ``etude.sandbox`` says of every program: a run has only the Python built-ins and a few pure
modules; it ends after so many counted steps, or at its CPU time where the work is done inside one step. The wall clock
ends nothing that can be graded: where a loaded machine lets a run have no CPU time, that is a BackendError. Each test
line sees a fresh process. What a run gives back is data of bounded size, read as such: a program can say what it likes
for itself, and nothing for another run.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from fractions import Fraction
from typing import Any, NamedTuple

from etude.sandbox.children import Limits, own_python, run
from etude.sandbox.policy import NO_JAIL, unsafe_allowed
from etude.task import BackendError, Json

STEPS = 1_000_000
"""Turns of loops and calls of functions in one run."""
SECONDS, SECONDS_ALL = 2, 4
"""CPU time of one run, and of all runs for one response: far more than the steps take."""
_WALL = 90.0
_MEMORY, _OUTPUT = 512 * 2**20, 2_000_000
_LONGEST, _DEEPEST = 20_000, 8
_WHOLE = re.compile(r"(-?[0-9]{1,70})/([0-9]{1,70})", re.A)
"""A fraction as the driver writes it."""
_LARGEST = 1 << 200


class Row(NamedTuple):
    """What came of a call or a test line: a value if ``ok``, else why not (``error`` or ``budget``)."""

    ok: bool
    value: Any = None
    why: str = ""


def called(code: str, entry: str, inputs: Sequence[Sequence[Json]]) -> list[Row]:
    """What a program's function gives for each input, in one process: a row for each.

    A value is None, a bool, int, float, str or Fraction, a list of values or a dict of pairs written as
    ``{"pairs": [[key, value], ...]}``. Raises BackendError where no program can be run.
    """
    [(how, text)] = _served({"code": code, "entry": entry, "inputs": inputs}, 1)
    rows: list[Row] = []
    for line in text.split("\n")[: len(inputs)]:
        row = _read(line)
        if row is None or row.why == "budget":
            how = how or ("cpu" if row else "crash")
            break
        rows.append(row)
    if text.count("\n") > len(inputs):
        rows = []  # more results than questions: not the driver's work
    missing = Row(False, why="budget" if how in ("cpu", "flood") else "error")
    return rows + [missing] * (len(inputs) - len(rows))


def printed(code: str, tests: Sequence[str]) -> list[Row]:
    """What a program and a test line after it print, if they run to their end; a row and a process for each line.

    Raises BackendError where no program can be run.
    """
    rows: list[Row] = []
    for how, text in _served({"code": code, "tests": list(tests)}, len(tests)):
        row = _read(text.partition("\n")[0]) if text.count("\n") == 1 else None
        if row is None or (row.ok and (how or not isinstance(row.value, str))):
            row = Row(False, why="budget" if how in ("cpu", "flood") else "error")
        rows.append(row)
    return rows


def _served(request: dict[str, Json], runs: int) -> list[tuple[str, str]]:
    """How each run ended and what it wrote. Raises BackendError."""
    asked = {
        "steps": STEPS, "cpu": [SECONDS, SECONDS_ALL], "memory": _MEMORY, "output": _OUTPUT, "unsafe": unsafe_allowed(),
    }  # fmt: skip
    limits = Limits(_WALL, _MEMORY, (runs + 1) * (_OUTPUT + 100_000) * 2)
    try:
        ended = run(own_python("driver"), json.dumps({**request, **asked}) + "\n", limits)
        lines = [json.loads(line) for line in ended.shown.splitlines()]
    except OSError as error:
        raise BackendError(f"Python programs cannot be run: no child process can be started ({error})") from None
    except ValueError:
        lines = []
    if any(how == "unjailed" for how, _ in lines):
        raise BackendError(f"Python programs cannot be run: {NO_JAIL}")
    if ended.how == "timeout":
        raise BackendError(f"a Python program could not be graded: too little CPU time in {_WALL:g} s for its limit")
    if len(lines) != runs or any(how == "lost" for how, _ in lines):
        said = " ".join(ended.error.split())[-200:]
        raise BackendError(f"a Python program could not be graded: the process that runs it broke down ({said})")
    return [(how, text) for how, text in lines]


def _read(line: str) -> Row | None:
    """The row of a line that a run wrote; None for what the driver does not write."""
    try:
        record = json.loads(line)
        if not isinstance(record, list) or len(record) != 2:
            return None
        if record[0] == "ok":
            return Row(True, read_value(record[1]))
    except (ValueError, RecursionError):
        return None
    return Row(False, why="budget" if record[0] in ("steps", "flood") else "error")


def read_value(found: Json, depth: int = 0) -> Any:
    """A value of bounded size. Raises ValueError for anything else."""
    if found is None or isinstance(found, bool | float | str):
        return found
    if isinstance(found, int) and abs(found) < _LARGEST:
        return found
    if isinstance(found, dict) and len(found) == 1 and depth < _DEEPEST:
        if isinstance(text := found.get("fraction"), str) and (parts := _WHOLE.fullmatch(text)) and int(parts[2]):
            return Fraction(int(parts[1]), int(parts[2]))
        if isinstance(pairs := found.get("pairs"), list) and all(isinstance(p, list) and len(p) == 2 for p in pairs):
            return {"pairs": read_value(pairs, depth + 1)}
    if isinstance(found, list) and len(found) <= _LONGEST and depth < _DEEPEST:
        return [read_value(item, depth + 1) for item in found]
    raise ValueError
