"""Programs that attack the sandbox, through both verifiers that run Python: no reward, no trace, an end in time."""

from __future__ import annotations

import json
import os
import platform
import re
import sys
import time
from pathlib import Path

import pytest

import etude
from etude.q.kinds import packed
from etude.sandbox import python_programs

pytestmark = pytest.mark.skipif(
    sys.platform != "linux" or platform.machine() not in ("x86_64", "aarch64"), reason="no jail for this system"
)
INPUTS = [list(range(n)) for n in range(2, 8)]
TASKS = {
    "python_program": {"entry": "solve", "arguments": ["longs"], "result": "long", "tests": packed([[x] for x in INPUTS], [sum(x) for x in INPUTS], [])},
    "printed_tests": {"language": "python", "checks": json.dumps([[f"print(solve({x}))", str(sum(x))] for x in INPUTS])},
}  # fmt: skip
BOTH = pytest.mark.parametrize("verifier", TASKS)
HEAD = "import random, statistics, functools, dataclasses, json, re, collections, operator, copy, typing, enum\nos = random._os\nsys = statistics.sys\n"
"""Ways to modules that no program may import."""


def graded(verifier: str, code: str) -> etude.Verdict:
    started = time.monotonic()
    verdict = etude.verify({"verifier": verifier, "spec": TASKS[verifier]}, f"```python\n{code}\n```")
    assert time.monotonic() - started < 20
    return verdict


def survivors() -> list[str]:
    """The processes that live on in a directory of a run that is over."""
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                place = os.readlink(entry / "cwd")
            except OSError:
                continue
            if re.search(r"/etude-\w+ \(deleted\)$", place):
                found.append(f"{entry.name} {place}")
    return found


@BOTH
def test_an_honest_program_is_right(verifier: str) -> None:
    assert graded(verifier, HEAD + "def solve(x):\n    return sum(x)")[:2] == (1.0, True)
    assert graded(verifier, "def solve(x):\n    return eval('sum(x)') + len(exec('y = 1') or '')").correct
    assert graded(verifier, "def solve(x):\n    'Its docstring.'\n    assert solve.__doc__\n    return sum(x)").correct


