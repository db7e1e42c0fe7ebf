"""Right answers in algebra rewritten at random, and answers near them that are wrong.

A rewriting changes order, spacing, notation and the writing of constants, never the value or the form. Whether it kept
the value, and whether a near miss lost it, is judged by plain complex arithmetic at random points.
"""

from __future__ import annotations

import cmath
import random
from fractions import Fraction

from etude.task import Task
from etude.theory.algebra.parser import parse
from etude.theory.algebra.tree import Minus, Num, Op, Sym, Tree, factors, terms, walk, whole

_SUPER = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")


def value(tree: Tree, point: dict[str, complex]) -> complex:
    """The value of a tree at a point, in floating point."""
    if isinstance(tree, Num):
        return complex(tree.value)
    if isinstance(tree, Sym):
        return 1j if tree.name == "i" else point[tree.name]
    if isinstance(tree, Minus):
        return -value(tree.of, point)
    assert isinstance(tree, Op), tree
    a, b = value(tree.left, point), value(tree.right, point)
    if tree.sign == "root":
        return cmath.exp(cmath.log(a) / b) if a else 0j
    return {"+": lambda: a + b, "-": lambda: a - b, "*": lambda: a * b, "/": lambda: a / b, "^": lambda: a**b}[
        tree.sign
    ]()


def points(chance: random.Random) -> dict[str, complex]:
    return {letter: complex(chance.uniform(1.1, 2.9)) for letter in "abcdefghjklmnopqrstuvwxyzCK"}


def same_value(a: Tree, b: Tree, kind: str = "") -> bool:
    """Whether two trees agree at random points: exactly, up to a constant, or up to a factor."""
    chance = random.Random(5)
    pairs = []
    for _ in range(4):
        point = points(chance)
        pairs.append((value(a, point), value(b, point)))
    if kind == "constant":
        gaps = [x - y for x, y in pairs]
        return all(abs(gap - gaps[0]) <= 1e-7 * (1 + max(abs(x) for x, _ in pairs)) for gap in gaps)
    if kind == "associate":
        return all(abs(x * pairs[0][1] - y * pairs[0][0]) <= 1e-7 * (1 + abs(x * pairs[0][1])) for x, y in pairs)
    return all(abs(x - y) <= 1e-9 * (1 + abs(x)) for x, y in pairs)


