"""The verifiers by name, and ``verify``, which finds the one a task names."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module
from pkgutil import walk_packages

from etude.task import Json, Task, TaskError, Verdict

Verifier = Callable[[str, Mapping[str, Json]], Verdict]
"""Marks a response by a task's spec. Total over all texts: it never raises, executes or hangs."""

_verifiers: dict[str, Verifier] = {}


def verifier(name: str) -> Callable[[Verifier], Verifier]:
    """Declare the decorated function the verifier of that name."""

    def register(mark: Verifier) -> Verifier:
        if name in _verifiers:
            raise ValueError(f"two verifiers are called {name}")
        _verifiers[name] = mark
        return mark

    return register


def load() -> Mapping[str, Verifier]:
    """All verifiers, their modules imported."""
    package = import_module("etude.verifiers")
    for module in walk_packages(package.__path__, f"{package.__name__}."):
        import_module(module.name)
    return _verifiers


def verify(task: Task | Mapping[str, Json], response: str) -> Verdict:
    """The mark for any text a model wrote as its response to a task (or the task's JSON dict).

    Returns for every str, within 50 ms and 64 MiB, and never raises, executes or allocates on behalf
    of the response. Safe in threads, processes and event loops. Raises TaskError only where the task
    itself is broken or names a verifier that this version does not have.
    """
    try:
        name, spec = (task.verifier, task.spec) if isinstance(task, Task) else (task["verifier"], task["spec"])
    except (KeyError, TypeError):
        raise TaskError("not a task: it has no verifier and spec") from None
    mark = _verifiers.get(name) or load().get(name)
    if mark is None:
        raise TaskError(f"no verifier {name!r}: the task was made by another version of Etude")
    try:
        return mark(response, spec)
    except (KeyError, TypeError, ValueError, AttributeError, IndexError, ZeroDivisionError) as error:
        raise TaskError(f"the spec of this task cannot be used by verifier {name!r}: {error!r}") from error
