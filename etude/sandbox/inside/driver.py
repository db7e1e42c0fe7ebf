"""Serves one request in a child process, never here: a candidate's Python, run in jailed processes of its own.

Standard input: one line of JSON, ``code``, ``steps``, ``cpu`` (seconds for one run, for all), ``memory``, ``output``,
``unsafe`` and either ``entry`` and ``inputs`` (one run calls the function on each) or ``tests`` (a run for each: the
program, then the test line). Standard output: a line of JSON for each run, ``[how, text]``. ``how`` is how the run
ended: ``""`` by itself, ``cpu``, ``flood`` or ``crash``; ``unjailed`` and ``lost`` if it never began. ``text`` is what
the run wrote: a line of JSON for each result, ``["ok", value]``, ``["error", name]`` or ``["steps", ""]``.

This process never runs the candidate. Each run is a fork of it, which has nothing open but the pipe of its own results,
goes to jail (``jail.lock``) and only then reads the program. It can forge its own results and no other run's; it has no
way to wait, to start, signal or see a process, to open a file or to outlive its CPU time. Above the kernel's jail an
audit hook and a list of modules say no with a Python error. Where the system has no jail they stand alone, and only if
``unsafe`` is set.
"""

from __future__ import annotations

import builtins
import io
import json
import os
import re
import signal
import sys
from collections import Counter, OrderedDict, defaultdict
from importlib import import_module
from types import FrameType, ModuleType

TYPE_CHECKING = False  # as typing has it, which takes a tenth of a start to load
if TYPE_CHECKING:
    from typing import Any, NoReturn

_HERE = __name__.removesuffix("driver")
counting, confines, jail = (import_module(_HERE + name) for name in ("counting", "confines", "jail"))

_NAMES = """
math itertools functools collections re string statistics fractions decimal datetime heapq bisect operator typing
dataclasses json copy enum abc numbers textwrap calendar random __future__
"""
ALLOWED = frozenset(_NAMES.split())
_ALSO = {"datetime": "_strptime"}
"""What a module imports only once it is used, when nothing can be read any more."""
_OPEN_EVENTS = """
compile exec code.__new__ import sys._getframe sys._getframemodulename builtins.id object.__getattr__ object.__setattr__
"""
_EVENTS = frozenset(_OPEN_EVENTS.split())
_LIBRARY_EVENTS = _EVENTS - {"import", "builtins.id"}
"""What the library may do for a program, and no program itself: compile, walk frames, look into code."""
_DEEPEST, _LONGEST = 6, 20_000
_PROGRAM = "<candidate>"
_JAILED, _UNJAILED = b"jailed\n", b"unjailed\n"
_MOST_FILES = 64


def plain(value: Any, depth: int = 0) -> Any:
    """A value of built-in types as JSON: fractions as text, dictionaries as pairs. Raises TypeError for others."""
    kind = type(value)
    if value is None or kind in (bool, float, str):
        return value
    if kind is int:
        if value.bit_length() > 200:
            raise OverflowError
        return value
    if kind.__name__ == "Fraction":
        return {"fraction": f"{value.numerator}/{value.denominator}"}
    if depth < _DEEPEST and len(value) <= _LONGEST:
        if kind in (dict, Counter, defaultdict, OrderedDict):
            return {"pairs": [[plain(k, depth + 1), plain(v, depth + 1)] for k, v in dict.items(value)]}
        if kind in (list, tuple):
            return [plain(v, depth + 1) for v in value]
    raise TypeError


def main() -> None:
    """Serve one request."""
    request = json.loads(sys.stdin.readline())
    null = os.open(os.devnull, os.O_RDWR)
    for word in sorted(ALLOWED & set(re.findall(r"[a-z_]+", "\n".join([request["code"], *request.get("tests", ())])))):
        import_module(word)
        if word in _ALSO:
            import_module(_ALSO[word])
    for name in [name for name in sys.modules if name.partition(".")[0] in ("ctypes", "_ctypes")]:
        del sys.modules[name]
    sys.path.clear()
    each, left = request["cpu"]
    for test in request.get("tests", (None,)):
        seconds = min(each, max(1, round(left)))
        how, text, used = _run(request, test, seconds, null) if left > 0 else ("cpu", "", 0.0)
        left -= used
        _write(1, json.dumps([how, text]).encode() + b"\n")


