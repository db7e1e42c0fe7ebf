"""Application: functions, projections, iterators, indexing."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from typing import TYPE_CHECKING

from etude.q.callables import (
    ELIDED,
    NULL,
    Composition,
    Derived,
    Function,
    Iterator,
    Lambda,
    Nothing,
    Primitive,
    Projection,
)
from etude.q.containers import at, collect, count, items
from etude.q.errors import QError, Return
from etude.q.lists import index, match
from etude.q.values import (
    Atom,
    Dict,
    Sym,
    Table,
    Value,
    Vec,
    is_atom,
    null_of,
    raw,
    type_of,
)

if TYPE_CHECKING:
    from etude.q.session import Session

_UNIFORM = ("'", "/:", "\\:")


class Applier:
    """Applies values to arguments on behalf of a session, which counts the steps."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.depth = 0

    def __call__(self, f: Value, *args: Value) -> Value:
        """``f[args]``. Raises QError."""
        self.session.budget.step()
        if isinstance(f, Lambda):
            return self.call(f, args)
        if isinstance(f, Primitive):
            return self.primitive(f, args)
        if isinstance(f, Derived):
            return self.derived(f, args)
        if isinstance(f, Projection):
            return self.projected(f, args)
        if isinstance(f, Composition):
            value = self(f.parts[-1], *args)
            for part in reversed(f.parts[:-1]):
                value = self(part, value)
            return value
        if isinstance(f, Iterator):
            if len(args) == 2 and f.sign == "'":
                if ELIDED in args:
                    return Projection(f, args, sum(1 for a in args if a is ELIDED))
                return Composition(args, rank_of(args[1]))
            return Derived(f.sign, args[0], rank_of(args[0]))
        if isinstance(f, Sym):
            return self(self.session.get_global(self.session.qualified(str(f))), *args)
        if f is NULL:
            return args[0] if len(args) == 1 else NULL
        return self.indexed(f, args)

    def indexed(self, x: Value, args: Sequence[Value]) -> Value:
        """Indexing at depth, elided places taking all."""
        self.session.budget.step(2)
        if is_atom(x):
            if type_of(x) in (-6, -7) and raw(x) in (1, 2, -1, -2):
                self.session.write(int(raw(x)), args[0])
                return x
            if type_of(x) in (-6, -7) and raw(x) == 0:
                return self.session.apply(self.session.keywords["value"], args[0])
            if type_of(x) in (-6, -7) and abs(raw(x)) < 2**31 and len(args) == 1 and args[0] is not NULL:
                raise QError(f"Cannot write to handle {raw(x)}. OS reports: Bad file descriptor")
            raise QError("type")
        if len(args) == 1:
            return x if isinstance(args[0], Nothing) else index(x, args[0])
        first, rest = args[0], args[1:]
        if isinstance(first, Nothing):
            if isinstance(x, Table):
                return self.indexed(x, [rest[0]]) if len(rest) == 1 and isinstance(rest[0], Sym) else index(x, rest[0])
            if isinstance(x, Dict):
                return Dict(x.k, collect([self.indexed(item, rest) for item in items(x.v)]))
            return collect([self.indexed(item, rest) for item in items(x)])
        part = index(x, first)
        if isinstance(part, Table) and len(rest) == 1 and isinstance(rest[0], Vec):
            return collect([self.indexed(item, rest) for item in items(part)])
        if isinstance(first, Vec) and not isinstance(part, Table):
            return collect([self.indexed(item, rest) for item in items(part)])
        if isinstance(part, Function):
            return self(part, *rest)
        if is_atom(part):
            raise QError("rank")
        return self.indexed(part, rest)

    def call(self, f: Lambda, args: Sequence[Value]) -> Value:
        """Run a lambda, or project it."""
        names = f.names
        if len(args) != len(names):
            if not names and len(args) == 1:
                pass
            elif len(args) > max(1, len(names)):
                raise QError("rank")
            elif len(args) < len(names):
                return Projection(f, [*args], len(names) - len([a for a in args if a is not ELIDED]))
        for a in args:
            if a is ELIDED:
                if len(names) <= 1:
                    args = [NULL]
                    break
                return Projection(f, args, sum(1 for b in args if b is ELIDED))
        self.session.budget.step(f.cost)
        self.depth += 1
        if self.depth > self.session.budget.depth:
            self.depth = 0
            raise QError("stack")
        frame = dict(zip(names, args, strict=False))
        try:
            return f.body(frame)
        except Return as found:
            return found.value
        finally:
            self.depth = max(0, self.depth - 1)

    def primitive(self, f: Primitive, args: Sequence[Value]) -> Value:
        """Run a verb or keyword, or project it."""
        n = len(args)
        if ELIDED in args and n != 1:
            return Projection(f, args, sum(1 for a in args if a is ELIDED))
        if n == 1:
            if f.monad is not None:
                return f.monad(NULL if args[0] is ELIDED else args[0])
            if f.dyad is not None or f.many is not None:
                return (
                    Projection(f, [args[0], ELIDED], 1)
                    if f.dyad is not None
                    else Projection(f, [args[0], *[ELIDED] * (f.rank - 1)], f.rank - 1)
                )
        if n == 2 and f.dyad is not None:
            return f.dyad(*args)
        if f.many is not None and n >= 2:
            if f.dyad is None and n < f.rank:
                return Projection(f, [*args, *[ELIDED] * (f.rank - n)], f.rank - n)
            return f.many(*args)
        if n == 0 and f.monad is not None:
            return f.monad(NULL)
        raise QError("rank")

    def projected(self, f: Projection, args: Sequence[Value]) -> Value:
        """Fill the places of a projection."""
        rest = list(args)
        if len(rest) == 1 and rest[0] is ELIDED:
            return f
        full = [rest.pop(0) if a is ELIDED and rest else a for a in f.args]
        target = f.of
        while rest and isinstance(target, Lambda) and len(full) < len(target.names):
            full.append(rest.pop(0))
        if rest:
            raise QError("rank")
        return self(target, *full)

    # iterators

    def derived(self, f: Derived, args: Sequence[Value]) -> Value:
        """Run a value with its iterator."""
        self.session.budget.step(4)
        sign, g, n = f.sign, f.of, len(args)
        if ELIDED in args and n > 1:
            return Projection(f, args, sum(1 for a in args if a is ELIDED))
        if sign == "'":
            return self.each(g, args)
        if sign == "':":
            return self.prior(g, args)
        if sign in ("/:", "\\:"):
            if n == 1 and is_atom(g):
                return self(self.session.keyword("vs" if sign == "\\:" else "sv"), g, args[0])
            if n == 1:
                return Projection(f, [args[0], ELIDED], 1)
            return self.side(g, args, right=sign == "/:")
        if is_atom(g) and not isinstance(g, Sym):
            raise QError("type")
        return self.accumulate(g, args, scan=sign == "\\")

    def each(self, g: Value, args: Sequence[Value]) -> Value:
        """The iterator ``'``: item by item, lists side by side."""
        if not isinstance(g, Function) and isinstance(g, Vec) and len(args) > 0 and g.t in (1, 4, 5, 6, 7):
            return self._case(g, args)
        lists = [a for a in args if not is_atom(a) and not isinstance(a, Function | Nothing)]
        if not lists:
            return self(g, *args)
        dicts = [a for a in lists if isinstance(a, Dict)]
        if len(args) == 1 and dicts:
            x = args[0]
            return Dict(x.k, self.each(g, [x.v]))
        if dicts and len(args) == 2:
            if len(dicts) == 2:
                a, b = dicts
                return Dict(a.k, self.each(g, [a.v, index(b, a.k)]))
            d = dicts[0]
            return Dict(d.k, self.each(g, [a.v if a is d else a for a in args]))
        sizes = {count(a) for a in lists}
        if len(sizes) > 1:
            raise QError("length")
        n = sizes.pop()
        columns = [items(a) if not (is_atom(a) or isinstance(a, Function | Nothing)) else [a] * n for a in args]
        self.session.budget.step(n)
        return self.gather([self(g, *row) for row in zip(*columns, strict=True)], lists[0])

    def gather(self, found: list[Value], like: Value) -> Value:
        """The results of each item as one value."""
        return collect(found)

    def _case(self, g: Vec, args: Sequence[Value]) -> Value:
        columns = [items(a) if isinstance(a, Vec) else [a] * len(g) for a in args]
        return collect([columns[int(k)][i] for i, k in enumerate(g.a)])

    def prior(self, g: Value, args: Sequence[Value]) -> Value:
        """The iterator ``':``: each item with the one before."""
        x = args[-1]
        if isinstance(x, Dict):
            return Dict(x.k, self.prior(g, [*args[:-1], x.v]))
        if not isinstance(x, Vec):
            return self(g, x, args[0]) if len(args) == 2 else x
        values = items(x)
        if not values:
            return x
        if len(args) == 2:
            before = args[0]
        else:
            before = _before(g, x)
            if before is None:
                return collect([values[0], *(self(g, b, a) for a, b in itertools.pairwise(values))])
        return collect([self(g, b, a) for a, b in zip([before, *values], values, strict=False)])

    def side(self, g: Value, args: Sequence[Value], *, right: bool) -> Value:
        r"""The iterators ``/:`` and ``\:``: one side item by item."""
        x, y = args
        over = y if right else x
        if isinstance(over, Dict):
            parts = items(over.v)
            keys = over.k
            return Dict(keys, collect([self(g, x, b) if right else self(g, b, y) for b in parts]))
        if is_atom(over):
            return self(g, x, y)
        self.session.budget.step(count(over))
        return collect([self(g, x, b) if right else self(g, b, y) for b in items(over)])

    def accumulate(self, g: Value, args: Sequence[Value], *, scan: bool) -> Value:
        r"""The iterators ``/`` and ``\``: fold, converge, repeat, while."""
        rank = rank_of(g)
        if len(args) == 1:
            if rank == 1 or not isinstance(g, Function):
                return self._converge(g, args[0], scan)
            return self._fold(g, None, args[0], scan)
        if len(args) == 2:
            if rank == 1 or not isinstance(g, Function):
                return self._repeat(g, args[0], args[1], scan)
            return self._fold(g, args[0], args[1], scan)
        start, *lists = args
        sizes = {count(a) for a in lists if not is_atom(a)}
        if len(sizes) > 1:
            raise QError("length")
        n = sizes.pop() if sizes else 1
        columns = [items(a) if not is_atom(a) else [a] * n for a in lists]
        found, value = [], start
        for row in zip(*columns, strict=True):
            value = self(g, value, *row)
            found.append(value)
        return collect(found) if scan else value

    def _fold(self, g: Value, start: Value | None, x: Value, scan: bool) -> Value:
        if is_atom(x) or isinstance(x, Function):
            return x if start is None else self(g, start, x)
        if isinstance(x, Dict):
            inner = self._fold(g, start, x.v, scan)
            return Dict(x.k, inner) if scan else inner
        values = items(x)
        self.session.budget.step(len(values))
        if start is None:
            if not values:
                return x if scan else _empty(g, x)
            value, rest = values[0], values[1:]
        else:
            value, rest = start, values
        found = [value] if start is None else []
        if isinstance(g, Primitive) and g.dyad is not None:
            code = g.dyad
            for item in rest:
                value = code(value, item)
                if scan:
                    found.append(value)
        else:
            for item in rest:
                value = self(g, value, item)
                if scan:
                    found.append(value)
        return collect(found) if scan else value

    def _converge(self, g: Value, x: Value, scan: bool) -> Value:
        found, value = [x], x
        while True:
            self.session.budget.step(60 + 20 * weight(value))
            new = self(g, value)
            if match(new, value) or match(new, x):
                break
            found.append(new)
            value = new
        return collect(found) if scan else value

    def _repeat(self, g: Value, times: Value, x: Value, scan: bool) -> Value:
        found, value = [x], x
        if isinstance(times, (Function, Dict | Vec)):
            while truth(self(times, value)):
                self.session.budget.step(4)
                value = self(g, value)
                found.append(value)
        else:
            for _ in range(int(raw(times))):
                self.session.budget.step(2)
                value = self(g, value)
                if scan:
                    found.append(value)
        return collect(found) if scan else value


