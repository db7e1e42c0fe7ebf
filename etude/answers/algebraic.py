"""What the algebraic kinds share: a text made readable, its tree, values that are equal, and a key for them."""

from __future__ import annotations

import re
from collections.abc import Hashable, Sequence

from etude.rng import Stream
from etude.theory.algebra.comparison import read as parse
from etude.theory.algebra.modular import NotRational, value_at
from etude.theory.algebra.normal import ONE, TooLarge, Undefined, Work, normal
from etude.theory.algebra.tree import Bag, Minus, Num, Op, Relation, Sym, Table, Tree, names, whole

_REPEATING = re.compile(r"(-?)([0-9]{0,20})\.([0-9]{0,20})\s*(?:\\(?:overline|bar)\s*\{?\s*([0-9]{1,20})\s*\}?|\(([0-9]{1,20})\))")
_APPROXIMATION = re.compile(r"\s*(?:\\approx|≈|\\simeq|\\doteq)\s*\(?[-+−]?\s*[0-9]{1,20}(?:\.[0-9]{1,20})?(?:\.\.\.|\\[cl]?dots)?\)?")
_CONSTANT = re.compile(r"\+\s*(?:an? )?(?:arbitrary )?(?:constant|const\b\.?)(?: of integration)?", re.I)
_POINTS = 2


def readable(text: str) -> str:
    """A text with what the parser has no words for put in other words: repeating decimals, approximations after a value."""
    if "." in text:
        text = _REPEATING.sub(_fraction, text)
    if "approx" in text or "≈" in text or "simeq" in text or "doteq" in text:
        text = _APPROXIMATION.sub("", text)
    if "const" in text:
        text = _CONSTANT.sub("+ C", text)
    if "langle" in text:
        text = text.replace(r"\langle", "(").replace(r"\rangle", ")")
    return text


def _fraction(found: re.Match[str]) -> str:
    """A repeating decimal as a fraction in brackets."""
    sign, whole_part, fixed, *repeats = found.groups()
    repetend = repeats[0] or repeats[1]
    below = 10 ** len(fixed) * (10 ** len(repetend) - 1)
    above = int((whole_part or "0") + fixed) * (10 ** len(repetend) - 1) + int(repetend)
    return f"{sign}\\frac{{{above}}}{{{below}}}"


def read(text: str) -> Tree | None:
    """The tree of a text, brackets of any kind around one thing taken off, roots written as powers as roots."""
    tree = parse(readable(text))
    return None if tree is None else _tidied(tree)


def _tidied(tree: Tree) -> Tree:
    """The tree with ``[x + 1]`` as ``(x + 1)`` within products and powers, and ``3^{1/2}`` as a root."""
    if isinstance(tree, Op):
        left, right = _ungrouped(_tidied(tree.left)), _ungrouped(_tidied(tree.right))
        if tree.sign == "^" and isinstance(left, Num) and isinstance(right, Op) and right.sign == "/" and whole(right.left) == 1:
            return Op("root", left, right.right)
        return Op(tree.sign, left, right)
    if isinstance(tree, Minus):
        return Minus(_ungrouped(_tidied(tree.of)))
    if isinstance(tree, Relation):
        return Relation(tree.sign, _tidied(tree.left), _tidied(tree.right))
    if isinstance(tree, Bag):
        return Bag(tree.open, tuple(map(_tidied, tree.items)), tree.close)
    if isinstance(tree, Table):
        return Table(tuple(tuple(map(_tidied, row)) for row in tree.rows))
    return tree


def _ungrouped(tree: Tree) -> Tree:
    if isinstance(tree, Bag) and len(tree.items) == 1 and tree.open + tree.close == "[]":
        return tree.items[0]
    return tree


def known_letters(tree: Tree, letters: Sequence[str]) -> bool:
    """Whether a tree has no letters but these and the imaginary unit."""
    return names(tree) <= {*letters, "i"}


def value_key(tree: Tree, letters: Sequence[str]) -> Hashable:
    """A key of a value: its residues at fixed points if it is rational, else its normal form."""
    stream = Stream("value key", list(letters))
    try:
        return tuple(
            value_at(tree, {letter: stream.below(2**60) + 1 for letter in sorted(letters)}) for _ in range(_POINTS)
        )
    except NotRational:
        pass
    try:
        work = Work()
        above, below = normal(tree, work)
    except (Undefined, TooLarge):
        return repr(tree)
    if below == ONE:
        return frozenset(above.items())
    return frozenset(above.items()), frozenset(below.items())


def is_name(tree: Tree) -> bool:
    """Whether a tree is a name, such as ``y``, ``Q`` or ``f(x)``."""
    if isinstance(tree, Op) and tree.sign == "*":
        return isinstance(tree.left, Sym) and isinstance(tree.right, Sym)
    return isinstance(tree, Sym)
