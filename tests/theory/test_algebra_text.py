"""The algebra parser, the normal form, forms and the bridge to sympy."""

from __future__ import annotations

import math
import time

import pytest
import sympy
from hypothesis import given, settings
from hypothesis import strategies as st

from etude.theory.algebra.comparison import alternatives, read, same
from etude.theory.algebra.forms import FORMS
from etude.theory.algebra.normal import TooLarge, Undefined, Work, equal, normal
from etude.theory.algebra.parser import Unreadable, parse
from etude.theory.algebra.sympy_bridge import to_sympy
from etude.theory.algebra.tree import Bag, Relation, Table
from etude.theory.polynomials import (
    add,
    common,
    compose,
    degree,
    derivative,
    divide,
    integral,
    multiply,
    primitive,
    show,
)
from tests.limits import ENDLESS
from tests.rewriting import same_value

x, y, z, i = sympy.Symbol("x"), sympy.Symbol("y"), sympy.Symbol("z"), sympy.I


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("2x^2 - 3x + 1", 2 * x**2 - 3 * x + 1), (r"\frac{1}{2}x", x / 2), ("1/2x", x / 2), ("x/2y", x * y / 2), (r"\frac12", sympy.Rational(1, 2)),
        ("2 1/3", sympy.Rational(7, 3)), (r"2\frac{1}{3}", sympy.Rational(7, 3)), (r"2\frac{x}{3}", 2 * x / 3), ("-x^2", -(x**2)), ("2^-1", sympy.Rational(1, 2)),
        ("x^{-2}", x**-2), ("x²y³", x**2 * y**3), ("√12", sympy.sqrt(12)), (r"\sqrt[3]{x}", x ** sympy.Rational(1, 3)), ("sqrt(2)x", sympy.sqrt(2) * x),
        ("(x+1)(x-2)", (x + 1) * (x - 2)), (r"\left(x+1\right)^{2}", (x + 1) ** 2), ("xy", x * y), ("2 x y", 2 * x * y), ("3(x)", 3 * x), ("x(x+1)", x * (x + 1)),
        (r"x \cdot -3", -3 * x), ("−x", -x), ("x × y ÷ 2", x * y / 2), ("0.5x", x / 2), (".5", sympy.Rational(1, 2)), ("3i + 2", 3 * i + 2), ("x**2**3", x**8),
        ("x_1 + x_{12}", sympy.Symbol("x_1") + sympy.Symbol("x_12")), ("x₁", sympy.Symbol("x_1")), (r"\text{x}", x), ("{x}^{2}", x**2), ("--x", x), ("+x", x),
        (r"\dfrac{x+1}{x-1}", (x + 1) / (x - 1)), ("((x))", x), ("½x", x / 2), (r"2\,x\;y", 2 * x * y), ("x^2/3", x**2 / 3), ("-2^2", -4), ("(-2)^2", 4), ("2(3)", 6),
    ],
)  # fmt: skip
def test_what_is_read(text: str, value) -> None:
    assert sympy.simplify(to_sympy(text) - value) == 0


@pytest.mark.parametrize(
    "text",
    ["", " ", "x+", "*x", "(x", "x)", "((", "3 4", "2 3x", "1 2 3", "x+*2", "f(x", "__import__('os')", "x.y", "x!", "x%", "lambda x: x",
     "x^", "^2", r"\frac{1}", r"\frac", r"\sqrt", r"\input{x}", r"\begin{array", r"\begin{verbatim}x\end{verbatim}", "'a'", '"a"', "@", "x || y", "{", "}",
     r"\\", "0x10", "1_000", "[1,2", "]", ".", r"\frac.", r"\frac.x", "٣", "x" * 7, "9" * 61, "x+" * 700 + "1", "(" * 50 + "x" + ")" * 50, "-" * 50 + "x"],
)  # fmt: skip
def test_what_is_refused(text: str) -> None:
    with pytest.raises(Unreadable):
        parse(text)


