"""Marks the values of several letters: ``x = 1, y = -2`` or ``(1, -2)`` in the order of the question.

spec: ``letters`` in order, and their ``values`` as text. Each must be given once, with nothing left to add up.
"""

from __future__ import annotations

from collections.abc import Mapping

from etude.task import Json, Verdict
from etude.theory.algebra.comparison import read, same
from etude.theory.algebra.forms import FORMS
from etude.theory.algebra.tree import Bag, Relation, Sym, Tree
from etude.verifiers.extract import settle
from etude.verifiers.registry import verifier


@verifier("assignments")
def mark(response: str, spec: Mapping[str, Json]) -> Verdict:
    """Mark the values of letters."""
    wanted: Mapping[str, str] = dict(zip(spec["letters"], spec["values"], strict=True))

    def judge(answer: str) -> bool | None:
        tree = read(answer)
        values = None if tree is None else assigned(tree, list(wanted))
        if values is None:
            return None
        marks = [same(values[letter], truth, []) for letter, truth in wanted.items()]
        if None in marks:
            return None
        return all(marks) and all(FORMS["number"](value, value) for value in values.values())

    return settle(response, judge)


def assigned(tree: Tree, letters: list[str]) -> dict[str, Tree] | None:
    """The value of each letter; None if a tree does not give each just one."""
    if isinstance(tree, Relation) and tree.sign == "=" and isinstance(tree.left, Bag) and isinstance(tree.right, Bag):
        named = [item.name for item in tree.left.items if isinstance(item, Sym)]
        return assigned(tree.right, letters) if named == letters else None
    items = tree.items if isinstance(tree, Bag) else (tree,)
    if len(items) != len(letters):
        return None
    if not any(isinstance(item, Relation) for item in items):
        return dict(zip(letters, items, strict=True))
    found: dict[str, Tree] = {}
    for item in items:
        if not isinstance(item, Relation) or item.sign != "=" or not isinstance(item.left, Sym):
            return None
        found[item.left.name] = item.right
    return {letter: found[letter] for letter in letters} if found.keys() == set(letters) else None
