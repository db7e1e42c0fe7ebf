"""The verifiers by name, and ``verify``, which finds the one a task names."""

from __future__ import annotations

import json
from collections.abc import Callable, Hashable, Mapping
from functools import lru_cache
from importlib import import_module
from pkgutil import walk_packages
from typing import Any

from etude.answers.kind import AnyKind
from etude.answers.table import KINDS, NAMES
from etude.task import BackendError, Json, Task, TaskError, Verdict
from etude.verifiers.extract import READINGS, Reading, read_final

Verifier = Callable[[str, Mapping[str, Json]], Verdict]
"""Grades a response by a task's spec. Total over all texts: it never raises, executes or hangs."""

_verifiers: dict[str, Verifier] = {}


def verifier(name: str) -> Callable[[Verifier], Verifier]:
    """Declare the decorated function the verifier of that name."""

    def register(grade: Verifier) -> Verifier:
        if name in _verifiers or name in NAMES:
            raise ValueError(f"two verifiers are called {name}")
        _verifiers[name] = grade
        return grade

    return register


def load() -> Mapping[str, Verifier]:
    """All verifiers that run programs, their modules imported."""
    package = import_module("etude.verifiers")
    for module in walk_packages(package.__path__, f"{package.__name__}."):
        import_module(module.name)
    return _verifiers


def verify(task: Task | Mapping[str, Json], response: Any, *, reading: str = "final") -> Verdict:
    r"""The verdict on any text a model wrote as its response to a task.

    Args:
        task: a Task, its JSON dict, its line of JSON, or a row of a Parquet or Arrow file (spec as JSON text, keys
            filled with nulls).
        response: the text; or a list of chat messages, of which the last text of the assistant is read.
        reading: ``final`` (the last explicit final statement decides) or ``strict`` (all must agree).

    Returns for every str, within 50 ms of CPU time and 64 MiB (programs: their own budget), and never raises, executes
    or allocates on behalf of the response. Anything that is no text gets the reason ``not_text``. Safe in threads,
    processes and event loops.

    Raises:
        TaskError: the task is broken or names a verifier that this version does not have.
        ValueError: a reading that does not exist.

    Example:
        >>> verify({"verifier": "number", "spec": {"value": "7/2"}}, r"So it is \boxed{3.5}.").correct
        True

    """
    try:
        name, spec = (task.verifier, task.spec) if isinstance(task, Task) else _fields(task)
    except (KeyError, TypeError):
        raise TaskError("not a task: it has no verifier and spec") from None
    if reading not in READINGS:
        raise ValueError(f"reading is {' or '.join(READINGS)}, not {reading!r}")
    if not isinstance(response, str):
        response = text_of(response)
        if response is None:
            return Verdict(0.0, False, None, "not_text", {})
    if name in NAMES:
        return _grade(name, spec, response, reading)
    grade = _verifiers.get(name) or load().get(name)
    if grade is None:
        raise TaskError(f"no verifier {name!r}: the task was made by another version of Etude")
    return grade(response, spec)


def _grade(name: str, spec: Mapping[str, Json], response: str, reading: str) -> Verdict:
    """The verdict on an answer that is read, not run."""
    try:
        kind = KINDS[name](spec)
        kind.truth  # noqa: B018 - a broken spec is the task's fault, and nothing after this line is
    except (KeyError, TypeError, ValueError, AttributeError, IndexError, ZeroDivisionError) as error:
        raise TaskError(f"the spec of this task cannot be used by verifier {name!r}: {error!r}") from error
    found = read_final(response, kind, reading)
    return verdict_of(kind, found)


def verdict_of(kind: AnyKind, found: Reading) -> Verdict:
    """The verdict on what was read."""
    if found.value is None:
        return Verdict(0.0, False, found.text, found.reason, kind.missing())
    correct, reason, reward, parts = kind.assess(found.value)
    return Verdict(float(correct) if reward is None else reward, correct, found.text, reason, parts)


def kind_of(task: Task | Mapping[str, Json]) -> AnyKind | None:
    """The kind of a task's answer; None for programs, which are run."""
    name, spec = (task.verifier, task.spec) if isinstance(task, Task) else _fields(task)
    return KINDS[name](spec) if name in NAMES else None


def answer_key(task: Task | Mapping[str, Json], verdict: Verdict) -> Hashable:
    """A key that is equal for equal answers, however they are written; None where there is no answer."""
    if verdict.extracted is None:
        return None
    kind = kind_of(task)
    value = kind.read(verdict.extracted) if kind else None
    return " ".join(verdict.extracted.split()) if kind is None or value is None else (kind.name, kind.key(value))


def text_of(response: Any) -> str | None:
    """A response's text: itself, or of chat messages the assistant's last; None for anything else."""
    if isinstance(response, str):
        return response
    if isinstance(response, Mapping):
        response = [response]
    if not isinstance(response, list | tuple):
        return None
    for message in reversed(response):
        if not isinstance(message, Mapping) or message.get("role", "assistant") != "assistant":
            continue
        content = message.get("content")
        if isinstance(content, list | tuple):
            parts = [
                part.get("text") for part in content if isinstance(part, Mapping) and part.get("type", "text") == "text"
            ]
            content = "".join(part for part in parts if isinstance(part, str)) if parts else None
        if isinstance(content, str):
            return content
    return None


def _fields(task: Any) -> tuple[str, Mapping[str, Json]]:
    """Verifier and spec of a record. Raises KeyError or TypeError."""
    if isinstance(task, str | bytes):
        task = _decoded(task)
    name, spec = task["verifier"], task["spec"]
    if isinstance(spec, str | bytes):
        spec = _decoded(spec)
    if not isinstance(name, str) or not isinstance(spec, Mapping):
        raise TypeError("no verifier and spec")
    return name, _without_nulls(spec)


def _without_nulls(value: Json) -> Json:
    """A record without the nulls that Arrow puts where a row lacks a key that others have."""
    if isinstance(value, Mapping):
        return {key: _without_nulls(item) for key, item in value.items() if item is not None}
    return [_without_nulls(item) for item in value] if isinstance(value, list | tuple) else value


@lru_cache(maxsize=256)
def _decoded(text: str | bytes) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as error:
        raise TypeError("not JSON") from error


__all__ = ["BackendError", "Verifier", "answer_key", "kind_of", "load", "text_of", "verdict_of", "verifier", "verify"]
