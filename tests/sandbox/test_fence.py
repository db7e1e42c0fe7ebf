"""What a foreign interpreter behind the fence can and cannot do. Python stands for q: it calls what it likes."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

import pytest

from etude.sandbox import allow_unsafe, children
from etude.sandbox.children import Limits, run_fenced
from etude.task import BackendError

READABLE = [sys.prefix, sys.base_prefix, os.path.dirname(os.path.realpath(sys.executable))]
FAST = Limits(seconds=20.0, output=200_000)


def fenced(code: str, limits: Limits = FAST) -> children.Ended:
    return run_fenced([sys.executable, "-I", "-S", "-c", code], "", limits, {"own": "mine"}, READABLE)


def test_it_runs_reads_its_own_and_writes_there() -> None:
    code = "import os\nopen('new', 'w').write(open('own').read())\nprint(open('new').read(), sorted(os.listdir('.')))"
    assert fenced(code).shown == "mine ['new', 'own']\n"
    assert fenced("import threading\nt = threading.Thread(target=print, args=(5,)); t.start(); t.join()").shown == "5\n"


REFUSED = {
    "fork": "os.fork()", "spawn": "__import__('subprocess').run(['true'])", "system": "assert os.system('true') == 0", "spawn posix": "os.posix_spawn('/bin/true', ['true'], {})",
    "kill the parent": "os.kill(os.getppid(), 0)", "kill all": "os.kill(-1, 0)", "socket": "__import__('socket').socket()", "write outside": "open(OUTSIDE + '/new', 'w')", "read outside": "open(OUTSIDE + '/secret').read()",
    "list outside": "os.listdir(OUTSIDE)", "delete outside": "os.unlink(OUTSIDE + '/secret')", "chmod outside": "os.chmod(OUTSIDE + '/secret', 0)", "times outside": "os.utime(OUTSIDE + '/secret', (0, 0))", "truncate outside": "os.truncate(OUTSIDE + '/secret', 0)",
    "link": "os.link(OUTSIDE + '/secret', 'here')", "through a symlink": "os.symlink(OUTSIDE + '/secret', 'here'); open('here')", "environment of the parent": "open(f'/proc/{os.getppid()}/environ', 'rb').read()", "memory of the parent": "open(f'/proc/{os.getppid()}/mem', 'rb')",
    "more memory": "r = __import__('resource'); r.setrlimit(r.RLIMIT_AS, (-1, -1))", "more time": "r = __import__('resource'); r.prlimit(0, r.RLIMIT_CPU, (99, 99))", "big file": "open('big', 'wb').write(b'x' * 10**7)", "memory": "bytearray(10**11)",
}  # fmt: skip


@pytest.mark.parametrize("name", REFUSED)
def test_refused(name: str, tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("hidden", "utf-8")
    before = secret.stat()
    code = f"import os\nOUTSIDE = {str(tmp_path)!r}\ntry:\n    {REFUSED[name]}\nexcept Exception as e:\n    print('refused')\nelse:\n    print('done')"
    ended = fenced(code)
    assert ended.shown == "refused\n", ended
    assert sorted(p.name for p in tmp_path.iterdir()) == ["secret"]
    assert secret.read_text("utf-8") == "hidden"
    assert (secret.stat().st_mode, secret.stat().st_mtime) == (before.st_mode, before.st_mtime)


def test_environment_and_limits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ETUDE_SECRET", "1")
    assert (
        fenced("import os\nprint('ETUDE_SECRET' in os.environ, os.environ['HOME'] == os.getcwd())").shown
        == "False True\n"
    )
    started = time.monotonic()
    assert fenced("while True: pass", Limits(seconds=30.0, cpu=1)).how == "crash"
    assert fenced("while True: print('x' * 10**5)", Limits(seconds=30.0, output=10**6)).how == "flood"
    assert fenced("import time\ntime.sleep(60)", Limits(seconds=1.0)).how == "timeout"
    assert time.monotonic() - started < 15


def test_no_fence_no_run(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "jail.py").write_text("def fence(*_): return False\n", "utf-8")
    for name in ("launcher.py", "confines.py"):
        (tmp_path / name).write_text((children._INSIDE / name).read_text("utf-8"), "utf-8")
    monkeypatch.setattr(children, "_INSIDE", tmp_path)
    monkeypatch.delenv("ETUDE_SANDBOX", raising=False)
    with pytest.raises(BackendError, match="ETUDE_SANDBOX=unsafe"):
        fenced("print(1)")
    monkeypatch.setenv("ETUDE_SANDBOX", "unsafe")
    assert fenced("print(1)").shown == "1\n"
    try:
        allow_unsafe(False)
        with pytest.raises(BackendError, match="cannot jail"):
            fenced("print(1)")
        monkeypatch.delenv("ETUDE_SANDBOX")
        allow_unsafe()
        assert fenced("print(1)").shown == "1\n"
    finally:
        allow_unsafe(None)
