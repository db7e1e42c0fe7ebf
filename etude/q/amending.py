"""``@`` and ``.`` with three and four arguments: apply, amend, trap (https://code.kx.com/q/ref/apply/)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from typing import Any

from etude.q.amend import amend as amend_value
from etude.q.apply import Applier
from etude.q.callables import NULL, Function, Primitive
from etude.q.containers import as_list, count, items
from etude.q.errors import QError, Return
from etude.q.values import Dict, Sym, Table, Value, string


class Amending:
    """The part of a session that applies, amends and traps."""

    apply: Applier
    get_global: Callable[[str], Value]
    set_global: Callable[[str, Value], None]
    qualified: Callable[[str], str]
    contained: Callable[[], AbstractContextManager[None]]

    def amend(self, x: Value, at: Sequence[Value], operate: Any, y: Value) -> Value:
        """Indexed assignment."""
        return amend_value(x, at, operate, y)

    def _resolved(self, x: Value) -> Value:
        return self.get_global(self.qualified(str(x))) if type(x) is Sym else x

    def _at(self, f: Value, x: Value) -> Value:
        return self.apply(self._resolved(f), x)

    def _dot(self, f: Value, x: Value) -> Value:
        f = self._resolved(f)
        if isinstance(x, (Dict, Table)):
            return self.apply(f, x)
        if not count(x):
            return self.apply(f, NULL) if isinstance(f, Function) else f
        return self.apply(f, *items(as_list(x)))

    def _amend_at(self, x: Value, i: Value, f: Value, *y: Value) -> Value:
        target = self._resolved(x)
        if not y and isinstance(target, Function):
            return self.trapped(lambda: self.apply(target, i), self._handler(f))
        return self._stored(x, amend_value(target, [i], self._operation(f, y), y[0] if y else NULL))

    def _amend_dot(self, x: Value, i: Value, f: Value, *y: Value) -> Value:
        target = self._resolved(x)
        if not y and isinstance(target, Function):
            return self.trapped(lambda: self._dot(target, i), self._handler(f))
        operate = self._operation(f, y)
        places = items(as_list(i))
        if places:
            new = amend_value(target, places, operate, y[0] if y else NULL)
        else:
            new = y[0] if operate is None else operate(target, y[0] if y else NULL)
        return self._stored(x, new)

    def _operation(self, f: Value, y: Sequence[Value]) -> Any:
        f = self._resolved(f)
        if not y:
            return lambda old, _: self.apply(f, old)
        if isinstance(f, Primitive) and f.name == ":":
            return None
        return lambda old, new: self.apply(f, old, new)

    def _stored(self, x: Value, new: Value) -> Value:
        if type(x) is Sym:
            self.set_global(self.qualified(str(x)), new)
            return x
        return new

    def _handler(self, f: Value) -> Callable[[str], Value]:
        return lambda word: self.apply(f, string(word)) if isinstance(f, Function) else f

    def trapped(self, work: Callable[[], Value], handler: Callable[[str], Value]) -> Value:
        """A computation whose errors are handled; those of the budget are not."""
        depth = self.apply.depth
        try:
            with self.contained():
                return work()
        except Return as found:
            return found.value
        except QError as error:
            if error.word in ("limit", "wsfull", "stack"):
                raise
            self.apply.depth = depth
            return handler(error.word)