def weight(x: Value, most: int = 100_000) -> int:
    """How many items a value has at all depths, counted up to a limit."""
    total, todo = 0, [x]
    while todo and total < most:
        part = todo.pop()
        if isinstance(part, Vec):
            total += len(part) + 1
            if part.t == 0:
                todo += part.a
        elif isinstance(part, Dict):
            todo += [part.k, part.v]
        else:
            total += count(part)
    return total


def truth(x: Value) -> bool:
    """Whether a condition holds: any number but 0. Raises QError for lists."""
    kind = type(x)
    if kind is bool or kind is int:
        return bool(x)
    if isinstance(x, Atom) or kind is float:
        return bool(raw(x))
    raise QError("type")


def rank_of(f: Value) -> int:
    """How many arguments a function is made for."""
    if isinstance(f, Primitive):
        return 2 if f.dyad is not None else f.rank
    if isinstance(f, Derived):
        return 2 if f.sign in ("/:", "\\:") else rank_of(f.of) if f.sign == "'" else 1
    if isinstance(f, Function):
        return int(f.rank)
    return 1


def _before(g: Value, x: Vec) -> Value | None:
    """What stands before the first item: the identity of known verbs, else the list's null; None to keep the first."""
    if isinstance(g, Primitive) and g.name in ("-", "+", "*", "%", ",", "&", "|"):
        return None
    return at(x, -1)


def _empty(g: Value, x: Value) -> Value:
    """A fold over nothing."""
    name = g.name if isinstance(g, Primitive) else ""
    if name in ("+", "*"):
        return {"+": 0, "*": 1}[name]
    if name == ",":
        return x
    t = type_of(x)
    return null_of(t) if 0 < t < 20 else Vec(0, [])
