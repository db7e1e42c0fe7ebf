"""Trees to Python closures, so that a loop in q does not walk its tree again at every turn.

Each closure takes the frame: the locals of the lambda that runs, None at the top.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from etude.q.apply import rank_of
from etude.q.callables import ELIDED, NULL, Composition, Derived, Iterator, Lambda, Primitive, Projection, View
from etude.q.containers import collect
from etude.q.control import Control
from etude.q.errors import QError, Return
from etude.q.patterns import compile_choice, compile_match
from etude.q.phrases import Node
from etude.q.qsql import compile_query
from etude.q.registry import PRIMITIVES
from etude.q.table_literals import Literals
from etude.q.trees import MONADIC, assigned, cost, global_then_local
from etude.q.values import (
    Sym,
    Value,
    Vec,
    text,
    type_of,
)

if TYPE_CHECKING:
    from etude.q.session import Session

ASSIGN = Primitive(":", dyad=lambda x, y: y, rank=2, code=102)
Code = Callable[[Any], Value]


class Compiler(Control, Literals):
    """Compiles trees for one session."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.apply = session.apply
        self.locals: set[str] | None = None

    def __call__(self, node: Node) -> Code:
        """The code of a tree."""
        return getattr(self, f"_{node[0]}")(node)  # type: ignore[no-any-return]

    def _code(self, node: Node) -> Code:
        return node[1]  # type: ignore[no-any-return]

    def _match(self, node: Node) -> Code:
        return compile_match(self, node)

    def _const(self, node: Node) -> Code:
        value = node[1]
        return lambda frame: value

    def _paren(self, node: Node) -> Code:
        return self(node[1])

    def _elide(self, node: Node) -> Code:
        return lambda frame: NULL

    def _const_iter(self, node: Node) -> Code:
        value = Iterator(node[1])
        return lambda frame: value

    def _verb(self, node: Node) -> Code:
        if node[1] == "::":
            return lambda frame: NULL
        if node[1] == ":":
            return lambda frame: ASSIGN
        value = self.session.keyword(node[1])
        if value is None:
            raise QError(node[1])
        return lambda frame: value

    def _dyadic(self, node: Node) -> Code:
        return self._verb(node)

    def _monadic(self, node: Node) -> Code:
        if node[1] == "::":
            return lambda frame: NULL
        code = self.session.keyword(MONADIC[node[1]])
        value = Primitive(node[1] + ":", code.monad if isinstance(code, Primitive) else None)
        return lambda frame: value

    def _infix(self, node: Node) -> Code:
        return self._name(("name", node[1]))

    def _name(self, node: Node) -> Code:
        name = node[1]
        session = self.session
        if self.locals is not None and (name in self.locals or name == ".z.s"):

            def local(frame: Any) -> Value:
                value = frame.get(name)
                return value if value is not None else Vec(0, [])

            return local
        builtin = session.keyword(name)
        if builtin is not None:
            return lambda frame: builtin
        if self.locals is not None and "." in name[1:] and name.partition(".")[0] in self.locals:
            head, _, path = name.partition(".")
            return lambda frame: session.part(frame.get(head), path)
        variables = session.globals
        full = session.qualified(name)

        def from_globals(frame: Any) -> Value:
            value = variables.get(full)
            return value if value is not None and type(value) is not View else session.get_global(full)

        return from_globals

    def _dangle(self, node: Node) -> Code:
        verb, left = self(node[1]), self(node[2])
        return lambda frame: Projection(verb(frame), [left(frame), ELIDED], 1)

    def _compose(self, node: Node) -> Code:
        parts = [self(part) for part in node[1:]]

        def build(frame: Any) -> Value:
            found = [part(frame) for part in parts]
            inner = found[-1].parts if isinstance(found[-1], Composition) else (found[-1],)
            return Composition([*found[:-1], *inner], rank_of(inner[-1]))

        return build

    def _list(self, node: Node) -> Code:
        parts = [self(part) if part[0] != "elide" else None for part in node[1:]]
        if not parts:
            return lambda frame: Vec(0, [])
        if None in parts:
            missing = sum(1 for part in parts if part is None)
            maker = Primitive("enlist", many=lambda *a: collect(a), rank=len(parts))
            return lambda frame: Projection(maker, [ELIDED if p is None else p(frame) for p in parts], missing)
        known = [part for part in parts if part is not None]

        def build(frame: Any) -> Value:
            found = [part(frame) for part in reversed(known)]
            found.reverse()
            return collect(found)

        return build

    def _seq(self, node: Node) -> Code:
        parts = [self(part) for part in node[1:]]
        *before, last = parts

        def run(frame: Any) -> Value:
            for part in before:
                part(frame)
            return last(frame)

        return run

    def _iter(self, node: Node) -> Code:
        sign, of = node[1], self(node[2])
        return lambda frame: Derived(sign, (f := of(frame)), rank_of(f))

    def _signal(self, node: Node) -> Code:
        value = self(node[1])

        def signal(frame: Any) -> Value:
            word = value(frame)
            raise QError(text(word) if isinstance(word, Vec | Sym) else "stype")

        return signal

    def _return(self, node: Node) -> Code:
        value = self(node[1])

        def leave(frame: Any) -> Value:
            raise Return(value(frame))

        return leave

    def _lambda(self, node: Node) -> Code:
        names, body, source = node[1], node[2], node[3]
        twice = global_then_local(names, body)
        if twice:
            raise QError(twice)
        outer, self.locals = self.locals, {*names, *assigned(body)}
        code = self(body) if body[0] != "elide" else (lambda frame: NULL)
        self.locals = outer
        value = Lambda(names, code, source, cost(body))
        if ".z.s" in source:

            def named(frame: Any) -> Value:
                frame[".z.s"] = value
                return code(frame)

            value.body = named
        return lambda frame: value

    def _apply(self, node: Node) -> Code:
        head, args = node[1], node[2:]
        if head == ("verb", "$") and len(args) > 2:
            return self._cond(args)
        if head == ("verb", ":") and len(args) > 2:
            return compile_choice(self, args)
        if head[0] in ("verb", "infix", "name") and len(args) == 2 and "elide" not in (args[0][0], args[1][0]):
            primitive = PRIMITIVES.get(head[1])
            if (
                primitive is not None
                and primitive.dyad is not None
                and not self._shadowed(head)
                and head[1] not in self.session.keywords
            ):
                return self._dyad(primitive.dyad, args)
        if head[0] in ("verb", "name", "infix") and len(args) == 1 and args[0][0] != "elide":
            primitive = PRIMITIVES.get(MONADIC.get(head[1], head[1]) if head[0] == "verb" else head[1])
            if (
                primitive is not None
                and primitive.monad is not None
                and not self._shadowed(head)
                and head[1] not in self.session.keywords
            ):
                return self._monad(primitive.monad, args[0])
        return self._general(head, args)

    def _shadowed(self, head: Node) -> bool:
        return head[0] == "name" and self.locals is not None and head[1] in self.locals

    def _dyad(self, code: Callable[[Value, Value], Value], args: tuple[Node, ...]) -> Code:
        left, right = self(args[0]), self(args[1])

        def run(frame: Any) -> Value:
            y = right(frame)
            return code(left(frame), y)

        return run

    def _monad(self, code: Callable[[Value], Value], arg: Node) -> Code:
        inner = self(arg)
        return lambda frame: code(inner(frame))

    def _general(self, head: Node, args: tuple[Node, ...]) -> Code:
        f = self(head) if not (head[0] == "verb" and len(args) == 1) else self._single(head)
        if head[0] == "dyadic":
            left = self(args[0])
            return lambda frame: Projection(f(frame), [left(frame), ELIDED], 1)
        apply = self.apply
        if len(args) == 1 and args[0][0] != "elide":
            inner = self(args[0])

            def once(frame: Any) -> Value:
                x = inner(frame)
                return apply(f(frame), x)

            return once
        parts = [self(arg) if arg[0] != "elide" else None for arg in args]

        def run(frame: Any) -> Value:
            values = [ELIDED if part is None else part(frame) for part in reversed(parts)]
            values.reverse()
            return apply(f(frame), *values)

        return run

    def _single(self, head: Node) -> Code:
        """A verb before its only argument: its monadic meaning."""
        name = MONADIC.get(head[1])
        value = PRIMITIVES.get(name) if name else None
        if value is None:
            return self(head)
        return lambda frame: value

    # assignment

    def _assign(self, node: Node) -> Code:
        target, op, value_node, to_global = node[1:]
        value = self(value_node)
        indices: list[Node] = []
        while target[0] == "apply":
            indices = [*target[2:], *indices]
            target = target[1]
        if target[0] != "name":
            raise QError("assign")
        name = target[1]
        if self.session.keyword(name) is not None and not name.startswith("."):
            raise QError("assign")
        local = (
            self.locals is not None
            and name in self.locals
            and not (to_global and not indices and op is None and name not in self.locals)
        )
        if self.locals is not None and to_global and name not in self.locals:
            local = False
        if not local:
            name = self.session.qualified(name)
        if not indices and op is None:
            if to_global and self.locals is None and value_node[0] not in ("const", "lambda", "elide"):
                view = View(lambda: value(None), self.session.source)

                def look(frame: Any) -> Value:
                    self.session.set_global(name, view)
                    return NULL

                return look
            return self._set(name, value, local)
        operate = self._operator(op)
        places = [self(part) if part[0] != "elide" else None for part in indices]
        read = self._reader(name, local)
        write = self._writer(name, local)
        if not indices:
            assert operate is not None

            joins = op == ("verb", ",")

            def update(frame: Any) -> Value:
                y = value(frame)
                old = read(frame)
                if joins and type(old) is Vec and old.t and len(old) and abs(type_of(y)) != old.t:
                    raise QError("type")
                new = operate(old, y)
                write(frame, new)
                return new

            return update
        amend = self.session.amend

        budget = self.session.budget

        def put(frame: Any) -> Value:
            budget.step(5)
            y = value(frame)
            at = [NULL if place is None else place(frame) for place in reversed(places)]
            at.reverse()
            write(frame, amend(read(frame), at, operate, y))
            return y

        return put

    def _operator(self, op: Node | None) -> Callable[[Value, Value], Value] | None:
        if op is None:
            return None
        primitive = PRIMITIVES.get(op[1])
        if primitive is not None and primitive.dyad is not None and op[1] not in self.session.keywords:
            return primitive.dyad
        f = self(op)
        return lambda x, y: self.apply(f(None), x, y)

    def _set(self, name: str, value: Code, local: bool) -> Code:
        if local:

            def assign(frame: Any) -> Value:
                found = frame[name] = value(frame)
                return found

            return assign
        session = self.session

        def assign_global(frame: Any) -> Value:
            found = value(frame)
            session.set_global(name, found)
            return found

        return assign_global

    def _reader(self, name: str, local: bool) -> Code:
        if local:
            return lambda frame: frame.get(name, Vec(0, []))
        return lambda frame: self.session.get_global(name)

    def _writer(self, name: str, local: bool) -> Callable[[Any, Value], None]:
        if local:
            return lambda frame, value: frame.__setitem__(name, value)
        return lambda frame, value: self.session.set_global(name, value)

    def _sql(self, node: Node) -> Code:
        return compile_query(self, node)
