"""Etude: an endless book of exercises with an exact marker.

The public API, imported on first use so that ``import etude`` costs nothing:

    etude.families(domain=None)             cards of all families
    etude.make_task(family, seed, index)    one task, a pure function of its arguments
    etude.generate(domain, n=...)           distinct tasks
    etude.verify(task, response)            the mark for any text a model wrote
    etude.Task, etude.Verdict               the records
    etude.analysis.atoms(results)           what marked samples say of single skills and their compositions
    etude.train.spec(domain, n=...)         what TRL's GRPOTrainer needs (reward, dataset, environments)
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from etude.envs.registration import register_in_time
from etude.version import __version__

if TYPE_CHECKING:
    from etude.task import EtudeError, Task, Verdict
    from etude.tasks import CapacityWarning, Family, families, generate, make_task
    from etude.verifiers import verify

__all__ = [
    "CapacityWarning",
    "EtudeError",
    "Family",
    "Task",
    "Verdict",
    "__version__",
    "families",
    "generate",
    "make_task",
    "verify",
]

_HOME = {
    "CapacityWarning": "etude.tasks",
    "EtudeError": "etude.task",
    "Family": "etude.tasks",
    "Task": "etude.task",
    "Verdict": "etude.task",
    "families": "etude.tasks",
    "generate": "etude.tasks",
    "make_task": "etude.tasks",
    "verify": "etude.verifiers",
}


_PACKAGES = ("analysis", "train")


def __getattr__(name: str) -> Any:
    if name in _PACKAGES:
        return import_module(f"etude.{name}")
    if name not in _HOME:
        raise AttributeError(f"module 'etude' has no attribute {name!r}")
    value = getattr(import_module(_HOME[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})


register_in_time()
