"""Working an expression out one operation at a time.

A tree is a whole number or (sign, left, right). An operation is ready when both its sides are numbers.
"""

from __future__ import annotations

import re
from fractions import Fraction
from typing import NamedTuple

SIGNS = {"+": "+", "-": "-", "*": "×", "/": "÷"}
_TOKEN = re.compile(r"\s*(?:(\d+)|(\\times|\\div|[-+()]))")
_MEANING = {r"\times": "*", r"\div": "/", "+": "+", "-": "-"}
_BINDING = {"+": 1, "-": 1, "*": 2, "/": 2}


class Node(NamedTuple):
    """An operation on two trees."""

    sign: str
    left: Tree
    right: Tree


Tree = Fraction | Node


class Ready(NamedTuple):
    """An operation on two numbers."""

    left: Fraction
    sign: str
    right: Fraction

    @property
    def value(self) -> Fraction:
        """Its result. Raises ZeroDivisionError."""
        if self.sign == "+":
            return self.left + self.right
        if self.sign == "-":
            return self.left - self.right
        return self.left * self.right if self.sign == "*" else self.left / self.right


def parse(text: str) -> Tree:
    r"""The tree of an expression of whole numbers with ``+ - \times \div`` and brackets. Raises ValueError."""
    tokens: list[str] = []
    at = 0
    while at < len(text.rstrip()):
        found = _TOKEN.match(text, at)
        if not found:
            raise ValueError(f"cannot read {text[at : at + 10]!r}")
        tokens.append(found[1] or found[2])
        at = found.end()
    tree, rest = _level(tokens, 1)
    if rest:
        raise ValueError(f"cannot read {rest[0]!r}")
    return tree


def _level(tokens: list[str], binding: int) -> tuple[Tree, list[str]]:
    if binding == 3:
        return _leaf(tokens)
    left, rest = _level(tokens, binding + 1)
    while rest and rest[0] in _MEANING and _BINDING[_MEANING[rest[0]]] == binding:
        right, after = _level(rest[1:], binding + 1)
        left, rest = Node(_MEANING[rest[0]], left, right), after
    return left, rest


def _leaf(tokens: list[str]) -> tuple[Tree, list[str]]:
    if not tokens:
        raise ValueError("the expression ends too early")
    if tokens[0] == "(":
        inner, rest = _level(tokens[1:], 1)
        if not rest or rest[0] != ")":
            raise ValueError("a bracket is not closed")
        return inner, rest[1:]
    if not tokens[0].isdigit():
        raise ValueError(f"cannot read {tokens[0]!r}")
    return Fraction(tokens[0]), tokens[1:]


def count(tree: Tree) -> int:
    """How many operations there are."""
    return 0 if isinstance(tree, Fraction) else 1 + count(tree.left) + count(tree.right)


def ready(tree: Tree) -> list[Ready]:
    """The operations that can be done now, from the left."""
    if isinstance(tree, Fraction):
        return []
    if isinstance(tree.left, Fraction) and isinstance(tree.right, Fraction):
        return [Ready(tree.left, tree.sign, tree.right)]
    return ready(tree.left) + ready(tree.right)


def reduce(tree: Tree, operation: Ready) -> Tree:
    """The tree after its first occurrence of a ready operation has been done."""
    done, changed = _reduce(tree, operation)
    if not changed:
        raise ValueError("that operation is not ready")
    return done


def _reduce(tree: Tree, operation: Ready) -> tuple[Tree, bool]:
    if isinstance(tree, Fraction):
        return tree, False
    if (tree.left, tree.sign, tree.right) == tuple(operation):
        return operation.value, True
    left, changed = _reduce(tree.left, operation)
    if changed:
        return tree._replace(left=left), True
    right, changed = _reduce(tree.right, operation)
    return tree._replace(right=right), changed


def render(tree: Tree, outer: int = 0) -> str:
    """The expression with × and ÷, brackets where needed, negative numbers in brackets."""
    if isinstance(tree, Fraction):
        return f"({tree})" if tree < 0 and outer else str(tree)
    binding = _BINDING[tree.sign]
    text = f"{render(tree.left, binding)} {SIGNS[tree.sign]} {render(tree.right, binding + 1)}"
    return f"({text})" if binding < outer else text
