r"""A Pratt parser for algebra: what a model writes becomes a tree, and is never executed.

It reads implicit multiplication, ``\frac``, roots, powers, brackets of all kinds, lists, sets, intervals, matrices,
equations and plus-minus. Text, tokens, digits and depth are bounded before any work; the work is linear.
``1/2x`` is read from the left, as (1/2)x. A whole number before a fraction of whole numbers is a mixed number.
"""

from __future__ import annotations

from fractions import Fraction

from etude.theory.algebra.tokens import Token, Unreadable, tokens
from etude.theory.algebra.tree import IMAGINARY, Bag, Minus, Num, Op, Relation, Sym, Table, Tree, height, whole

__all__ = ["Unreadable", "parse"]

MAX_DEPTH = 40
MAX_HEIGHT = 150
"""Height of a tree: what walks it may recurse."""
_FEW_TOKENS = 140
_LOOSEST, _RELATION, _OVER, _SUM, _SIGN, _PRODUCT, _POWER = 0, 10, 15, 20, 25, 30, 40
_BINDING = {"over": _OVER, "+": _SUM, "-": _SUM, "pm": _SUM, "mp": _SUM, "*": _PRODUCT, "/": _PRODUCT, "^": _POWER}
_CLOSING = {"(": (")", "]"), "[": ("]", ")"), "{": ("}",), "\\{": ("\\}",)}
_FACTORS = ("frac", "sqrt", "cbrt", "begin")
_GROUP = Token("open", "{")
_END = Token("end", "")


def parse(text: str) -> Tree:
    """The tree of a text. Raises Unreadable."""
    found = tokens(text)
    parser = _Parser(found)
    tree = parser.sequence(())
    if len(found) > _FEW_TOKENS and height(tree) > MAX_HEIGHT:
        raise Unreadable("nested too deep")
    if parser.here is not _END:
        raise Unreadable(f"cannot read {parser.here.text!r} there")
    return tree