def _run(request: dict[str, Any], test: str | None, seconds: int, null: int) -> tuple[str, str, float]:
    """Run the candidate in a fork of this process: how that ended, what it wrote, the CPU time that it took."""
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        try:
            for descriptor in (0, 1, 2):
                os.dup2(null, descriptor)
            os.dup2(writing, 3)
            os.closerange(4, _MOST_FILES)
            _candidate(request, test, seconds)
        finally:
            os._exit(1)
    os.close(writing)
    text, how = bytearray(), ""
    while chunk := os.read(reading, 65_536):
        text += chunk
        if len(text) > request["output"]:
            how = "flood"
            os.kill(child, 9)
            break
    os.close(reading)
    _, status, usage = os.wait4(child, 0)
    used = usage.ru_utime + usage.ru_stime
    first, _, rest = bytes(text).partition(b"\n")
    if first + b"\n" == _UNJAILED and not request["unsafe"]:
        return "unjailed", "", used
    if first + b"\n" not in (_JAILED, _UNJAILED):
        return "lost", "", used
    if not how and status:
        how = "cpu" if os.WTERMSIG(status) == signal.SIGXCPU or used > seconds - 0.2 else "crash"
    return how, rest.decode("utf-8", "replace"), used


def _write(descriptor: int, data: bytes) -> None:
    while data:
        data = data[os.write(descriptor, data) :]


def _candidate(request: dict[str, Any], test: str | None, seconds: int) -> NoReturn:
    """Go to jail, run the candidate and say what came of it; with only the pipe of its results (3) left open."""
    closed = confines.confine(seconds, request["memory"], 0, 0)
    closed = jail.lock() and closed
    _write(3, _JAILED if closed else _UNJAILED)
    if not closed and not request["unsafe"]:
        os._exit(1)

    def say(*row: Any) -> None:
        _write(3, json.dumps(row).encode() + b"\n")

    def end(*row: Any) -> NoReturn:
        say(*row)
        os._exit(0)

    printed = _Printed(request["output"] // 8, end)
    sys.stdin, sys.stdout, sys.stderr = None, None if test is None else printed, None
    counter = counting.Counter(request["steps"], lambda: end("steps", ""))
    space = _space(counter)
    sys.setrecursionlimit(3_000)
    _guard()
    try:
        exec(counter.compiled(request["code"], _PROGRAM), space)  # noqa: S102 - what this child is for
        if test is not None:
            exec(counter.compiled(test, _PROGRAM), space)  # noqa: S102
            end("ok", printed.getvalue())
        solve = space[request["entry"]]
    except BaseException as error:
        end("error", type(error).__name__)
    for row in request["inputs"]:
        try:
            value = solve(*row)
            say("ok", plain(value))
        except BaseException as error:
            say("error", type(error).__name__)
    os._exit(0)


class _Printed(io.StringIO):
    """What a program prints; more than so many characters end it."""

    def __init__(self, most: int, end: Any) -> None:
        super().__init__()
        self._left, self._end = most, end

    def write(self, text: str) -> int:
        """Keep a text."""
        self._left -= len(text)
        if self._left < 0:
            self._end("flood", "")
        return super().write(text)


def _space(counter: Any) -> dict[str, Any]:
    """The namespace of the candidate: the built-in functions, those that compile counting too, in a module's."""

    def imported(name: str, *rest: Any) -> Any:
        if name.partition(".")[0] not in ALLOWED:
            raise PermissionError("import")
        return __import__(name, *rest)

    def executed(text: str, space: Any = None, local: Any = None) -> None:
        exec(counter.compiled(text, _PROGRAM), *scopes(sys._getframe(1), space, local))  # noqa: S102

    def evaluated(text: str, space: Any = None, local: Any = None) -> Any:
        return eval(counter.compiled(text.strip(), _PROGRAM, "eval"), *scopes(sys._getframe(1), space, local))  # noqa: S307

    def scopes(caller: FrameType, space: Any, local: Any) -> tuple[Any, Any]:
        if space is None:
            return caller.f_globals, caller.f_locals if local is None else local
        space.setdefault("__builtins__", own)
        return space, local

    own = {**vars(builtins), "__import__": imported, "exec": executed, "eval": evaluated}
    module = sys.modules["candidate"] = ModuleType("candidate")
    vars(module)["__builtins__"] = own
    return vars(module)


def _guard() -> None:
    """Refuse, from now on, all that Python reports and a program that computes has no need of."""
    looking = False

    def hook(event: str, arguments: tuple[Any, ...]) -> None:
        if event not in _EVENTS or (event == "import" and str(arguments[0]).partition(".")[0] not in ALLOWED):
            raise PermissionError(event)
        nonlocal looking
        if event in _LIBRARY_EVENTS and not looking:
            looking = True  # the next line is two such events itself
            asker = sys._getframe(1).f_code.co_filename
            looking = False
            if asker == _PROGRAM:
                raise PermissionError(event)

    sys.addaudithook(hook)
