"""Nested calls such as ``inv(mul(r, s))``: read, worked off from the inside, written again."""

from __future__ import annotations

from typing import NamedTuple

NAMES = ("mul", "inv", "pow", "ord", "conj", "comm", "ldiv", "rdiv", "one", "rep", "phi", "size")
"""How the operations are called."""


class Call(NamedTuple):
    """A call whose arguments are values (text) or calls."""

    name: str
    arguments: tuple[Part, ...]


Part = str | Call


def parse(text: str) -> Part:
    """The call of a text as the generators write it; any other text is a value."""
    name, bracket, rest = text.partition("(")
    if not bracket or name not in NAMES or not rest.endswith(")"):
        return text
    return Call(name, tuple(parse(part) for part in _split(rest[:-1])))


def _split(text: str) -> list[str]:
    """The arguments: divided at commas outside brackets."""
    parts: list[str] = []
    depth = start = 0
    for i, character in enumerate(text):
        depth += (character == "(") - (character == ")")
        if character == "," and depth == 0:
            parts.append(text[start:i].strip())
            start = i + 1
    last = text[start:].strip()
    return [*parts, last] if last else parts


def show(part: Part) -> str:
    """The text of a call or value."""
    return part if isinstance(part, str) else f"{part.name}({', '.join(map(show, part.arguments))})"


def count(part: Part) -> int:
    """How many calls there are."""
    return 0 if isinstance(part, str) else 1 + sum(map(count, part.arguments))


def ready(part: Part) -> list[str]:
    """The calls whose arguments are all values, in the order of evaluation."""
    if isinstance(part, str):
        return []
    inner = [call for argument in part.arguments for call in ready(argument)]
    return inner or [show(part)]


def replace(part: Part, call: str, value: str) -> Part:
    """The text with the first such ready call replaced by its value."""
    return _replace(part, call, value)[0]


def _replace(part: Part, call: str, value: str) -> tuple[Part, bool]:
    if isinstance(part, str):
        return part, False
    if show(part) == call:
        return value, True
    arguments: list[Part] = []
    done = False
    for argument in part.arguments:
        new, done = (argument, True) if done else _replace(argument, call, value)
        arguments.append(new)
    return part._replace(arguments=tuple(arguments)), done
