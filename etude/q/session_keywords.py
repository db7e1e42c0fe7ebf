"""Keywords that need the session: they apply functions, read globals, print, draw at random."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from etude.q import lists, sets, shaping, tables, text_keywords
from etude.q.amend import amend as amend_value
from etude.q.apply import Applier
from etude.q.budget import Budget
from etude.q.containers import as_list, collect, count, items, keyed
from etude.q.display import Look, plain
from etude.q.errors import QError
from etude.q.registry import PRIMITIVES
from etude.q.screen import Screen
from etude.q.values import (
    BOOL,
    CHAR,
    DTYPE,
    FLOAT,
    LONG,
    NI,
    NL,
    NULL,
    SYM,
    Atom,
    Dict,
    Function,
    Primitive,
    Sym,
    Table,
    Value,
    Vec,
    is_atom,
    raw,
    string,
    symbols,
    text,
    type_of,
)


class Keywords:
    """What a session offers to programs beyond the primitives."""

    globals: dict[str, Value]
    output: list[str]
    apply: Applier
    budget: Budget
    look: Look
    screen: Screen
    chance: np.random.Generator
    evaluate: Callable[[str], Value]
    get_global: Callable[[str], Value]
    set_global: Callable[[str, Value], None]
    _contained: Callable[[Any], Value]

    # what needs the session

    def amend(self, x: Value, at: Sequence[Value], operate: Any, y: Value) -> Value:
        """Indexed assignment."""
        return amend_value(x, at, operate, y)

    def key_by(self, n: int, table: Table) -> Value:
        """A table with its first columns as key."""
        return shaping.bang(n, table)

    def _build_keywords(self) -> dict[str, Value]:
        apply = self.apply

        def each(f: Value, x: Value) -> Value:
            return apply.each(f, [x])

        found: dict[str, Value] = {
            "each": Primitive("each", dyad=each, rank=2),
            "peach": Primitive("peach", dyad=each, rank=2),
            "over": Primitive("over", dyad=lambda f, x: apply.accumulate(f, [x], scan=False), rank=2),
            "scan": Primitive("scan", dyad=lambda f, x: apply.accumulate(f, [x], scan=True), rank=2),
            "prior": Primitive("prior", dyad=lambda f, x: apply.prior(f, [x]), rank=2),
            "show": Primitive("show", monad=self._show),
            "type": Primitive("type", monad=lambda x: Atom(5, type_of(x))),
            "value": Primitive("value", monad=self._value),
            "get": Primitive("get", monad=self._value),
            "eval": Primitive("eval", monad=self._value),
            "set": Primitive("set", dyad=self._set, rank=2),
            "ssr": Primitive("ssr", many=self._ssr, rank=3),
            "@": Primitive(
                "@", monad=lambda x: Atom(5, type_of(x)), dyad=self._at, many=self._amend_at, rank=2, code=102
            ),
            ".": Primitive(".", monad=self._value, dyad=self._dot, many=self._amend_dot, rank=2, code=102),
            "?": Primitive("?", monad=sets.distinct, dyad=self._query, many=self._choose, rank=2, code=102),
            "!": Primitive("!", monad=sets.key, dyad=self._bang, rank=2, code=102),
            "rand": Primitive("rand", monad=self._rand),
            "attr": Primitive("attr", monad=lambda x: Sym("s") if isinstance(x, Vec) and x.sorted else Sym("")),
            "insert": Primitive("insert", dyad=self._insert, rank=2),
            "upsert": Primitive("upsert", dyad=self._upsert, rank=2),
            "parse": Primitive("parse", monad=lambda x: self._refuse()),
        }
        for name in ("xasc", "xdesc", "xkey", "xcols", "xcol"):
            found[name] = Primitive(name, dyad=self._named(PRIMITIVES[name].dyad), rank=2)
        found["fby"] = Primitive("fby", dyad=self._fby, rank=2)
        found["tables"] = Primitive(
            "tables",
            monad=lambda _: symbols(sorted(n for n, v in self.globals.items() if isinstance(v, Table) or keyed(v))),
        )
        for name in ("cols", "keys", "meta", "ungroup", "flip", "count"):
            if PRIMITIVES[name].monad:
                found[name] = Primitive(name, monad=self._by_name(PRIMITIVES[name].monad))
        for name in _FORBIDDEN:
            found[name] = Primitive(name, monad=lambda x: self._refuse(), dyad=lambda x, y: self._refuse())
        return found

    def _bang(self, x: Value, y: Value) -> Value:
        if type(x) is int and x == NL:
            self.output.append(plain(y, self.look.precision) + "\n")
            return y
        return self._named(shaping.bang)(x, y)

    def _named(self, f: Any) -> Any:
        """A function of a table that may be given by name: then the global is changed."""

        def work(x: Value, y: Value) -> Value:
            if type(y) is Sym and isinstance(self.globals.get(str(y)), Table | Dict):
                self.set_global(str(y), f(x, self.globals[str(y)]))
                return y
            return f(x, y)

        return work

    def _fby(self, x: Value, y: Value) -> Value:
        f, data = items(x)
        groups = sets.group(y)
        found: list[Value] = [NULL] * count(y)
        for places in items(groups.v):
            value = self.apply(f, lists.index(data, places))
            parts = items(value) if isinstance(value, Vec) else [value] * len(places)
            for place, part in zip(places.a.tolist(), parts, strict=True):
                found[place] = part
        return collect(found)

    def _by_name(self, f: Any) -> Any:
        """A function of a table that may be given by name."""
        return lambda x: f(
            self.globals[str(x)] if type(x) is Sym and isinstance(self.globals.get(str(x)), Table | Dict) else x
        )

    def _refuse(self) -> Value:
        raise QError("access")

    def write(self, handle: int, x: Value) -> None:
        """Print text as handles 1 and 2 do; a negative one ends the line. Raises QError for other values."""
        lines = [text(item) for item in items(x)] if isinstance(x, Vec) and x.t == 0 else [text(x)]
        end = "\n" if handle < 0 else ""
        self.output.extend(line + end for line in lines)

    def _show(self, x: Value) -> Value:
        self.output.append(self.screen.show(x))
        return NULL

    def _value(self, x: Value) -> Value:
        if isinstance(x, Vec) and x.t == CHAR:
            return self.evaluate(text(x))
        if type(x) is Sym:
            return self.get_global(str(x))
        if isinstance(x, Vec) and x.t == 0 and x.a:
            head = x.a[0]
            f = self.evaluate(text(head)) if isinstance(head, Vec) and head.t == CHAR else head
            return self.apply(f, *x.a[1:])
        return sets.value(x)

    def _set(self, x: Value, y: Value) -> Value:
        if not isinstance(x, Sym) or x.startswith(":"):
            raise QError("access" if isinstance(x, Sym) else "type")
        self.set_global(str(x), y)
        return x

    def _ssr(self, x: Value, y: Value, z: Value) -> Value:
        if isinstance(z, Function):
            return string(text_keywords.replace(text(x), text(y), lambda s: text(self.apply(z, string(s)))))
        by = text(z)
        return string(text_keywords.replace(text(x), text(y), lambda s: by))

    def _resolved(self, x: Value) -> Value:
        return self.get_global(str(x)) if type(x) is Sym else x

    def _at(self, f: Value, x: Value) -> Value:
        f = self._resolved(f)
        return self.apply(f, x)

    def _dot(self, f: Value, x: Value) -> Value:
        f = self._resolved(f)
        if isinstance(x, (Dict, Table)):
            return self.apply(f, x)
        return (
            self.apply(f, *items(as_list(x))) if count(x) else f if not isinstance(f, Function) else self.apply(f, NULL)
        )

    def _amend_at(self, x: Value, i: Value, f: Value, *y: Value) -> Value:
        if not y and isinstance(x, Function):
            return self._trap(lambda: self.apply(x, i), f)
        target = self._resolved(x)
        operate = _binary(self, f) if y else (lambda old, _: self.apply(f, old))
        if isinstance(f, Primitive) and f.name == ":" and y:
            operate = None
        new = amend_value(target, [i], operate, y[0] if y else NULL)
        return self._stored(x, new)

    def _amend_dot(self, x: Value, i: Value, f: Value, *y: Value) -> Value:
        if not y and isinstance(x, Function):
            return self._trap(lambda: self._dot(x, i), f)
        target = self._resolved(x)
        operate = _binary(self, f) if y else (lambda old, _: self.apply(f, old))
        if isinstance(f, Primitive) and f.name == ":" and y:
            operate = None
        places = items(as_list(i))
        if not places:
            new = y[0] if operate is None else operate(target, y[0] if y else NULL)
        else:
            new = amend_value(target, places, operate, y[0] if y else NULL)
        return self._stored(x, new)

    def _stored(self, x: Value, new: Value) -> Value:
        if type(x) is Sym:
            self.set_global(str(x), new)
            return x
        return new

    def _trap(self, work: Any, handler: Value) -> Value:
        depth = self.apply.depth
        try:
            return self._contained(work)
        except QError as error:
            if error.word in ("limit", "wsfull"):
                raise
            self.apply.depth = depth
            return self.apply(handler, string(error.word)) if isinstance(handler, Function) else handler

    def _query(self, x: Value, y: Value) -> Value:
        """Find, or draw at random (https://code.kx.com/q/ref/find/ and /deal/)."""
        if is_atom(x) and -type_of(x) in (5, 6, 7) and not isinstance(x, bool):
            return self._deal(int(raw(x)), y)
        if isinstance(x, Vec | Dict | Table):
            return lists.find(x, y)
        raise QError("type")

    def _deal(self, n: int, y: Value) -> Value:
        if n in (NL, NI):
            n = -count(y) if isinstance(y, Vec) else -int(raw(y))
        size = abs(n)
        self.budget.room(size)
        if isinstance(y, Vec):
            if n < 0 and size > len(y):
                raise QError("length")
            places = (
                self.chance.permutation(len(y))[:size] if n < 0 else self.chance.integers(max(1, len(y)), size=size)
            )
            return lists.index(y, Vec(LONG, places.astype(np.int64)))
        t = -type_of(y)
        if t == FLOAT:
            return Vec(FLOAT, self.chance.random(size) * float(y))
        top = int(raw(y))
        if t == BOOL:
            return Vec(BOOL, self.chance.integers(2, size=size).astype(bool))
        if t in (CHAR, SYM):
            raise QError("type")
        if n < 0:
            if size > top:
                raise QError("length")
            return Vec(t, self.chance.permutation(top)[:size].astype(np.int64))
        data = (
            self.chance.integers(max(1, top), size=size)
            if top > 0
            else self.chance.integers(-(2**62), 2**62, size=size)
        )
        return Vec(t, data.astype(DTYPE[t]))

    def _rand(self, y: Value) -> Value:
        return lists.first(self._deal(1, y))

    def _choose(self, x: Value, y: Value, z: Value, *rest: Value) -> Value:
        """Vector conditional; no functional queries (https://code.kx.com/q/ref/vector-conditional/)."""
        if rest:
            raise QError("nyi")
        if type(x) is bool:
            return y if x else z
        if not isinstance(x, Vec) or x.t != BOOL:
            raise QError("type")
        n = len(x)
        if any(isinstance(v, Vec) and len(v) != n for v in (y, z)):
            raise QError("length")
        left = items(y) if isinstance(y, Vec) else [y] * n
        right = items(z) if isinstance(z, Vec) else [z] * n
        return collect([a if c else b for c, a, b in zip(x.a.tolist(), left, right, strict=True)])

    def _insert(self, x: Value, y: Value) -> Value:
        table = self._resolved(x)
        before = count(table)
        self.set_global(str(x), tables.appended(table, y, replace=False))
        return Vec(LONG, np.arange(before, count(self.globals[str(x)]), dtype=np.int64))

    def _upsert(self, x: Value, y: Value) -> Value:
        return self._stored(x, tables.appended(self._resolved(x), y, replace=True))


def _binary(session: Keywords, f: Value) -> Any:
    return lambda old, new: session.apply(f, old, new)


_FORBIDDEN = (
    "system",
    "hopen",
    "hclose",
    "hdel",
    "hcount",
    "read0",
    "read1",
    "save",
    "load",
    "rsave",
    "rload",
    "dsave",
    "getenv",
    "setenv",
    "exit",
    "reval",
    "hsym_",
    "gtime_",
    "ltime_",
)
"""Keywords that would touch the machine: they signal 'access."""
