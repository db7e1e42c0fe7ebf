"""Python programs in their child process: what is right, and what a hostile one may not do."""

from __future__ import annotations

import platform
import subprocess
import sys
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

import etude
from etude.q.kinds import packed
from etude.sandbox.inside import driver as python_driver
from etude.sandbox.python_programs import read_value
from etude.task import BackendError
from etude.verifiers.programs.python_program import agrees

INPUTS = [[list(range(n))] for n in range(12)]
SPEC = {
    "entry": "solve", "arguments": ["longs"], "result": "long",
    "tests": packed(INPUTS, [sum(x) for [x] in INPUTS], [[[[1, 2]], 3]]),
}  # fmt: skip


def marked(code: str, **more: object) -> etude.Verdict:
    return etude.verify({"verifier": "python_program", "spec": {**SPEC, **more}}, f"```python\n{code}\n```")


@pytest.mark.parametrize(
    "code",
    ["def solve(x):\n    return sum(x)", "from functools import reduce\nsolve = lambda x: reduce(lambda a, b: a + b, x, 0)", "import math, statistics\ndef solve(x): return math.fsum(x)", "def solve(x):\n    print('noise')\n    return sum(x)", "from dataclasses import dataclass\n@dataclass\nclass A:\n    n: int = 0\ndef solve(x):\n    a = A()\n    for v in x: a.n += v\n    return a.n", "from collections import Counter\ndef solve(x): return sum(k * v for k, v in Counter(x).items())", "import re, json, datetime, decimal, random, typing\ndef solve(x: typing.List[int]) -> int: return sum(x)"],
)  # fmt: skip
def test_right(code: str) -> None:
    assert marked(code)[:2] == (1.0, True), marked(code)


ATTACKS = {
    "endless": ("while True: pass", "budget"), "endless call": ("def solve(x):\n    while True: pass", "budget"), "swallows the stop": ("def solve(x):\n    while True:\n        try:\n            while True: pass\n        except BaseException: pass", "budget"),
    "uncounted": ("import sys\nsys.settrace(None)\ndef solve(x):\n    while True: pass", "error"), "endless comprehension": ("import itertools\ndef solve(x): return sum(1 for _ in itertools.count())", "budget"), "endless calls": ("f = lambda n: n < 2 or f(n - 1) + f(n - 2)\ndef solve(x): return f(60)", "budget"), "endless in C": ("import itertools\ndef solve(x): return sum(itertools.count())", "budget"), "deep": ("def solve(x): return solve(x)", "error"),
    "memory": ("def solve(x): return 'a' * 10**10", "error"), "files": ("def solve(x): return len(open('/etc/passwd').read())", "error"), "import os": ("import os\ndef solve(x): return os.getpid()", "error"),
    "os by the back door": ("import random\ndef solve(x): return random._os.system('true')", "error"), "process": ("import subprocess\ndef solve(x): return 0", "error"), "socket": ("import socket\ndef solve(x): return 0", "error"),
    "threads": ("import threading\ndef solve(x): return 0", "error"), "ctypes": ("import ctypes\ndef solve(x): return 0", "error"), "fork": ("import random\ndef solve(x):\n    return random._os.fork()", "error"), "kill": ("import random\ndef solve(x): random._os.kill(random._os.getppid(), 9)", "error"),
    "exits": ("raise SystemExit(0)", "error"), "exits at once": ("import random\nrandom._os._exit(0)", "error"), "exits late": ("import random\ndef solve(x):\n    if len(x) > 5: random._os._exit(0)\n    return sum(x)", "error"),
    "equal to all": ("class A(int):\n    def __eq__(s, o): return True\ndef solve(x): return A()", "error"), "forged rows": ("import random\nfor f in range(3, 12):\n    try: random._os.write(f, b'[\"ok\",0]\\n' * 50)\n    except BaseException: pass\ndef solve(x): return 0", "error"),
    "nested": ("def solve(x):\n    a = []\n    for _ in range(10**4): a = [a]\n    return a", "error"), "itself": ("def solve(x):\n    a = []\n    a.append(a)\n    return a", "error"), "huge number": ("def solve(x): return 7 ** 5000", "error"),
    "no function": ("def f(x): return 0", "error"), "not Python": ("solve:{sum x}", "error"), "brackets": ("(" * 5000, "error"), "example": ("def solve(x): return 3 if x == [1, 2] else None", "wrong_result"), "constant": ("def solve(x): return 0", "wrong_result"),
    "surrogate": ("def solve(x): return '\\ud800'", "wrong_result"), "text": ("def solve(x): return str(sum(x))", "wrong_result"), "list": ("def solve(x): return [sum(x)]", "wrong_result"),
}  # fmt: skip


