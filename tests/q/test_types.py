"""Types of results, from the tables of the reference pages: arithmetic, extremes, comparison, division, casts."""

from __future__ import annotations

import itertools
import operator

import pytest

from etude.q import Session
from tests.q.sessions import printed

LETTERS = "bxhijef"
CODES = dict(zip(LETTERS, (1, 4, 5, 6, 7, 8, 9), strict=True))
THREE = {"b": "1b", "x": "0x03", "h": "3h", "i": "3i", "j": "3", "e": "(3e)", "f": "3f"}
TWO = {"b": "1b", "x": "0x02", "h": "2h", "i": "2i", "j": "2", "e": "2e", "f": "2f"}
NUMBER = {letter: (1, 1) if letter == "b" else (3, 2) for letter in LETTERS}
ARITHMETIC = ("iiiijef", "iiiijef", "iiiijef", "iiiijef", "jjjjjef", "eeeeeef", "fffffff")
"""https://code.kx.com/q/ref/add/#range-and-domains, rows and columns in the order of LETTERS."""
EXTREMES = ("bxhijef", "xxhijef", "hhhijef", "iiiijef", "jjjjjef", "eeeeeef", "fffffff")
"""https://code.kx.com/q/ref/greater/#range-and-domains"""
PAIRS = list(itertools.product(LETTERS, LETTERS))


def expected(table: tuple[str, ...], a: str, b: str) -> str:
    return table[LETTERS.index(a)][LETTERS.index(b)]


@pytest.mark.parametrize(("a", "b"), PAIRS)
@pytest.mark.parametrize(("sign", "work"), [("+", operator.add), ("-", operator.sub), ("*", operator.mul)])
def test_arithmetic(a: str, b: str, sign: str, work) -> None:  # type: ignore[no-untyped-def]
    code = CODES[expected(ARITHMETIC, a, b)]
    value = work(NUMBER[a][0], NUMBER[b][1])
    assert printed(f"type {THREE[a]}{sign}{TWO[b]}") == f"-{code}h"
    assert printed(f"{value}={THREE[a]}{sign}{TWO[b]}") == "1b"
    assert printed(f"type(2#{THREE[a]}){sign}{TWO[b]}") == f"{code}h"
    assert printed(f"all {value}={THREE[a]}{sign}2#{TWO[b]}") == "1b"


@pytest.mark.parametrize(("a", "b"), PAIRS)
@pytest.mark.parametrize(("sign", "work"), [("|", max), ("&", min)])
def test_extremes(a: str, b: str, sign: str, work) -> None:  # type: ignore[no-untyped-def]
    code = CODES[expected(EXTREMES, a, b)]
    value = work(NUMBER[a][0], NUMBER[b][1])
    assert printed(f"type {THREE[a]}{sign}{TWO[b]}") == f"-{code}h"
    assert printed(f"{value}={THREE[a]}{sign}{TWO[b]}") == "1b"


@pytest.mark.parametrize(("a", "b"), PAIRS)
@pytest.mark.parametrize(
    ("sign", "work"),
    [("=", operator.eq), ("<>", operator.ne), ("<", operator.lt), (">", operator.gt), ("<=", operator.le), (">=", operator.ge)],
)  # fmt: skip
def test_comparison(a: str, b: str, sign: str, work) -> None:  # type: ignore[no-untyped-def]
    truth = "1b" if work(NUMBER[a][0], NUMBER[b][1]) else "0b"
    assert printed(f"{THREE[a]}{sign}{TWO[b]}") == truth
    assert printed(f"(2#{THREE[a]}){sign}{TWO[b]}") == f"{truth[0] * 2}b"


@pytest.mark.parametrize(("a", "b"), PAIRS)
def test_division_gives_floats(a: str, b: str) -> None:
    value = NUMBER[a][0] / NUMBER[b][1]
    session = Session()
    assert session.console(f"x:{THREE[a]}%{TWO[b]}") == ""
    assert session.console("type x").strip() in ("-9h", "-8h")
    assert session.console(f"x={value}").strip() == "1b"


@pytest.mark.parametrize(("a", "b"), [(a, b) for a, b in PAIRS if a not in "ef" and b not in "ef"])
def test_quotient_and_remainder(a: str, b: str) -> None:
    quotient, rest = divmod(NUMBER[a][0], NUMBER[b][1])
    assert printed(f"{quotient}={THREE[a]} div {TWO[b]}") == "1b"
    assert printed(f"{rest}={THREE[a]} mod {TWO[b]}") == "1b"


