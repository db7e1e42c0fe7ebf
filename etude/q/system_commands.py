r"""Commands that begin with a backslash: those that change or tell of the session; others signal 'access."""

from __future__ import annotations

from typing import TYPE_CHECKING

from etude.q.callables import NULL, Function, View
from etude.q.errors import QError
from etude.q.values import (
    INT,
    LONG,
    NI,
    Atom,
    Sym,
    Table,
    Value,
    symbols,
    vec,
)

if TYPE_CHECKING:
    from etude.q.session import Session

DEFAULTS: dict[str, int | None] = {"e": 0, "g": 0, "o": None, "s": 0, "S": -314159, "t": 0, "T": 0, "W": 2, "z": 0}
"""What a fresh session says to commands that tell or set a number; None is the null."""
_ROOM = (10, 2000)
"""The least and the most rows and columns of a screen."""


def command(session: Session, text: str) -> Value:
    """What a command (without its backslash) gives. Raises QError."""
    word, _, rest = text.partition(" ")
    rest = rest.strip()
    if word == "P":
        return _precision(session, rest)
    if word in ("c", "C"):
        return _size(session, word, rest)
    if word == "d":
        return _namespace(session, rest)
    if word in ("a", "f", "v"):
        return symbols(sorted(n for n in _names(session, rest) if _fits(word, _value(session, rest, n))))
    if word in ("b", "B"):
        return symbols(sorted(n for n in _names(session, rest) if _is_view(session, rest, n)))
    if word == "w":
        return vec(INT, [0] * (2 if rest else 6))
    timed, _, times = word.partition(":")
    if timed in ("t", "ts") and rest and not (word == "t" and rest.lstrip("-").isdigit()):
        return _timed(session, timed, times, rest)
    if word in DEFAULTS:
        return _setting(session, word, rest)
    if word == "_" and not rest:
        return False
    raise QError("access")


def _setting(session: Session, word: str, rest: str) -> Value:
    """A number that is told or set."""
    if not rest:
        value = session.settings.get(word, DEFAULTS[word])
        return Atom(INT, NI if value is None else value)
    number = _number(rest)
    if word == "S":
        session.seed(number)
    session.settings[word] = number
    return NULL


def _timed(session: Session, word: str, times: str, source: str) -> Value:
    """An expression run for its time (and space), which are 0: clocks stand still (https://code.kx.com/q/basics/syscmds/)."""
    for _ in range(_number(times) if times else 1):
        session.budget.step(40)
        session.evaluate(source)
    return 0 if word == "t" else vec(LONG, [0, 0])


def _number(text: str) -> int:
    try:
        return int(text.rstrip("i"))
    except ValueError:
        raise QError("type") from None


def _precision(session: Session, text: str) -> Value:
    if not text:
        return Atom(INT, session.look.digits)
    digits = _number(text)
    if not 0 <= digits <= 17:
        raise QError("domain")
    session.look.set_precision(digits)
    return NULL


def _size(session: Session, word: str, text: str) -> Value:
    """Rows and columns of the console (c) or of a page sent by HTTP (C)."""
    if not text:
        return vec(INT, [session.look.rows, session.look.columns] if word == "c" else session.page)
    parts = text.split()
    if len(parts) != 2:
        raise QError("length")
    rows, columns = (min(_ROOM[1], max(_ROOM[0], _number(part))) for part in parts)
    if word == "C":
        session.page = (rows, columns)
    else:
        session.look.rows, session.look.columns = rows, columns
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


def _is_view(session: Session, space: str, name: str) -> bool:
    space = space or session.namespace
    return type(session.globals.get(f"{space}.{name}" if space else name)) is View


def _fits(word: str, value: Value) -> bool:
    if word == "f":
        return isinstance(value, Function)
    if word == "a":
        from etude.q.containers import keyed

        return isinstance(value, Table) or keyed(value)
    return not isinstance(value, Function)