@pytest.mark.parametrize(
    ("text", "kind"),
    [("x = 2 or x = 3", Bag), ("{1, 2}", Bag), (r"\{1, 2\}", Bag), ("(1, 2]", Bag), ("x < 3", Relation), ("1 < x <= 3", Relation), (r"x \in (1, 2)", Relation),
     (r"(1,2) \cup (3,4)", Relation), (r"\begin{pmatrix} 1 & 2 \\ 3 & 4 \end{pmatrix}", Table), ("[1, 2; 3, 4]", Table), ("[[1, 2], [3, 4]]", Bag), ("1, 2, 3", Bag)],
)  # fmt: skip
def test_more_than_one_expression(text: str, kind: type) -> None:
    assert isinstance(parse(text), kind)


def test_sympy_objects_of_all_kinds() -> None:
    assert to_sympy(r"\{1, x\}") == sympy.FiniteSet(1, x)
    assert to_sympy("x = 2") == sympy.Eq(x, 2)
    assert to_sympy("x <= 2") == sympy.Le(x, 2)
    assert to_sympy(r"(-\infty, 2] \cup [3, 4)") == sympy.Union(
        sympy.Interval(-sympy.oo, 2), sympy.Interval.Ropen(3, 4)
    )
    assert to_sympy(r"\begin{pmatrix} 1 & x \\ 3 & 4 \end{pmatrix}") == sympy.Matrix([[1, x], [3, 4]])
    assert to_sympy("[[1, 2], [3, 4]]") == sympy.Matrix([[1, 2], [3, 4]])
    assert to_sympy(r"1 \pm \sqrt{2}") == (1 + sympy.sqrt(2), 1 - sympy.sqrt(2))
    assert to_sympy("1, 2") == (1, 2)
    assert to_sympy("[1, 2)") == sympy.Interval.Ropen(1, 2)
    for text in ("1/0", "9**9**9**9", "x^{100000}", "2^x", "0^{-1}", "x^{1/100000}"):
        with pytest.raises(Unreadable):
            to_sympy(text)


EQUAL = [
    ("(x+1)(x-1)", "x^2-1"), (r"1/(1+\sqrt{2})", r"\sqrt{2}-1"), ("√12", "2√3"), ("√(-4)", "2i"), ("(1+i)^2", "2i"), ("1/i", "-i"), (r"\sqrt{1/2}", r"\sqrt{2}/2"),
    (r"\sqrt[3]{54}", r"3\sqrt[3]{2}"), (r"\frac{x^2-1}{x-1}", "x+1"), ("√2*√3", "√6"), ("x^{1/2}x^{3/2}", "x^2"), ("8^{2/3}", "4"), ("-8^{1/3}", "-2"), ("0", "x-x"),
    (r"\sqrt[3]{2}\sqrt{2}", "2^{5/6}"), ("(x+y)^3", "x^3+3x^2y+3xy^2+y^3"), ("x^0", "1"), (r"\frac{1}{x}+\frac{1}{y}", r"\frac{x+y}{xy}"), (r"\sqrt{x^2}", "x"),
    (r"\frac{1}{\sqrt{2}+\sqrt{3}}", r"\sqrt{3}-\sqrt{2}"), (r"\sqrt{8}x", r"2\sqrt{2}x"), ("0.1x", "x/10"), ("i^4", "1"), (r"\sqrt{2}^{4}", "4"),
]  # fmt: skip
DIFFERENT = [
    ("x", "y"), ("x^2", "2x"), ("√2", "1.4142135623730951"), ("√2+√3", "√5"), ("√2+√3", "√(10)"), ("i", "1"), ("i", "-i"), ("x+1", "x+2"), (r"\sqrt[3]{2}", "√2"),
    ("2^{60}", "2^{60}+1"), ("(x+1)^{20}", "(x+1)^{20}+x-1"), ("1/3", "0.3333333333333333"), (r"\sqrt{6}", r"\sqrt{2}+\sqrt{1}"),
]  # fmt: skip


