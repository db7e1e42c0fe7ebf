"""Algebraic kinds: right and wrong writings, canonical keys, forms of all families, and work that is bounded."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import etude
from etude.answers.kind import AnyKind
from etude.answers.table import KINDS
from etude.task import Json
from etude.theory.algebra import normal as normal_form
from etude.theory.algebra.parser import parse
from etude.theory.algebra.written import value_key
from etude.verifiers.formatting import strip_formatting

CASES: list[tuple[str, dict[str, Json], list[str], list[str]]] = [
    (
        "expression",
        {"value": "\\frac{-4y+8}{y+5}", "letters": ["y"], "form": "lowest"},
        [
            "\\frac{8-4y}{y+5}, \\quad y \\neq -5",
            "\\frac{8-4y}{y+5} \\text{ for } y \\neq -5",
            "\\frac{8-4y}{y+5} \\text{ where } y\\ne -5",
            "\\frac{8-4y}{y+5}\\;(y \\ne -5, y \\ne 2)",
            "8-4y \\over y+5",
            "\\frac{8-4y}{y+5}, y\\in\\mathbb{R}\\setminus\\{-5\\}",
            "f(y)=\\frac{8-4y}{y+5}",
            "y \\mapsto \\frac{8-4y}{y+5}",
            "f: y \\to \\frac{8-4y}{y+5}",
            "\\frac{8-4y}{y+5} \\text{ (for } y \\neq -5)",
            "\\frac{-8y^2+36y-40}{2y^2+5y-25} = \\frac{8-4y}{y+5}",
            "\\frac{4[2-y]}{[y+5]}",
            "\\frac{8-4y}{y+5} \\text{ provided } y\\neq-5",
            "\\text{The simplified form} = \\frac{8-4y}{y+5}",
            "(8-4y)/(y+5), y != -5",
            "\\frac{8-4y}{y+5}\\quad\\text{with } y \\notin \\{-5\\}",
            "(8 - 4y) ÷ (y + 5)",
            "\\frac{8-4y}{y+5} \\text{, where } y \\neq -5, \\frac{5}{2}",
        ],
        [
            "5 = \\frac{8-4y}{y+5}",
            "\\frac{8-4y}{y+5}, 3",
            "\\frac{8-4y}{y+5} \\text{ or } y",
            "\\frac{8-4y}{y+5} = 3",
            "y+1 = \\frac{8-4y}{y+5}",
            "\\frac{8-4y}{y+5}, y \\ne 2 = x",
            "\\{\\frac{8-4y}{y+5}\\}",
            "\\frac{8-4y}{y+5} \\pm 0",
            "\\neq \\frac{8-4y}{y+5}",
            "\\frac{16-8y}{2y+10}",
            "\\frac{8-4y}{y+5} + C",
            "x \\ne \\frac{8-4y}{y+5}",
            "\\frac{8-4y}{y+5} < y",
            "\\frac{8-4y}{y+5} \\to 3",
            "\\frac{8-4x}{x+5}",
        ],
    ),
    (
        "expression",
        {"value": "\\frac{1}{3}y^{3}", "letters": ["y"], "constant": "y"},
        [
            "\\frac{y^3}{3}+C",
            "\\frac{y^3}{3}+C_1",
            "\\frac{y^3}{3}+\\text{const.}",
            "\\frac{y^3}{3} + \\text{constant}",
            "\\int y^2\\,dy = \\frac{y^3}{3}+C",
            "F(y)=\\frac{y^3}{3}",
            "\\frac{y^3}{3} + C, \\text{ where } C \\text{ is a constant}",
            "\\frac{y^3}{3}+K",
            "\\frac{y^3}{3} + c",
            "\\frac{y^3}{3} + C \\quad (C \\in \\mathbb{R})",
            "y^3/3 - 7",
            "\\frac13y^3+C = \\frac{y^3}{3}+C",
            "\\frac{y^3}{3} + \\text{an arbitrary constant}",
            "\\frac{y^3 + 3C}{3}",
            "\\frac{y^3}{3} + C_{1}",
            "\\frac{1}{3} y^{3} + \\mathrm{const}",
        ],
        [
            "5 = \\frac{y^3}{3}+C",
            "y^2 = \\frac{y^3}{3}+C",
            "\\frac{y^3}{3}+Cy",
            "C",
            "y^3",
            "\\frac{y^3}{3}+x",
            "0",
            "\\frac{y^3}{3} = 5",
            "C = \\frac{y^3}{3} = 2y",
            "\\frac{y^3}{3}C",
        ],
    ),
    (
        "expression",
        {"value": "\\frac{170}{97} + \\frac{17}{97}\\sqrt{3}", "letters": [], "form": "radical"},
        [
            "\\frac{17}{97}(10+\\sqrt3)",
            "\\frac{17\\left(10+\\sqrt{3}\\right)}{97}",
            "17(10+\\sqrt3)/97",
            "\\frac{170+17\\sqrt3}{97} \\approx 2.056",
            "\\frac{170}{97}+\\frac{17\\sqrt3}{97}",
            "1\\frac{73}{97}+\\frac{17}{97}\\sqrt{3}",
            "\\frac{17}{97}\\cdot\\left(\\sqrt3+10\\right)",
            "-\\frac{-170-17\\sqrt3}{97}",
            "\\frac{170}{97}+\\frac{17}{97}\\cdot 3^{\\frac12}",
            "\\frac{17}{10-\\sqrt3} = \\frac{170+17\\sqrt3}{97}",
            "(170 + 17√3)/97",
            "\\frac{170}{97}+\\frac{17}{97}3^{0.5}",
        ],
        [
            "\\frac{17}{10-\\sqrt3}",
            "\\frac{170+17\\sqrt3}{97} \\approx 2.2",
            "\\frac{170+17\\sqrt3}{97}, 3",
            "\\frac{100+70+17\\sqrt3}{97}",
            "2.056",
            "x",
            "\\frac{170+17\\sqrt{12}/2}{97}",
            "\\frac{170 \\pm 17\\sqrt3}{97}",
        ],
    ),
    (
        "expression",
        {"value": "2(z - 5)^{2}(z^{2} - z + 4)", "letters": ["z"], "form": "factored"},
        [
            "2(z-5)^2(z^2-z+4) \\text{ over the rationals}",
            "P(z) = 2(z-5)^2(z^2-z+4)",
            "2[z-5]^2[z^2-z+4]",
            "2 \\cdot (z-5)^{2} \\cdot (z^2-z+4)",
            "2(z-5)^2(z(z-1)+4)",
        ],
        ["2(z-5)^2(z^2-z+4) = 0", "2(z-5)^2 \\cdot (z^2-z+4)+0z+1", "(z-5)^2(z^2-z+4)", "2(z-5)(z-5)(z^2-z)+8(z-5)^2"],
    ),
    (
        "expression",
        {"value": "-\\frac{1}{3} + \\frac{7}{6}i", "letters": [], "form": "number"},
        [
            "-\\frac13+1\\frac16 i",
            "\\frac16(-2+7i)",
            "-\\frac13 + i\\frac76",
            "-\\frac13 + \\frac{7i}{6}",
            "\\frac{7i-2}{6}",
            "-0.\\overline{3}+\\frac76i",
            "-\\frac13+1.1\\overline{6}i",
        ],
        [
            "\\frac13+\\frac76i",
            "(1+i)(2+3i)",
            "-\\frac13+\\frac76j",
            "\\frac{(1+i)(2+3i)}{6}",
            "-\\frac13-\\frac76i",
            "-\\frac13 + \\frac76",
        ],
    ),
    (
        "solutions",
        {"values": ["9", "-9"], "letter": "x"},
        [
            "x = \\pm 9",
            "\\pm 9",
            "x = 9 \\text{ or } x = -9",
            "x=9, -9",
            "x = -9 \\text{ and } x = 9",
            "S = \\{-9, 9\\}",
            "x \\in \\{-9,9\\}",
            "x_1=9,\\ x_2=-9",
            "x_{1,2} = \\pm 9",
            "x=9;x=-9",
            "\\text{The solutions are } x = 9 \\text{ and } x = -9",
            "9 = x, -9 = x",
            "\\{\\pm 9\\}",
            "x = +9, x = -9",
            "x=\\mp 9",
            "x = \\pm\\frac{18}{2}",
            "x = 9 \\lor x = -9",
            "9,-9",
        ],
        [
            "x=9",
            "x=\\pm 3",
            "x^2=81",
            "x = 9, -8",
            "x=9,-9,0",
            "x = 9, y = -9",
            "|x| = 9",
            "x = \\pm \\sqrt{81}i",
            "x \\ne 9, -9",
            "x = 9 \\approx 8.9, x = -9",
            "x>9, x<-9",
            "x = 4 \\pm 5",
            "x=9=8, x=-9",
        ],
    ),
    (
        "solutions",
        {"values": ["3"], "letter": "x"},
        [
            "x=3",
            "3=x",
            "x=3 \\text{ (double root)}",
            "x=3 \\text{ is the only solution}",
            "\\{3\\}",
            "x = 3 \\text{ with multiplicity 2}",
            "x = \\frac{6}{2} = 3",
            "\\text{The only solution is } x = 3",
            "x=3.0",
            "x = 3, \\text{ double root}",
            "x = 2.\\overline{9}",
            "x=3, x=3",
        ],
        [
            "x=3!",
            "x=3, x=-3",
            "x \\approx 3",
            "y=3",
            "x=2+1",
            "x=\\pm 3",
            "x\\le 3",
            "x=3 \\text{ is not a solution}",
            "x-3=0",
            "\\emptyset",
        ],
    ),
    (
        "solutions",
        {
            "values": ["\\frac{1}{2} - \\frac{1}{10}\\sqrt{95}i", "\\frac{1}{2} + \\frac{1}{10}\\sqrt{95}i"],
            "letter": "x",
        },
        [
            "x=\\frac12(1\\pm i\\sqrt{19/5})",
            "x = \\frac12 \\pm \\frac{\\sqrt{95}}{10} i \\approx 0.5 \\pm 0.97i",
            "x=\\frac{1}{2} + \\frac{i\\sqrt{95}}{10} \\approx 0.5+0.9747i, x=\\frac{1}{2} - \\frac{i\\sqrt{95}}{10} \\approx 0.5-0.9747i",
            "x=0.5\\pm 0.1\\sqrt{95}i",
            "x=\\frac{1}{2} \\pm i\\sqrt{\\frac{19}{20}}",
            "x=\\frac{5 \\pm i\\sqrt{95}}{10}",
        ],
        ["x=\\frac12\\pm\\frac{\\sqrt{95}}{10}", "x=\\frac12 \\pm 0.97i", "x=\\frac12+\\frac{i\\sqrt{95}}{10}"],
    ),
    (
        "assignments",
        {"letters": ["u", "v", "w"], "values": ["7/3", "-6", "1"]},
        [
            "u: 7/3, v: -6, w: 1",
            "\\langle 7/3,-6,1\\rangle",
            "u = 7/3 \\quad v = -6 \\quad w = 1",
            "(u, v, w) = (7/3, -6, 1)",
            "\\begin{pmatrix}u\\\\v\\\\w\\end{pmatrix} = \\begin{pmatrix}7/3\\\\-6\\\\1\\end{pmatrix}",
            "\\begin{cases}u = 7/3\\\\ v=-6\\\\ w = 1\\end{cases}",
            "w=1,v=-6,u=7/3",
            "u=2\\tfrac13; v=-6; w=1",
            "u = \\frac{14}{6} = \\frac73, v=-6, w=1",
            "u = \\frac73 \\approx 2.33, v = -6, w = 1",
            "u=2.\\overline{3}, v=-6, w=1",
            "u = 7/3\nv = -6\nw = 1",
            "(7/3, -6, 1)",
            "u=7/3 and v=-6 and w=1",
            "u \\to 7/3, v \\to -6, w \\to 1",
            "\\left(u,v,w\\right)=\\left(\\tfrac73,-6,1\\right)",
            "u = 7/3, \\; v = -6, \\text{ and } w = 1",
            "\\begin{pmatrix}7/3\\\\-6\\\\1\\end{pmatrix}",
            "u is 7/3, v is -6, w is 1",
            "\\begin{array}{l}u=7/3\\\\v=-6\\\\w=1\\end{array}",
        ],
        [
            "\\{7/3,-6,1\\}",
            "(7/3,-6),(1)",
            "u=7/3,v=-6,w=1,x=2",
            "u=7/3,v=-6",
            "u=7/3,u=7/3,v=-6,w=1",
            "(w,v,u)=(7/3,-6,1)",
            "u=2.33,v=-6,w=1",
            "u=7/3,v=6,w=1",
            "u+v+w = -8/3",
            "u \\ne 7/3, v=-6, w=1",
            "u=7/3 \\approx 2.4,v=-6,w=1",
            "u=7/3,v=-6,w=1 or u=0,v=0,w=0",
            "u = 1+4/3, v=-6, w=1",
            "(7/3,-6,1,0)",
            "u = v = w = 7/3",
            "[7/3;-6],1",
        ],
    ),
    (
        "assignments",
        {"letters": ["x", "y"], "values": ["1", "2"]},
        ["(1,2)", "x=1,y=2", "[1,2]", "x = 1 \\text{ and } y = 2", "(x,y)=(1,2)", "y=2, x=1"],
        ["\\{1,2\\}", "(1,2),(1,3)", "(2,1)", "1", "x=1", "\\{(1,2),(3,4)\\}", "x=1,y=3", "x = 1 or y = 2"],
    ),
    (
        "matrix",
        {"rows": [["1/3", "7/24"], ["0", "-1/8"]]},
        [
            "\\begin{pmatrix}1/3&7/24\\\\0&-1/8\\end{pmatrix}",
            "A^{-1} = \\frac{1}{24}\\begin{pmatrix}8&7\\\\0&-3\\end{pmatrix} = \\begin{pmatrix}1/3&7/24\\\\0&-1/8\\end{pmatrix}",
            "\\begin{bmatrix}0.\\overline{3}&7/24\\\\0&-0.125\\end{bmatrix}",
            "[1/3, 7/24; 0, -1/8]",
            "[[1/3 7/24]\n [0 -1/8]]",
            "-\\frac{1}{24}\\begin{pmatrix}-8&-7\\\\0&3\\end{pmatrix}",
            "\\begin{pmatrix}8&7\\\\0&-3\\end{pmatrix}/24",
            "A \\cdot B = \\begin{pmatrix}1/3&7/24\\\\0&-1/8\\end{pmatrix}",
            "\\begin{pmatrix}1/3&0\\\\7/24&-1/8\\end{pmatrix}^T",
            "\\begin{pmatrix}3&7\\\\0&-8\\end{pmatrix}^{-1} = \\begin{pmatrix}1/3&7/24\\\\0&-1/8\\end{pmatrix}",
            "\\begin{pmatrix}1&0\\\\0&1\\end{pmatrix}\\begin{pmatrix}1/3&7/24\\\\0&-1/8\\end{pmatrix} = \\begin{pmatrix}1/3&7/24\\\\0&-1/8\\end{pmatrix}",
            "((1/3, 7/24), (0, -1/8))",
            "M = [[1/3, 7/24], [0, -1/8]]",
        ],
        [
            "\\begin{vmatrix}1/3&7/24\\\\0&-1/8\\end{vmatrix}",
            "[1/3,7/24,0,-1/8]",
            "\\begin{pmatrix}1/3&7/24\\\\0&-1/8\\end{pmatrix}+\\begin{pmatrix}0&0\\\\0&0\\end{pmatrix}",
            "\\begin{pmatrix}1/3&0\\\\7/24&-1/8\\end{pmatrix}",
            "\\begin{pmatrix}3&7\\\\0&-8\\end{pmatrix}^{-1}",
            "5",
            "\\begin{pmatrix}1&0\\\\0&1\\end{pmatrix}\\begin{pmatrix}1/3&7/24\\\\0&-1/8\\end{pmatrix}",
            "\\begin{pmatrix}1/3&7/24\\\\0&1/8\\end{pmatrix} = \\begin{pmatrix}1/3&7/24\\\\0&-1/8\\end{pmatrix}",
            "5 = \\begin{pmatrix}1/3&7/24\\\\0&-1/8\\end{pmatrix}",
            "|[1/3,7/24],[0,-1/8]|",
            "\\det\\begin{pmatrix}1/3&7/24\\\\0&-1/8\\end{pmatrix}",
            "\\begin{pmatrix}1/3&7/24\\\\0&-2/16+0\\end{pmatrix}",
        ],
    ),
    (
        "matrix",
        {"rows": [["47"], ["-71"]]},
        [
            "(47,-71)",
            "[47,-71]^T",
            "\\begin{pmatrix}47\\\\-71\\end{pmatrix}",
            "\\langle 47,-71\\rangle",
            "[47;-71]",
            "\\begin{bmatrix}47&-71\\end{bmatrix}^{\\top}",
            "x=(47,-71)",
            "[[47],[-71]]",
            "[47, -71]^{\\mathsf T}",
        ],
        ["\\begin{pmatrix}47&-71\\end{pmatrix}", "(47,71)", "\\{47,-71\\}", "47,-71", "[[47,-71]]", "(-71,47)"],
    ),
    (
        "expressions",
        {"values": ["z^{2} + 11z + 30", "64z - 156"], "letters": ["z"], "labels": ["quotient", "remainder"]},
        [
            "\\text{the quotient is } z^2+11z+30 \\text{ and the remainder is } 64z-156",
            "Q(z)=z^2+11z+30, R(z)=64z-156",
            "R = 64z-156, Q = z^2+11z+30",
            "z^2+11z+30 \\text{ remainder } 64z-156",
            "z^2+11z+30, \\text{ with remainder } 64z-156",
            "\\text{Remainder: } 64z-156; \\text{ Quotient: } z^2+11z+30",
            "q = z^2+11z+30; \\quad r = 64z-156",
            "\\text{Quotient} = z^2+11z+30, \\text{Remainder} = 64z-156",
            "\\text{Quotient: } q(z) = z^2+11z+30, \\text{ remainder: } r(z) = 64z-156",
            "[z^2+11z+30, 64z-156]",
            "z^2+11z+30 \\quad\\text{and}\\quad 64z-156",
            "\\text{quotient: } z^2+11z+30\n\\text{remainder: } 64z-156",
        ],
        [
            "z^2+11z+30",
            "64z-156; z^2+11z+30",
            "\\{z^2+11z+30, 64z-156\\}",
            "z^2+11z+30 + \\frac{64z-156}{z-1}",
            "quotient 64z-156, remainder z^2+11z+30",
            "z^2+11z+30, 64z-156, 1",
            "quotient z^2+11z+30 quotient z, remainder 64z-156",
            "Q=64z-156, R=z^2+11z+30",
            "z^2+11z+30; 60z+4z-156",
        ],
    ),
]


@pytest.mark.parametrize(
    ("kind", "spec", "right", "wrong"), CASES, ids=lambda part: part if isinstance(part, str) else ""
)
def test_right_and_wrong(kind: str, spec: dict[str, Json], right: list[str], wrong: list[str]) -> None:
    answer = KINDS[kind](spec)
    for text in right:
        value = answer.read(strip_formatting(text))
        assert value is not None, text
        assert answer.assess(value).correct, text
    for text in wrong:
        value = answer.read(strip_formatting(text))
        assert value is None or not answer.assess(value).correct, text


FAMILIES = [family.name for family in etude.families() if family.name.startswith(("algebra.", "arithmetic."))]
OURS = {
    "number", "base_number", "comparison", "steps", "expression", "expressions", "solutions", "assignments", "matrix",
    "reals", "element", "element_steps",
}  # fmt: skip


@pytest.mark.parametrize("family", FAMILIES)
def test_forms_are_read_back_as_right(family: str) -> None:
    for level in (1, 3, 5):
        for index in range(3):
            task = etude.make_task(family, level=level, index=index)
            assert task.verifier in OURS
            kind = KINDS[task.verifier](task.spec)
            assert kind.same(kind.truth, kind.truth)
            for text in [task.answer, *kind.forms(kind.truth)]:
                value = kind.read(strip_formatting(text))
                assert value is not None, (task.id, text)
                assert kind.assess(value).correct, (task.id, text)
                assert kind.key(value) == kind.key(kind.truth), (task.id, text)


EQUAL = [
    ("x + 1", r"\frac{x^2 - 1}{x - 1}"), (r"\frac{1}{\sqrt{2}}", r"\frac{\sqrt{2}}{2}"), ("(x+y)^2", "x^2+2xy+y^2"),
    (r"\frac{1}{1+i}", r"\frac{1-i}{2}"), (r"\frac{1}{1+\sqrt2+\sqrt3}", r"\frac{2+\sqrt2-\sqrt6}{4}"), (r"\sqrt{x}\sqrt{x}", "x"),
    (r"\frac{1}{x}+\frac{1}{y}", r"\frac{x+y}{xy}"), (r"2\frac13", "7/3"), (r"0.\overline{3}", "1/3"), (r"x^{1/2}", r"\sqrt{x}"),
]  # fmt: skip


@pytest.mark.parametrize(("a", "b"), EQUAL)
def test_equal_values_have_equal_keys(a: str, b: str) -> None:
    assert value_key(parse(a)) == value_key(parse(b))
    assert value_key(parse(a)) != value_key(parse(f"{b}+1"))


def test_keys_leave_out_constants_and_factors() -> None:
    assert value_key(parse("x^2 + 3"), "x") == value_key(parse("x^2 - C"), "x") != value_key(parse("2x^2"), "x")
    assert value_key(parse("2x^2 + 2"), associate=True) == value_key(parse("-x^2 - 1"), associate=True)
    assert value_key(parse("2x^2 + 2"), associate=True) != value_key(parse("x^2 + 2"), associate=True)


SPECS: dict[str, dict[str, Json]] = {
    "expression": {"value": "x^2+1", "letters": ["x", "y"], "form": "expanded"},
    "expressions": {"values": ["x+1", "2"], "letters": ["x"], "labels": ["quotient", "remainder"]},
    "solutions": {"values": [r"1+\sqrt{2}", r"1-\sqrt{2}"], "letter": "x"},
    "assignments": {"letters": ["u", "v"], "values": ["1", "2"]},
    "matrix": {"rows": [["1", "2"], ["3", "4"]]},
}
PIECES = st.lists(
    st.sampled_from(
        r"\frac \sqrt { } ( ) [ ] \{ \} x y 1 2 3/4 0.5 + - * / ^ = , ; \pm \approx \neq i u v C \begin{pmatrix} \end{pmatrix} & \\ "
        r"or and quotient remainder \in \cup \mathbb{R} < > \le _1 ! ' \over \mapsto \overline 0.\overline{3} ... ± √ ½ ² ⅓ ⁷⁄₃".split()
    ),
    max_size=14,
).map(" ".join)


@pytest.mark.parametrize("name", SPECS)
@given(text=st.one_of(st.text(max_size=60), PIECES))
@settings(max_examples=150, deadline=None)
def test_reading_is_total(name: str, text: str) -> None:
    kind: AnyKind = KINDS[name](SPECS[name])
    value = kind.read(text)
    if value is not None:
        hash(kind.key(value))
        assert kind.same(value, value)
        assert 0 <= (kind.assess(value).reward or 0) <= 1


BIG = "9" * 60
PRIMES = (2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37)
WORST = {
    "a product of sums of roots": "".join(f"(\\sqrt{{{p}}}+1)" for p in PRIMES),
    "the same of large numbers": "".join(f"(\\sqrt{{{p}}}+{BIG})" for p in PRIMES[:10]),
    "roots of large primes": "+".join(f"\\sqrt{{{7000003 + 2 * i}}}" for i in range(100)),
    "roots of long numbers": "+".join(f"\\sqrt{{{10**59 + i}}}" for i in range(28)),
    "cube roots": r"(1+\sqrt[3]{2}+\sqrt[3]{3}+\sqrt[3]{5})^{20}",
    "a power of a sum": "(x+y+1)^{30}",
    "a higher one": "(x+y+1)^{60}",
    "a power of a power": "((x+1)^{60})^{60}",
    "a continued fraction": r"1+\frac{1}{" * 18 + "x" + "}" * 18,
    "many denominators": "+".join(f"\\frac{{1}}{{x+{i}y}}" for i in range(70)),
    "a huge exponent": "10^{10000}",
    "a tower": "2^{3^{4^{5}}}",
    "powers of long numbers": "/".join([f"{BIG}^9"] * 28),
    "a long product": "*".join(["(x+1)"] * 110),
    "letters side by side": " ".join(["x"] * 590),
    "a long sum": "+".join(["x"] * 290),
    "an equation of powers": "=".join(["(x+y+1)^{12}"] * 5),
    "a list of roots": ",".join([f"\\sqrt{{{7000003 + 2 * i}}}\\pm\\sqrt{{3}}\\pm 1" for i in range(12)]),
    "roundings": ",".join([f"x=\\sqrt{{{7000003 + 2 * i}}}\\approx 2645.75" for i in range(12)]),
}


@pytest.mark.parametrize("text", WORST.values(), ids=list(WORST))
def test_the_work_of_one_answer_is_bounded(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    spent = [0]

    def spend(self: normal_form.Work, amount: int) -> None:
        if amount <= self.left:
            spent[0] += amount
        self.left -= amount
        if self.left < 0:
            raise normal_form.TooLarge("too much work")

    kinds = [
        KINDS["expression"](SPECS["expression"]),
        KINDS["expression"]({"value": "(x+1)^2", "letters": ["x", "y"], "form": "factored"}),
        KINDS["expression"]({"value": "x^2", "letters": ["x", "y"], "constant": "x"}),
        *(KINDS[name](SPECS[name]) for name in ("solutions", "assignments", "expressions", "matrix")),
    ]
    for kind in kinds:
        kind.assess(kind.truth)
    monkeypatch.setattr(normal_form.Work, "spend", spend)
    for kind in kinds:
        spent[0] = 0
        value = kind.read(text)
        if value is not None:
            kind.assess(value)
        assert spent[0] <= 3 * normal_form.MAX_WORK
