"""What the compiler asks of trees."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from etude.q.containers import count
from etude.q.errors import QError
from etude.q.patterns import bound
from etude.q.values import Table, Value, Vec, is_atom

MONADIC = {
    "+": "flip",
    "-": "neg",
    "*": "first",
    "%": "reciprocal",
    "&": "where",
    "|": "reverse",
    "^": "null",
    "=": "group",
    "<": "iasc",
    ">": "idesc",
    "~": "not",
    ",": "enlist",
    "#": "count",
    "_": "floor",
    "!": "key",
    "?": "distinct",
    "@": "type",
    ".": "value",
    "$": "string",
}
"""What a verb means before one argument."""


def cost(*nodes: Any) -> int:
    """The steps that a run through some trees counts as: about one for two nodes."""

    def size(node: Any) -> int:
        if not isinstance(node, list | tuple) or not node or node[0] in ("lambda", "const"):
            return 1
        return 1 + sum(size(part) for part in node if isinstance(part, list | tuple))

    return 1 + sum(map(size, nodes)) // 2


def assigned(node: Any) -> set[str]:
    """The names that a body assigns with one colon, lambdas inside left out."""
    found: set[str] = set()
    if isinstance(node, list | tuple):
        if node and node[0] == "lambda":
            return found
        if node and node[0] == "match":
            found |= bound(node[1])
        if node and node[0] == "assign":
            target = node[1]
            indexed = target[0] != "name"
            while target[0] == "apply":
                target = target[1]
            if target[0] == "name" and not node[4] and not (indexed or node[2] is not None):
                found.add(target[1])
        for part in node:
            found |= assigned(part)
    return found


def global_then_local(names: Sequence[str], body: Any) -> str:
    """A name that a body first assigns as a global, then as a local; none is ""."""
    local, outside = set(names), set[str]()
    for statement in body[1:] if body and body[0] == "seq" else [body]:
        own = assigned(statement)
        if own & outside:
            return min(own & outside)
        local |= own
        outside |= {name for name in _globals(statement) if name not in local}
    return ""


def _globals(node: Any) -> set[str]:
    """The names that a body assigns with two colons, lambdas inside left out."""
    if not isinstance(node, list | tuple) or not node or node[0] == "lambda":
        return set()
    own = {node[1][1]} if node[0] == "assign" and node[4] and node[1][0] == "name" else set()
    return own.union(*(_globals(part) for part in node))


def make_table(found: list[tuple[str, Value]]) -> Table:
    """A table of named columns; atoms are repeated. Raises QError."""
    sizes = {count(v) for _, v in found if isinstance(v, Vec)}
    if len(sizes) > 1:
        raise QError("length")
    n = sizes.pop() if sizes else 1
    from etude.q.shaping import take

    data = [v if isinstance(v, Vec) else take(n, v) if is_atom(v) else Vec(0, [v] * n) for _, v in found]
    return Table([name for name, _ in found], data)
