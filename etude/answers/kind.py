"""What a kind of answer is: one object that everything which knows of answers asks.

A kind is made of a task's spec. ``read`` looks at the question only, never at the right answer: what a response is
taken to say must not depend on the key. ``truth`` is the key, and ``assess`` compares.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Hashable, Mapping, Sequence
from typing import Any, ClassVar, Generic, NamedTuple, TypeVar

from etude.task import Json

V = TypeVar("V")
NO_PARTS: Mapping[str, float] = {}


class Assessment(NamedTuple):
    """What a value that was read is worth.

    correct: whether it is right. reason: a reason code (``correct``, ``wrong``, ``wrong_form``, ``unreadable``).
    reward: 0..1, None for 1 or 0 by ``correct``. parts: named components of the reward, each 0..1.
    """

    correct: bool
    reason: str
    reward: float | None = None
    parts: Mapping[str, float] = NO_PARTS


RIGHT, WRONG = Assessment(True, "correct"), Assessment(False, "wrong")


class Kind(ABC, Generic[V]):
    """A kind of answer to one question. spec: what the task says of its answer (see each kind)."""

    name: ClassVar[str]
    """The verifier's name in a task."""
    ask: ClassVar[str] = r"Give your final answer in \boxed{}."
    """How a prompt asks for an answer of this kind."""
    remarks: ClassVar[bool] = False
    """Whether ``read`` itself looks at remarks behind an answer, so that one it refuses must not be cut off."""
    many: ClassVar[bool] = False
    """Whether an answer has several parts, so that several boxes of one statement can make it up."""

    def __init__(self, spec: Mapping[str, Json]) -> None:
        self.spec = spec

    @abstractmethod
    def read(self, text: str) -> V | None:
        """The value that the whole of an undressed text says; None if it is no answer of this kind."""

    @property
    @abstractmethod
    def truth(self) -> V:
        """The right value. Raises KeyError, TypeError or ValueError where the spec is broken."""

    def same(self, a: V, b: V) -> bool:
        """Whether two values that were read are the same answer."""
        return self.key(a) == self.key(b)

    @abstractmethod
    def key(self, value: V) -> Hashable:
        """A canonical key: equal for values that are the same answer."""

    @abstractmethod
    def forms(self, value: V) -> Sequence[str]:
        """The usual ways to write a value, the canonical one first."""

    def agrees(self, value: V, remark: str) -> bool:
        """Whether a remark behind an answer, in brackets or after a comma, may stand beside it."""
        return True

    def assess(self, value: V) -> Assessment:
        """What a value is worth against the right one."""
        return RIGHT if self.same(value, self.truth) else WRONG

    def missing(self) -> Mapping[str, float]:
        """The parts of a verdict on a response without an answer that can be read."""
        return NO_PARTS

    def completion(self, answer: str) -> str:
        """How an answer, written as a task writes it, stands at the end of a response."""
        return f"\\boxed{{{answer}}}"


AnyKind = Kind[Any]
