"""An embedded q: small, safe and exact. ``Session`` is the public face; nothing here touches the machine it runs on."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from etude.q.budget import Budget
    from etude.q.errors import QError
    from etude.q.session import Session

_HOMES = {"Budget": "etude.q.budget", "QError": "etude.q.errors", "Session": "etude.q.session"}

__all__ = ["Budget", "QError", "Session"]


def __getattr__(name: str) -> Any:
    """The public names, imported when they are first used: kinds of values need no numpy."""
    if name in _HOMES:
        return getattr(import_module(_HOMES[name]), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