class Rewriter:
    """Writes a tree in a random notation."""

    def __init__(self, chance: random.Random, *, latex: bool, whole_only: bool = False) -> None:
        self.chance, self.latex, self.keep = chance, latex, whole_only

    def space(self) -> str:
        return self.chance.choice(("", " ", " ", "  "))

    def write(self, tree: Tree) -> str:
        parts = list(terms(tree))
        if len(parts) > 1:
            self.chance.shuffle(parts)
            text = ""
            for sign, part in parts:
                shown = self.product(part)
                negative = shown.startswith(("-", "−")) or sign < 0
                shown = shown.lstrip("-−") if shown.startswith(("-", "−")) and sign > 0 else shown
                if sign < 0 and shown.startswith(("-", "−")):
                    shown, negative = shown.lstrip("-−"), False
                text += (self.minus() if negative else "+" if text else "") + self.space() + shown + self.space()
            return text.strip()
        sign, part = parts[0]
        shown = self.product(part)
        return shown if sign > 0 else shown.lstrip("-−") if shown.startswith(("-", "−")) else self.minus() + shown

    def minus(self) -> str:
        return self.chance.choice("--−")

    def product(self, tree: Tree) -> str:
        found = list(factors(tree))
        negative = sum(1 for base, exponent in found if base == Num(-1) and exponent % 2) % 2
        above = [(base, e) for base, e in found if e > 0 and base != Num(-1)]
        below = [(base, -e) for base, e in found if e < 0 and base != Num(-1)]
        head = self.minus() if negative else ""
        top = self.line(above) or "1"
        if not below:
            return head + top
        bottom = self.line(below)
        if all(isinstance(base, Num) for base, _ in (*above, *below)) and len(above) <= 1 and len(below) == 1:
            return head + self.number(Fraction(above[0][0].value if above else 1) / below[0][0].value)
        if self.latex or self.chance.random() < 0.5:
            return rf"{head}\frac{{{self.space()}{top}}}{{{bottom}{self.space()}}}"
        return f"{head}({top})/({bottom})"

    def number(self, number: Fraction) -> str:
        above, below = number.numerator, number.denominator
        if below == 1:
            return str(above)
        forms = [f"{above}/{below}", rf"\frac{{{above}}}{{{below}}}", rf"\dfrac{{{above}}}{{{below}}}"]
        if not self.keep:
            forms += [rf"\frac{{{3 * above}}}{{{3 * below}}}"]
            if below in (2, 4, 5, 8):
                forms.append(str(float(number)))
        shown = self.chance.choice(forms)
        return f"({shown})" if shown.count("/") and self.chance.random() < 0.3 else shown

    def line(self, parts: list[tuple[Tree, int]]) -> str:
        numbers = [p for p in parts if isinstance(p[0], Num)]
        others = [p for p in parts if not isinstance(p[0], Num)]
        self.chance.shuffle(others)
        shown = [self.power(base, e) for base, e in (*numbers, *others)]
        text = shown[0] if shown else ""
        for piece in shown[1:]:
            joint = self.chance.choice(("", " ", "*", r" \cdot ", "·"))
            if text[-1].isdigit() and piece[0].isdigit():
                joint = "*"
            if self.latex and joint == "*":
                joint = r" \cdot "
            if joint in ("", " ") and (
                piece[0] in "⁰¹²"
                or (text[-1].isalpha() and piece[0].isalpha() and joint == "" and len(piece) > 1 and piece[1].isalpha())
            ):
                joint = "*"
            text += joint + piece
        return text

    def power(self, base: Tree, exponent: int) -> str:
        shown = self.base(base)
        if exponent == 1:
            return shown
        return shown + self.chance.choice(
            (
                f"^{{{exponent}}}",
                f"^{exponent}" if exponent < 10 else f"^({exponent})",
                f"**{exponent}" if not self.latex else f"^{{{exponent}}}",
                str(exponent).translate(_SUPER),
            )
        )

    def base(self, tree: Tree) -> str:
        if isinstance(tree, Num):
            return self.number(Fraction(tree.value))
        if isinstance(tree, Sym):
            return tree.name
        if isinstance(tree, Op) and tree.sign == "root":
            inner = self.write(tree.left)
            if tree.right != Num(2):
                return rf"\sqrt[{self.write(tree.right)}]{{{inner}}}"
            return self.chance.choice(
                (rf"\sqrt{{{inner}}}", f"√{inner}" if inner.isdigit() else rf"\sqrt{{{inner}}}", f"sqrt({inner})")
            )
        if isinstance(tree, Op) and tree.sign == "^":
            above, below = whole(tree.right.left), whole(tree.right.right)  # type: ignore[union-attr]
            return f"{self.base(tree.left)}^{{{above}/{below}}}"
        brackets = ("(", ")") if not self.latex or self.chance.random() < 0.6 else (r"\left(", r"\right)")
        return f"{brackets[0]}{self.write(tree)}{brackets[1]}"


def rewritten(chance: random.Random, text: str, *, keep: bool = False) -> str:
    """The text of an expression in another notation, the value checked."""
    tree = parse(text)
    shown = Rewriter(chance, latex=chance.random() < 0.5, whole_only=keep).write(tree)
    assert same_value(tree, parse(shown)), (text, shown)
    return shown


def near_miss(chance: random.Random, text: str, kind: str = "") -> str:
    """An expression near another: a sign, a coefficient or a term changed; the value is checked to differ."""
    tree = parse(text)
    for _ in range(60):
        spots = [node for node in walk(tree) if isinstance(node, Num | Sym | Op)]
        spot = chance.choice(spots)
        if isinstance(spot, Num):
            new: Tree = Num(spot.value + chance.choice((1, 2))) if chance.random() < 0.7 else Minus(spot)
        elif isinstance(spot, Op) and spot.sign in "+-":
            new = chance.choice((spot.left, spot.right, Op("-" if spot.sign == "+" else "+", spot.left, spot.right)))
        else:
            new = Minus(spot)
        changed = _replaced(tree, spot, new)
        try:
            if not same_value(tree, changed, kind):
                return Rewriter(chance, latex=True).write(changed)
        except (ZeroDivisionError, OverflowError, TypeError, AttributeError, ValueError):
            continue
    return "x^{77} + 1"


