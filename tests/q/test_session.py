"""Sessions from Python: values that keep their types, scripts, budgets, seeds, and a machine out of reach."""

from __future__ import annotations

import threading

import pytest

from etude.q import Budget, QError, Session


@pytest.mark.parametrize(
    "value",
    [1, -5, 0, 2.5, True, False, "abc", "", "a", [1, 2, 3], [1.5, 2.0], [True, False], ["ab", "c"], [[1, 2], [3]], [1, "a", 2.5], {"a": 1, "b": 2}, {"k": [1, 2]}, {1: 2}, [], "Zürich", [{"a": 1}, {"a": 2}]],
)  # fmt: skip
def test_python_values_come_back(value: object) -> None:
    session = Session()
    session.set("x", value)
    assert session.get("x") == value
    session.run("f:{x}")
    assert session.call("f", value) == value


@pytest.mark.parametrize(
    ("value", "code"),
    [(1, -7), (1.0, -9), (True, -1), ("ab", 10), ("a", 10), ([1, 2], 7), ([1.0], 9), ([True], 1), (["a", "b"], 0), ({"a": 1}, 99), ([], 0), ([1, 2.0], 0), ([[1], [2]], 0), (None, 101)],
)  # fmt: skip
def test_types_of_python_values(value: object, code: int) -> None:
    session = Session()
    session.set("x", value)
    assert session.console("type x").strip() == f"{code}h"


@pytest.mark.parametrize(
    ("source", "value"),
    [("`a", "a"), ("`a`b", ["a", "b"]), ('"ab"', "ab"), ('"a"', "a"), ("1 2h", [1, 2]), ("2000.01.02", 1), ("12:30", 750), ("([]a:1 2)", [{"a": 1}, {"a": 2}]), ("`a`b!1 2", {"a": 1, "b": 2}), ("(::)", None), ("0x01", 1), ("{x}", "{x}")],
)  # fmt: skip
def test_q_values_in_python(source: str, value: object) -> None:
    session = Session()
    session.console(f"x:{source}")
    assert session.get("x") == value


def test_a_script_prints_what_a_console_prints() -> None:
    script = "a:1\na+1\nf:{[x]\n  y:x*2;\n  y+1}\nf 3\n/\nleft out\n1+1\n\\\nshow `done\n"
    assert Session().run(script) == "2\n7\n`done\n"


DEAR = (
    "sum x", "max x", "med f", "dev f", "all x", "x wavg x", "x cor f", "x?5", "f?0.5", "5 in x", "x?x", "x~x", "x<f", "g?`abc", "g=`a", "g~g", "md5 s", "upper s", "s?\"a\"", "s~s", "x bin x", "floor f", "x div f", "string s", "ema[.5;f]", "-8!g", "`int$x", "next x", "fills x",
    "differ x", "d 5", "t?t", "exec a from t", "value \"1+1\"", "csv 0:t", "3 mdev f", "wj[(0 0;1 1);`a;2#t;(t;(sum;`a))]",
)  # fmt: skip


@pytest.mark.parametrize("body", DEAR)
def test_work_on_long_lists_is_counted(body: str) -> None:
    """A loop whose turns are few for a program and many for its data meets its budget."""
    session = Session(seed=1, budget=Budget(steps=400_000))
    session.console(
        'x:50000?1000;f:50000?1.0;g:30000?`3;s:50000?"abc";t:([]a:20000?9;b:20000?`2);d:(til 20000)!til 20000'
    )
    assert session.console(f"do[40000;{body}]") == "'limit\n"


def test_places_of_symbols_are_kept_for_one_list_only() -> None:
    lines = "d:(`$string til 40)!til 40\nd`7\nd[`x]:99\nd`x\nd`7\ne:`a,key d\ne?`7`x`a`none"
    assert Session().console(lines).split("\n") == ["7", "99", "7", "8 41 0 42", ""]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a:1\na+1", "2\n"), ("f:{x+\n  y}\nf[1;2]", "3\n"), ("f:{\nx+1\n}\nf 2", "3\n"), ("'oops\n1+1", "'oops\n2\n"), ("1+1 / x\n\n2+2\n", "2\n4\n"), ("s:\"(\"\ncount s", "1\n"), ("s:\"a\\\"(\"\ncount s", "3\n"),
        ("t:([]a:1 2;\n b:3 4)\nexec b from t", "3 4\n"), ("/ c\n1+1", "2\n"), ("/\nblock\n\\\n3", "3\n"), ("-1\"x\";\n1+`a\n5", "x\n'type\n5\n"), ("a:1;\n", ""),
    ],
)  # fmt: skip
def test_pasted_lines_are_statements(text: str, shown: str) -> None:
    assert Session().console(text) == shown


def test_a_script_ends_at_a_lone_backslash() -> None:
    assert Session().run("1+1\n\\\nthis is no q at all ((\n") == "2\n"


def test_an_error_of_a_script_has_its_line_and_what_came_before_is_not_lost() -> None:
    shown: list[str] = []
    with pytest.raises(QError) as error:
        Session().run("1+1\n\nx:5\nx+`a\n2+2\n", shown.append)
    assert (error.value.word, error.value.line) == ("type", 4)
    assert "".join(shown) == "2\n"


