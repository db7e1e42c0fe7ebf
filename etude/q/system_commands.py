r"""Commands that begin with a backslash: those that change or tell of the session; others signal 'access."""

from __future__ import annotations

from typing import TYPE_CHECKING

from etude.q.callables import NULL, Function
from etude.q.errors import QError
from etude.q.values import (
    LONG,
    Sym,
    Table,
    Value,
    symbols,
    vec,
)

if TYPE_CHECKING:
    from etude.q.session import Session

_IGNORED = ("g", "e", "W", "z", "t", "ts", "T", "s", "o", "w")


def command(session: Session, text: str) -> Value:
    """What a command (without its backslash) gives. Raises QError."""
    word, _, rest = text.partition(" ")
    rest = rest.strip()
    if word in ("P", "p") and word == "P":
        return _precision(session, rest)
    if word == "c":
        return _size(session, rest)
    if word == "S":
        if rest:
            session.seed(_number(rest))
        return NULL
    if word == "d":
        return _namespace(session, rest)
    if word in ("a", "f", "v"):
        return symbols(sorted(n for n in _names(session, rest) if _fits(word, _value(session, rest, n))))
    if word == "b":
        return symbols([])
    if word in _IGNORED:
        return NULL
    raise QError("access")


def _number(text: str) -> int:
    try:
        return int(text.rstrip("i"))
    except ValueError:
        raise QError("type") from None


def _precision(session: Session, text: str) -> Value:
    if not text:
        return session.look.digits
    digits = _number(text)
    if not 0 <= digits <= 17:
        raise QError("domain")
    session.look.set_precision(digits)
    return NULL


def _size(session: Session, text: str) -> Value:
    if not text:
        return vec(LONG, [session.look.rows, session.look.columns])
    parts = text.split()
    if len(parts) != 2:
        raise QError("length")
    session.look.rows, session.look.columns = (
        min(2000, max(least, _number(p))) for p, least in zip(parts, (10, 10), strict=True)
    )
    return NULL


def _namespace(session: Session, name: str) -> Value:
    if not name:
        return Sym(session.namespace or ".")
    if not name.startswith("."):
        raise QError(name)
    session.namespace = "" if name == "." else name
    return NULL


def _names(session: Session, space: str) -> list[str]:
    return session.names(space or session.namespace)


def _value(session: Session, space: str, name: str) -> Value:
    space = space or session.namespace
    return session.get_global(f"{space}.{name}" if space else name)


def _fits(word: str, value: Value) -> bool:
    if word == "f":
        return isinstance(value, Function)
    if word == "a":
        from etude.q.containers import keyed

        return isinstance(value, Table) or keyed(value)
    return not isinstance(value, Function)