@pytest.mark.parametrize(("a", "b"), [(a, b) for a, b in PAIRS if a != "x" and b != "x" and a != b])
def test_casts_keep_numbers(a: str, b: str) -> None:
    assert printed(f'type "{b}"${THREE[a]}') == f"-{CODES[b]}h"
    assert printed(f'{1 if b == "b" else NUMBER[a][0]}="{b}"${THREE[a]}') == "1b"
    assert printed(f'type "{b}"$3#{THREE[a]}') == f"{CODES[b]}h"


@pytest.mark.parametrize("letter", "hijefpmdznuvt")
def test_nulls_of_every_type(letter: str) -> None:
    null = "0n" if letter == "f" else "0N" if letter == "j" else f"0N{letter}"
    assert printed(f"null {null}") == "1b"
    assert printed(f"{null}={null}") == "1b"
    assert printed(f"null {null}+1") == "1b"
    assert printed(f"null first 0#{null}") == "1b"
    assert printed(f"-3h$1 2 3\ntype {null}") != "101h"


@pytest.mark.parametrize(
    ("left", "right", "code"),
    [
        ("2000.01.01", "1", 14), ("2000.01.01", "12:00", 12), ("2000.01.01", "0D01", 12), ("2000.01m", "1", 13), ("12:00", "1", 17),
        ("12:00:00", "1", 18), ("12:00:00.000", "1", 19), ("12:00", "12:00:00", 18), ("12:00:00", "00:00:00.001", 19), ("0D01", "1", 16),
        ("2000.01.01D00", "1", 12), ("12:00", "0D01", 16), ("2000.01.01D00", "0D01", 12), ("1", "2000.01.01", 14),
    ],
)  # fmt: skip
def test_temporal_sums(left: str, right: str, code: int) -> None:
    assert printed(f"type {left}+{right}") == f"-{code}h"


@pytest.mark.parametrize(
    ("lines", "code"),
    [
        ("1b", -1), ("0x01", -4), ("1h", -5), ("1i", -6), ("1", -7), ("1e", -8), ("1f", -9), ('"a"', -10), ("`a", -11), ("2000.01.01D00", -12), ("2000.01m", -13),
        ("2000.01.01", -14), ("2000.01.01T00", -15), ("0D01", -16), ("12:00", -17), ("12:00:00", -18), ("12:00:00.0", -19), ("0Ng", -2), ("10b", 1), ("0x0102", 4),
        ("1 2h", 5), ("1 2i", 6), ("1 2", 7), ("1 2e", 8), ("1 2f", 9), ('"ab"', 10), ("`a`b", 11), ("()", 0), ("(1;`a)", 0), ("(1 2;3)", 0), ("`a`b!1 2", 99), ("([]a:1 2)", 98),
        ("([k:1 2]v:3 4)", 99), ("{x}", 100), ("(+)", 102), ("neg", 101), ("(/)", 103), ("(+[1])", 104), ("(neg first@)", 105), ("+'", 106), ("+/", 107), ("+\\", 108), ("+':", 109), ("+/:", 110), ("+\\:", 111), ("(::)", 101),
    ],
)  # fmt: skip
def test_type_codes(lines: str, code: int) -> None:
    assert printed(f"type {lines}" if not lines.endswith(("/", "\\", ":", "'")) else f"type({lines})") == f"{code}h"


