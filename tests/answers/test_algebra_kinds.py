"""Algebraic kinds: right and wrong writings, canonical keys, forms of all families, and work that is bounded."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import etude
from etude.answers.table import KINDS
from etude.task import Json
from etude.theory.algebra import normal as normal_form
from etude.theory.algebra.parser import parse
from etude.theory.algebra.written import value_key
from etude.verifiers.formatting import strip_formatting
from tests.answers.algebra_cases import CASES
from tests.answers.judging import check_reading, misjudged


@pytest.mark.parametrize(
    ("kind", "spec", "right", "wrong"), CASES, ids=lambda part: part if isinstance(part, str) else ""
)
def test_right_and_wrong(kind: str, spec: dict[str, Json], right: list[str], wrong: list[str]) -> None:
    assert misjudged(kind, spec, right, wrong) == []


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
    check_reading(KINDS[name](SPECS[name]), text)


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
