"""Marks an algebraic expression: its value exactly, and its form where a form is asked for.

spec: ``value`` (the reference, as text), ``letters`` (those that may occur), optional ``form`` (see
``etude.theory.algebra.forms``; ``associate`` allows any constant factor), optional ``constant`` (a letter: the
answer may differ by anything that does not depend on it, as antiderivatives do). An answer of the right value in
another form gets the reason ``wrong_form``.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from etude.task import Json, Verdict
from etude.theory.algebra.comparison import constant_apart, known, read, same
from etude.theory.algebra.forms import FORMS
from etude.theory.algebra.tree import Op, Sym, Tree
from etude.verifiers.extract import settle
from etude.verifiers.registry import verifier

_EQUALS = re.compile(r"(?<![<>!=:])=(?![=<>])|\\equiv\b|≡")
_CONSTANTS = ["C", "c", "K", "k"]
_MOST = 5


def sides(answer: str) -> list[str] | None:
    """The parts of a chain of equations, None if it is too long."""
    parts = _EQUALS.split(answer, _MOST)
    return None if len(parts) > _MOST else parts


def is_name(tree: Tree) -> bool:
    """Whether a tree is a name, such as ``y``, ``Q`` or ``f(x)``."""
    if isinstance(tree, Op) and tree.sign == "*":
        return isinstance(tree.left, Sym) and isinstance(tree.right, Sym)
    return isinstance(tree, Sym)


@verifier("expression")
def mark(response: str, spec: Mapping[str, Json]) -> Verdict:
    """Mark an expression."""
    shown = spec["value"]
    form = FORMS[spec["form"]] if "form" in spec else None
    misshapen = False

    def judge(answer: str) -> bool | None:
        nonlocal misshapen
        misshapen = False
        if answer == shown:
            return True
        parts = sides(answer)
        tree = read(parts[-1]) if parts else None
        right = None if tree is None else _right(tree, spec)
        if right and parts and any(_contradicts(part, spec) for part in parts[:-1]):
            return False
        if right and tree is not None and form and not form(tree, known(shown)[0]):
            misshapen = True
            return False
        return right

    verdict = settle(response, judge)
    return verdict._replace(reason="wrong_form") if misshapen and verdict.reason == "wrong" else verdict


def _right(tree: Tree, spec: Mapping[str, Json]) -> bool | None:
    letters = spec["letters"]
    if "constant" in spec:
        return constant_apart(tree, spec["value"], spec["constant"], [*letters, *_CONSTANTS])
    if spec.get("form") == "associate":
        within = same(tree, spec["value"], letters)
        return None if within is None else within or FORMS["associate"](tree, known(spec["value"])[0])
    return same(tree, spec["value"], letters)


def _contradicts(part: str, spec: Mapping[str, Json]) -> bool:
    """Whether what stands left of the equals sign is another value, and not a name or something unreadable."""
    tree = read(part)
    return tree is not None and not is_name(tree) and _right(tree, spec) is False and "constant" not in spec
