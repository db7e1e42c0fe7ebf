"""A q executable of the tests' own: it behaves well, on the embedded q, or fails in one of the ways that a real one can."""

from __future__ import annotations

import stat
import sys
from pathlib import Path

_HEAD = f"#!{sys.executable}\nimport os, sys, time\nsys.path[:0] = {sys.path!r}\n"
_GOOD = """
from etude.q import QError, Session
session = Session()
for line in sys.stdin:
    line = line.rstrip("\\n")
    if line.startswith("exit"):
        sys.exit(0)
    if line.startswith('system"l candidate.q";'):
        try:
            sys.stdout.write(session.run(open("candidate.q").read()))
        except QError as error:
            sys.stderr.write("'" + error.word + "\\n")
            continue
        line = line.split(";", 1)[1]
    shown = session.console(line)
    (sys.stderr if shown.startswith("'") else sys.stdout).write(shown)
    sys.stdout.flush()
"""
MODES = {
    "good": _GOOD,
    "hang": "time.sleep(600)\n",
    "flood": "while True:\n    sys.stdout.write('x' * 100000)\n",
    "crash": "import ctypes\nctypes.string_at(0)\n",
    "licence": 'sys.stderr.write("\'2026.11.21T00:00:00.000 licence error: k4.lic\\n")\nsys.exit(1)\n',
    "silent": "sys.exit(0)\n",
    "wrong": "print('(4.1;3)')\n",
    "exit": _GOOD.replace('line.startswith("exit")', 'line.startswith("exit") or " 3 " in line'),
    "crash_later": _GOOD.replace('line.startswith("exit")', '" 3 " in line and __import__("ctypes").string_at(0)'),
    "hang_later": _GOOD.replace('line.startswith("exit")', '" 3 " in line and time.sleep(600)'),
    "child": "import subprocess\ntry:\n    subprocess.Popen(['sleep', '600'])\nexcept OSError:\n    pass\n" + _GOOD,
    "noisy": _GOOD.replace("session = Session()", "session = Session()\nprint('KDB+ 4.1 banner')\nprint('0 (1b;1)')"),
}


def install(place: Path, mode: str) -> str:
    """The path of a fake q of a mode."""
    path = place / f"q_{mode}"
    path.write_text(_HEAD + MODES[mode], encoding="utf-8")
    path.chmod(path.stat().st_mode | stat.S_IEXEC)
    return str(path)