def _replaced(tree: Tree, spot: Tree, new: Tree) -> Tree:
    """The tree with one part (found by identity) replaced."""
    if tree is spot:
        return new
    if isinstance(tree, Minus):
        return Minus(_replaced(tree.of, spot, new))
    if isinstance(tree, Op):
        return Op(tree.sign, _replaced(tree.left, spot, new), _replaced(tree.right, spot, new))
    return tree


def _unfactored(task: Task) -> list[str]:
    shown = task.meta["expression"]
    return (
        [shown]
        if task.family.endswith(
            (
                ".factor",
                ".cancel",
                ".expand",
                ".common_denominator",
                ".complete_square",
                ".partial_fractions",
                ".collect",
                ".radicals",
                ".powers",
                ".complex_numbers",
            )
        )
        else []
    )


def right(chance: random.Random, task: Task) -> str:
    """The reference answer, rewritten."""
    spec = task.spec
    if task.verifier == "expression":
        shown = rewritten(chance, spec["value"], keep=spec.get("form") == "lowest")
        if "constant" in spec:
            shown += chance.choice(("", " + C", "+c", " - 7", " + K"))
        if spec.get("form") == "associate" and chance.random() < 0.3:
            shown = f"2({shown})"
        return chance.choice(("", "", "y = ", "= ")) + shown if spec["letters"] != ["y"] else shown
    if task.verifier == "number":
        number = Fraction(spec["value"])
        shown = Rewriter(chance, latex=True).number(abs(number))
        return ("-" if number < 0 else "") + shown.strip("()")
    if task.verifier == "solutions":
        values = [rewritten(chance, text) for text in spec["values"]]
        chance.shuffle(values)
        x = spec["letter"]
        styles = [", ".join(f"{x} = {v}" for v in values), " or ".join(f"{x}={v}" for v in values), ", ".join(values),
                  r"\{" + ", ".join(values) + r"\}", ", ".join(f"{x}_{i} = {v}" for i, v in enumerate(values, 1)),
                  r" \text{ or } ".join(f"{x} = {v}" for v in values), rf"{x} \in \{{{', '.join(values)}\}}"]  # fmt: skip
        return chance.choice(styles)
    if task.verifier == "assignments":
        values = {x: rewritten(chance, text) for x, text in zip(spec["letters"], spec["values"], strict=True)}
        pairs = [f"{x} = {v}" for x, v in values.items()]
        ordered = f"({', '.join(values.values())})"
        chance.shuffle(pairs)
        return chance.choice(
            (", ".join(pairs), " and ".join(pairs), ordered, f"({', '.join(values)}) = {ordered}", "; ".join(pairs))
        )
    if task.verifier == "matrix":
        rows = [[rewritten(chance, entry) for entry in row] for row in spec["rows"]]
        body = r" \\ ".join(" & ".join(row) for row in rows)
        kind = chance.choice(("pmatrix", "bmatrix", "matrix"))
        listed = "[" + ", ".join("[" + ", ".join(row) + "]" for row in rows) + "]"
        return chance.choice(
            (rf"\begin{{{kind}}}{body}\end{{{kind}}}", listed, "[" + "; ".join(", ".join(row) for row in rows) + "]")
        )
    if task.verifier == "expressions":
        values = [rewritten(chance, text) for text in spec["values"]]
        labels = spec["labels"]
        named = (
            "; ".join(f"{label}: {v}" for label, v in zip(labels, values, strict=True)) if labels else "; ".join(values)
        )
        return chance.choice(("; ".join(values), ", ".join(values), named))
    assert task.verifier == "reals", task.verifier
    return _reals(chance, spec)


