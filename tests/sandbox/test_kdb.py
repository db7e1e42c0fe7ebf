"""The adapter to real kdb+, against fake executables for every way in which it can fail."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import pytest

from etude.q.display import plain
from etude.sandbox import kdb
from etude.sandbox.children import Limits
from tests.sandbox.fake_q import install

FAST = Limits(seconds=20.0, output=200_000)
SHORT = Limits(seconds=3.0, output=200_000)
DOUBLE = "solve:{x+x}"
INPUTS = [f"{n}" for n in range(6)]


@pytest.fixture
def fake(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):  # type: ignore[no-untyped-def]
    def use(mode: str) -> str:
        path = install(tmp_path, mode)
        monkeypatch.setenv("Q_EXECUTABLE_PATH", path)
        monkeypatch.setattr(kdb, "readable", lambda path: [*own(path), sys.prefix, sys.base_prefix, *sys.path])
        return path

    own = kdb.readable

    return use


def test_typed_values_come_back(fake) -> None:  # type: ignore[no-untyped-def]
    fake("good")
    sources = [
        "5", "-3i", "1.5", "0n", "0N", "1b", '"a"', '"ab"', "`a", "`a`b", "1 2 3", "1 0N 3", "1.5 0w", "()", "(1;`a;\"x\")", "`a`b!1 2", "([]a:1 2;b:`x`y)", "2000.01.02", "0x0102", "10b", '("ab";"c")',
        "12:30", "2000.01.01D00:00:00.000000001", "0#0", '""', "`a`b!(1 2;\"xy\")", "([k:1 2]v:3 4)", "0.1", "1e100", "`$\"a b\"", "5h", "2e", "2000.01m",
    ]  # fmt: skip
    outcomes = kdb.calls("solve:{x}", "solve", sources, FAST)
    from etude.q import Session

    for source, outcome in zip(sources, outcomes, strict=True):
        session = Session(precision=17)
        session.console(f"x:{source}")
        assert outcome.error == ""
        assert plain(outcome.value, 17) == plain(session.evaluating(lambda s=session: s.get_global("x")), 17), source  # type: ignore[misc]


def test_probe_says_version_or_why_not(fake, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:  # type: ignore[no-untyped-def]
    fake("good")
    assert kdb.probe(FAST) == "4.1"
    for mode, text in (
        ("licence", "no valid licence"),
        ("wrong", "does not answer 1+1"),
        ("silent", "prints nothing"),
        ("crash", "crash"),
        ("hang", "timeout"),
    ):
        fake(mode)
        with pytest.raises(kdb.KdbUnavailable, match=text.replace("+", r"\+")):
            kdb.probe(SHORT)
    monkeypatch.setenv("Q_EXECUTABLE_PATH", str(tmp_path / "nothing"))
    with pytest.raises(kdb.KdbUnavailable, match=r"does not answer|No such file"):
        kdb.probe(SHORT)
    monkeypatch.delenv("Q_EXECUTABLE_PATH")
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(kdb.KdbUnavailable, match="no q on the path"):
        kdb.probe(SHORT)


def test_errors_of_the_program_are_outcomes(fake) -> None:  # type: ignore[no-untyped-def]
    fake("good")
    outcomes = kdb.calls("solve:{$[x=2;'`two;x=3;1+`a;x]}", "solve", INPUTS, FAST)
    assert [o.error for o in outcomes] == ["", "", "two", "type", "", ""]
    assert {o.error for o in kdb.calls("solve:{", "solve", INPUTS, FAST)} == {"solve"}
    assert {o.error for o in kdb.calls("", "solve", INPUTS, FAST)} == {"solve"}


@pytest.mark.parametrize(
    ("mode", "errors"),
    [
        ("hang", ["timeout"] * 6), ("flood", ["flood"] * 6), ("crash", ["crash"] * 6), ("silent", ["exit"] * 6), ("wrong", ["exit"] * 6),
        ("exit", ["", "", "", "exit", "exit", "exit"]), ("crash_later", ["", "", "", "crash", "crash", "crash"]), ("hang_later", ["", "", "", "timeout", "timeout", "timeout"]), ("noisy", [""] * 6),
    ],
)  # fmt: skip
def test_ways_to_fail(fake, mode: str, errors: list[str]) -> None:  # type: ignore[no-untyped-def]
    fake(mode)
    started = time.monotonic()
    outcomes = kdb.calls(DOUBLE, "solve", INPUTS, SHORT if "hang" in mode else FAST)
    assert [o.error for o in outcomes] == errors
    assert [o.value for o in outcomes if not o.error] == [2 * i for i, e in enumerate(errors) if not e]
    assert time.monotonic() - started < 15


def test_a_licence_error_is_never_a_mark(fake) -> None:  # type: ignore[no-untyped-def]
    fake("licence")
    with pytest.raises(kdb.KdbUnavailable, match="licence"):
        kdb.calls(DOUBLE, "solve", INPUTS, FAST)


def test_children_are_killed_and_the_environment_is_bare(fake, monkeypatch: pytest.MonkeyPatch) -> None:  # type: ignore[no-untyped-def]
    monkeypatch.setenv("ETUDE_SECRET", "1")
    fake("child")
    before = subprocess.run(["pgrep", "-c", "-f", "sleep 600"], capture_output=True, text=True).stdout
    assert [o.error for o in kdb.calls(DOUBLE, "solve", INPUTS, FAST)] == [""] * 6
    time.sleep(0.3)
    assert subprocess.run(["pgrep", "-c", "-f", "sleep 600"], capture_output=True, text=True).stdout == before
