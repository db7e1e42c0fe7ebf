"""Keywords that need the session: they apply functions, read globals, print, draw at random."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

import numpy as np

from etude.q import casting, chance, delimited, enumerations, lists, sets, shaping, tables, text_keywords
from etude.q.amending import Amending
from etude.q.apply import Applier
from etude.q.budget import Budget
from etude.q.callables import ELIDED, NULL, Composition, Derived, Function, Lambda, Primitive, Projection, View
from etude.q.containers import collect, count, items, keyed
from etude.q.display import Look, plain
from etude.q.errors import QError
from etude.q.internal import internal
from etude.q.registry import PRIMITIVES
from etude.q.screen import Screen
from etude.q.values import (
    BOOL,
    BY_NAME,
    CHAR,
    LONG,
    NL,
    Atom,
    Char,
    Dict,
    Enum,
    Sym,
    Table,
    Value,
    Vec,
    is_atom,
    string,
    symbols,
    text,
    type_of,
)


class Keywords(Amending):
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
    qualified: Callable[[str], str]
    keyword: Callable[[str], Value | None]
    names: Callable[..., list[str]]
    spaces: Callable[[], list[str]]
    contained: Callable[[], AbstractContextManager[None]]
    frozen: bool

    def _build_keywords(self) -> dict[str, Value]:
        apply = self.apply

        def each(f: Value, x: Value) -> Value:
            return apply.each(self._resolved(f), [x])

        def monad(name: str, f: Callable[[Value], Value]) -> Primitive:
            return Primitive(name, monad=f)

        def dyad(name: str, f: Callable[[Value, Value], Value]) -> Primitive:
            return Primitive(name, dyad=f, rank=2)

        def verb(name: str, one: Any, two: Any, many: Any = None) -> Primitive:
            return Primitive(name, monad=one, dyad=two, many=many, rank=2, code=102)

        found = [
            dyad("each", each),
            dyad("peach", each),
            dyad("over", lambda f, x: apply.accumulate(f, [x], scan=False)),
            dyad("scan", lambda f, x: apply.accumulate(f, [x], scan=True)),
            dyad("prior", lambda f, x: apply.prior(f, [x])),
            monad("show", self._show),
            monad("type", lambda x: Atom(5, type_of(x))),
            monad("value", self._value),
            monad("get", self._value),
            monad("eval", self._eval),
            monad("reval", self._eval_only),
            monad("parse", self._parse),
            monad("key", self._key),
            dyad("set", self._set),
            Primitive("ssr", many=self._ssr, rank=3),
            verb("@", lambda x: Atom(5, type_of(x)), self._at, self._amend_at),
            verb(".", self._value, self._dot, self._amend_dot),
            verb("?", sets.distinct, self._find, self._choose),
            verb("!", self._key, self._bang, self._change),
            verb("$", casting.to_string, self._dollar),
            monad("rand", lambda x: lists.first(chance.deal(self.chance, 1, x))),
            monad("attr", _attribute),
            dyad("insert", self._insert),
            dyad("upsert", self._upsert),
            dyad("fby", self._fby),
            dyad("0:", delimited.text_verb),
            monad("tables", lambda _: symbols(sorted(n for n in self.names() if _is_table(self.globals.get(n))))),
            monad("views", lambda _: symbols(sorted(n for n, v in self.globals.items() if type(v) is View))),
            monad("view", self._view),
        ]
        found += [dyad(name, self._named(PRIMITIVES[name].dyad)) for name in ("xasc", "xdesc", "xkey", "xcols", "xcol")]
        found += [
            monad(name, self._by_name(PRIMITIVES[name].monad)) for name in ("cols", "keys", "meta", "ungroup", "fkeys")
        ]
        refused = {name: Primitive(name, monad=_refuse, dyad=_refuse, many=_refuse) for name in _FORBIDDEN}
        return {p.name: p for p in found} | refused | {"csv": Char(",")}

    # names and code

    def _value(self, x: Value) -> Value:
        if isinstance(x, Vec) and x.t == CHAR:
            return self.evaluate(text(x))
        if type(x) is Char:
            return self.evaluate(str(x))
        if type(x) is Sym:
            if x.startswith(":"):
                raise QError("access")
            return self._resolved(x)
        if isinstance(x, Enum):
            return Vec(x.t, x.a)
        if isinstance(x, Function):
            return _inside(x)
        if isinstance(x, Vec) and x.t == 0 and x.a:
            head = x.a[0]
            f = self.evaluate(text(head)) if (isinstance(head, Vec) and head.t == CHAR) or type(head) is Char else head
            return self.apply(self._resolved(f), *x.a[1:])
        return sets.value(x)

    def _eval(self, x: Value) -> Value:
        from etude.q.compiler import Compiler
        from etude.q.parsetrees import from_tree

        return Compiler(self)(from_tree(x))(None)  # type: ignore[arg-type]

    def _eval_only(self, x: Value) -> Value:
        """As ``eval``, but globals stay as they are (https://code.kx.com/q/ref/eval/#reval)."""
        outer, self.frozen = self.frozen, True
        try:
            return self._eval(x)
        finally:
            self.frozen = outer

    def _parse(self, x: Value) -> Value:
        from etude.q.lexer import strip_comments
        from etude.q.parser import parse
        from etude.q.parsetrees import to_tree

        self.budget.step(60)
        return to_tree(self, parse(strip_comments(text(x))))  # type: ignore[arg-type]

    def _key(self, x: Value) -> Value:
        if isinstance(x, Enum):
            return Sym(x.domain)
        if type(x) is not Sym:
            return sets.key(x)
        if x == "":
            return symbols(self.spaces())
        if x == ".":
            return symbols(self.names())
        if x.startswith(":"):
            raise QError("access")
        full = self.qualified(str(x))
        value = self.globals.get(full)
        if value is None:
            found = self.names(full) if full.startswith(".") else []
            return symbols(["", *found]) if found else Vec(0, [])
        return sets.key(value) if isinstance(value, Dict) else x

    def _view(self, x: Value) -> Value:
        """The text of a view (https://code.kx.com/q/ref/view/)."""
        known = self.globals.get(self.qualified(str(x))) if type(x) is Sym else None
        if type(known) is not View:
            raise QError("type" if type(x) is not Sym or known is not None else str(x))
        return string(known.text)

    def _set(self, x: Value, y: Value) -> Value:
        if not isinstance(x, Sym) or x.startswith(":"):
            raise QError("access" if isinstance(x, Sym) else "type")
        self.set_global(self.qualified(str(x)), y)
        return x

    def _named(self, f: Any) -> Any:
        """A function of a table that may be given by name: then the global is changed."""

        def work(x: Value, y: Value) -> Value:
            if type(y) is Sym:
                name = self.qualified(str(y))
                self.set_global(name, f(x, self.get_global(name)))
                return y
            return f(x, y)

        return work

    def _by_name(self, f: Any) -> Any:
        """A function of a table that may be given by name."""
        return lambda x: f(self._resolved(x))

    # output

    def write(self, handle: int, x: Value) -> None:
        """Print text as handles 1 and 2 do; a negative one ends the line. Raises QError for other values."""
        lines = [text(item) for item in items(x)] if isinstance(x, Vec) and x.t == 0 else [text(x)]
        end = "\n" if handle < 0 else ""
        self.print("".join(line + end for line in lines))

    def print(self, shown: str) -> None:
        """Add to what is printed. Raises QError limit."""
        self.budget.write(len(shown))
        self.output.append(shown)

    def _show(self, x: Value) -> Value:
        self.budget.step(10)
        self.print(self.screen.show(x))
        return NULL

    def _ssr(self, x: Value, y: Value, z: Value) -> Value:
        if type(x) is Char:
            raise QError("type")
        if isinstance(z, Function):
            return string(text_keywords.replace(text(x), text(y), lambda s: text(self.apply(z, string(s)))))
        by = text(z)
        return string(text_keywords.replace(text(x), text(y), lambda s: by))

    # verbs with names on their left

    def _dollar(self, x: Value, y: Value) -> Value:
        if type(x) is Sym and x not in BY_NAME and x and enumerations.domain_of(str(x)) is not None:
            return enumerations.enumerate_over(str(x), y)
        return casting.dollar(x, y)

    def _find(self, x: Value, y: Value) -> Value:
        """Find, extend an enumeration, or draw at random."""
        if type(x) is Sym:
            return enumerations.extend(str(x), y)
        if is_atom(x) and -type_of(x) in (5, 6, 7):
            return chance.deal(self.chance, x, y)
        return lists.find(x, y)

    def _bang(self, x: Value, y: Value) -> Value:
        if type(x) is int and x == NL:
            self.print(plain(y, self.look.precision) + "\n")
            return y
        if type(x) is int and x < 0:
            return internal(-x, y)
        if type(x) is int and not isinstance(y, Table | Dict | Sym):
            raise QError("type")
        if type(x) is int and type(y) is Sym:
            return self._named(shaping.bang)(x, y)
        if type(x) is Sym and isinstance(y, Vec) and y.t in (5, 6, 7) and enumerations.domain_of(str(x)) is not None:
            return enumerations.from_places(str(x), y)
        return shaping.bang(x, y)

    def _choose(self, x: Value, y: Value, z: Value, *rest: Value) -> Value:
        """Vector conditional, or a functional select or exec (https://code.kx.com/q/basics/funsql/)."""
        if rest:
            return self._functional("?", x, y, z, *rest)
        if type(x) is bool:
            return y if x else z
        if not isinstance(x, Vec) or x.t != BOOL:
            raise QError("type")
        n = len(x)
        if any(isinstance(v, Vec) and len(v) != n for v in (y, z)):
            raise QError("length")
        left = items(y) if isinstance(y, Vec) else [y] * n
        right = items(z) if isinstance(z, Vec) else [z] * n
        found = collect([a if c else b for c, a, b in zip(x.a.tolist(), left, right, strict=True)])
        if not n and (isinstance(y, Vec) or isinstance(z, Vec)):
            return shaping.take(0, y if isinstance(y, Vec) else z)
        return found

    def _change(self, x: Value, y: Value, z: Value, *rest: Value) -> Value:
        """A functional update or delete."""
        if not rest:
            raise QError("rank")
        return self._functional("!", x, y, z, *rest)

    def _functional(self, kind: str, table: Value, where: Value, by: Value, columns: Value, *limit: Value) -> Value:
        from etude.q.compiler import Compiler
        from etude.q.parsetrees import functional

        if kind == "?" and isinstance(where, Vec) and where.t in (5, 6, 7) and len(where):
            table, where = lists.index(self._resolved(table), where), Vec(0, [])
        return Compiler(self)(functional(kind, table, where, by, columns, list(limit)))(None)  # type: ignore[arg-type]

    # tables

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

    def _insert(self, x: Value, y: Value) -> Value:
        if type(x) is not Sym:
            raise QError("type")
        name = self.qualified(str(x))
        known = self.globals.get(name)
        if known is None:
            if not isinstance(y, Table | Dict):
                raise QError(str(x))
            known = shaping.take(0, y) if isinstance(y, Table) else y
        before = count(known)
        new = tables.appended(known, y, replace=False)
        self.set_global(name, new)
        return Vec(LONG, np.arange(before, count(new), dtype=np.int64))

    def _upsert(self, x: Value, y: Value) -> Value:
        return self._stored(x, tables.appended(self._resolved(x), y, replace=True))


def _inside(x: Function) -> Value:
    """What a function is made of: parameters and text of a lambda, function and arguments of a projection."""
    if isinstance(x, Lambda):
        names = symbols(x.names or ["x"])
        return Vec(0, [Vec(4, np.zeros(0, np.uint8)), names, symbols([]), symbols([""]), string(x.text)])
    if isinstance(x, Projection):
        return Vec(0, [x.of, *(NULL if a is ELIDED else a for a in x.args)])
    if isinstance(x, Derived):
        return x.of
    return Vec(0, list(x.parts)) if isinstance(x, Composition) else x


def _attribute(x: Value) -> Value:
    if isinstance(x, Table) and x.data:
        return Sym(x.data[0].attr)
    return Sym(x.attr) if isinstance(x, Vec) else Sym("")


def _is_table(x: Value) -> bool:
    return isinstance(x, Table) or keyed(x)


def _refuse(*_: Value) -> Value:
    raise QError("access")


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
    "1:",
    "2:",
)
"""Keywords that would touch the machine: they signal 'access."""
