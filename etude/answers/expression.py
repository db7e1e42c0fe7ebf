r"""An algebraic expression: its value exactly, and its form where a form is asked for.

spec: ``value`` (the reference, as text), ``letters`` (those that may occur), optional ``form`` (see
``etude.theory.algebra.forms``; ``associate`` allows any constant factor), optional ``constant`` (a letter: the
answer may differ by anything that does not depend on it, as antiderivatives do). An answer of the right value in
another form is ``wrong_form``.

Read are the last side of an equation whose other sides are names, what was asked, or the same value; arrows
(``x \mapsto x + 1``); and an expression with its domain behind it (``\frac{1}{x}, x \neq 0``).
"""

from __future__ import annotations

import re
from collections.abc import Hashable, Mapping, Sequence

from etude.answers.kind import RIGHT, WRONG, Assessment, Kind
from etude.task import Json
from etude.theory.algebra.comparison import constant_apart, known, same
from etude.theory.algebra.forms import FORMS
from etude.theory.algebra.normal import TooLarge, Undefined, Work, difference, is_constant, normal
from etude.theory.algebra.tree import Bag, Relation, Sym, Table, Tree, names
from etude.theory.algebra.written import equals, is_plain, is_rounding, read, value_key

MAX_TEXT = 2_000
_EQUALS = re.compile(r"(?<![<>!=:\\])=(?![=<>])|\\equiv\b|≡|:=")
_ABOUT = re.compile(r"\\approx\b|≈|\\simeq\b|\\doteq\b")
_ARROW = re.compile(
    r"\s{0,9}(?:[A-Za-z]\s?:\s?)?\(?[A-Za-z]\)?\s?(?:\\mapsto|\\longmapsto|↦|\|->|\\to\b|\\rightarrow|->|→)"
)
_UNEQUAL = re.compile(
    r"[\s,;({]{0,9}(?:(?:for|where|with|if|when|whenever|provided|assuming|and|all|that|as long as|given|valid"
    r"|defined)\s{1,3}){0,4}"
    r"([A-Za-z])\s{0,3}(?:\\neq?(?![a-z])|≠|!=|\\not\s{0,3}=|\\notin(?![a-z])|\\not\s?\\in(?![a-z])|∉|>|<|\\g(?:eq?|t)(?![a-z])"
    r"|\\in(?![a-z])\s{0,3}(?=\\mathbb|\\R|ℝ))"
)
_WITHOUT = re.compile(
    r"\\in(?![a-z])\s{0,3}(?:\\mathbb\s?\{?\s?[RQ]\s?\}?|\\R(?![a-z])|[ℝℚ])\s{0,3}(?:\\setminus|\\backslash|∖|-)"
)
_BOUND = re.compile(r"[-+0-9A-Za-z\\{}()\[\]^/.,;\s≠√±ℝℚ!=<>]{0,160}\Z")
_AFTER = re.compile(
    r"[\s,;(]{1,9}(?:(?:over|in)\s{1,3}(?:the\s{1,3})?(?:\\mathbb\s?\{?\s?[QRCZ]\s?\}?(?:\[[a-z]\])?|[ℚℝℂℤQ]"
    r"|rationals|rational numbers|reals|integers)"
    r"|(?:where|with)\s{1,3}[CcKk](?:_\{?[0-9]\}?)?\s{1,3}(?:is|being|an?|\\in(?![a-z]))\s{0,3}(?:an?\s)?(?:any\s)?(?:arbitrary\s|real\s)?"
    r"(?:constant|const\.?|number|\\mathbb\s?\{?R\}?|\\R|ℝ)(?: of integration)?)[\s.)]{0,9}\Z",
    re.I,
)
_CONSTANT = re.compile(
    r"([+-]\s{0,9})(?:an?\s)?(?:arbitrary\s|integration\s)?(?:constant|const)\b\.?(?:\s?of integration)?", re.I
)
_VALUE_AT = re.compile(r"\s{0,9}\\?[A-Za-z]{1,6}'{0,3}(?:_\{?\w\}?)?\s?\([^=<>]{1,60}\)\s{0,9}\Z")
"""``f(5w + 1)``: a function's value, which says nothing of what follows."""
_NAME = re.compile(
    r"\s{0,9}(?:the\s)?\\?[A-Za-z]{1,12}'{0,3}(?:\s?_\s?(?:\{[A-Za-z0-9]{1,4}\}|[A-Za-z0-9]))?(?:\s?\^\s?\{?\s?(?:\\prime|\(?-?[0-9]\)?)\s?\}?)?'{0,3}"
    r"\s?(?:\(\s?[A-Za-z]{1,2}(?:\s?,\s?[A-Za-z]{1,2})?\s?\))?\s{0,9}\Z"
)
_OPERATION = re.compile(
    r"\s{0,9}(?:\\int(?![a-z])|∫|\\frac\s?\{\s?(?:d|\\partial)|\\frac\s?d\{?d|d\s?/\s?d[a-z]|d[a-zA-Z]\s?/\s?d[a-z]|\\?gcd(?![a-z])|\\?operatorname|\\?GCD|\\?hcf"
    r"|\\lim|D_|\\nabla|[A-Za-z]\s?'|\\(?:dot|ddot|hat|bar|overline|vec)(?![a-z]))"
)
_WORDS = re.compile(r"\s{0,9}(?:[A-Za-z]{2,20}[\s-]{0,3}){1,6}:?\s{0,9}\Z")
_CONSTANTS = tuple(name + index for name in "CcKkDA" for index in ("", "_0", "_1", "_2", "_3"))
_MOST = 5