ALL = "bgxhijefcspmdznuvt"
FIVE = dict(
    zip(
        ALL,
        ("1b", "0Ng", "0x05", "5h", "5i", "5", "5e", "5f", '"a"', "`a", "2000.01.06D00", "2000.06m", "2000.01.06", "2000.01.06T00:00:00", "0D00:00:05", "00:05", "00:00:05", "00:00:00.005"),
        strict=True,
    )
)  # fmt: skip
REMAINDERS = (
    "i.iiijef..pmdznuvt", "..................", "i.iiijef..pmdznuvt", "i.iiijef..pmdznuvt", "i.iiijef..pmdznuvt", "j.jjjjef..pmdznuvt", "f.fffffff.ffzzffff", "f.fffffff.ffzzffff", ".......f..pmdznuvt", "..................", "n.nnnnnfn.........", "i.iiiiifi.........", "i.iiiii.i.........", "f.fffffff.........", "n.nnnnnfn.........", "u.uuuuufu.........", "v.vvvvvfv.........", "t.tttttft.........",
)  # fmt: skip
"""https://code.kx.com/q/ref/mod/, rows and columns in the order of ALL; the interpreter derives them from other tables."""
BARS = (
    "i.iiijffi.pmdznuvt", "..................", "i.iiijffi.pmdznuvt", "i.iiijffi.pmdznuvt", "i.iiijffi.pmdznuvt", "j.jjjjffj.pmdznuvt", "e.eeeeffe.pmdznuvt", "f.fffffff.ffzzffff", "......ff..pmdznuvt", "..................", "p.ppppffp.........", "m.mmmmffm.........", "d.ddddzzd.........", "z.zzzzzzz.........", "j.jjjjffj.pmdznuvt", "u.uuuuffu.........", "v.vvvvffv.........", "t.ttttfft.........",
)  # fmt: skip
"""https://code.kx.com/q/ref/xbar/"""
SINGLE = {
    "neg": "i.ihijefi.pmdznuvt", "abs": "i.ihijefi.pmdznuvt", "signum": "i.iiiiiii.iiiiiiii", "ceiling": "i.ihijjji.........", "floor": "...hijjjcs........", "sqrt": "f.fffffff.fffzffff",
}  # fmt: skip


def letter_of(session: Session, expression: str) -> str:
    """The letter of an atom's type, a dot for 'type."""
    shown = session.console(f".Q.t neg type {expression}").strip()
    return "." if shown == "'type" else shown.strip('"')


@pytest.mark.parametrize("left", ALL)
@pytest.mark.parametrize(("verb", "table"), [("mod", REMAINDERS), ("xbar", BARS)])
def test_types_of_derived_arithmetic(left: str, verb: str, table: tuple[str, ...]) -> None:
    session = Session()
    found = "".join(letter_of(session, f"({FIVE[left]}){verb}({FIVE[right]})") for right in ALL)
    assert found == table[ALL.index(left)]


@pytest.mark.parametrize("keyword", SINGLE)
def test_types_of_single_arguments(keyword: str) -> None:
    session = Session()
    assert "".join(letter_of(session, f"{keyword} {FIVE[letter]}") for letter in ALL) == SINGLE[keyword]


@pytest.mark.parametrize("left", ALL)
def test_ratios_are_floats(left: str) -> None:
    session = Session()
    found = "".join(letter_of(session, f"({FIVE[left]})%({FIVE[right]})") for right in ALL)
    assert found == ("." * 18 if left in "gs" else "f.fffffff.ffffffff")


@pytest.mark.parametrize(
    ("expression", "shown"),
    [
        ("2000.01m+2000.03m", "2i"), ("2001.01.01-2000.01.01", "366i"), ("2000.01.02D00-2000.01.01D12", "0D12:00:00.000000000"), ("2000.01.01D01+2000.01.01D02", "0D03:00:00.000000000"), ("2000.01.01T12:00:00.000-2000.01.01T00:00:00.000", "0.5"),
        ("2000.01.01+1.5", "2000.01.02T12:00:00.000"), ("0D02*1.5", "1.08e+13"), ("12:00 div 00:05", "02:24"), ("7h div 2", "3i"), ("7f div 2", "3f"), ("2020.01.01 div 365", "2000.01.21"), ("5 xbar 12:03 12:09", "12:00 12:05"),
        ("0D00:05 xbar 2020.01.01D12:03", "2020.01.01D12:00:00.000000000"), ("2020.01.01+2020.01.01D", "'type"), ("\"a\"+1", "'type"), ("\"b\"&\"a\"", '"a"'), ("98|\"a\"", '"b"'), ("neg \"a\"", "-97i"), ("-7 mod 3", "2"), ("7 mod -3", "-2"), ("5 mod 0", "0N"), ("0N mod 3", "0N"), ("5.5 mod 2", "1.5"), ("-7.5 div 2", "-4f"),
        ("1999.12.31 mod 7", "6i"), ("3 xbar -1 0 5", "-3 0 3"), ("2.5 xbar 0 3 6", "0 2.5 5"), ("ceiling 1.5", "2"), ("floor 2000.01m", "'type"), ("reciprocal 2e", "0.5"), ("1e%2", "0.5"), ("2000.01.01D12:30|00:15", "12:30"),
    ],
)  # fmt: skip
def test_values_of_mixed_arithmetic(expression: str, shown: str) -> None:
    assert printed(expression) == shown
