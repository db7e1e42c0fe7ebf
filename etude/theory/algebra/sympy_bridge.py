"""From text to sympy without ``sympify``: etude's own parser, then sympy objects built node by node.

For users who want to go on with an answer in sympy; marking does not need it. Nothing is expanded or simplified beyond
what sympy does when objects are made, and exponents are bounded first.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from etude.theory.algebra.parser import Unreadable, parse
from etude.theory.algebra.tree import Bag, Minus, Num, Op, Relation, Sym, Table, Tree

if TYPE_CHECKING:
    import sympy

MAX_EXPONENT = 1_000
_CONSTANTS = {"i": "I", "oo": "oo"}
_RELATIONS = {"=": "Eq", "!=": "Ne", "<": "Lt", ">": "Gt", "<=": "Le", ">=": "Ge"}


def to_sympy(text: str) -> Any:
    r"""The sympy object that a text in plain notation or LaTeX means.

    Expressions become ``Expr``; equations and inequalities relations; ``\{...\}`` a ``FiniteSet``; other lists tuples;
    matrices ``ImmutableMatrix``; ``(1, 2]`` and ``[1, 2)`` an ``Interval`` and unions of such ``Union``; ``a \pm b`` a
    tuple of both. Raises Unreadable for anything else, and for absurd exponents.
    """
    return _built(parse(text))


def _built(tree: Tree) -> Any:
    import sympy

    if isinstance(tree, Num):
        return sympy.Rational(tree.value.numerator, tree.value.denominator)
    if isinstance(tree, Sym):
        return getattr(sympy, _CONSTANTS[tree.name]) if tree.name in _CONSTANTS else sympy.Symbol(tree.name)
    if isinstance(tree, Minus):
        return -_built(tree.of)
    if isinstance(tree, Table):
        return sympy.ImmutableMatrix([[_built(entry) for entry in row] for row in tree.rows])
    if isinstance(tree, Bag):
        return _bag(tree)
    if isinstance(tree, Relation):
        return _relation(tree)
    return _operation(tree)


def _operation(tree: Op) -> Any:

    left, right = _built(tree.left), _built(tree.right)
    if tree.sign == "pm":
        return (left + right, left - right)
    if tree.sign in ("^", "root"):
        return _power(left, right if tree.sign == "^" else 1 / right)
    if tree.sign == "/" and right == 0:
        raise Unreadable("a division by zero")
    found: sympy.Expr = {"+": left.__add__, "-": left.__sub__, "*": left.__mul__, "/": left.__truediv__}[tree.sign](
        right
    )
    return found


def _power(base: Any, exponent: Any) -> Any:
    if exponent.is_Rational and (abs(exponent.p) > MAX_EXPONENT or exponent.q > MAX_EXPONENT):
        raise Unreadable("too high a power")
    if base.is_number and not exponent.is_Rational:
        raise Unreadable("a number to a power that is no number")
    if base == 0 and exponent.is_negative:
        raise Unreadable("a division by zero")
    return base**exponent


def _bag(tree: Bag) -> Any:
    import sympy

    items = [_built(item) for item in tree.items]
    ends = tree.open + tree.close
    if ends == "\\{\\}":
        return sympy.FiniteSet(*items)
    if ends in ("(]", "[)"):
        return sympy.Interval(*items, left_open=ends[0] == "(", right_open=ends[1] == ")")
    if items and all(isinstance(item, tuple) for item in items) and len({len(item) for item in items}) == 1:
        return sympy.ImmutableMatrix([list(item) for item in items])
    return tuple(items)


def _relation(tree: Relation) -> Any:
    import sympy

    if tree.sign == "union":
        return sympy.Union(*(_interval(side) for side in (tree.left, tree.right)))
    left, right = _built(tree.left), _built(tree.right)
    if tree.sign == "in":
        return sympy.Contains(left, right)
    return getattr(sympy, _RELATIONS[tree.sign])(left, right)


def _interval(tree: Tree) -> Any:
    """A side of a union: there, round and square brackets mean intervals whatever their kind."""
    import sympy

    if isinstance(tree, Bag) and len(tree.items) == 2 and tree.open + tree.close in ("()", "[]"):
        low, high = map(_built, tree.items)
        return sympy.Interval(low, high, left_open=tree.open == "(", right_open=tree.close == ")")
    return _built(tree)