@pytest.mark.parametrize("name", ATTACKS)
def test_attacks_earn_nothing(name: str) -> None:
    code, reason = ATTACKS[name]
    verdict = marked(code)
    assert (verdict.reward, verdict.correct, verdict.reason) == (0.0, False, reason), verdict


JAILED = (
    sys.platform == "linux"
    and platform.machine() in ("x86_64", "aarch64")
    and Path("/proc/sys/kernel/seccomp").exists()
)
UNHEARD = {"stat": "stat('/')", "a pipe": "pipe()", "nice": "nice(0)", "a copy of a file": "dup(0)", "affinity": "sched_setaffinity(0, [0])", "the parent": "getppid()"}  # fmt: skip
"""Calls of ``os`` that Python's audit hooks do not hear of."""


@pytest.mark.skipif(not JAILED, reason="no seccomp for this system")
@pytest.mark.parametrize("call", UNHEARD)
def test_the_kernel_refuses_what_no_hook_hears(call: str) -> None:
    code = f"import random\ndef solve(x):\n    try:\n        random._os.{UNHEARD[call]}\n    except PermissionError:\n        return sum(x)\n    return -1"
    if call == "the parent":  # a call without a way to fail: what it gives must be nothing
        code = "import random\ndef solve(x):\n    return sum(x) if random._os.getppid() == -1 else -1"
    assert marked(code).correct, marked(code)


@pytest.mark.skipif(not JAILED, reason="no seccomp for this system")
def test_a_locked_process_computes_and_no_more(tmp_path: Path) -> None:
    lines = (
        "import os, sys", f"sys.path.insert(0, {str(Path(python_driver.__file__).parent)!r})", "import jail", "assert jail.lock()", "print(sum(range(10 ** 6)), len(bytearray(10 ** 8)), len(os.urandom(9)), flush=True)",
        "for work in (os.fork, lambda: os.open('seen', os.O_CREAT), lambda: os.kill(os.getpid(), 9), lambda: os.unlink('x'), lambda: os.execv('/bin/true', ['true'])):", "    try:", "        work()", "    except PermissionError:", "        print('refused', flush=True)",
    )  # fmt: skip
    done = subprocess.run([sys.executable, "-c", "\n".join(lines)], capture_output=True, text=True, cwd=tmp_path)
    assert done.stdout.split("\n") == ["499999500000 100000000 9", *["refused"] * 5, ""], done
    assert done.returncode == 0
    assert not list(tmp_path.iterdir())


def test_nothing_found_and_rewards() -> None:
    assert etude.verify({"verifier": "python_program", "spec": SPEC}, "").reason == "no_code"
    half = "def solve(x):\n    return sum(x) if len(x) < 6 else 0"
    assert marked(half).reward == 0
    assert marked(half, reward="fraction").reward == pytest.approx(0.25)
    assert marked(half, reward="soft").reward == pytest.approx(0.1)
    bare = etude.verify({"verifier": "python_program", "spec": {**SPEC, "format": 10}}, "def solve(x): return sum(x)")
    assert (bare.reward, bare.correct) == (pytest.approx(0.9), True)


def test_no_child_no_mark(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "/nowhere/python")
    with pytest.raises(BackendError, match="no child process can be started"):
        marked("def solve(x): return 0")


@pytest.mark.parametrize(
    ("kind", "expected", "found", "good"),
    [
        ("long", 3, 3, True), ("long", 3, 3.0, True), ("long", 1, True, True), ("long", 3, "3", False), ("long", 3, None, False), ("bool", True, 1, True),
        ("float", "1/3", 1 / 3, True), ("float", "1/3", Fraction(1, 3), True), ("float", "1/3", 0.333, False), ("float", None, None, True), ("float", None, float("nan"), True), ("float", None, 0.0, False), ("price", 250, 2.5, True),
        ("string", "ab", "ab", True), ("string", "ab", ["a", "b"], False), ("longs", [1, 2], (1, 2), True), ("longs", [], [], True), ("longs", [1], 1, False), ("longs", [1, 2], [2, 1], False),
        ("strings", ["a"], ["a"], True), ("matrix", [[1], [2]], [[1], [2]], True), ("matrix", [[1], [2]], [1, 2], False), ("long!long", [[1, 2], [3, 4]], {3: 4, 1: 2}, True), ("long!long", [[1, 2]], {1: 3}, False), ("long!long", [[1, 2]], [[1, 2]], False),
    ],
)  # fmt: skip
def test_values(kind: str, expected: Any, found: Any, good: bool) -> None:
    assert agrees(kind, expected, read_value(python_driver.plain(found))) is good


@pytest.mark.parametrize("value", [object(), {1, 2}, b"a", 1j, range(3), lambda: 0])
def test_what_is_no_plain_value(value: Any) -> None:
    with pytest.raises(TypeError):
        python_driver.plain(value)
