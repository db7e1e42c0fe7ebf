r"""Marks a matrix, entry by entry.

spec: ``rows`` (texts of numbers). Read are ``[[1, 2], [3, 4]]``, ``[1, 2; 3, 4]``, ``[1 2; 3 4]``, LaTeX matrices, and
a number times a matrix; a column also as ``(1, 2)``. Each entry must be a number with nothing left to add up.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from etude.task import Json, Verdict
from etude.theory.algebra.comparison import read, same
from etude.theory.algebra.forms import FORMS
from etude.theory.algebra.tree import Bag, Minus, Op, Relation, Sym, Table, Tree
from etude.verifiers.extract import settle
from etude.verifiers.registry import verifier

_SPACED = re.compile(r"\[([-+0-9/;\s.]{1,400})\]\Z")
Rows = tuple[tuple[Tree, ...], ...]


@verifier("matrix")
def mark(response: str, spec: Mapping[str, Json]) -> Verdict:
    """Mark a matrix."""
    wanted = spec["rows"]
    shape = [len(row) for row in wanted]

    def judge(answer: str) -> bool | None:
        spaced = _SPACED.match(answer)
        tree = read(f"[{_commas(spaced[1])}]" if spaced and ";" in answer else answer)
        rows = None if tree is None else rows_of(tree)
        if rows is None and isinstance(tree, Bag) and set(shape) == {1}:
            rows = tuple((entry,) for entry in tree.items)
        if rows is None:
            return None
        if [len(row) for row in rows] != shape:
            return False
        pairs = [
            (entry, truth)
            for row, truths in zip(rows, wanted, strict=True)
            for entry, truth in zip(row, truths, strict=True)
        ]
        marks = [same(entry, truth, []) for entry, truth in pairs]
        if None in marks:
            return None
        return all(marks) and all(_finished(entry) for entry, _ in pairs)

    return settle(response, judge)


def _commas(text: str) -> str:
    return ";".join(",".join(row.split()) for row in text.split(";"))


def _finished(entry: Tree) -> bool:
    """Whether an entry is a number, perhaps times the number before the matrix."""
    if isinstance(entry, Minus):
        return _finished(entry.of)
    if isinstance(entry, Op) and entry.sign == "*":
        return FORMS["number"](entry.left, entry.left) and FORMS["number"](entry.right, entry.right)
    return FORMS["number"](entry, entry)


def rows_of(tree: Tree) -> Rows | None:
    """The rows of a matrix, a number before it multiplied in; None if a tree is no matrix."""
    if isinstance(tree, Relation) and tree.sign == "=" and isinstance(tree.left, Sym | Op):
        return rows_of(tree.right)
    if isinstance(tree, Minus):
        return _scaled(rows_of(tree.of), Minus)
    if isinstance(tree, Op) and tree.sign == "*":
        return _scaled(rows_of(tree.right), lambda entry: Op("*", tree.left, entry))
    if isinstance(tree, Table):
        return tree.rows
    if not isinstance(tree, Bag):
        return None
    rows = tuple(row.items if isinstance(row, Bag) else () for row in tree.items)
    return rows if all(rows) and rows else None


def _scaled(rows: Rows | None, by: Callable[[Tree], Tree]) -> Rows | None:
    return None if rows is None else tuple(tuple(by(entry) for entry in row) for row in rows)
