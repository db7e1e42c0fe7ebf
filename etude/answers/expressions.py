"""Several expressions in order, such as a quotient and a remainder.

spec: ``values`` (texts), ``letters`` (those that may occur), ``labels`` (words that may stand before each), optional
``forms`` (one for each; all expanded if not given), ``graded`` (the reward is the share right from the first on).
Parts that carry labels, or names that begin as the labels do (``Q(x) = ..., R(x) = ...``), may stand in any order.
"""

from __future__ import annotations

import re
from collections.abc import Hashable, Mapping, Sequence
from itertools import takewhile

from etude.answers.expression import MAX_TEXT, read_expression
from etude.answers.kind import Assessment, Kind
from etude.task import Json
from etude.theory.algebra.comparison import known, same
from etude.theory.algebra.forms import FORMS
from etude.theory.algebra.normal import Work
from etude.theory.algebra.tree import Bag, Op, Sym, Table, Tree
from etude.theory.algebra.written import chain, equals, is_plain, read, value_key

_OR = re.compile(r"\bor\b|\\lor(?![a-z])|\\vee(?![a-z])|∨")
_MOST = 40
_STEP = re.compile(r"(?:\A|(?<=[;\n]))\s{0,9}(?:step\s?[0-9]{1,2}\s?[:.)]|\(?[0-9]{1,2}[.)](?=\s))\s{0,9}", re.I)


