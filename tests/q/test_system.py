"""Commands, internal functions, system names: what works without a machine, and bytes that are hostile."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from etude.q import Session
from tests.q.sessions import printed

VALUES = (
    "1b", "0x05", "5h", "-5i", "0N", "1.5e", "0n", '"a"', "`", "`abc", "2000.01.06D01", "2000.06m", "2000.01.06", "2000.01.06T12:00:00.000", "-0D00:00:05", "00:05", "00:00:05", "00:00:00.005", "0Ng", "first 1?0Ng",
    "()", "1 2 3", '"abc"', '""', "`a`b`", "101b", "0x0102", "1 2h", "1 2i", "1 2e", "1 0n 0w", "2000.01.01+til 3", "3?0Ng", "(1;`a;\"xy\")", "(1 2;(3;`z))", "`a`b!1 2", "([]a:1 2;b:`x`y;c:(\"p\";1 2))", "([k:1 2]v:3 4)", "`s#1 2 3", "`g#`a`b", "(::)", "()!()", "`s#0 10!`a`b",
)  # fmt: skip


@pytest.mark.parametrize("value", VALUES)
def test_a_value_sent_and_received_is_the_same(value: str) -> None:
    session = Session()
    session.console(f"x:{value}")
    session.console("y:-9!-8!x")
    assert session.console("x~y") == "1b\n"
    assert session.console("(attr x;type x)~(attr y;type y)") == "1b\n"
    assert session.console("count[-8!x]=-22!x") == "1b\n"


@given(
    st.lists(st.one_of(st.integers(-(2**62), 2**62), st.floats(allow_nan=False), st.booleans(), st.text(max_size=5)))
)
def test_python_values_survive_the_wire(values: list[object]) -> None:
    session = Session()
    session.set("x", values)
    session.console("y:-9!-8!x")
    assert session.get("y") == session.get("x")


@pytest.mark.parametrize(
    ("value", "message"),
    [
        ("1", "0x0100000011000000f90100000000000000"), ("1i", "0x010000000d000000fa01000000"), ("`a", "0x010000000b000000f56100"), ('"ab"', "0x01000000100000000a0002000000" + "6162"), ("1 2i", "0x010000001600000006000200000001000000" + "02000000"),
        ("`a`b!1 2i", "0x0100000021000000630b0002000000" + "6100620006000200000001000000" + "02000000"),
    ],
)  # fmt: skip
def test_messages_have_the_bytes_of_the_protocol(value: str, message: str) -> None:
    assert printed(f"-8!{value}") == message


def test_a_message_is_read_and_never_run() -> None:
    session = Session()
    session.console("m:-8!{x+1}")
    assert session.console("(-9!m)4") == "5\n"
    for source in ("a::5", "1+1", "{a::x}5", "{x};a::1"):
        session.console(f'b:0x6400,8_-8!"{source}"')
        session.console("n:0x01000000,(reverse 0x0 vs `int$8+count b),b")
        assert session.console("-9!n") == "'badmsg\n"
        assert session.console("a") == "'a\n"


@pytest.mark.parametrize("seed", range(200))
def test_damaged_messages_give_a_value_or_a_q_error(seed: int) -> None:
    chance = random.Random(seed)
    session = Session()
    session.console('x:-8!([]a:1 2;b:("xy";`z!3))')
    session.console(f"x[{chance.randrange(8, 60)}]:0x{chance.randrange(256):02x}")
    shown = session.console(f"-9!x{'' if chance.random() < 0.7 else f' til {chance.randrange(1, 60)}'}")
    assert (
        shown == "" or not shown.startswith("'") or shown.strip() in ("'badmsg", "'type", "'limit", "'length", "'nyi")
    ), shown


@pytest.mark.parametrize(
    ("lines", "shown"),
    [
        ('-3!1 2', '"1 2"'), ('-4!"a+ b"', ',"a"\n,"+"\n," "\n,"b"'), ('-4!"x:`a`b,\\"q r\\""', ',"x"\n,":"\n"`a`b"\n,","\n"\\"q r\\""'), ('-5!"1+2"', "+\n1\n2"), ("-6!(+;1;2)", "3"), ("-1!`f", "`:f"), ("-2!asc 2 1", "`s"), ('-14!"a,b"', '"\\"a,b\\""'), ('-14!"ab"', '"ab"'),
        ('-15!"a"', "0x0cc175b9c0f1b6a831c399e269772661"), ("-16!1", "1i"), ("-27!(2i;1.005 2)", '"1.00"\n"2.00"'), ('-29!"[1,2]"', "1 2f"), ("-31!1 2", '"[1,2]"'), ('-32!"hi"', '"aGk="'), ('-33!"abc"', "0xa9993e364706816aba3e25717850c26c9cd0d89d"), ("-120!1", "0"), ("-11!`:f", "'access"), ("-999!1", "'access"),
        ("\\P", "7i"), ("\\P 3\n\\P", "3i"), ("\\c", "2000 2000i"), ("\\C", "36 2000i"), ("\\C 20 90\n\\C", "20 90i"), ("\\e", "0i"), ("\\e 1\n\\e", "1i"), ("\\o", "0Ni"), ("\\S", "-314159i"), ("\\W", "2i"), ("\\z", "0i"), ("\\z 1\n\"D\"$\"02/03/2001\"", "2001.03.02"), ("\\W 1\n`week$2021.06.16", "2021.06.13"),
        ("\\t", "0i"), ("\\t a:5", "0"), ("\\t a:5\na", "5"), ("\\ts til 5", "0 0"), ("a:0\n\\t:3 a+:1\na", "3"), ("\\t nosuch", "'nosuch"), ("\\w", "0 0 0 0 0 0i"), ("v::1+w\n\\b", ",`v"), ("v::1+w\nview`v", '"1+w"'), ("v::1+w\nviews[]", ",`v"), ("view`nosuch", "'nosuch"), ("a:1\nview`a", "'type"), ("a:1\nv::a+b\n.z.b", "a| v\nb| v"),
        ("\\o -5\nltime 2021.01.01D12", "2021.01.01D07:00:00.000000000"), ("\\o 90\ngtime ltime 2021.01.01D12", "2021.01.01D12:00:00.000000000"), ("ltime 5", "'type"), ("\\o 1\n.z.P-.z.p", "0D01:00:00.000000000"), ("hsym`a`:b", "`:a`:b"), ("hsym 1", "'type"), ("csv", '","'), ("csv 0:([]a:1 2)", ',"a"\n,"1"\n,"2"'),
        ("reval parse\"1+1\"", "2"), ("reval parse\"a:4\"", "'noupdate: `. `a"), ("a:1\nreval(value;\"a:2\")\na", "1"), ("reval parse\"a:4\"\na:5\na", "5"), ("a:1\nreval parse\"delete a from`.\"\na", "1"), ("-23!til 3", "0 1 2"), (".Q.K", "2024.05.02"), (".Q.ts[+;1 2]", "0 0\n3"), (".Q.en[`:d;1]", "'access"), ("hopen", "hopen"), (".Q.l`:d", "'access"), ('.Q.def[`a`b!(1;`x)].Q.opt("-a";"7")', "a| 7\nb| `x"), ("`til`while in .Q.res", "11b"), (".Q.fk 1 2", "`"), ("take:3\ntake", "3"), ("drop:1;fill:2\ndrop+fill", "3"), ("5 \"x\"", "'Cannot write to handle 5. OS reports: Bad file descriptor"), ("3[::]", "'type"), ("1000/[+]2 3 4", "'type"), ("10(+/)2 3 4", "'Cannot write to handle 10. OS reports: Bad file descriptor"),
        ("0x40 vs 2", "0x00000000000000000002"), ("(0x0a\\:)305", "0x00000000000000000000000000000000030005"), ("10/:1 2 3", "123"), ("{a::1;a:1}", "'a"), ("{a:1;a::2;a}[]", "2"), ("enlist[1;2]", "1 2"), ("(?:;@:;.:)", "?:\n@:\n.:"), ("d:2020.01.31\nd.month", "2020.01m"), ("p:2020.01.01D12:30\np.hh", "12i"),
        ("t:([]a:1 2;b:`x`y)\nt,(3;`z)", "a b\n---\n1 x\n2 y\n3 z"), ("t:([]a:1 2;b:`x`y)\nt,:(3;`z)\ncount t", "3"), ("k:([a:1 2]b:3 4)\nk,(2;9)", "a| b\n-| -\n1| 3\n2| 9"), ("t:([]a:1 2)\nt,()", "a\n-\n1\n2"), ("t:([]a:1 2)\nt,1 2 3", "'length"),
    ],
)  # fmt: skip
def test_the_console_prints(lines: str, shown: str) -> None:
    assert printed(lines) == shown
