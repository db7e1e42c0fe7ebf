"""Parse trees: our trees as q values (``parse``) and back (``eval``, functional queries).

https://code.kx.com/q/basics/parsetrees/
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from etude.q.callables import NULL, Function, Iterator, Nothing, Primitive
from etude.q.containers import collect, enlist, items
from etude.q.errors import QError
from etude.q.phrases import Node
from etude.q.registry import PRIMITIVES
from etude.q.trees import MONADIC
from etude.q.values import (
    SYM,
    Dict,
    Sym,
    Value,
    Vec,
    string,
    symbols,
)

if TYPE_CHECKING:
    from etude.q.session import Session

_QUERY = {"select": "?", "exec": "?", "update": "!", "delete": "!"}


def to_tree(session: Session, node: Node) -> Value:
    """A parse tree as a q value. Raises QError."""
    kind = node[0]

    def inner(part: Node) -> Value:
        return to_tree(session, part)

    def tree(*parts: Value) -> Value:
        return Vec(0, list(parts)) if len(parts) != 1 else enlist(parts[0])

    if kind == "const":
        value = node[1]
        return (
            Vec(0, [value])
            if isinstance(value, Vec) and value.t == SYM
            else enlist(value)
            if type(value) is Sym
            else value
        )
    if kind in ("name", "infix"):
        known = session.keyword(node[1])
        return known if known is not None else Sym(node[1])
    if kind in ("verb", "dyadic"):
        return NULL if node[1] == "::" else _verb(session, node[1])
    if kind == "monadic":
        return PRIMITIVES[MONADIC[node[1]]]
    if kind == "elide":
        return NULL
    if kind == "paren":
        return inner(node[1])
    if kind == "const_iter":
        return Iterator(node[1])
    if kind == "iter":
        return tree(Iterator(node[1]), inner(node[2]))
    if kind == "apply":
        return tree(inner(node[1]), *map(inner, node[2:]))
    if kind == "list":
        return tree(PRIMITIVES["enlist"], *map(inner, node[1:])) if node[1:] else Vec(0, [])
    if kind == "dangle":
        return tree(inner(node[1]), inner(node[2]))
    if kind == "compose":
        return tree(Iterator("'"), *map(inner, node[1:]))
    if kind == "assign":
        return _assignment(session, node)
    if kind == "lambda":
        from etude.q.compiler import Compiler

        return Compiler(session)(node)(None)
    if kind == "seq":
        return tree(string(";"), *map(inner, node[1:]))
    if kind in ("if", "while", "do"):
        return tree(Sym(kind), *map(inner, node[1:]))
    if kind == "signal":
        return tree(Iterator("'"), inner(node[1]))
    if kind == "return":
        return tree(_verb(session, ":"), inner(node[1]))
    if kind == "order":
        return tree(inner(node[1]), inner(node[2]))
    if kind == "sql":
        return _query(session, node)
    raise QError("nyi")


def _verb(session: Session, name: str) -> Value:
    from etude.q.compiler import ASSIGN

    value = ASSIGN if name == ":" else session.keyword(name)
    if value is None:
        raise QError(name)
    return value


def _assignment(session: Session, node: Node) -> Value:
    _, target, op, value, glob = node
    verb = _verb(session, ":") if op is None else Primitive(f"{op[1]}:", dyad=lambda x, y: y, rank=2)
    if glob:
        verb = Primitive("::", dyad=lambda x, y: y, rank=2)
    place: Value = Sym(target[1]) if target[0] == "name" else to_tree(session, target)
    return Vec(0, [verb, place, to_tree(session, value)])


def _query(session: Session, node: Node) -> Value:
    _, kind, limit, columns, by, source, wheres, distinct = node

    def named(found: tuple[tuple[str, Node], ...]) -> Value:
        return Dict(symbols([name for name, _ in found]), collect([to_tree(session, part) for _, part in found]))

    head = _verb(session, _QUERY[kind])
    table = to_tree(session, source)
    where: Value = enlist(Vec(0, [to_tree(session, part) for part in wheres])) if wheres else Vec(0, [])
    groups: Value = named(by) if by is not None else True if distinct else Vec(0, []) if kind == "exec" else False
    values: Value = named(columns) if columns else Vec(0, [])
    if kind == "exec" and len(columns) == 1:
        values = to_tree(session, columns[0][1])
        if by is not None and len(by) == 1:
            groups = to_tree(session, by[0][1])
    if kind == "delete":
        values = enlist(symbols([name for name, _ in columns])) if columns else enlist(symbols([]))
    more = [to_tree(session, part) for part in limit]
    return Vec(0, [head, table, where, groups, values, *more])


def from_tree(value: Value) -> Node:
    """Our tree of a parse tree that is a q value. Raises QError."""
    if isinstance(value, Sym):
        return ("name", str(value))
    if isinstance(value, Vec) and value.t == SYM and len(value) == 1:
        return ("const", value.a[0])
    if not isinstance(value, Vec) or value.t != 0 or not value.a:
        return ("elide",) if isinstance(value, Nothing) else ("const", value)
    if len(value.a) == 1:
        return ("const", value.a[0])
    head, *rest = value.a
    args = tuple(from_tree(part) for part in rest)
    if isinstance(head, Iterator):
        return ("iter", head.sign, args[0]) if len(args) == 1 else ("compose", *args)
    if isinstance(head, Primitive):
        if head.name == "$" and len(args) > 2:
            return ("apply", ("verb", "$"), *args)
        if head.name in (":", "::") and len(rest) == 2 and isinstance(rest[0], Sym):
            return ("assign", ("name", str(rest[0])), None, args[1], head.name == "::")
        if head.name == "?" and len(rest) == 6:
            args = (*args[:5], ("const", rest[5]))  # the order of rows is a parse tree itself
        return ("apply", ("const", head), *args)
    if isinstance(head, Vec):
        if head.t == 10 and bytes(head.a) == b";":
            return ("seq", *args)
        return ("apply", from_tree(head), *args)
    if isinstance(head, Sym):
        if head in ("if", "while", "do"):
            return (str(head), *args)
        return ("apply", ("name", str(head)), *args)
    return ("apply", ("const", head), *args)


def functional(kind: str, table: Value, where: Value, by: Value, columns: Value, limit: list[Value]) -> Node:
    """The tree of a functional query. Raises QError."""
    wheres = tuple(from_tree(part) for part in items(where)) if isinstance(where, Vec) else ()
    distinct = by is True
    groups: tuple[tuple[str, Node], ...] | None = None
    if isinstance(by, Dict):
        groups = tuple(_pairs(by)) or None
    elif isinstance(by, Sym) or (isinstance(by, Vec) and len(by) and by.t in (0, SYM)):
        groups = (("x", from_tree(by)),)
    if kind == "?":
        plain = isinstance(columns, Dict) or (isinstance(columns, Vec) and not len(columns))
        execute = not (by is False or by is True or isinstance(by, Dict)) or not plain
        found = _pairs(columns) if isinstance(columns, Dict) else [] if plain else [("x", from_tree(columns))]
        name = "exec" if execute else "select"
        return ("sql", name, [_limit(v) for v in limit], tuple(found), groups, ("const", table), wheres, distinct)
    if isinstance(columns, Dict):
        return ("sql", "update", [], tuple(_pairs(columns)), groups, ("const", table), wheres, False)
    names = [str(name) for name in items(columns)] if isinstance(columns, Vec) and columns.t == SYM else []
    gone = tuple((name, ("name", name)) for name in names)
    return ("sql", "delete", [], gone, None, ("const", table), wheres, False)


def _limit(value: Value) -> Node:
    """How many rows, or their order: ``(idesc;`column)``."""
    if isinstance(value, Vec) and value.t == 0 and len(value) == 2 and isinstance(value.a[0], Function):
        return ("order", ("const", value.a[0]), from_tree(value.a[1]))
    return ("const", value)


def _pairs(x: Dict) -> list[tuple[str, Node]]:
    return [(str(k), from_tree(v)) for k, v in zip(items(x.k), items(x.v), strict=True)]