class Expression(Kind[Tree]):
    """The tree of an expression."""

    name = "expression"
    ask = r"Give the final expression in \boxed{}."

    def __init__(self, spec: Mapping[str, Json]) -> None:
        super().__init__(spec)
        self._letters: list[str] = spec["letters"]
        self._constant: str | None = spec.get("constant")
        self._allowed = [*self._letters, *_CONSTANTS] if self._constant else self._letters

    @property
    def truth(self) -> Tree:
        """The reference. Raises KeyError."""
        return known(self.spec["value"])[0]

    def read(self, text: str) -> Tree | None:
        """The expression of a text in the letters of the question."""
        return read_expression(text, self._allowed, self._constant)

    def key(self, value: Tree) -> Hashable:
        """The value; of an antiderivative without what is constant, of a divisor without a factor."""
        return value_key(value, self._constant, associate=self.spec.get("form") == "associate")

    def forms(self, value: Tree) -> Sequence[str]:
        """The reference in plain text and LaTeX."""
        shown = self.spec["value"]
        return [shown, f"y = {shown}", shown.replace(r"\frac", r"\dfrac"), rf"\left({shown}\right)",
                rf"\displaystyle {shown}", *([f"{shown} + C"] if self._constant else [])]  # fmt: skip

    def assess(self, value: Tree) -> Assessment:
        """Right in value and form."""
        right = self._right(value)
        if right is None:
            return Assessment(False, "unreadable")
        if not right:
            return WRONG
        form = FORMS[self.spec["form"]] if "form" in self.spec else None
        if form and not form(value, self.truth):
            return Assessment(False, "wrong_form")
        return RIGHT

    def _right(self, tree: Tree) -> bool | None:
        shown = self.spec["value"]
        if self._constant:
            return constant_apart(tree, shown, self._constant, self._allowed)
        if self.spec.get("form") == "associate":
            within = same(tree, shown, self._letters)
            return None if within is None else within or FORMS["associate"](tree, known(shown)[0])
        return same(tree, shown, self._letters)


def read_expression(text: str, letters: Sequence[str], constant: str | None = None) -> Tree | None:
    """The last exact side of an equation, if the others are names or of the same value; without domain and field."""
    if len(text) > MAX_TEXT:
        return None
    text = _trimmed(text, letters)
    if constant and "onst" in text:
        text = _CONSTANT.sub(r"\1C", text)
    exact, *abouts = _ABOUT.split(text, maxsplit=2)
    parts = _EQUALS.split(exact, maxsplit=_MOST)
    if len(parts) > _MOST:
        return None
    tree = _bare(read(parts[-1]))
    if tree is None or not is_plain(tree, letters):
        return None
    if len(parts) == 1 and not abouts:
        return tree
    work = Work()
    if not all(_may_stand(part, tree, letters, constant, work) for part in parts[:-1]):
        return None
    for about in abouts:
        decimal = read(about)
        if (
            decimal is None
            or names(tree) - {"i"}
            or not (is_rounding(decimal, tree, work) or equals(decimal, tree, work))
        ):
            return None
    return tree


def _trimmed(text: str, letters: Sequence[str]) -> str:
    """The text without an arrow before it and without the domain or the field behind it."""
    arrow = _ARROW.match(text) if ">" in text or "→" in text or "↦" in text or "\\" in text else None
    text = text[arrow.end() :] if arrow else text
    after = _AFTER.search(text) if "o" in text or "i" in text else None
    text = text[: after.start()] if after and after.start() else text
    if "n" in text or ">" in text or "≠" in text or "!" in text or "<" in text or "g" in text or "∉" in text:
        found = _UNEQUAL.search(text)
        if found and found.start() and found[1] in letters and _is_domain(text[found.start(1) :]):
            text = text[: found.start()].rstrip(" ,;({")
    return text


def _is_domain(text: str) -> bool:
    """Whether a text says only which numbers a letter may be: letters come first in relations, the rest is numbers."""
    if not _BOUND.match(text):
        return False
    text = text.rstrip(" .)}") if text.count("(") < text.count(")") else text.rstrip(" .")
    text = re.sub(r"\\not\s{0,3}=|≠", r"\\ne ", text)
    text = re.sub(r"\\notin(?![a-z])|\\not\s?\\in(?![a-z])", r"\\ne ", text)
    text = _WITHOUT.sub(r"\\ne ", text)
    text = re.sub(r"\\in(?![a-z])\s{0,3}(?:\\mathbb\s?\{?\s?R\s?\}?|\\R(?![a-z])|ℝ)", r"\\ne 0", text)
    tree = read(text)
    items = tree.items if isinstance(tree, Bag) and not tree.open else (tree,)
    for item in items:
        if item is None:
            return False
        if isinstance(item, Relation):
            if item.sign == "=" or not isinstance(item.left, Sym) or names(item.right):
                return False
        elif names(item):
            return False
    return isinstance(items[0], Relation)


def _bare(tree: Tree | None) -> Tree | None:
    """``x + 1`` of ``[x + 1]``."""
    inside = isinstance(tree, Bag) and len(tree.items) == 1 and tree.open + tree.close == "[]"
    return tree.items[0] if inside and isinstance(tree, Bag) else tree


def _may_stand(part: str, value: Tree, letters: Sequence[str], constant: str | None, work: Work) -> bool:
    """Whether a side may stand before an equals sign: a name, an operation in signs or words, or the same value."""
    if not part.strip():
        return True
    tree = _bare(read(part))
    if tree is not None and is_plain(tree, letters) and not isinstance(tree, Sym | Table):
        if constant:
            try:
                gap = difference(normal(tree, work), normal(value, work), work)
                return is_constant(gap, constant, work) and bool(names(tree) & {constant})
            except (Undefined, TooLarge):
                return False
        return bool(equals(tree, value, work))
    return bool(_NAME.match(part) or _VALUE_AT.match(part) or _OPERATION.match(part) or _WORDS.match(part))