class Expressions(Kind[tuple[Tree, ...]]):
    """The trees in order."""

    name = "expressions"
    ask = r"Give the final expressions in order, separated by semicolons, in \boxed{}."
    many = True

    def __init__(self, spec: Mapping[str, Json]) -> None:
        super().__init__(spec)
        self._labels: list[str] = list(spec.get("labels") or ())
        named = "|".join(re.escape(label) for label in self._labels)
        self._label = re.compile(
            rf"[,;.]?\s{{0,9}}(?:\b(?:and|with|leaves|leaving|gives|plus)\s{{1,5}})?(?:\b(?:the|an?|of|polynomial)\s{{1,5}}){{0,2}}\b({named})\b"
            r"(?:\s{1,3}(?:is|of|equals|polynomial)\b){0,2}\s{0,5}(?:\(?[A-Za-z]\([a-z]\)\)?\s{0,5})?[:=]{0,2}\s{0,9}",
            re.I,
        ) if named else None  # fmt: skip

    @property
    def truth(self) -> tuple[Tree, ...]:
        """The references."""
        return tuple(known(value)[0] for value in self.spec["values"])

    def read(self, text: str) -> tuple[Tree, ...] | None:
        """The expressions of a list; words such as "quotient" and "remainder" may stand before or between them."""
        if len(text) > MAX_TEXT:
            return None
        if _OR.search(text):
            return None
        labelled = self._labelled(text)
        if labelled is not None:
            letters: list[str] = self.spec["letters"]
            found = [read_expression(item, letters) for item in labelled]
            values = [value for value in found if value is not None]
            return tuple(values) if len(values) == len(found) else None
        return self._listed(text)

    def _labelled(self, text: str) -> list[str] | None:
        """What stands behind each label, in the order of the labels; None for a text without them."""
        if self._label is None:
            return None
        marks = [*self._label.finditer(text)][:_MOST]
        if not marks:
            return None
        lower = [label.lower() for label in self._labels]
        ends = [mark.start() for mark in marks[1:]] + [len(text)]
        found = {mark[1].lower(): text[mark.end() : end].strip(" ,;.") for mark, end in zip(marks, ends, strict=True)}
        head = text[: marks[0].start()].strip(" ,;.()")
        if head and len(found) == len(lower) - 1 and lower[0] not in found:
            found[lower[0]] = head
        elif head:
            return [""]
        complete = found.keys() == set(lower) and len(marks) + bool(head) == len(lower)
        return [found[label] for label in lower] if complete else [""]

    def _listed(self, text: str) -> tuple[Tree, ...] | None:
        """The items of a bare list."""
        if not self._labels:
            text = _STEP.sub(" ", text)
        tree = read(text)
        items: Sequence[Tree]
        if isinstance(tree, Table) and all(len(row) == 1 for row in tree.rows):
            items = [row[0] for row in tree.rows]
        elif isinstance(tree, Bag) and tree.open not in ("\\{", "{"):
            items = tree.items
        elif tree is None or isinstance(tree, Bag | Table):
            return None
        else:
            items = [tree]
        work = Work()
        letters = self.spec["letters"]
        values, named = [], []
        for item in items[:_MOST]:
            *before, (_, value) = chain(item)
            if any(sign not in ("", "=") for sign, _ in chain(item)):
                return None
            name = ""
            for place, (_, side) in enumerate(before):
                if place == 0 and is_name(side, letters):
                    name = _initial(side)
                elif not is_plain(side, letters) or not equals(side, value, work):
                    return None
            if not is_plain(value, letters):
                return None
            values.append(value)
            named.append(name)
        return tuple(self._ordered(values, named)) if len(items) <= _MOST else None

    def _ordered(self, values: list[Tree], named: list[str]) -> list[Tree]:
        """The values by the first letters of their names, if these are those of the labels."""
        wanted = [label[:1].lower() for label in self._labels]
        found = [name.lower() for name in named]
        if len(set(wanted)) == len(wanted) and sorted(found) == sorted(wanted):
            return [values[found.index(initial)] for initial in wanted]
        return values

    def key(self, value: tuple[Tree, ...]) -> Hashable:
        """The values in order."""
        return tuple(value_key(tree) for tree in value)

    def forms(self, value: tuple[Tree, ...]) -> Sequence[str]:
        """With semicolons, commas and labels."""
        values, labels = self.spec["values"], self._labels
        named = [", ".join(f"{label}: {shown}" for label, shown in zip(labels, values, strict=False))]
        return ["; ".join(values), ", ".join(values), "(" + ", ".join(values) + ")",
                *(named if len(labels) == len(values) else []), r",\quad ".join(values)]  # fmt: skip

    def assess(self, value: tuple[Tree, ...]) -> Assessment:
        """All right in value and form; the share that is right from the first on where it is graded."""
        wanted, letters = self.spec["values"], self.spec["letters"]
        if len(value) != len(wanted):
            return self._graded([], "wrong")
        work = Work()
        marks = [same(tree, truth, letters, work) for tree, truth in zip(value, wanted, strict=True)]
        if None in marks:
            return self._graded([], "unreadable")
        forms = [FORMS[name] for name in self.spec.get("forms", ["expanded"] * len(wanted))]
        shaped = [
            bool(mark) and form(tree, known(truth)[0])
            for mark, form, tree, truth in zip(marks, forms, value, wanted, strict=True)
        ]
        if all(shaped):
            return self._graded(shaped, "correct")
        return self._graded(shaped, "wrong")

    def _graded(self, rights: list[bool], reason: str) -> Assessment:
        correct = reason == "correct"
        if not self.spec.get("graded"):
            return Assessment(correct, reason)
        size = len(self.spec["values"])
        parts = {f"step_{i}": float(i <= len(rights) and rights[i - 1]) for i in range(1, size + 1)}
        return Assessment(correct, reason, len(list(takewhile(bool, rights))) / size, parts)

    def missing(self) -> Mapping[str, float]:
        """No step."""
        return {f"step_{i}": 0.0 for i in range(1, len(self.spec["values"]) + 1)} if self.spec.get("graded") else {}


def is_name(tree: Tree, letters: Sequence[str]) -> bool:
    """Whether a tree is a name, such as ``y``, ``Q`` or ``f(x)``, and no expression in the letters."""
    if isinstance(tree, Op) and tree.sign == "*":
        return isinstance(tree.left, Sym) and isinstance(tree.right, Sym) and tree.left.name not in letters
    return isinstance(tree, Sym)


def _initial(tree: Tree) -> str:
    """The first letter of a name."""
    first = tree.left if isinstance(tree, Op) else tree
    return first.name[:1] if isinstance(first, Sym) else ""