class _Parser:
    """``here`` is the token that comes next."""

    def __init__(self, found: list[Token]) -> None:
        self._tokens = [*found, _END]
        self._at = 0
        self._depth = 0
        self.here = self._tokens[0]

    def _next(self) -> Token:
        token = self.here
        if token is not _END:
            self._at += 1
            self.here = self._tokens[self._at]
        return token

    def _take(self, kind: str, text: str) -> None:
        if self._next() != (kind, text):
            raise Unreadable(f"{text!r} is missing")

    def sequence(self, ends: tuple[str, ...]) -> Tree:
        """Things with separators between them; one thing alone is itself."""
        items: list[Tree] = []
        rows: list[tuple[Tree, ...]] = []
        many = False
        while self.here.kind == "sep" and not items and self.here.text in (";", "row"):
            self._next()
        while self.here is not _END and not (self.here.kind == "close" and self.here.text in ends):
            items.append(self.expression(_LOOSEST))
            if self.here.kind != "sep":
                break
            many = True
            separators = set()
            while self.here.kind == "sep":
                separators.add(self._next().text)
            if "row" in separators or ";" in separators:
                rows.append(tuple(items))
                items = []
        if rows and any(len(row) > 1 for row in rows):
            return Table((*rows, *((tuple(items),) if items else ())))
        items = [*(row[0] for row in rows), *items]
        if not items:
            raise Unreadable("something is missing")
        return items[0] if len(items) == 1 and not (many and ends) else Bag("", tuple(items), "")

    def expression(self, binding: int) -> Tree:
        """One thing whose operators bind tighter than ``binding``."""
        self._depth += 1
        if self._depth > MAX_DEPTH:
            raise Unreadable("nested too deep")
        left = self._prefix()
        while True:
            token = self.here
            if token.kind == "op" and token.text in _BINDING and _BINDING[token.text] > binding:
                left = self._operator(left, self._next().text)
            elif token.kind == "rel" and binding < _RELATION:
                self._next()
                left = Relation(
                    token.text, left, self.expression(_RELATION if token.text != "union" else _RELATION - 1)
                )
            elif token.kind in ("sym", "open", "num") or (token.kind == "word" and token.text in _FACTORS):
                if binding >= _PRODUCT or token == ("open", "\\{"):
                    break
                left = self._beside(left, token)
            else:
                break
        self._depth -= 1
        return left

    def _operator(self, left: Tree, sign: str) -> Tree:
        if sign == "^":
            return Op("^", _bare(left), self._exponent())
        left, right = _bare(left), _bare(self.expression(_BINDING[sign]))
        if sign == "over":
            return Op("/", left, right)
        if sign == "mp":
            return Op("pm", left, Minus(right))
        return Op(sign, left, right)

    def _exponent(self) -> Tree:
        """To the right of ``^``: a group, a number, a letter, perhaps with a sign; powers nest to the right."""
        if self.here == _GROUP and (plain := self._plain_group()) is not None:
            return plain
        if self.here.kind == "op" and self.here.text in "+-":
            sign = self._next().text
            inner = self._exponent()
            return Minus(inner) if sign == "-" else inner
        self._depth += 1
        if self._depth > MAX_DEPTH:
            raise Unreadable("nested too deep")
        base = self._prefix()
        self._depth -= 1
        if self.here == ("op", "^"):
            self._next()
            return Op("^", base, self._exponent())
        return base

    def _plain_group(self) -> Tree | None:
        """``{2}`` in one go, the most common exponent."""
        number, closing, after = (*self._tokens[self._at + 1 : self._at + 4], _END, _END, _END)[:3]
        if number.kind != "num" or closing.text != "}" or after.text == "^" or not number.text.isdigit():
            return None
        self._at += 3
        self.here = after
        return Num(int(number.text))

    def _beside(self, left: Tree, token: Token) -> Tree:
        """Two things side by side: a product, or a mixed number."""
        if token.kind == "num" and self._tokens[self._at - 1].kind != "close":
            return self._mixed(left)
        mixed = token == ("word", "frac") and self._tokens[self._at - 1].kind == "num"
        left, right = _bare(left), _bare(self.expression(_PRODUCT))
        if (
            mixed
            and isinstance(left, Num)
            and isinstance(right, Op)
            and (fraction := _plain_fraction(right)) is not None
        ):
            return Num(left.value + fraction)
        return Op("*", left, right)

    def _mixed(self, left: Tree) -> Tree:
        """``2 1/3``: a whole number, a space and a fraction. Raises Unreadable for two bare numbers."""
        right = self._prefix()
        if left == IMAGINARY:
            return Op("*", left, right)
        if isinstance(left, Num) and whole(left) is not None and self.here == ("op", "/"):
            self._next()
            fraction = _plain_fraction(Op("/", right, self._prefix()))
            if fraction is not None:
                return Num(left.value + fraction)
        raise Unreadable("two numbers side by side")

    def _prefix(self) -> Tree:
        token = self._next()
        if token.kind == "num":
            return Num(int(token.text) if token.text.isdigit() else Fraction(token.text))
        if token.kind == "sym":
            return Sym(token.text)
        if token.kind == "op" and token.text in "+-":
            inner = _bare(self.expression(_SIGN))
            return Minus(inner) if token.text == "-" else inner
        if token.kind == "op" and token.text in ("pm", "mp"):
            inner = self.expression(_SIGN)
            return Op("pm", Num(0), inner if token.text == "pm" else Minus(inner))
        if token.kind == "open":
            return self._bracket(token.text)
        if token.kind == "word":
            return self._word(token.text)
        raise Unreadable(f"cannot read {token.text!r} there" if token.text else "something is missing at the end")

    def _bracket(self, opening: str) -> Tree:
        if self.here.kind == "close" and self.here.text in _CLOSING[opening]:
            return Bag(opening, (), self._next().text)
        inner = self.sequence(_CLOSING[opening])
        closing = self._next()
        if closing.kind != "close" or closing.text not in _CLOSING[opening]:
            raise Unreadable("a bracket is not closed")
        if isinstance(inner, Bag) and not inner.open:
            return Bag(opening, inner.items, closing.text)
        if opening in "({" and closing.text in ")}":
            return inner
        return inner if isinstance(inner, Table) else Bag(opening, (inner,), closing.text)

    def _word(self, word: str) -> Tree:
        if word == "frac":
            return Op("/", _bare(self._argument()), _bare(self._argument()))
        if word == "cbrt":
            return Op("root", self._argument(), Num(3))
        if word == "sqrt":
            degree: Tree = Num(2)
            if self.here == ("open", "["):
                self._next()
                degree = self.expression(_LOOSEST)
                self._take("close", "]")
            return Op("root", self._argument(), degree)
        if word == "begin":
            return self._matrix()
        raise Unreadable(f"cannot read {word!r} there")

    def _argument(self) -> Tree:
        r"""What a command applies to: a group, or one sign (``\frac12``, ``\sqrt5``, ``sqrt(5)``)."""
        token = self.here
        if (
            token.kind == "num"
            and len(token.text) > 1
            and token.text.isdigit()
            and self._tokens[self._at - 1] == ("word", "frac")
        ):
            self._tokens[self._at : self._at + 1] = [Token("num", token.text[0]), Token("num", token.text[1:])]
            self.here = self._tokens[self._at]
        if token.kind not in ("num", "sym", "open", "word"):
            raise Unreadable("an argument is missing")
        self._depth += 1
        if self._depth > MAX_DEPTH:
            raise Unreadable("nested too deep")
        inner = self._prefix()
        self._depth -= 1
        return inner

    def _matrix(self) -> Tree:
        rows: list[tuple[Tree, ...]] = []
        row: list[Tree] = []
        while self.here is not _END and self.here != ("word", "end"):
            row.append(self.expression(_LOOSEST))
            if self.here == ("op", "&"):
                self._next()
            elif self.here.kind == "sep" and self.here.text in ("row", ";"):
                while self.here.kind == "sep":
                    self._next()
                rows.append(tuple(row))
                row = []
        self._take("word", "end")
        if row:
            rows.append(tuple(row))
        if not rows:
            raise Unreadable("an empty matrix")
        return Table(tuple(rows))


def _bare(tree: Tree) -> Tree:
    """``x + 1`` of ``[x + 1]`` beside something: square brackets around one thing that is no list."""
    if isinstance(tree, Bag) and len(tree.items) == 1 and tree.open + tree.close == "[]":
        return tree if isinstance(tree.items[0], Bag | Table | Relation) else tree.items[0]
    return tree


def _plain_fraction(tree: Op) -> Fraction | None:
    """The value of a fraction of two whole numbers; None for anything else."""
    above, below = whole(tree.left), whole(tree.right)
    return Fraction(above, below) if tree.sign == "/" and above is not None and below else None
