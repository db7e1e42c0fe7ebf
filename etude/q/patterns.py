"""Pattern assignment of q 4.1: ``(a;b):1 2``, ``([k:v]):d``, types and filters (https://code.kx.com/q/basics/pattern/)."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from etude.q.containers import collect, items
from etude.q.errors import QError
from etude.q.lists import find, index, match
from etude.q.shaping import flip
from etude.q.values import BY_LETTER, Dict, Sym, Table, Value, Vec, symbols, type_of

if TYPE_CHECKING:
    from etude.q.compiler import Compiler
    from etude.q.phrases import Node

Bindings = list[Callable[[], None]]
Pattern = Callable[[Any, Value, Bindings], Value]


def compile_match(compiler: Compiler, node: Node) -> Callable[[Any], Value]:
    """The code of ``pattern:value``: either all names are bound or none."""
    pattern, value = compile_pattern(compiler, node[1]), compiler(node[2])

    def run(frame: Any) -> Value:
        return bind(pattern, frame, value(frame))

    return run


def bind(pattern: Pattern, frame: Any, value: Value) -> Value:
    """Match a value, then bind; the value as filters left it. Raises QError match, type, length."""
    bindings: Bindings = []
    found = pattern(frame, value, bindings)
    for each in bindings:
        each()
    return found


def compile_choice(compiler: Compiler, args: tuple[Node, ...]) -> Callable[[Any], Value]:
    """``:[x;pattern;result;...;default]``: the result of the first pattern that fits."""
    value = compiler(args[0])
    rest = args[1:]
    choices = [(compile_pattern(compiler, p), compiler(r)) for p, r in zip(rest[:-1:2], rest[1::2], strict=False)]
    default = compiler(rest[-1]) if len(rest) % 2 else None

    def run(frame: Any) -> Value:
        x = value(frame)
        for pattern, result in choices:
            try:
                bind(pattern, frame, x)
            except QError as error:
                if error.word not in ("match", "type", "length"):
                    raise
                continue
            return result(frame)
        if default is None:
            raise QError("match")
        return default(frame)

    return run


def compile_pattern(compiler: Compiler, node: Node) -> Pattern:
    """The code of a pattern. Raises QError for what is none."""
    kind = node[0]
    if kind == "elide":
        return lambda frame, value, bindings: value
    if kind == "paren":
        return compile_pattern(compiler, node[1])
    if kind == "const":
        return _constant(node[1])
    if kind == "name" or (kind == "apply" and node[1][0] in ("name", "apply") and node[1] != ("name", "flip")):
        return _name(compiler, node)
    if kind == "assign":
        return _filtered(compiler, node[3], compile_pattern(compiler, node[1]))
    if kind == "match":
        return _filtered(compiler, node[2], compile_pattern(compiler, node[1]))
    if kind == "return":
        return _filtered(compiler, node[1], lambda frame, value, bindings: value)
    if kind == "list":
        return _list([compile_pattern(compiler, part) for part in node[1:]])
    if kind == "dict":
        return _dict(symbols([n for n, _ in node[1]]), [compile_pattern(compiler, part) for _, part in node[1]])
    if kind == "table":
        return _columns([(n, compile_pattern(compiler, part)) for n, part in (*node[1], *node[2])])
    if kind == "apply" and node[1] == ("name", "flip") and len(node) == 3:
        inner = compile_pattern(compiler, node[2])
        return lambda frame, value, bindings: flip(inner(frame, flip(value), bindings))
    if kind in ("apply", "dangle") and node[1] == ("verb", "!"):
        return _keyed(compiler, node[2], node[3] if len(node) == 4 else ("elide",))
    raise QError("match")


def _constant(wanted: Value) -> Pattern:
    def run(frame: Any, value: Value, bindings: Bindings) -> Value:
        if not match(wanted, value):
            raise QError("match")
        return value

    return run


def _name(compiler: Compiler, node: Node) -> Pattern:
    """A name, or places in what a name holds: bound by ordinary assignment."""
    cell: list[Value] = []
    code = compiler(("assign", node, None, ("code", lambda frame: cell[-1]), False))

    def run(frame: Any, value: Value, bindings: Bindings) -> Value:
        def assign() -> None:
            cell.append(value)
            code(frame)
            cell.pop()

        bindings.append(assign)
        return value

    return run


def _filtered(compiler: Compiler, node: Node, inner: Pattern) -> Pattern:
    """A type (a symbol with its letter) or a function that a value goes through first."""
    wanted = compiler(node)

    def run(frame: Any, value: Value, bindings: Bindings) -> Value:
        given = wanted(frame)
        if isinstance(given, Sym):
            code = BY_LETTER.get(given.lower())
            if code is None or type_of(value) != (code if given.isupper() else -code):
                raise QError("type")
        else:
            value = compiler.session.apply(given, value)
        return inner(frame, value, bindings)

    return run


def _list(parts: list[Pattern]) -> Pattern:
    def run(frame: Any, value: Value, bindings: Bindings) -> Value:
        found = items(value) if isinstance(value, Vec | Table) else None
        if found is None:
            raise QError("type")
        if len(found) != len(parts):
            raise QError("length")
        return collect([p(frame, v, bindings) for p, v in zip(parts, found, strict=True)])

    return run


def _dict(keys: Value, parts: list[Pattern]) -> Pattern:
    wanted = items(keys)

    def run(frame: Any, value: Value, bindings: Bindings) -> Value:
        if not isinstance(value, Dict):
            raise QError("type")
        values = items(value.v)
        for key, part in zip(wanted, parts, strict=True):
            place = find(value.k, key)
            if place >= len(values):
                raise QError("match")
            values[place] = part(frame, values[place], bindings)
        return Dict(value.k, collect(values))

    return run


def _columns(parts: list[tuple[str, Pattern]]) -> Pattern:
    def run(frame: Any, value: Value, bindings: Bindings) -> Value:
        table = value if isinstance(value, Table) else None
        if isinstance(value, Dict) and isinstance(value.k, Table):
            table = Table(value.k.cols + value.v.cols, value.k.data + value.v.data)
        if table is None:
            raise QError("type")
        for name, part in parts:
            if name not in table.cols:
                raise QError("match")
            part(frame, index(table, Sym(name)), bindings)
        return value

    return run


def _keyed(compiler: Compiler, keys: Node, values: Node) -> Pattern:
    if keys[0] == "const":
        if values[0] == "list":
            return _dict(keys[1], [compile_pattern(compiler, part) for part in values[1:]])
        if values[0] == "paren" and values[1][0] == "list":
            return _dict(keys[1], [compile_pattern(compiler, part) for part in values[1][1:]])
    left, right = compile_pattern(compiler, keys), compile_pattern(compiler, values)

    def run(frame: Any, value: Value, bindings: Bindings) -> Value:
        if not isinstance(value, Dict):
            raise QError("type")
        return Dict(left(frame, value.k, bindings), right(frame, value.v, bindings))

    return run


def bound(node: Node) -> set[str]:
    """The names that a pattern binds."""
    if not isinstance(node, tuple) or not node:
        return set()
    if node[0] == "name":
        return {node[1]}
    if node[0] in ("assign", "match"):
        return bound(node[1])
    if node[0] in ("const", "return", "elide"):
        return set()
    if node[0] in ("dict", "table"):
        return {name for group in node[1:] for _, part in group for name in bound(part)}
    if node[0] == "apply" and node[1][0] == "name" and node[1][1] != "flip":
        return set()
    return {name for part in node[1:] if isinstance(part, tuple) for name in bound(part) if name != "flip"}