def test_calls_of_what_is_missing_or_wrong() -> None:
    session = Session()
    with pytest.raises(QError, match="nothing"):
        session.call("nothing", 1)
    session.run("f:{x+y}")
    with pytest.raises(QError, match="rank"):
        session.call("f", 1, 2, 3)
    with pytest.raises(QError, match="type"):
        session.call("f", 1, {"a": "b"})
    with pytest.raises(QError, match="access"):
        session.set(".z.p", 1)


@pytest.mark.parametrize(
    ("line", "word"),
    [
        ("while[1b;x:1]", "limit"), ("do[1000000000;1]", "limit"), ("{x+1}/[1000000000;0]", "limit"), ("til 100000000000", "wsfull"), ("1000000000#0", "wsfull"),
        ("{x,x}/[60;1]", "wsfull"), ("f:{f x};f 1", "stack"), ("{.z.s x}1", "stack"), ("{x,enlist til 1000}/[1000000;()]", "limit"), ("string over til 1000000", "limit"),
        ("(til 3000)+/:til 3000", "limit"), ("{(x;x)}/[60;1]~{(x;x)}/[60;1]", "limit"), ("do[100000;show til 1000]", "limit"), ("a:b:c:d:e:1;x:enlist til 4000000;while[1b;x,:enlist 1+til 4000000]", "wsfull"),
        ("raze 1000000#enlist til 100", "limit"), ("2000000#enlist enlist 1", "limit"), ("@[{while[1b;x]};1;{0N}]", "limit"), ("1 cut til 4000000", "limit"), (".j.k 1000#\"[\"", "stack"),
    ],
)  # fmt: skip
def test_everything_ends(line: str, word: str) -> None:
    session = Session()
    shown = session.console(line)
    assert shown.splitlines()[-1].startswith(f"'{word}")
    assert session.console("1+1") == "2\n"


def test_steps_do_not_depend_on_the_machine() -> None:
    def used(budget: Budget) -> int:
        Session(budget=budget).console("s:0;i:0;while[i<1000;s+:i;i+:1];select sum v by k:v mod 3 from([]v:til 100)")
        return budget.used

    assert used(Budget()) == used(Budget()) > 1000


def test_a_smaller_budget_ends_earlier() -> None:
    line = "i:0;while[i<1000;i+:1];i"
    assert Session(budget=Budget(steps=500)).console(line) == "'limit\n"
    assert Session(budget=Budget(steps=50_000)).console(line) == "1000\n"
    assert Session(budget=Budget(elements=1000)).console("til 2000") == "'wsfull\n"
    assert Session(budget=Budget(depth=5)).console("{$[x;.z.s x-1;0]}10") == "'stack\n"
    assert Session(budget=Budget(output=10)).console("show til 100") == "'limit\n"


def test_what_is_forgotten_gives_its_room_back() -> None:
    session = Session(budget=Budget(elements=1_000_000))
    for _ in range(20):
        assert session.console("x:til 400000;count x") == "400000\n"


@pytest.mark.parametrize(
    "line",
    [
        'system"ls"', "\\ls", '"\\\\ls" ', "hopen`:localhost:5000", "hopen 5000", "`:f set 1", "get`:f", "read0`:f", "read1`:f", "`:f 0:enlist\"a\"", "exit 0", "getenv`HOME", "`A setenv\"b\"", "hdel`:f", "load`f", "save`f", "-11!`:f",
        "-21!`:f", "`:x 2:(`f;1)", "`:x 1:0x00", "value\"\\\\ls\"", "value\"system\\\"ls\\\"\"", "rsave`t", "dsave`t", "hcount`:f", "-19!1", "key`:.", "(\"S\";\",\")0:`:f", "\\l x.q", "\\cd /", ".z.p:5",
    ],
)  # fmt: skip
def test_the_machine_is_out_of_reach(line: str) -> None:
    session = Session()
    session.console("t:([]a:1 2)")
    shown = session.console(line).strip()
    assert shown in ("'access", '"\\\\ls"')


def test_a_session_knows_nothing_of_another() -> None:
    one, two = Session(seed=1), Session(seed=1)
    one.console("x:5")
    assert two.console("x") == "'x\n"
    assert one.console("10?1000") == two.console("10?1000")
    assert Session(seed=2).console("10?1000000") != Session(seed=3).console("10?1000000")
    assert one.console(".z.p") == two.console(".z.P") == "2021.11.26D00:00:00.000000000\n"


def test_threads_have_their_own_sessions() -> None:
    found: dict[int, str] = {}

    def work(n: int) -> None:
        session = Session()
        session.run(f"x:{n}\ni:0\ns:0\n")
        session.console("while[i<2000;s+:x;i+:1]")
        found[n] = session.console("s,sum 2000#x")

    threads = [threading.Thread(target=work, args=(n,)) for n in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 8
    assert all(found[n].split()[:2] == [str(2000 * n)] * 2 for n in found)


def test_no_error_of_python_hides_behind_a_q_error(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every 'type that valid-looking lines give is one that the interpreter meant."""
    from tests.q.test_language import CASES
    from tests.q.test_traps import TRAPS

    hidden = []
    for cases in (*CASES.values(), *TRAPS.values()):
        for lines, _ in cases:
            session = Session()
            for line in lines.split("\n"):
                try:
                    session.evaluating(lambda text=line, s=session: s._shown(text))  # type: ignore[misc]
                except QError as error:
                    if error.__cause__ is not None:
                        hidden.append((line, repr(error.__cause__)))
    assert hidden == []
