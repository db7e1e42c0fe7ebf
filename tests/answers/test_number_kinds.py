"""Kinds of numbers, signs, sets and group elements: right and wrong writings, totality, rewards."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from etude.answers.table import KINDS
from etude.task import Json
from tests.answers.judging import check_reading, misjudged
from tests.answers.number_cases import CASES


@pytest.mark.parametrize(
    ("kind", "spec", "right", "wrong"), CASES, ids=lambda part: part if isinstance(part, str) else ""
)
def test_right_and_wrong(kind: str, spec: dict[str, Json], right: list[str], wrong: list[str]) -> None:
    assert misjudged(kind, spec, right, wrong) == []


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
    check_reading(KINDS[name](SPECS[name]), text)


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
