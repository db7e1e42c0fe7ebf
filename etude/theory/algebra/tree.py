"""Parsed algebra: immutable trees, and the ways in which sums and products are walked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import NamedTuple


class Num(NamedTuple):
    """A number as it was written: a whole number or a decimal."""

    value: int | Fraction


class Sym(NamedTuple):
    """A letter, with its index if it has one: ``x``, ``x_1``."""

    name: str


class Op(NamedTuple):
    """An operation: ``+ - * / ^``, ``pm`` (left plus or minus right), ``root`` (left is the radicand)."""

    sign: str
    left: Tree
    right: Tree


class Minus(NamedTuple):
    """A sign: the negative of a tree."""

    of: Tree


class Bag(NamedTuple):
    """Several things: ``open`` and ``close`` are the brackets, both empty for a bare list."""

    open: str
    items: tuple[Tree, ...]
    close: str


class Table(NamedTuple):
    """A matrix by rows."""

    rows: tuple[tuple[Tree, ...], ...]


class Relation(NamedTuple):
    """``left sign right`` for one of ``= != < > <= >= ~ in union``, of which ``~`` is "about"."""

    sign: str
    left: Tree
    right: Tree


Tree = Num | Sym | Op | Minus | Bag | Table | Relation

INFINITY = Sym("oo")
IMAGINARY = Sym("i")


def terms(tree: Tree) -> Iterator[tuple[int, Tree]]:
    """The terms of a sum, each with its sign, from the left."""
    todo = [(1, tree)]
    while todo:
        sign, node = todo.pop()
        if isinstance(node, Minus):
            todo.append((-sign, node.of))
        elif isinstance(node, Op) and node.sign in "+-":
            todo.append((sign if node.sign == "+" else -sign, node.right))
            todo.append((sign, node.left))
        else:
            yield sign, node


def factors(tree: Tree) -> Iterator[tuple[Tree, int]]:
    """The factors of a product, each with its whole exponent (negative below the line); a sign is the factor -1."""
    todo = [(tree, 1)]
    while todo:
        node, exponent = todo.pop()
        if isinstance(node, Minus):
            yield Num(-1), exponent
            todo.append((node.of, exponent))
        elif isinstance(node, Op) and node.sign in "*/":
            todo.append((node.right, exponent if node.sign == "*" else -exponent))
            todo.append((node.left, exponent))
        elif isinstance(node, Op) and node.sign == "^" and (power := whole(node.right)) is not None:
            todo.append((node.left, exponent * power))
        else:
            yield node, exponent


def whole(tree: Tree) -> int | None:
    """The whole number that a tree is, None if it is none."""
    if isinstance(tree, Num) and tree.value.denominator == 1:
        return tree.value.numerator
    if isinstance(tree, Minus) and (inner := whole(tree.of)) is not None:
        return -inner
    return None


def walk(tree: Tree) -> Iterator[Tree]:
    """A tree and all its parts."""
    todo = [tree]
    while todo:
        node = todo.pop()
        yield node
        if isinstance(node, Op | Relation):
            todo += (node.left, node.right)
        elif isinstance(node, Minus):
            todo.append(node.of)
        elif isinstance(node, Bag):
            todo += node.items
        elif isinstance(node, Table):
            todo += (entry for row in node.rows for entry in row)


def height(tree: Tree) -> int:
    """The number of nodes on the longest way down, counted without recursion."""
    level, count = [tree], 0
    while level:
        count += 1
        level = [part for node in level for part in _parts(node)]
    return count


def _parts(node: Tree) -> Sequence[Tree]:
    if isinstance(node, Op | Relation):
        return (node.left, node.right)
    if isinstance(node, Minus):
        return (node.of,)
    if isinstance(node, Bag):
        return node.items
    return [entry for row in node.rows for entry in row] if isinstance(node, Table) else ()


def names(tree: Tree) -> set[str]:
    """The letters in a tree."""
    found: set[str] = set()
    todo = [tree]
    while todo:
        node = todo.pop()
        kind = type(node)
        if kind is Sym:
            found.add(node.name)  # type: ignore[union-attr]
        elif kind is not Num:
            todo += _parts(node)
    return found