DEEDS = {
    # files
    "write inside": "open('new', 'w').write('x')", "write outside": "open(PLACE + '/new', 'w').write('x')", "read outside": "len(open(PLACE + '/secret').read()) or 1 / 0", "read /etc": "open('/etc/passwd').read()", "os.open": "os.open(PLACE + '/secret', os.O_RDONLY)", "os.open to create": "os.open(PLACE + '/new', os.O_CREAT | os.O_WRONLY)",
    "mkdir": "os.mkdir(PLACE + '/new')", "unlink": "os.unlink(PLACE + '/secret')", "rename": "os.rename(PLACE + '/secret', PLACE + '/new')", "symlink": "os.symlink('/etc', PLACE + '/new')", "chmod": "os.chmod(PLACE + '/secret', 0)", "truncate": "os.truncate(PLACE + '/secret', 0)", "listdir": "os.listdir('/')", "stat": "os.stat('/')", "chdir": "os.chdir('/')", "io.open": "sys.modules['io'].open('/etc/passwd')", "_io.FileIO": "sys.modules['_io'].FileIO('/etc/passwd')",
    "memfd": "os.memfd_create('x')", "pipe": "os.pipe()", "dup": "os.dup(3)", "import as reader": "sys.path.append(PLACE); __import__('secret_module')", "loader reads": "[l for l in sys.modules.values() if hasattr(getattr(l, '__loader__', None), 'get_data')][0].__loader__.get_data('/etc/passwd')", "code.interact": "sys.modules['linecache'].updatecache('/etc/passwd') or 1 / 0",
    # /proc and the environment
    "/proc/self": "open('/proc/self/environ', 'rb').read()", "/proc/self/mem": "os.open('/proc/self/mem', os.O_RDWR)", "/proc parent": "open('/proc/%d/mem' % os.getppid(), 'rb')", "secret in the environment": "os.environ['ETUDE_SECRET']", "getenv bytes": "os.environb[b'ETUDE_SECRET']", "uname": "os.uname()",
    # processes and signals
    "fork": "os.fork()", "vfork exec": "os.posix_spawn('/bin/true', ['true'], {})", "forkpty": "os.forkpty()", "execv": "os.execv('/bin/true', ['true'])", "system": "0 / (os.system('true') == 0)", "popen": "os.popen('true').close()", "spawnl": "os.spawnl(os.P_WAIT, '/bin/true', 'true')", "fork_exec": "sys.modules['_posixsubprocess'].fork_exec()", "subprocess": "__import__('subprocess').run(['true'])", "multiprocessing": "__import__('multiprocessing')",
    "setsid": "os.setsid()", "setpgid": "os.setpgid(0, 0)", "daemon": "os.fork() or (os.setsid(), os.fork())", "kill the parent": "os.kill(os.getppid(), 9)", "kill group": "os.killpg(0, 9)", "kill all": "os.kill(-1, 9)", "signal handler": "sys.modules['_signal'].signal(24, sys.modules['_signal'].SIG_IGN)", "alarm": "sys.modules['_signal'].setitimer(0, 1)", "nice": "os.nice(0)", "affinity": "os.sched_setaffinity(0, [0])",
    "threads": "sys.modules['_thread'].start_new_thread(print, ())", "threading": "__import__('threading')", "asyncio": "__import__('asyncio')",
    # network
    "socket": "__import__('socket').socket()", "_socket": "__import__('_socket')", "urllib": "__import__('urllib.request')", "ssl": "__import__('ssl')",
    # limits
    "more CPU": "sys.modules['resource'].setrlimit(0, (-1, -1))", "more memory": "sys.modules['resource'].prlimit(0, 9, (-1, -1))",
    # modules, native code
    "ctypes": "__import__('ctypes')", "_ctypes": "__import__('_ctypes')", "ctypes left over": "[c for c in object.__subclasses__() if c.__module__ == '_ctypes'][0].from_address(0)", "ctypes in modules": "sys.modules['ctypes']", "importlib": "__import__('importlib')", "bootstrap": "sys.modules['_frozen_importlib']._gcd_import('socket')", "loader in subclasses": "[c for c in object.__subclasses__() if c.__name__ == 'BuiltinImporter'][0].load_module('gc').get_objects()",
    "gc": "__import__('gc').get_objects()", "pickle": "__import__('pickle')", "marshal": "__import__('marshal').dumps(1)", "mmap": "__import__('mmap')", "faulthandler": "__import__('faulthandler')", "wrap_close": "[c for c in object.__subclasses__() if c.__name__ == '_wrap_close'][0].__init__.__globals__['system']('true') == 0 or 1 / 0", "reduce": "copy.copy(type('R', (), {'__reduce__': lambda s: (os.system, ('true',))})()) == 0 or 1 / 0", "attrgetter": "operator.attrgetter('_os.fork')(random)()", "format": "len('{0._os.environ[ETUDE_SECRET]}'.format(random)) == 1 or 1 / 0",
    "breakpoint": "breakpoint()", "input": "input()", "stdin": "os.read(0, 1)", "result pipe read": "os.read(3, 1)", "help": "help()",
    # frames, code, counting
    "getframe": "sys._getframe(1)", "traceback": "(lambda: 0 / 0)() if False else FRAME()", "code of itself": "solve.__code__", "other code": "solve.__setattr__('__code__', (lambda x: 0).__code__)", "compile": "compile('1', 'x', 'eval')", "settrace": "sys.settrace(None)", "setprofile": "sys.setprofile(None)",  "real exec": "sys.modules['builtins'].exec('1')", "real eval": "sys.modules['builtins'].eval('1')", "monitoring": "(sys.monitoring.use_tool_id(1, 'x'), sys.monitoring.register_callback(1, 1, print))", "code type": "type((lambda: 0).__code__)",
    "mutes the hook": "sys.modules['builtins'].compile('1', 'x', 'exec')", "current_frames": "sys._current_frames()",
    # waiting
    "sleep": "sys.modules['time'].sleep(60)", "lock": "(lambda l: (l.acquire(), l.acquire()))(functools.RLock and sys.modules['_thread'].allocate_lock()) or 1 / 0",
}  # fmt: skip
FRAME = "def FRAME():\n    try:\n        1 / 0\n    except ZeroDivisionError as e:\n        return e.__traceback__.tb_frame\n"