@pytest.mark.parametrize(("a", "b"), EQUAL)
def test_equal_values_have_one_normal_form(a: str, b: str) -> None:
    work = Work()
    assert equal(normal(parse(a), work), normal(parse(b), work), work)
    letters = sorted({c for c in a + b if c in "xyz"})
    assert same(parse(a), b, letters) is True


@pytest.mark.parametrize(("a", "b"), DIFFERENT)
def test_different_values_have_two(a: str, b: str) -> None:
    assert same(parse(a), b, ["x", "y"]) is False


@pytest.mark.parametrize("text", ["9**9**9**9", "(x+1)**100000", "x^x", "1/0", "1/(x-x)", r"\sqrt{x+1}", "(a+b+c+d)^{60}", "((x+1)^{60})^{60}", "x^{1/13}",
                                  r"\sqrt{99999999999999999977}", "((((2^9)^9)^9)^9)^9", "oo", "0^{-1}", r"\sqrt{\sqrt{2}+1}"])  # fmt: skip
def test_work_is_bounded(text: str) -> None:
    tree = parse(text)
    started = time.process_time()
    with pytest.raises((TooLarge, Undefined)):
        normal(tree)
    assert time.process_time() - started < ENDLESS
    assert same(tree, "x+1", ["x", "a", "b", "c", "d"]) in (False, None)


def test_what_is_too_much_work_is_decided_modulo_a_prime() -> None:
    assert same(parse("(x+1)^{40}(x-2)^{40}(x+3)^{40}"), "(x-2)^{40}(x+1)^{40}", ["x"]) is False
    assert same(parse("(x+y+z+1)^{12}"), "(z+y+x+1)^{2}(1+x+y+z)", ["x", "y", "z"]) is False
    assert same(parse("(x+y+z+w+1)^{9}(x+y)"), "(x+y+z)", ["x", "y", "z", "w"]) is False
    large = r"\frac{(x+y+z+w+1)^{12}(x+2)}{(1+w+z+y+x)^{12}}"
    with pytest.raises(TooLarge):
        normal(parse(large))
    assert same(parse(large), "x+2", ["x", "y", "z", "w"]) is True
    assert same(parse(large), "x+3", ["x", "y", "z", "w"]) is False


def test_plus_minus_means_both() -> None:
    assert [same(t, v, []) for t, v in zip(alternatives(parse(r"1 \pm 2")), ("3", "-1"), strict=True)] == [True, True]
    assert len(alternatives(parse(r"\pm 1 \pm \sqrt{2}"))) == 4
    assert alternatives(parse(r"\pm 1 \pm 2 \pm 3")) is None
    assert [same(t, v, []) for t, v in zip(alternatives(parse(r"1 \mp 2")), ("-1", "3"), strict=True)] == [True, True]


