"""The few names of .Q, .z and .j that are here."""

from __future__ import annotations

import string as letters
from typing import TYPE_CHECKING

from etude.q.display import plain
from etude.q.values import DATE, STAMP, TIME, Atom, Primitive, Sym, Value, raw, string

if TYPE_CHECKING:
    from etude.q.session import Session

_EPOCH = 8_000 * 86_400_000_000_000
_TEXTS = {
    ".Q.a": letters.ascii_lowercase,
    ".Q.A": letters.ascii_uppercase,
    ".Q.n": letters.digits,
    ".Q.an": letters.ascii_lowercase + letters.ascii_uppercase + "_" + letters.digits,
    ".Q.nA": letters.digits + letters.ascii_uppercase,
}


def lookup(session: Session, name: str) -> Value | None:
    """The value of a name in a system namespace; clocks stand still, so that nothing depends on the machine."""
    if name in _TEXTS:
        return string(_TEXTS[name])
    if name == ".Q.t":
        return string(" bg xhijefcspmdznuvts")
    if name == ".Q.f":
        return Primitive(".Q.f", dyad=lambda n, x: string(f"{float(raw(x)):.{int(raw(n))}f}"), rank=2)
    if name == ".Q.fmt":
        return Primitive(".Q.fmt", many=lambda w, n, x: string(f"{float(raw(x)):{int(raw(w))}.{int(raw(n))}f}"), rank=3)
    if name == ".Q.s1":
        return Primitive(".Q.s1", monad=lambda x: string(plain(x, session.look.precision)))
    if name == ".Q.s":
        return Primitive(".Q.s", monad=lambda x: string(session.screen.show(x)))
    if name in (".z.p", ".z.P"):
        return Atom(STAMP, _EPOCH)
    if name in (".z.d", ".z.D"):
        return Atom(DATE, 8_000)
    if name in (".z.t", ".z.T"):
        return Atom(TIME, 0)
    if name == ".z.K":
        return 4.1
    return Sym("") if name == ".z.u" else None