def _reals(chance: random.Random, spec: dict) -> str:
    parts = _stored(spec)
    chance.shuffle(parts)
    x = spec["letter"]
    if not parts:
        return chance.choice((r"\emptyset", "no solution"))
    if chance.random() < 0.5:
        shown = [f"{'[' if a else '('}{_end(low)}, {_end(high)}{']' if b else ')'}" for low, high, a, b in parts]
        return chance.choice((" U ", r" \cup ", " ∪ ")).join(shown)
    shown = []
    for low, high, a, b in parts:
        if low == high:
            return (
                f"[{low}, {low}]"
                if len(parts) == 1
                else " U ".join(f"{'[' if c else '('}{_end(p)},{_end(q)}{']' if d else ')'}" for p, q, c, d in parts)
            )
        if low == "-oo" and high == "oo":
            return "all real numbers"
        if low == "-oo":
            shown.append(f"{x} {'<=' if b else '<'} {high}")
        elif high == "oo":
            shown.append(chance.choice((f"{x} {'>=' if a else '>'} {low}", f"{low} {'<=' if a else '<'} {x}")))
        else:
            shown.append(
                rf"{low} {chance.choice((chr(92) + 'leq', '≤')) if a else '<'} {x} {'<=' if b else '<'} {high}"
            )
    return " or ".join(shown)


def _stored(spec: dict) -> list[list]:
    return [[*ends, *closed] for ends, closed in zip(spec["intervals"], spec["closed"], strict=True)]


def _end(text: str) -> str:
    return {"-oo": r"-\infty", "oo": r"\infty"}.get(text, text)


def wrong(chance: random.Random, task: Task) -> str:
    """An answer near the right one."""
    spec = task.spec
    if task.verifier == "expression":
        if chance.random() < 0.25 and (other := _unfactored(task)):
            return other[0]
        kind = "constant" if "constant" in spec else "associate" if spec.get("form") == "associate" else ""
        return near_miss(chance, spec["value"], kind)
    if task.verifier == "number":
        return str(Fraction(spec["value"]) + chance.choice((1, -1, Fraction(1, 7))))
    if task.verifier == "solutions":
        values = list(spec["values"])
        i = chance.randrange(len(values))
        if len(values) > 1 and chance.random() < 0.3:
            del values[i]
        else:
            values[i] = near_miss(chance, values[i])
            if any(same_value(parse(values[i]), parse(other)) for other in spec["values"]):
                values[i] = "98765"
        return ", ".join(f"{spec['letter']} = {v}" for v in values)
    if task.verifier == "assignments":
        values = dict(zip(spec["letters"], spec["values"], strict=True))
        x = chance.choice(list(values))
        values[x] = near_miss(chance, values[x])
        return ", ".join(f"{x} = {v}" for x, v in values.items())
    if task.verifier == "matrix":
        rows = [list(row) for row in spec["rows"]]
        i, j = chance.randrange(len(rows)), chance.randrange(len(rows[0]))
        rows[i][j] = near_miss(chance, rows[i][j])
        return "[" + ", ".join("[" + ", ".join(row) + "]" for row in rows) + "]"
    if task.verifier == "expressions":
        values = list(spec["values"])
        i = chance.randrange(len(values))
        values[i] = near_miss(chance, values[i])
        return "; ".join(values)
    parts = _stored(spec) or [["0", "1", True, True]]
    part = chance.choice(parts)
    if spec["intervals"]:
        side = 0 if part[0] != "-oo" else 1
        if part[0] == "-oo" and part[1] == "oo":
            part[0] = "0"
        elif part[0] == part[1]:
            part[1] = str(Fraction(part[1]) + 1)
        elif chance.random() < 0.5:
            part[2 + side] = not part[2 + side]
            if any(p is not part and p[1 - side] == part[side] for p in parts):
                part[side] = str(Fraction(part[side]) + Fraction(1, 97))
        else:
            part[side] = str(Fraction(part[side]) + Fraction(1, 97) * (1 if side else -1))
    return r" \cup ".join(
        f"{'[' if a else '('}{_end(low)}, {_end(high)}{']' if b else ')'}" for low, high, a, b in parts
    )
