from __future__ import annotations

from decimal import ROUND_HALF_EVEN, ROUND_HALF_UP, Context
from fractions import Fraction

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from etude.theory.numbers import exact_decimal, format_decimal, parse_number, round_significant

READS = {
    "7": "7", "-7": "-7", "+7": "7", "007": "7", "-0": "0", "3.50": "7/2", ".5": "1/2", "5.": "5", "−5": "-5",
    "7/3": "7/3", "-7/3": "-7/3", "7/-3": "-7/3", "(7/3)": "7/3", "-(7/3)": "-7/3", "7 / 3": "7/3", "1.5/2": "3/4",
    r"\frac{7}{3}": "7/3", r"-\frac{7}{3}": "-7/3", r"\frac{-7}{3}": "-7/3", r"\dfrac{7}{3}": "7/3",
    r"\tfrac73": "7/3", r"\left(\frac{1}{2}\right)": "1/2", r"\frac{1{,}000}{3}": "1000/3",
    "2 1/3": "7/3", "-2 1/3": "-7/3", r"2\frac{1}{3}": "7/3", r"2 \frac13": "7/3", "2½": "5/2", "½": "1/2", "2⁄3": "2/3",
    "1e3": "1000", "1E+3": "1000", "1e-3": "1/1000", "10^3": "1000", "10^{-2}": "1/100", "10²": "100", "10**3": "1000",
    r"1.2\times10^{3}": "1200", "1.2 × 10^3": "1200", "1.2×10³": "1200", r"1.2 \cdot 10^{-3}": "3/2500",
    "-5*10^2": "-500", "5x10^2": "500", "1,234,567": "1234567", "1 234 567": "1234567", r"1\,234\,567": "1234567",
    "1{,}234": "1234", "1'000": "1000", "1,234.5": "2469/2", "0.(3)": "1/3", r"0.\overline{3}": "1/3",
    r"0.1\dot{6}": "1/6", r"0.\dot{1}4285\dot{7}": "1/7", "0.333...": "1/3", "0.1666…": "1/6",
    "0.142857142857...": "1/7", "1.2(34)": "611/495", "x = 5": "5", "= 5": "5", "≈ 3.14": "157/50", r"x = \frac12": "1/2",
    r"\square = 9": "9", "{5}": "5", "(5)": "5",
}  # fmt: skip
NOT_NUMBERS = (
    "", " ", "3+4", "2^5", "9**9**9**9", "9^{9^{9}}", "1e", "1e999999999", "1e1001", "nan", "inf", "0/0", "1/0", "5 or 6",
    "1_000", "0x10", "٣", "１２", "Ⅳ", "1,23", "12,34", "1,2345", "--5", "+-5", "5!", "1 2", "(5", "5)", "0.5.1",
    r"\frac{\frac{1}{2}}{3}", r"\frac{1}{0}", r"\sqrt{4}", "7/3/2", "1 2/3/4", "five", "5 apples", "10^10^10", "e", "1e1e1",
    r"\pm 3", "±3", "3 4/0", "1-1", "5 = 5 = 5", r"\frac", r"\frac{1}", "0.(", "0.()", "9" * 1001, "(" * 500 + "1" + ")" * 500,
)  # fmt: skip


@pytest.mark.parametrize(("text", "value"), READS.items())
def test_every_usual_form_is_read(text: str, value: str) -> None:
    number = parse_number(text)
    assert number is not None
    assert number.fraction() == Fraction(value)


@pytest.mark.parametrize("text", NOT_NUMBERS)
def test_what_is_not_one_number_is_not_read(text: str) -> None:
    assert parse_number(text) is None


@pytest.mark.parametrize("text", ["45%", r"45\%", "45 %", "45 percent"])
def test_percent_is_noted_not_applied(text: str) -> None:
    number = parse_number(text)
    assert number is not None
    assert number.percent
    assert number.fraction() == 45


@given(st.text(max_size=60))
def test_any_text_is_read_or_refused(text: str) -> None:
    number = parse_number(text)
    assert number is None or number.denominator > 0


@given(st.text(alphabet="0123456789.,/e^{}()\\ -+%fracoverlinetimes10", max_size=40))
def test_near_numbers_are_read_or_refused(text: str) -> None:
    number = parse_number(text)
    assert number is None or number.denominator > 0


@given(st.fractions())
def test_fractions_round_trip(value: Fraction) -> None:
    forms = (
        str(value),
        rf"\frac{{{value.numerator}}}{{{value.denominator}}}",
        f"{value.numerator} / {value.denominator}",
    )
    for form in forms:
        assert parse_number(form).fraction() == value


@given(st.integers(-(10**20), 10**20), st.integers(0, 12))
def test_terminating_decimals_round_trip(mantissa: int, places: int) -> None:
    value = Fraction(mantissa, 10**places)
    assert parse_number(exact_decimal(value)).fraction() == value
    grouped = f"{mantissa:,}"
    assert parse_number(grouped).fraction() == mantissa


@example(Fraction(319790, 8), 6)
@example(Fraction(5, 2), 1)
@example(Fraction(995, 10), 2)
@given(st.fractions().filter(bool), st.integers(1, 15))
def test_rounding_agrees_with_the_decimal_module(value: Fraction, digits: int) -> None:
    found = round_significant(value.numerator, value.denominator, digits)
    wanted = set()
    for rounding in (ROUND_HALF_UP, ROUND_HALF_EVEN):
        rounded = Context(prec=digits, rounding=rounding).divide(value.numerator, value.denominator)
        wanted.add(Fraction(rounded))
    assert {Fraction(mantissa) * Fraction(10) ** power for mantissa, power in found} == wanted


@given(st.fractions())
def test_formatted_decimals_are_the_rounded_value(value: Fraction) -> None:
    written = parse_number(format_decimal(value, 12))
    assert written is not None
    error = abs(written.fraction() - value)
    assert error <= abs(value) * Fraction(1, 2 * 10**11)


def test_a_decimal_that_never_ends_is_refused() -> None:
    with pytest.raises(ValueError, match="no terminating"):
        exact_decimal(Fraction(1, 3))
