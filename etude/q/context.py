"""The session that runs, so that primitives can count their work and read globals without being handed it."""

from __future__ import annotations

from contextvars import ContextVar
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from etude.q.session import Session

CURRENT: ContextVar[Session | None] = ContextVar("session", default=None)


def running() -> Session:
    """The session that runs. Raises LookupError outside one."""
    session = CURRENT.get()
    if session is None:
        raise LookupError("no q session is running")
    return session


def setting(word: str, default: int) -> int:
    r"""What a command such as ``\\z 1`` has set in the session that runs."""
    session = CURRENT.get()
    return default if session is None else session.settings.get(word, default)


def work(steps: int) -> None:
    """Count steps of the session that runs; outside one nothing is counted. Raises QError limit."""
    session = CURRENT.get()
    if session is not None:
        session.budget.step(steps)


def scan(items: int, weight: int = 1) -> None:
    """Count going through the items of a simple list at the speed of arrays, ``weight`` times. Raises QError limit."""
    if items > 63:
        work(items * weight >> 8)


def track(value: Any, elements: int) -> None:
    """Count the elements of a list for as long as it lives. Raises QError wsfull."""
    session = CURRENT.get()
    if session is not None:
        session.budget.track(value, elements)
