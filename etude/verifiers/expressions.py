"""Marks several expressions in order, such as a quotient and a remainder.

spec: ``values`` (texts), ``letters`` (those that may occur), ``labels`` (words that may stand before each), optional
``forms`` (one for each; all expanded if not given), ``graded`` (the reward is the share right from the first on).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import takewhile

from etude.task import Json, Verdict
from etude.theory.algebra.comparison import known, read, same
from etude.theory.algebra.forms import FORMS
from etude.theory.algebra.tree import Bag, Relation, Tree
from etude.verifiers.expression import is_name
from etude.verifiers.extract import settle
from etude.verifiers.registry import verifier


@verifier("expressions")
def mark(response: str, spec: Mapping[str, Json]) -> Verdict:
    """Mark a list of expressions."""
    wanted, letters = spec["values"], spec["letters"]
    labels = re.compile("|".join(rf"(?:the )?{label}(?: is\b)?[ :=]*" for label in spec["labels"]) or r"(?!)", re.I)
    forms = [FORMS[name] for name in spec.get("forms", ["expanded"] * len(wanted))]
    rights: list[bool] = []

    def judge(answer: str) -> bool | None:
        nonlocal rights
        rights = []
        tree = read(labels.sub(" ", answer))
        if not isinstance(tree, Bag):
            return None
        values = [_unnamed(item) for item in tree.items]
        if len(values) != len(wanted):
            return False
        marks = [same(value, truth, letters) for value, truth in zip(values, wanted, strict=True)]
        if None in marks:
            return None
        shaped = (form(value, known(truth)[0]) for form, value, truth in zip(forms, values, wanted, strict=True))
        rights = [bool(mark) and shape for mark, shape in zip(marks, shaped, strict=True)]
        return all(rights)

    verdict = settle(response, judge)
    if not spec.get("graded"):
        return verdict
    rights = rights if verdict.reason in ("correct", "wrong") else []
    parts = {f"step_{i}": float(i <= len(rights) and rights[i - 1]) for i in range(1, len(wanted) + 1)}
    return verdict._replace(reward=len(list(takewhile(bool, rights))) / len(wanted), parts=parts)


def _unnamed(tree: Tree) -> Tree:
    """The right side of ``Q(x) = ...``."""
    return tree.right if isinstance(tree, Relation) and tree.sign == "=" and is_name(tree.left) else tree
