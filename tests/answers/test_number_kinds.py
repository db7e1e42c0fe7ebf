"""Kinds of numbers, signs, sets and group elements: right and wrong writings, totality, rewards."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from etude.answers.kind import AnyKind
from etude.answers.table import KINDS
from etude.task import Json
from etude.verifiers.formatting import strip_formatting

CASES: list[tuple[str, dict[str, Json], list[str], list[str]]] = [
    (
        "element",
        {"value": "r^36 s", "notation": {"kind": "words", "n": 78, "letters": ["r", "s"], "identity": "e"}},
        [
            "r^{36}\\ast s",
            "r^{36} \\star s",
            "r^{36}\\times s",
            "{r}^{36}s",
            "z = r^{36}s",
            "x y = r^{36} s",
            "s r^{42}",
            "r³⁶s",
            "r^{36}s = s r^{42}",
            "\\text{the element } r^{36}s",
            "conjugate(x, y) = r^36 s",
            "r^{36}*s",
            "z \\equiv r^{36} s",
            "g = r^{36}{s}",
            "r^{36} s^{1}",
        ],
        [
            "r^35 r s",
            "r^{114}s",
            "r^36",
            "s r^36",
            "r^{36}s = r^{35}s",
            "r^{36} s s s",
            "r r^{35} s",
            "r^{36}s, r",
            "e",
            "inv(r^{36} s)",
            "r^36 s or r",
            "(r^36)(s)(e)",
        ],
    ),
    (
        "element",
        {"value": "25", "notation": {"kind": "numbers", "n": 62}, "least": True},
        [
            "25",
            "[25]",
            "\\overline{25}",
            "\\bar{25}",
            "25.0",
            "z \\equiv 25 \\pmod{62}",
            "25 \\bmod 62",
            "25 (mod 62)",
            "z=25",
            "[25]_{62}",
        ],
        ["87", "-37", "25 \\pmod{60}", "z \\equiv 25 \\pmod{7}", "24+1", "25, 26", "25.5", "5^2"],
    ),
    (
        "element",
        {"value": "(1 3 5)(2 4)", "notation": {"kind": "cycles", "points": ["1", "2", "3", "4", "5", "6", "7"]}},
        [
            "\\sigma = (1 3 5)(2 4)",
            "\\begin{pmatrix}1&3&5\\end{pmatrix}\\begin{pmatrix}2&4\\end{pmatrix}",
            "(135)(24)",
            "(1,3,5)(2,4)",
            "(3 5 1)(4 2)",
            "(1\\;3\\;5)(2\\;4)(6)(7)",
            "\\pi=(135)(24)",
            "(1 3 5)\\circ(2 4)",
            "[3,4,5,2,1,6,7]",
            "(1 3 5) \\cdot (2 4)",
        ],
        [
            "(1 3)(3 5)(2 4)",
            "(1 5 3)(2 4)",
            "(1 3 5",
            "(1 3 5)(2 4)(1 2)",
            "135 24",
            "(1 3 5)(2 4) = (1 5 3)(2 4)",
            "(1 3 5)(2 4), e",
        ],
    ),
    (
        "element",
        {
            "value": "(1 3 5)(2 4 6)",
            "notation": {"kind": "names", "names": ["e", "(2 6)(3 5)", "(1 3 5)(2 4 6)", "(1 5 3)(2 6 4)"]},
        },
        ["(135)(246)", "(1,3,5)(2,4,6)", "(2 4 6)(1 3 5)", "(3 5 1)(4 6 2)", "z = (1 3 5)(2 4 6)"],
        ["(1 5 3)(2 6 4)", "(1 3 5)", "(1 3 5)(2 6 4)", "e"],
    ),
    (
        "element",
        {"value": "lub", "notation": {"kind": "names", "names": ["rem", "lub", "tez", "zob"]}},
        [
            "lub",
            "the element lub",
            "tez %% zob = lub",
            "LUB",
            "z = lub",
            "comm(tez, zob) = lub",
            "the identity is lub",
            "lub.",
        ],
        ["rem", "lub or rem", "lub, rem", "not lub", "lub rem", "rem = lub", "lub = rem", "lub * tez", "tez"],
    ),
    (
        "element",
        {
            "value": "(4, r^3 s)",
            "notation": {
                "kind": "pairs",
                "parts": [
                    {"kind": "numbers", "n": 7},
                    {"kind": "words", "n": 8, "letters": ["r", "s"], "identity": "e"},
                ],
            },
        },
        [
            "(4, r^{3}s)",
            "[4, r^3 s]",
            "\\langle 4, r^3 s\\rangle",
            "(x,y) = (4, r^3 s)",
            "([4], r^{3} s)",
            "(\\overline{4}, r^3 \\cdot s)",
        ],
        ["(4, r^3)", "(11, r^3 s)", "4, r^2 s", "(4, r^3 s), e", "(4, r r^2 s)"],
    ),
    (
        "element_steps",
        {
            "steps": [
                {"operation": "product", "value": "r^3"},
                {"operation": "order", "value": "26"},
                {"operation": "inverse", "value": "r^75"},
            ],
            "notation": {"kind": "words", "n": 78, "letters": ["r", "s"], "identity": "e"},
        },
        [
            "r^3; 26; r^75",
            "r^{3}\\\\26\\\\r^{75}",
            "1. r^3\n2. 26\n3. r^{75}",
            "step 1: r^3; step 2: 26; step 3: r^75",
            "r^3, 26, r^75",
            "r^3 \\to 26 \\to r^{75}",
            "r r^2 = r^3; ord = 26; z = r^{75}",
        ],
        ["r^3; 26", "r^3; 25; r^75", "r^3;26;r^75;e", "26; r^3; r^75"],
    ),
    (
        "steps",
        {"values": ["84", "118"]},
        [
            "34 + 50 = 84; 84 + 34 = 118",
            "84\\\\118",
            "(84, 118)",
            "\\{84; 118\\}",
            "84 → 118",
            "Step 1: 84, Step 2: 118",
            "a_1 = 84, a_2 = 118",
            "84; 118 ",
        ],
        ["84", "84; 119", "118; 84", "34; 84; 118", "34+50=85; 118", "84; 84+34"],
    ),
    (
        "number",
        {"value": "7/3"},
        [
            "2 \\tfrac13",
            "7 / 3",
            "\\frac{7}{3} \\text{ (exact)}",
            "x=\\frac{7}{3}",
            "\\frac{7}{3} \\approx 2.333",
            "2.(3)",
            "2\\frac{1}{3} \\text{ hours}",
            "\\text{Answer} = \\frac73",
        ],
        [
            "2.333",
            "\\frac{7}{3}\\%",
            "7 : 3 : 1",
            "\\frac{7}{3} \\text{ or } 2.33",
            "\\frac{7}{3} \\text{ or } 3",
            "2\\cdot\\frac{7}{6}",
            "\\frac{14}{3} \\cdot \\frac12",
            "-\\frac73",
            "\\sqrt{49}/3",
            "7/3 + 0",
            "\\frac73 \\ne 2",
            "\\frac73 < 3",
            "\\frac73 thirds",
        ],
    ),
    (
        "number",
        {"value": "3", "label": "step"},
        ["Step 3", "3rd", "third", "the third step", "Step 3: 8 + 9 = 16", "Line 3", "Step 3 is wrong", "step #3"],
        ["Step 3 is correct", "step 3 or 4", "Step 3 and step 4", "3 steps and 4", "Step 3: fine, step 4: wrong"],
    ),
    (
        "number",
        {"value": "5"},
        [
            "2+3=5",
            "5 apples",
            r"5^\circ",
            "five",
            "x = 5",
            r"5 \pmod{7}",
            r"x \equiv 5 \pmod 7",
            "The answer is 5",
            "5 or 5.0",
        ],
        ["5!", "2+3", "5%", "2+3=6", "5 or 6", "26 mod 7", "5 thousand", "5 fifths", "5 is wrong", "5^2", r"\sqrt{25}"],
    ),
    (
        "number",
        {"value": "-12345"},
        ["-12,345", "minus 12345", "negative 12345", "-12345,", r"-1.2345 \times 10^4", "-12 345"],
        ["12345", "minus 12344", "minus -12345", "-12.345"],
    ),
    (
        "number",
        {"value": "3053/10000", "percent": True},
        ["30.53%", r"30.53\%", "30.53 percent"],
        ["30.53", "0.3053", "0.3053%", "3053%"],
    ),
    (
        "number",
        {"value": "206283964291/1468022688", "digits": 10},
        [
            r"\approx 140.5182399",
            r"\frac{206283964291}{1468022688} \text{ or } 140.5182399",
            "140.5182399 (rounded to 10 significant digits)",
        ],
        ["140.518", r"\approx 140.518", "140.5182398", "140.5182399 or 140.5182400"],
    ),
    (
        "base_number",
        {"numeral": "1110110000", "base": 2},
        [
            "1,110,110,000",
            "1110110000_2",
            "11 1011 0000",
            "0b1110110000",
            "x = 1110110000",
            "944_{10} = 1110110000_2",
            "1110110000 (binary)",
        ],
        ["1110110000_3", "944_{10} = 1110110001_2", "945_{10} = 1110110000_2", "944", "1110110002", "11101100.00"],
    ),
    (
        "comparison",
        {"relation": ">"},
        [">", r"\gt", "greater than", "a > b", "the first is greater", "left > right"],
        ["<", "=", r"\ge", "<>", "> or =", "b > a", "the second is greater", "not greater"],
    ),
    (
        "reals",
        {"intervals": [["-oo", "-9"], ["-9/2", "oo"]], "closed": [[False, True], [True, False]], "letter": "x"},
        [
            r"]-\infty,-9]\cup[-\frac92,+\infty[",
            r"\mathbb{R}\setminus(-9,-\frac92)",
            r"\{x \mid x \le -9 \text{ or } x \ge -4.5\}",
            r"\text{All } x \text{ with } x \le -9 \text{ or } x \ge -\frac92",
            r"(-\infty,-9]\cup[-4\frac12,\infty)",
            r"x\le-9 \text{ or } x\ge-\frac92, \text{ i.e. } x \in (-\infty,-9]\cup[-\frac92,\infty)",
            r"x \notin (-9, -4.5)",
        ],
        [
            r"(-\infty,-9]\cap[-\frac92,\infty)",
            r"x\le-9 \text{ and } x\ge-\frac92",
            r"\mathbb{R}\setminus[-9,-\frac92]",
            "x=-9, x=-9/2",
            r"x\le-9 \text{ or } x\ge-\frac92, \text{ i.e. } x \in (-9,-\frac92)",
            r"(-\infty,-9)\cup(-\frac92,\infty)",
            r"y\le-9 \text{ or } y\ge-\frac92",
        ],
    ),
    (
        "reals",
        {"intervals": [["-oo", "oo"]], "closed": [[False, False]], "letter": "x"},
        [r"\mathbb{R}", r"x \in \mathbb{R}", r"\R", "all real x", "all reals", "-oo < x < oo"],
        ["no solution", "r", "(0, oo)", "y", r"\mathbb{R}^+"],
    ),
    (
        "reals",
        {"intervals": [], "closed": [], "letter": "x"},
        ["None", "empty set", "no real numbers", r"\varnothing", "no solution", r"\{\}"],
        ["0", "all reals", r"\{0\}", ""],
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


def test_a_percentage_without_its_sign_is_of_the_wrong_form() -> None:
    kind = KINDS["number"]({"value": "3053/10000", "percent": True})
    assert [kind.assess(kind.read(text)).reason for text in ("30.53%", "30.53", "0.3053")] == [
        "correct",
        "wrong_form",
        "wrong",
    ]


def test_graded_rewards() -> None:
    kind = KINDS["number"]({"value": "10", "reward": "graded"})
    right, near = kind.assess(kind.read("10")), kind.assess(kind.read("10.5"))
    assert (right.reward, dict(right.parts)) == (1.0, {"exact": 1.0, "graded": 1.0})
    assert near.reward is not None
    assert 0 < near.reward < 1
    assert not near.correct
    assert kind.missing() == {"exact": 0.0, "graded": 0.0}


def test_steps_pay_the_share_that_is_right_from_the_first_on() -> None:
    kind = KINDS["steps"]({"values": ["1", "2", "3", "4"]})
    partly = kind.assess(kind.read("1; 2; 5; 4"))
    assert (partly.correct, partly.reward) == (False, 0.5)
    assert partly.parts == {"step_1": 1.0, "step_2": 1.0, "step_3": 0.0, "step_4": 1.0}
    assert kind.assess(kind.read("1; 2; 3")).reward == 0.0
    assert set(kind.missing().values()) == {0.0}


def test_what_is_read_does_not_depend_on_the_key() -> None:
    for text in ("3", "1/2", "5 apples", "2+3=5", "2+3=6", "5!", "12 or 13"):
        assert KINDS["number"]({"value": "3"}).read(text) == KINDS["number"]({"value": "77/5"}).read(text)
    for text in ("(1, 2)", "[[1,2],[3,4]]", "[1; 2]"):
        column, square = {"rows": [["1"], ["2"]]}, {"rows": [["1", "2"], ["3", "4"]]}
        assert KINDS["matrix"](column).read(text) == KINDS["matrix"](square).read(text)


SPECS: dict[str, dict[str, Json]] = {
    "number": {"value": "5", "digits": 6, "label": "step"},
    "base_number": {"numeral": "1011", "base": 2},
    "comparison": {"relation": "<"},
    "steps": {"values": ["1", "2"]},
    "reals": {"intervals": [["1", "2"]], "closed": [[True, False]], "letter": "x"},
    "element": {"value": "r", "notation": {"kind": "words", "n": 5, "letters": ["r", "s"], "identity": "e"}},
    "element_steps": {
        "steps": [{"operation": "product", "value": "r"}, {"operation": "order", "value": "5"}],
        "notation": {"kind": "words", "n": 5, "letters": ["r", "s"], "identity": "e"},
    },
}
PIECES = st.lists(
    st.sampled_from(
        r"\frac { } ( ) [ ] \{ \} x 1 2 12 3/4 0.5 + - * / ^ = , ; \approx \pmod or and step Step is i.e. % \% r s e r^2 _2 < > \le \cup "
        r"\setminus \mathbb{R} \in oo \infty -oo minus five hundred third ± ½ ⁷⁄₃ ... \mid not no all real".split()
    ),
    max_size=12,
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


@given(a=st.integers(-50, 50), b=st.integers(1, 12), c=st.integers(-50, 50), d=st.integers(1, 12))
def test_keys_are_equal_just_if_numbers_are(a: int, b: int, c: int, d: int) -> None:
    kind = KINDS["number"]({"value": "1"})
    assert (kind.key(kind.read(f"{a}/{b}")) == kind.key(kind.read(rf"\frac{{{c}}}{{{d}}}"))) == (a * d == b * c)


def test_a_percentage_beside_its_fraction() -> None:
    kind = KINDS["number"]({"value": "3053/10000", "percent": True})
    assert [
        (value := kind.read(text)) is not None and kind.assess(value).correct
        for text in (r"0.3053 = 30.53\%", "30.53% = 0.3053", "30.53% or 0.3053", "0.3053 = 30.54%", "30.53 = 30.53%")
    ] == [True, True, True, False, False]
    plain = KINDS["number"]({"value": "24/5"})
    assert plain.read("480%") is None
    assert plain.assess(plain.read("4.8 = 480%")).correct
