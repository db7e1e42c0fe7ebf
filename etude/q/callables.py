"""What can be applied, and the two values that stand for nothing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

Value = Any


class View:
    """An expression that a global stands for: evaluated when the global is read. text: its source."""

    __slots__ = ("code", "text")

    def __init__(self, code: Callable[[], Value], text: str) -> None:
        self.code, self.text = code, text


class Nothing:
    """The generic null ``::``, and an elided argument."""

    __slots__ = ()


NULL = Nothing()
ELIDED = Nothing()


class Function:
    """What can be applied. rank: how many arguments it takes (0: any number)."""

    __slots__ = ()
    rank = 1


class Lambda(Function):
    """A lambda: parameters, its code, its text, and the steps that a call counts as."""

    __slots__ = ("body", "cost", "names", "rank", "text")

    def __init__(self, names: Sequence[str], body: Callable[[Any], Value], text: str, cost: int = 1) -> None:
        self.names, self.body, self.text, self.cost = tuple(names), body, text, cost
        self.rank = max(1, len(self.names))


class Primitive(Function):
    """A verb or keyword: monadic and dyadic code (either may be missing), or code for any number of arguments."""

    __slots__ = ("code", "dyad", "many", "monad", "name", "rank")

    def __init__(
        self,
        name: str,
        monad: Callable[..., Value] | None = None,
        dyad: Callable[..., Value] | None = None,
        many: Callable[..., Value] | None = None,
        rank: int = 1,
        code: int = 101,
    ) -> None:
        self.name, self.monad, self.dyad, self.many, self.rank, self.code = name, monad, dyad, many, rank, code


class Iterator(Function):
    r"""An iterator alone: ``'`` ``/`` ``\\`` ``':`` ``/:`` ``\\:``."""

    __slots__ = ("sign",)

    def __init__(self, sign: str) -> None:
        self.sign = sign


class Derived(Function):
    """A value with an iterator."""

    __slots__ = ("of", "rank", "sign")

    def __init__(self, sign: str, of: Value, rank: int) -> None:
        self.sign, self.of, self.rank = sign, of, rank


class Projection(Function):
    """A function with some of its arguments; ``ELIDED`` where one is missing."""

    __slots__ = ("args", "of", "rank")

    def __init__(self, of: Value, args: Sequence[Value], rank: int) -> None:
        self.of, self.args, self.rank = of, tuple(args), rank


class Composition(Function):
    """``f`` after ``g``: the last takes the arguments."""

    __slots__ = ("parts", "rank")

    def __init__(self, parts: Sequence[Value], rank: int) -> None:
        self.parts, self.rank = tuple(parts), rank
