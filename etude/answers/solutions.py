r"""The set of all solutions of an equation in one letter.

spec: ``values`` (the solutions as text, each once), ``letter``. Read are ``x = 2 or x = -3``, ``{2, -3}``, ``2, -3``,
``x_1 = 2, x_2 = -3``, ``x = (1 \pm \sqrt{5})/2``, ``\pm 9``, ``3 = x``, ``S = \{2, -3\}``, ``x = \sqrt2 \approx 1.41``
(the decimal must be a rounding). Each value must be a number with nothing left to add up, else it is ``wrong_form``.
"""

from __future__ import annotations

import re
from collections.abc import Hashable, Mapping, Sequence

from etude.answers.kind import RIGHT, WRONG, Assessment, Kind
from etude.task import Json
from etude.theory.algebra.comparison import alternatives, known, place
from etude.theory.algebra.forms import FORMS
from etude.theory.algebra.normal import Work
from etude.theory.algebra.tree import Bag, Sym, Table, Tree
from etude.theory.algebra.written import chain, is_plain, read, settled, value_key

_MOST = 12
_REMARK = re.compile(
    r"[\s,(]*\b(?:(?:is|are|as) the (?:only|two|both|complex|real) (?:real |complex )?(?:solutions?|roots?)"
    r"|(?:a |with a )?(?:double|repeated|only|unique|simple|single) (?:root|solution)s?"
    r"|(?:with )?multiplicity (?:2|two)|(?:both|only) (?:solutions?|roots?)|twice)[\s).]*\Z",
    re.I,
)
_BOTH = re.compile(r"\b([A-Za-z])_\{ ?1 ?[,;/] ?2 ?\}")
_LEAD = re.compile(
    r"(?:the )?(?:only |two |complex |real )*(?:solutions?|roots?|solution set)(?: of the equation)?\s*(?:is|are"
    r"|=|:)\s*:?\s*",
    re.I,
)


class Solutions(Kind[tuple[Tree, ...]]):
    """The values that a text lists."""

    name = "solutions"
    ask = r"Give all solutions, separated by commas, in \boxed{}."
    many = True

    def __init__(self, spec: Mapping[str, Json]) -> None:
        super().__init__(spec)
        self._letter: str = spec["letter"]

    @property
    def truth(self) -> tuple[Tree, ...]:
        """The solutions."""
        return tuple(known(value)[0] for value in self.spec["values"])

    def read(self, text: str) -> tuple[Tree, ...] | None:
        """The values of a list in any order, plus-minus read both ways."""
        if len(text) > 2000:
            return None
        lead = _LEAD.match(text)
        text = text[lead.end() :] if lead else text
        text = _BOTH.sub(r"\1", text) if "_{" in text else text
        for _ in range(2 if "o" in text or "i" in text else 0):
            remark = _REMARK.search(text)
            text = text[: remark.start()] if remark and remark.start() else text
        tree = read(text.replace(";", ",") if ";" in text else text)
        if isinstance(tree, Table):
            tree = Bag("", tuple(entry for row in tree.rows for entry in row), "")
        values = None if tree is None else solutions(tree, self._letter, Work())
        if not values or len(values) > 2 * _MOST or not all(is_plain(value, []) for value in values):
            return None
        return tuple(values)

    def key(self, value: tuple[Tree, ...]) -> Hashable:
        """The set of values."""
        return frozenset(value_key(tree) for tree in value)

    def forms(self, value: tuple[Tree, ...]) -> Sequence[str]:
        """As equations, a list, a set."""
        values, letter = self.spec["values"], self.spec["letter"]
        equations = [f"{letter} = {shown}" for shown in values]
        return [", ".join(equations), " or ".join(equations), r" \text{ or } ".join(equations),
                rf"\{{{', '.join(values)}\}}", ", ".join(values),
                rf"{letter} \in \{{{', '.join(values)}\}}"]  # fmt: skip

    def assess(self, value: tuple[Tree, ...]) -> Assessment:
        """Every solution and no other value."""
        wanted: Sequence[str] = self.spec["values"]
        work = Work()
        places = [place(tree, wanted, work) for tree in value]
        if None in places:
            return Assessment(False, "unreadable")
        if {*places} != set(range(len(wanted))):
            return WRONG
        return RIGHT if all(FORMS["number"](tree, tree) for tree in value) else Assessment(False, "wrong_form")


def solutions(tree: Tree, letter: str, work: Work) -> list[Tree] | None:
    """The values that a tree lists, plus-minus read both ways; None if it is no list of values."""
    if isinstance(tree, Bag):
        if tree.open + tree.close not in ("", "\\{\\}", "{}", "[]", "()") or len(tree.items) > _MOST:
            return None
        parts = [solutions(item, letter, work) for item in tree.items]
        return [value for part in parts for value in part or ()] if all(parts) and parts else None
    sides = chain(tree)
    if len(sides) > 1 and isinstance(sides[0][1], Sym):
        name = sides[0][1].name.partition("_")[0]
        if (name == letter and sides[1][0] in ("=", "in", "~")) or (
            name in ("S", "L", "X", "M") and sides[1][0] == "=" and isinstance(sides[1][1], Bag)
        ):
            sides = sides[1:]
        sides = [("" if i == 0 and sign != "~" else sign, side) for i, (sign, side) in enumerate(sides)]
    if len(sides) == 2 and sides[1] == ("=", Sym(letter)):
        sides = sides[:1]
    if len(sides) == 1:
        return solutions(sides[0][1], letter, work) if isinstance(sides[0][1], Bag) else _both(sides, work)
    return _both(sides, work)


def _both(sides: list[tuple[str, Tree]], work: Work) -> list[Tree] | None:
    """Both readings of a chain of sides with plus-minus in each or in none."""
    if len(sides) == 1:
        return alternatives(sides[0][1]) if sides[0][0] != "~" else None
    read_both = [alternatives(side) for _, side in sides if not isinstance(side, Bag)]
    if len(read_both) != len(sides) or len({len(found or ()) for found in read_both}) != 1:
        return None
    found = []
    for readings in zip(*(reading or () for reading in read_both), strict=True):
        value = settled([(sign, side) for (sign, _), side in zip(sides, readings, strict=True)], work)
        if value is None:
            return None
        found.append(value)
    return found or None
