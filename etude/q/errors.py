"""The one kind of exception that leaves the interpreter."""

from __future__ import annotations


class QError(Exception):
    """A q signal: ``type``, ``length``, ``rank``, an undefined name, or what a program signals itself."""

    def __init__(self, word: str) -> None:
        super().__init__(word)
        self.word = word
        self.line = 0


class Return(Exception):
    """An explicit return from a lambda."""

    def __init__(self, value: object) -> None:
        super().__init__()
        self.value = value
