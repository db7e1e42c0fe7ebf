"""Control words compiled: if, do, while, and the conditional ``$[c;a;b]``."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from etude.q.apply import truth
from etude.q.callables import NULL
from etude.q.errors import QError
from etude.q.phrases import Node
from etude.q.trees import cost
from etude.q.values import (
    Value,
    is_atom,
)

if TYPE_CHECKING:
    from etude.q.session import Session

Code = Callable[[Any], Value]


class Control:
    """The part of the compiler that knows the control words."""

    session: Session

    def __call__(self, node: Node) -> Code:
        """The code of a tree."""
        raise NotImplementedError

    def _if(self, node: Node) -> Code:
        test, parts = self(node[1]), [self(part) for part in node[2:]]

        def run(frame: Any) -> Value:
            if truth(test(frame)):
                for part in parts:
                    part(frame)
            return NULL

        return run

    def _do(self, node: Node) -> Code:
        times, parts = self(node[1]), [self(part) for part in node[2:]]
        budget, turn = self.session.budget, cost(*node[2:])

        def run(frame: Any) -> Value:
            n = times(frame)
            if not is_atom(n):
                raise QError("type")
            for _ in range(int(n)):
                budget.step(turn)
                for part in parts:
                    part(frame)
            return NULL

        return run

    def _while(self, node: Node) -> Code:
        test, parts = self(node[1]), [self(part) for part in node[2:]]
        budget, turn = self.session.budget, cost(*node[1:])

        def run(frame: Any) -> Value:
            while True:
                value = test(frame)
                if value is False or not (value is True or truth(value)):
                    return NULL
                budget.step(turn)
                for part in parts:
                    part(frame)

        return run

    def _cond(self, args: tuple[Node, ...]) -> Code:
        codes = [self(arg) for arg in args]
        pairs = list(zip(codes[:-1:2], codes[1::2], strict=False))
        last = codes[-1] if len(codes) % 2 else (lambda frame: NULL)

        def run(frame: Any) -> Value:
            for test, then in pairs:
                if truth(test(frame)):
                    return then(frame)
            return last(frame)

        return run