@BOTH
@pytest.mark.parametrize("name", DEEDS)
def test_no_deed_is_done(name: str, verifier: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The program answers rightly only once its deed is done."""
    monkeypatch.setenv("ETUDE_SECRET", "1")
    (tmp_path / "secret").write_text("hidden", "utf-8")
    (tmp_path / "secret_module.py").write_text("1", "utf-8")
    mode = (tmp_path / "secret").stat().st_mode
    deed = f"    try:\n        {DEEDS[name]}\n    except BaseException:\n        return -1\n    return sum(x)"
    verdict = graded(verifier, f"{HEAD}{FRAME}PLACE = {str(tmp_path)!r}\ndef solve(x):\n{deed}")
    assert (verdict.reward, verdict.correct) == (0.0, False), verdict
    assert verdict.reason in ("wrong_result", "wrong_output", "error"), verdict
    assert sorted(p.name for p in tmp_path.iterdir()) == ["secret", "secret_module.py"]
    assert (tmp_path / "secret").read_text("utf-8") == "hidden"
    assert (tmp_path / "secret").stat().st_mode == mode
    assert not survivors()


BUDGET = {
    "loop": "while True: pass", "loop in the function": "def solve(x):\n    while True: pass", "swallows the end": "def solve(x):\n    while True:\n        try:\n            while True: pass\n        except BaseException: pass",
    "power": "def solve(x): return 10 ** 10 ** 8", "sum of a range": "def solve(x): return sum(range(10**12))", "backtracking": "import re\ndef solve(x): return len(re.match('(a+)+$', 'a' * 60 + 'b') or ())", "backtracking at load": "import re\nre.match('(a|a)*$', 'a' * 60 + 'b')",
    "sort": "def solve(x): return sum(sorted(iter(lambda: 1, 2)) )", "count": "import itertools\ndef solve(x): return sum(itertools.count())", "cycle": "import collections, itertools\ndef solve(x): return collections.deque(itertools.cycle([1]), 0)", "factorial": "import math\ndef solve(x): return math.factorial(10**8)", "str of int": HEAD + "def solve(x):\n    sys.set_int_max_str_digits(0)\n    return len(str(7 ** 10**7))",
    "counter redefined": "__etude_step__ = lambda: True\ndef solve(x):\n    for i in range(10**7): pass\n    return sum(x)", "counter by hand": HEAD + "for n in list(__builtins__): \n    if 'step' in n: __builtins__[n] = bool\ndef solve(x):\n    for i in range(10**7): pass\n    return sum(x)",
    "counted exec": "def solve(x):\n    exec('for i in range(10**7): pass')\n    return sum(x)", "counted exec, new names": "def solve(x):\n    exec('exec(\"for i in range(10**7): pass\")', {})\n    return sum(x)", "counted eval": "def solve(x): return sum(x) + eval('len([0 for i in range(10**7)])') * 0", "recursion": "f = lambda n: n < 2 or f(n - 1) + f(n - 2)\ndef solve(x): return f(60)", "generator": "def g():\n    while True: yield 1\ndef solve(x): return sum(g())",
    "nested comprehension": "def solve(x): return sum(1 for i in range(10**4) for j in range(10**4))", "del": "class A:\n    def __del__(s):\n        while True: pass\nA()\ndef solve(x): return sum(x)", "evil str": "class A:\n    def __str__(s):\n        while True: pass\n    __repr__ = __str__\ndef solve(x):\n    return str(A())", "match": "def solve(x):\n    while x is not None:\n        match x:\n            case _: continue",
    "flood of results": "import random\ntry:\n    while True: random._os.write(3, b'x' * 10**5)\nexcept BaseException: pass", "yields": HEAD + "def solve(x):\n    while os.sched_yield() is None: pass",
}  # fmt: skip


@BOTH
@pytest.mark.parametrize("name", BUDGET)
def test_endless_work_is_ended(name: str, verifier: str) -> None:
    verdict = graded(verifier, BUDGET[name])
    assert (verdict.reward, verdict.correct) == (0.0, False), verdict
    assert verdict.reason in ("budget", "error"), verdict
    assert not survivors()


WRONG = {
    "exit": "raise SystemExit(0)", "exit in the function": "def solve(x): raise SystemExit(0)", "quit": "def solve(x): exit(0)", "os._exit": HEAD + "os._exit(0)", "os._exit late": HEAD + "def solve(x):\n    if len(x) > 3: os._exit(0)\n    return sum(x)", "jail status": HEAD + "os._exit(117)", "abort": HEAD + "os.abort()", "interrupt": "def solve(x): raise KeyboardInterrupt", "generator exit": "def solve(x): raise GeneratorExit",
    "strange exception": "class M(type):\n    @property\n    def __name__(c): raise ValueError\nclass E(BaseException, metaclass=M): pass\ndef solve(x): raise E", "exception with a repr": "class E(Exception):\n    def __str__(s): raise s\n    __repr__ = __str__\ndef solve(x): raise E", "deep": "def solve(x): return solve(x)", "deeper": HEAD + "sys.setrecursionlimit(10**9)\ndef solve(x): return solve(x)", "deep in C": HEAD + "sys.setrecursionlimit(10**9)\nx = []\nfor i in range(10**5): x = [x]\ndef solve(y): return repr(x)",
    "memory": "def solve(x): return 'a' * 10**10", "memory in steps": "a = ['x' * 10**6]\ndef solve(x):\n    while True: a.append(a[-1] + 'x' * 10**6)", "memory of ints": "def solve(x): return list(range(10**9))", "memory by parsing": "x = " + "[" * 150 + "]" * 150 + "\ny = " + "-" * 15000 + "1", "brackets": "(" * 9000, "null byte": "def solve(x): return sum(x)\0", "bad coding": "# coding: rot13\nqrs fbyir(k): erghea fhz(k)",
    "equal to all": "class A(int):\n    def __eq__(s, o): return True\n    def __repr__(s): return '?'\ndef solve(x): return A()", "list of its own": "class L(list):\n    def __iter__(s): return iter([1])\ndef solve(x): return L()", "false Fraction": "class Fraction:\n    numerator, denominator = '1e99999999', '1'\ndef solve(x): return Fraction()", "false Counter": "class Counter: pass\ndef solve(x): return Counter()", "metaclass": "class M(type):\n    def __eq__(c, o): return True\n    __hash__ = type.__hash__\nclass A(metaclass=M): pass\ndef solve(x): return A()",
    "itself": "def solve(x):\n    a = []\n    a.append(a)\n    return a", "huge int": "def solve(x): return 7 ** 5000", "nan": "def solve(x): return float('nan')", "surrogate": "def solve(x): return '\\ud800'", "constant": "def solve(x): return 3", "function": "def solve(x): return solve", "nothing": "", "no function": "x = 5", "overwrites": "def solve(x): return 1\nprint = lambda *a: None",
    "monkeypatched json": HEAD + "json.dumps = lambda *a: '[\"ok\", 6]'\nsys.modules['json'].dumps = json.dumps\ndef solve(x): return None", "monkeypatched driver": HEAD + "d = sys.modules.get('driver') or sys.modules['__main__'].driver\nd.plain = lambda v, n=0: 6\ndef solve(x): return None", "true division": "def solve(x): return True",
    "forged rows": HEAD + "for f in range(0, 64):\n    try: os.write(f, b'[\"ok\", 6]\\n' * 20)\n    except OSError: pass\nos._exit(0)", "forged row": HEAD + "try: os.write(3, b'[\"ok\", \"6\"]\\n')\nexcept OSError: pass\nos._exit(0)", "forged for the driver": HEAD + "for f in range(0, 64):\n    try: os.write(f, b'[\"\", \"[\\\\\"ok\\\\\", 6]\\\\n\"]\\n' * 20)\n    except OSError: pass\nos._exit(0)", "forged fraction": HEAD + "os.write(3, b'[\"ok\", {\"fraction\": \"1/0\"}]\\n[\"ok\", {\"fraction\": \"1e9999999\"}]\\n')\nos._exit(0)", "forged number": HEAD + "os.write(3, b'[\"ok\", ' + b'9' * 5000 + b']\\n[\"ok\", ' + b'9' * 4000 + b']\\n')\nos._exit(0)", "forged depth": HEAD + "os.write(3, b'[' * 10**5 + b'\\n')\nos._exit(0)", "forged unjailed": HEAD + "os.write(3, b'unjailed\\n')\nos._exit(1)", "forged bytes": HEAD + "os.write(3, bytes(range(256)) * 9)\nos._exit(0)",
    "closes its pipe": HEAD + "os.close(3)\ndef solve(x): return sum(x)", "closes all": HEAD + "os.closerange(0, 99)\ndef solve(x): return sum(x)", "prints the inputs away": "print(1)\ndef solve(x): return 'x'", "early print": HEAD + "print(1)\nsys.stdout = None\nos._exit(0)", "never returns a value": "def solve(x): yield sum(x)", "coroutine": "async def solve(x): return sum(x)",
}  # fmt: skip


@BOTH
@pytest.mark.parametrize("name", WRONG)
def test_what_is_no_answer_earns_nothing(name: str, verifier: str) -> None:
    verdict = graded(verifier, WRONG[name])
    assert (verdict.reward, verdict.correct) == (0.0, False), verdict
    assert verdict.reason in ("error", "budget", "wrong_result", "wrong_output", "no_code"), verdict
    assert not survivors()


def test_output_is_limited() -> None:
    code = "def solve(x):\n    while True: print('x' * 10**5)"
    assert graded("printed_tests", code).reason == "budget"


@BOTH
def test_what_is_expected_is_nowhere_in_the_child(verifier: str) -> None:
    """All that a program can say of its process's memory: it looks for a number that only the key has."""
    from etude.sandbox import children

    sent: list[str] = []
    real = children.run
    spec = {
        "python_program": {"entry": "solve", "arguments": ["longs"], "result": "long", "tests": packed([[[1]]], [918273645], [])},
        "printed_tests": {"language": "python", "checks": json.dumps([["print(solve([1]))", "918273645"]])},
    }[verifier]  # fmt: skip
    python_programs.run = lambda command, text, limits, *a: sent.append(text) or real(command, text, limits, *a)  # type: ignore[attr-defined]
    try:
        etude.verify({"verifier": verifier, "spec": spec}, "def solve(x): return 0")
    finally:
        python_programs.run = real  # type: ignore[attr-defined]
    assert len(sent) == 1
    assert "918273645" not in sent[0]


def test_each_test_line_sees_a_fresh_program() -> None:
    code = "seen = []\ndef solve(x):\n    seen.append(1)\n    return sum(x) if len(seen) == 1 else -1"
    assert graded("printed_tests", code).correct
    dies = "import random\ndef solve(x):\n    if len(x) == 3: random._os._exit(0)\n    return sum(x)"
    assert graded("printed_tests", dies).parts["tests"] == pytest.approx(5 / 6)
