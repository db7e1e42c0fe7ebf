"""``etude q`` as its user types it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path


def etude(*arguments: str, text: str = "") -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", "from etude.cli.main import main; main()", "q", *arguments], input=text, capture_output=True, text=True
    )  # fmt: skip


def test_lines_from_a_pipe() -> None:
    done = etude(text="x:til 3\nx+1\n1+`a\n\\\\\n5\n")
    assert (done.stdout, done.returncode) == ("1 2 3\n'type\n", 0)


def test_a_script(tmp_path: Path) -> None:
    script = tmp_path / "a.q"
    script.write_text("f:{\n  x+1\n  }\nshow f 2\nf[3]\n", encoding="utf-8")
    done = etude(str(script))
    assert (done.stdout, done.stderr, done.returncode) == ("3\n4\n", "", 0)
    assert etude("-", text="1+1\n").stdout == "2\n"


def test_an_error_has_its_line_and_what_was_printed_stays(tmp_path: Path) -> None:
    script = tmp_path / "a.q"
    script.write_text("1+1\n\nnothing\n", encoding="utf-8")
    done = etude(str(script))
    assert done.stdout == "2\n"
    assert done.stderr.strip() == f"etude: error: {script}, line 3: 'nothing"
    assert done.returncode == 1


def test_wrong_files_and_options(tmp_path: Path) -> None:
    assert "No such file" in etude(str(tmp_path / "none.q")).stderr
    (tmp_path / "b.q").write_bytes(b"\xff\xfe\x00")
    assert "UTF-8" in etude(str(tmp_path / "b.q")).stderr
    assert etude("--precision", "99").returncode == 2
    assert etude("--console", "25", "40", text="til 100\n").stdout.endswith("..\n")
    assert etude("--precision", "3", text="1%3\n").stdout == "0.333\n"
    assert etude("--steps", "50", text="til 5\nwhile[1b;1]\n").stdout == "0 1 2 3 4\n'limit\n"
    assert etude("--seed", "5", text="3?100\n").stdout == etude("--seed", "5", text="3?100\n").stdout
