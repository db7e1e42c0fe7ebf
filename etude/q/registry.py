"""Primitives by name: each is declared by a decorator, with its arity and the page that it follows in its docstring."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import TypeVar

from etude.q.callables import Primitive
from etude.q.values import (
    Value,
)

F = TypeVar("F", bound=Callable[..., Value])

PRIMITIVES: dict[str, Primitive] = {}
"""Verbs and keywords that need nothing of the session."""
INFIX = {"0:", "1:", "2:", "each", "peach", "over", "scan", "prior", "set", "insert", "upsert", "fby", "asof"}
"""Keywords that may stand between their arguments: those of a session, and all that ``dyad`` declares."""
_DECLARING = (
    "aggregates",
    "arithmetic",
    "bases",
    "casting",
    "comparison",
    "enumerations",
    "functions",
    "joins",
    "lists",
    "matrix",
    "moving",
    "sets",
    "shaping",
    "shifting",
    "tables",
    "text_keywords",
    "windows",
)


def _primitive(name: str) -> Primitive:
    if name not in PRIMITIVES:
        PRIMITIVES[name] = Primitive(name, code=101 if name.isalpha() else 102)
    return PRIMITIVES[name]


def monad(*names: str) -> Callable[[F], F]:
    """Declare a function of one argument."""

    def register(f: F) -> F:
        for name in names:
            _primitive(name).monad = f
        return f

    return register


def dyad(*names: str, infix: bool = True) -> Callable[[F], F]:
    """Declare a function of two arguments, which may stand between them if infix."""

    def register(f: F) -> F:
        for name in names:
            primitive = _primitive(name)
            primitive.dyad, primitive.rank = f, 2
            if infix and name.isalnum():
                INFIX.add(name)
        return f

    return register


def many(*names: str, rank: int = 3) -> Callable[[F], F]:
    """Declare a function of three or more arguments."""

    def register(f: F) -> F:
        for name in names:
            primitive = _primitive(name)
            primitive.many, primitive.rank = f, max(rank, primitive.rank)
        return f

    return register


def load() -> None:
    """Import the modules that declare primitives."""
    for name in _DECLARING:
        import_module(f"etude.q.{name}")