FORMED = {
    "expanded": (["x^2+2x+1", "1+2x+x^2", "-3x+x^2/2", "(x^2+3x)/2", "2", r"\frac{3x}{2}-y", "xy+x"],
                 ["(x+1)^2", "x+x", "x*x", "2*3x", "2(x+1)", "x^2+2x+1+x", "x(x+2)+1", "1/x"]),
    "factored": (["(x-1)(x+2)", "(x+2)(x-1)", "(1-x)(-x-2)", "-(1-x)(x+2)", "(2x-2)(x/2+1)"], ["x^2+x-2", "(x-1)(x+2)+0", "x^2+x-2*1", "x(x+1)-2"]),
    "lowest": ([r"\frac{x+1}{x+2}", r"(x+1)/(x+2)", r"\frac{2(x+1)}{2x+4}".replace("2(x+1)", "-x-1").replace("2x+4", "-x-2")],
               [r"\frac{2x+2}{2x+4}", r"1-\frac{1}{x+2}", r"\frac{(x+1)(x+3)}{(x+2)(x+3)}"]),
    "vertex": (["(x-3)^2+4", "4+(3-x)^2", "4 + (x-3)^2"], ["x^2-6x+13", "(x-3)^2+3+1", "(x-3)(x-3)+4"]),
    "number": (["3/4", "-2", r"\frac{1+\sqrt{5}}{2}", "2-3i", r"\frac{\sqrt{2}}{2}", r"\sqrt{8}", r"\frac{1}{\sqrt{2}}", r"-\frac{1+i}{2}"], ["1+1", "2*3", "4/2+1", r"\sqrt{2}+\sqrt{2}", "i+i", "1/i"]),
    "radical": ([r"2\sqrt{3}", r"1+\sqrt{2}", r"\frac{\sqrt{6}}{3}", "7"], [r"\sqrt{12}", r"\frac{1}{\sqrt{2}}", r"\sqrt{2}+\sqrt{2}", r"\sqrt{4}", r"\sqrt{1/2}"]),
    "monomial": (["6x^2y", r"\frac{x^2}{3y}", "x^{1/2}", r"2\sqrt{x}"], ["x*x", "x^{-1}", "2*3x", "x+y", "x^2/x"]),
    "partial": ([r"\frac{1}{x-1}+\frac{2}{x+2}", r"\frac{2}{x+2}-\frac{1}{1-x}"], [r"\frac{3x}{(x-1)(x+2)}", r"\frac{1}{x-1}+\frac{1}{x+2}+\frac{1}{x+2}", r"\frac{x}{x-1}+\frac{2}{x+2}-1"]),
}  # fmt: skip
REFERENCE = {"factored": "(x-1)(x+2)", "lowest": r"\frac{x+1}{x+2}", "partial": r"\frac{1}{x-1}+\frac{2}{x+2}"}


@pytest.mark.parametrize("form", sorted(FORMED))
def test_forms(form: str) -> None:
    good, bad = FORMED[form]
    for text in good:
        assert FORMS[form](parse(text), parse(REFERENCE.get(form, text))), text
    for text in bad:
        assert not FORMS[form](parse(text), parse(REFERENCE.get(form, text))), text


POLYS = st.lists(st.integers(-9, 9), min_size=1, max_size=5).map(lambda values: (*values[:-1], values[-1] or 1))


@given(POLYS, POLYS, POLYS)
@settings(deadline=None, max_examples=60)
def test_polynomials_against_sympy(a, b, c) -> None:
    one, two, three = (sympy.Poly(list(reversed(p)), x) for p in (a, b, c))
    assert sympy.Poly(list(reversed(multiply(a, b))), x) == one * two
    assert sympy.Poly(list(reversed(add(a, b, -1))) or [0], x) == one - two
    quotient, rest = divide(multiply(a, b), c)
    wanted = sympy.div(one * two, three, domain="QQ")
    assert [sympy.Poly(list(map(sympy.Rational, map(str, reversed(p)))) or [0], x) for p in (quotient, rest)] == [
        sympy.Poly(w.as_expr(), x) for w in wanted
    ]
    assert degree(rest) < degree(c)
    shared = common(multiply(a, c), multiply(b, c))
    assert sympy.Poly(list(reversed(shared)), x).monic() == sympy.gcd(one * three, two * three).monic()
    assert derivative(integral(a)) == a
    assert (
        sympy.expand(
            sympy.Poly(list(reversed(compose(a, b))) or [0], x).as_expr() - one.as_expr().subs(x, two.as_expr())
        )
        == 0
    )
    whole = primitive(a)
    assert math.gcd(*whole) == 1
    assert whole[-1] > 0
    assert sympy.Poly(list(reversed(whole)), x).monic() == one.monic()
    assert same_value(parse(show(a)), parse(sympy.latex(one.as_expr())))


@given(st.text(alphabet="x+-*/^(){}[]1 2.,;=<>\\fracsqt&yi√²_pmor", max_size=60))
@settings(deadline=None, max_examples=400)
def test_no_text_does_harm(text: str) -> None:
    tree = read(text)
    if tree is not None:
        assert same(tree, "x^2+1", ["x", "y"]) in (True, False, None)
        for form in FORMS.values():
            form(tree, parse("(x+1)(x-1)"))
