"""Whether two trees mean the same: cheap and exact first, counted work throughout.

Small expressions are brought to normal form at once. A larger rational one is first evaluated modulo a large prime at
points drawn from a hash, which tells nearly all wrong answers apart; where the normal form would take too much work (a
product of high powers) the points decide, with an error below 2^-50.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from etude.theory.algebra.modular import differ
from etude.theory.algebra.normal import (
    MAX_WORK,
    Quotient,
    TooLarge,
    Undefined,
    Work,
    difference,
    equal,
    is_constant,
    normal,
)
from etude.theory.algebra.parser import Unreadable, parse
from etude.theory.algebra.tree import Minus, Num, Op, Tree, names

_SMALL = 600
"""Products of terms that cost less than a test modulo a prime saves."""


@lru_cache(maxsize=4096)
def known(text: str) -> tuple[Tree, Quotient]:
    """The tree and normal form of a reference value; all completions of a group share it."""
    tree = parse(text)
    return tree, normal(tree, Work(10 * MAX_WORK))


def read(text: str) -> Tree | None:
    """The tree of a text that a model wrote, None if there is none."""
    try:
        return parse(text)
    except Unreadable:
        return None


def same(tree: Tree, truth: str, letters: Sequence[str], work: Work | None = None) -> bool | None:
    """Whether a tree equals a reference value in some letters; None if it has no value that can be told.

    Args:
        tree: what was written.
        truth: the reference as text.
        letters: those that may occur.
        work: what may be spent; several comparisons of one answer share it.

    """
    wanted, form = known(truth)
    if not names(tree) <= {*letters, "i"}:
        return None
    work = work or Work()
    small = Work(min(_SMALL, work.left))
    work.left -= small.left
    try:
        answer = equal(normal(tree, small), form, small)
        work.left += small.left
        return answer
    except Undefined:
        return None
    except TooLarge:
        apart = differ(tree, wanted, letters)
    if apart:
        return False
    try:
        return equal(normal(tree, work), form, work)
    except (Undefined, TooLarge):
        return True if apart is False else None


def place(tree: Tree, wanted: Sequence[str], work: Work) -> int | None:
    """Which of some numbers a tree is, -1 for none of them, None if it is no number that can be told."""
    if not names(tree) <= {"i"}:
        return None
    try:
        value = normal(tree, work)
        return next((i for i, truth in enumerate(wanted) if equal(value, known(truth)[1], work)), -1)
    except (Undefined, TooLarge):
        return None


def constant_apart(tree: Tree, truth: str, letter: str, letters: Sequence[str]) -> bool | None:
    """Whether a tree and a reference value differ by nothing that depends on a letter."""
    if not names(tree) <= {*letters, "i"}:
        return None
    work = Work()
    try:
        gap = difference(normal(tree, work), known(truth)[1], work)
        return is_constant(gap, letter, work)
    except (Undefined, TooLarge):
        return None


def alternatives(tree: Tree) -> list[Tree] | None:
    """Both readings of each plus-minus; None if there are more than two of these."""
    found: list[Tree] = []
    todo = [(tree, 0)]
    while todo:
        whole, depth = todo.pop()
        plus, minus = _resolved(whole, "+"), _resolved(whole, "-")
        if plus is None or minus is None:
            found.append(whole)
        elif depth == 2:
            return None
        else:
            todo += [(minus, depth + 1), (plus, depth + 1)]
    return found


def _resolved(tree: Tree, sign: str) -> Tree | None:
    """The tree with its first plus-minus read one way; None if it has none."""
    if isinstance(tree, Minus):
        inner = _resolved(tree.of, sign)
        return None if inner is None else Minus(inner)
    if not isinstance(tree, Op):
        return None
    if tree.sign == "pm":
        if tree.left == Num(0):
            return tree.right if sign == "+" else Minus(tree.right)
        return Op(sign, tree.left, tree.right)
    left = _resolved(tree.left, sign)
    if left is not None:
        return tree._replace(left=left)
    right = _resolved(tree.right, sign)
    return None if right is None else tree._replace(right=right)
