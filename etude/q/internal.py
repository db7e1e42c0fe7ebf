"""Internal functions, ``-n!x``: those that need no machine; others signal 'access (https://code.kx.com/q/basics/internal/)."""

from __future__ import annotations

from collections.abc import Callable

from etude.q import serial
from etude.q.containers import collect
from etude.q.context import running
from etude.q.delimited import quoted
from etude.q.errors import QError
from etude.q.lexer import tokenize
from etude.q.values import INT, Atom, Value, Vec, string, text


def internal(n: int, x: Value) -> Value:
    """``-n!x``. Raises QError access for a function that touches the machine."""
    known = _FUNCTIONS.get(n)
    if known is None:
        raise QError("access")
    return known(x)


def _tokens(x: Value) -> Value:
    """The tokens of q text, spaces between them too."""
    source = text(x)
    starts = [token.at for token in tokenize(source)]
    found = []
    for at, end in zip(starts, [*starts[1:], len(source)], strict=True):
        token = source[at:end].rstrip(" ")
        found += [token, source[at + len(token) : end]]
    return collect([string(part) for part in [source[: starts[0]] if starts else source, *found] if part])


def _fixed(x: Value) -> Value:
    """Floats with so many decimals: ``-27!(4i;3.14)``."""
    if not isinstance(x, Vec) or x.t or len(x.a) != 2:
        raise QError("type")
    return running().apply(running().get_global(".Q.f"), *x.a)


def _same_as(name: str) -> Callable[[Value], Value]:
    return lambda x: running().apply(running().get_global(name), x)


_FUNCTIONS: dict[int, Callable[[Value], Value]] = {
    1: _same_as("hsym"),
    2: _same_as("attr"),
    3: _same_as(".Q.s1"),
    4: _tokens,
    5: _same_as("parse"),
    6: _same_as("eval"),
    8: serial.serialize,
    9: serial.deserialize,
    14: lambda x: string(quoted(text(x))),
    15: _same_as("md5"),
    16: lambda x: Atom(INT, 1),
    20: lambda x: 0,
    22: serial.size,
    23: lambda x: x,
    24: _same_as("reval"),
    27: _fixed,
    29: _same_as(".j.k"),
    31: _same_as(".j.j"),
    32: _same_as(".Q.btoa"),
    33: _same_as(".Q.sha1"),
    120: lambda x: 0,
}
"""What each number does. A value's references (16) are one; it is in memory (23) as it is."""
