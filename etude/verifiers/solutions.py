r"""Marks the set of all solutions of an equation in one letter.

spec: ``values`` (the solutions as text, each once), ``letter``. Read are ``x = 2 or x = -3``, ``{2, -3}``, ``2, -3``,
``x_1 = 2, x_2 = -3``, ``x = (1 \pm \sqrt{5})/2``. Each value must be a number with nothing left to add up.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from etude.task import Json, Verdict
from etude.theory.algebra.comparison import alternatives, read, same
from etude.theory.algebra.forms import FORMS
from etude.theory.algebra.tree import Bag, Relation, Sym, Tree
from etude.verifiers.extract import settle
from etude.verifiers.registry import verifier

_MOST = 12


@verifier("solutions")
def mark(response: str, spec: Mapping[str, Json]) -> Verdict:
    """Mark a set of solutions."""
    wanted: Sequence[str] = spec["values"]
    misshapen = False

    def judge(answer: str) -> bool | None:
        nonlocal misshapen
        misshapen = False
        tree = read(answer)
        values = None if tree is None else solutions(tree, spec["letter"])
        if values is None:
            return None
        found = [_place(value, wanted) for value in values]
        if any(place is None for place in found):
            return None
        if {*found} != set(range(len(wanted))):
            return False
        misshapen = not all(FORMS["number"](value, value) for value in values)
        return not misshapen

    verdict = settle(response, judge)
    return verdict._replace(reason="wrong_form") if misshapen and verdict.reason == "wrong" else verdict


def _place(value: Tree, wanted: Sequence[str]) -> int | None:
    """Which of the solutions a value is, -1 for none of them, None if it is no number."""
    marks = [same(value, truth, []) for truth in wanted]
    if None in marks:
        return None
    return next((i for i, right in enumerate(marks) if right), -1)


def solutions(tree: Tree, letter: str) -> list[Tree] | None:
    """The values that a tree lists, plus-minus read both ways; None if it is no list of values."""
    if isinstance(tree, Bag):
        if tree.open + tree.close not in ("", "\\{\\}", "{}", "[]", "()") or len(tree.items) > _MOST:
            return None
        parts = [solutions(item, letter) for item in tree.items]
        return [value for part in parts for value in part or ()] if all(parts) and parts else None
    if isinstance(tree, Relation):
        named = isinstance(tree.left, Sym) and tree.left.name.partition("_")[0] == letter
        if not named or tree.sign not in ("=", "in") or isinstance(tree.right, Relation):
            return None
        return solutions(tree.right, letter)
    return alternatives(tree)
