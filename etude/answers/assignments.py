"""The values of several letters: ``x = 1, y = -2`` or ``(1, -2)`` in the order of the question.

spec: ``letters`` in order, and their ``values`` as text. Each must be given once, with nothing left to add up. A set
has no order, so ``{1, -2}`` is no answer.
"""

from __future__ import annotations

import re
from collections.abc import Hashable, Mapping, Sequence

from etude.answers.kind import RIGHT, WRONG, Assessment, Kind
from etude.task import Json
from etude.theory.algebra.comparison import known, same
from etude.theory.algebra.forms import FORMS
from etude.theory.algebra.normal import Work
from etude.theory.algebra.tree import Bag, Relation, Sym, Table, Tree
from etude.theory.algebra.written import chain, is_plain, read, settled, value_key

_OR = re.compile(r"\bor\b|\\lor(?![a-z])|\\vee(?![a-z])|∨")
_LEAD = re.compile(r"(?:the )?(?:unique |only )?solution(?: of the system)?\s*(?:is|=|:)\s*:?\s*", re.I)

_ARRAY = re.compile(
    r"\\(?:begin|end)\s?\{array\}(?:\s?\{[lcr|\s]{0,20}\})?|\\[{}]\s{0,9}(?=\\begin)|(?<=\})\s{0,9}\\[{}]"
)


class Assignments(Kind[tuple[Tree, ...]]):
    """The values in the order of the letters."""

    name = "assignments"
    ask = r"Give the values of all letters in \boxed{}."
    many = True

    def __init__(self, spec: Mapping[str, Json]) -> None:
        super().__init__(spec)
        letters = "".join(re.escape(letter) for letter in spec["letters"])
        self._colon = re.compile(rf"(?<![A-Za-z\\])([{letters}])\s{{0,9}}(?::=?|→|->|\\to\b|\bis\b|\bequals\b)")
        self._next = re.compile(rf"(?<=[^\s,;=&\\(\[{{])\s{{1,20}}(?:and\s{{1,9}})?(?=[{letters}]\s{{0,9}}=)")

    @property
    def truth(self) -> tuple[Tree, ...]:
        """The right values. Raises ValueError where there is not one for each letter."""
        if len(self.spec["values"]) != len(self.spec["letters"]):
            raise ValueError("a value for each letter")
        return tuple(known(value)[0] for value in self.spec["values"])

    def read(self, text: str) -> tuple[Tree, ...] | None:
        """The value of each letter, or a tuple of as many values."""
        if "array" in text and "=" in text:
            text = _ARRAY.sub(" ", text).replace("&", " ")
        if len(text) > 2000:
            return None
        lead = _LEAD.match(text)
        text = text[lead.end() :] if lead else text
        if _OR.search(text):
            return None
        text = self._next.sub(", ", self._colon.sub(r"\1 = ", text))
        text = text.replace(r"\begin{cases}", " ").replace(r"\end{cases}", " ")
        tree = read(text)
        values = None if tree is None else assigned(tree, self.spec["letters"], Work())
        if values is None or not all(is_plain(value, []) for value in values):
            return None
        return values

    def key(self, value: tuple[Tree, ...]) -> Hashable:
        """The values in order."""
        return tuple(value_key(tree) for tree in value)

    def forms(self, value: tuple[Tree, ...]) -> Sequence[str]:
        """As equations, as a tuple."""
        letters, values = self.spec["letters"], self.spec["values"]
        equations = [f"{letter} = {shown}" for letter, shown in zip(letters, values, strict=True)]
        return [", ".join(equations), f"({', '.join(values)})", f"({', '.join(letters)}) = ({', '.join(values)})",
                r",\ ".join(equations), "; ".join(equations)]  # fmt: skip

    def assess(self, value: tuple[Tree, ...]) -> Assessment:
        """Every value right and worked out."""
        work = Work()
        marks = [same(tree, truth, [], work) for tree, truth in zip(value, self.spec["values"], strict=True)]
        if None in marks:
            return Assessment(False, "unreadable")
        if not all(marks):
            return WRONG
        return RIGHT if all(FORMS["number"](tree, tree) for tree in value) else WRONG


def assigned(tree: Tree, letters: Sequence[str], work: Work) -> tuple[Tree, ...] | None:
    """The values in the order of the letters; None if a tree does not give each just one."""
    items = _listed(tree)
    if items is None and isinstance(tree, Relation) and tree.sign == "=":
        named, values = _listed(tree.left), _listed(tree.right)
        if named is None or values is None or [*named] != [Sym(letter) for letter in letters]:
            return None
        items = values if not any(isinstance(item, Relation) for item in values) else None
    items = (tree,) if items is None and len(letters) == 1 else items
    if items is None or len(items) != len(letters):
        return None
    if not any(isinstance(item, Relation) for item in items):
        return None if isinstance(tree, Bag) and tree.open in ("\\{", "{") else tuple(items)
    found: dict[str, Tree] = {}
    for item in items:
        (_, name), *sides = chain(item)
        if not sides or not isinstance(name, Sym) or sides[0][0] != "=":
            return None
        value = settled([("", sides[0][1]), *sides[1:]], work) if len(sides) > 1 else sides[0][1]
        if value is None:
            return None
        found[name.name] = value
    return tuple(found[letter] for letter in letters) if found.keys() == set(letters) else None


def _listed(tree: Tree) -> Sequence[Tree] | None:
    """The items of a list, of a row or column, or of lines of equations."""
    if isinstance(tree, Bag):
        return tree.items
    if isinstance(tree, Table):
        flat = [entry for row in tree.rows for entry in row]
        straight = len(tree.rows) == 1 or all(len(row) == 1 for row in tree.rows)
        return flat if straight or all(isinstance(entry, Relation) for entry in flat) else None
    return None
