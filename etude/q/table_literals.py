"""Tables and dictionaries written out: ``([k:..] a:..)``, ``([a:..])``."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from etude.q.callables import ELIDED, Primitive, Projection
from etude.q.containers import collect, enlist
from etude.q.phrases import Node
from etude.q.shaping import bang
from etude.q.trees import make_table
from etude.q.values import Dict, Value, symbols

Code = Callable[[Any], Value]


class Literals:
    """The part of the compiler that knows tables and dictionaries."""

    def __call__(self, node: Node) -> Code:
        """The code of a tree."""
        raise NotImplementedError

    def _table(self, node: Node) -> Code:
        keys, columns = ([(name, self(part)) for name, part in group] for group in node[1:])

        def build(frame: Any) -> Value:
            found = [(name, code(frame)) for name, code in reversed([*keys, *columns])]
            found.reverse()
            table = make_table(found)
            return bang(len(keys), table) if keys else table

        return build

    def _dict(self, node: Node) -> Code:
        """A dictionary literal; where values are missing, a function that takes them."""
        names = symbols([name for name, _ in node[1]])
        parts = [self(part) if part[0] != "elide" else None for _, part in node[1]]
        missing = parts.count(None)
        maker = Primitive("", many=lambda *found: Dict(names, collect(found)), rank=max(2, len(parts)))
        if missing and len(parts) == 1:
            maker = Primitive("", monad=lambda found: Dict(names, enlist(found)))

        def build(frame: Any) -> Value:
            found = [ELIDED if part is None else part(frame) for part in reversed(parts)]
            found.reverse()
            return Projection(maker, found, missing) if missing else Dict(names, collect(found))

        return build
