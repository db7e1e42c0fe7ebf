"""Runs in a child process, never here: a candidate's Python on inputs, in a jail and counted by steps.

Standard input: one line of JSON with ``code``, ``entry``, ``inputs`` and ``steps``. Standard output: a line of JSON for
each input, ``["ok", value]``, ``["error", name]`` or ``["steps", ""]``, the last of which ends the run. A step is a
turn of a loop or a comprehension or a call of one of the candidate's functions, counted by a call that is put there in
its syntax tree. The candidate may import a few pure modules. The kernel lets the process compute, write its result and
end (``jail``, Linux); everywhere an audit hook refuses files, processes, sockets, threads and tracing too.
"""

from __future__ import annotations

import ast
import builtins
import json
import os
import re
import sys
from contextlib import suppress
from importlib import import_module
from types import ModuleType
from typing import Any

_NAMES = """
math itertools functools collections re string statistics fractions decimal datetime heapq bisect operator typing
dataclasses json copy enum abc numbers textwrap calendar random __future__
"""
ALLOWED = frozenset(_NAMES.split())
_ALLOWED_EVENTS = """
compile exec import sys._getframe sys._getframemodulename builtins.id object.__getattr__ object.__setattr__
"""
_EVENTS = frozenset(_ALLOWED_EVENTS.split())
_DEEPEST, _LONGEST = 6, 20_000
_STEP = "__etude_step__"


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
    if kind.__name__ in ("Counter", "defaultdict", "OrderedDict") or kind is dict:
        pairs = [[plain(k, depth + 1), plain(v, depth + 1)] for k, v in dict.items(value)]
        return {"pairs": pairs}
    if kind in (list, tuple) and depth < _DEEPEST and len(value) <= _LONGEST:
        return [plain(v, depth + 1) for v in value]
    raise TypeError


class Counted(ast.NodeTransformer):
    """Puts a count at the head of every loop, comprehension and function."""

    def generic_visit(self, node: ast.AST) -> ast.AST:
        """Visit the parts of a node, then the node."""
        super().generic_visit(node)
        if isinstance(node, ast.For | ast.AsyncFor | ast.While | ast.FunctionDef | ast.AsyncFunctionDef):
            node.body.insert(0, ast.Expr(_step()))
        elif isinstance(node, ast.comprehension):
            node.ifs.insert(0, _step())
        elif isinstance(node, ast.Lambda):
            node.body = ast.BoolOp(ast.And(), [_step(), node.body])
        return node


def _step() -> ast.Call:
    return ast.Call(ast.Name(_STEP, ast.Load()), [], [])


def counted(code: str) -> ast.Module:
    """The tree of a program with its counts. Raises SyntaxError, ValueError, RecursionError or MemoryError."""
    return ast.fix_missing_locations(Counted().visit(ast.parse(code)))  # type: ignore[no-any-return]


def main() -> None:
    """Serve one request."""
    request = json.loads(sys.stdin.readline())
    out = os.fdopen(os.dup(1), "w", encoding="utf-8")
    null = os.open(os.devnull, os.O_RDWR)
    for descriptor in (0, 1, 2):
        os.dup2(null, descriptor)
    code, left = request["code"], request["steps"]
    for word in sorted(ALLOWED & set(re.findall(r"[a-z_]+", code))):
        __import__(word)

    def hook(event: str, arguments: tuple[Any, ...]) -> None:
        if event not in _EVENTS or (event == "import" and _root(arguments[0]) not in ALLOWED):
            raise PermissionError(event)

    def step() -> bool:
        nonlocal left
        left -= 1
        if left < 0:
            say("steps", "")
            end()
        return True

    def say(*row: Any) -> None:
        out.write(json.dumps(row) + "\n")

    def end() -> None:
        out.flush()
        os._exit(0)

    def imported(name: str, *rest: Any) -> Any:
        if _root(name) not in ALLOWED:
            raise PermissionError("import")
        return __import__(name, *rest)

    module = sys.modules["candidate"] = ModuleType("candidate")
    space = vars(module)
    space["__builtins__"] = {**vars(builtins), "__import__": imported, _STEP: step}
    sys.setrecursionlimit(3_000)
    lock()
    sys.addaudithook(hook)
    try:
        exec(compile(counted(code), "candidate", "exec", dont_inherit=True), space)  # noqa: S102 - what this child is for
        solve = space[request["entry"]]
    except BaseException as error:
        say("error", type(error).__name__)
        end()
    for row in request["inputs"]:
        try:
            value = solve(*row)
            say("ok", plain(value))
        except BaseException as error:
            say("error", type(error).__name__)
    end()


def lock() -> None:
    """Go to jail where the system has one (``jail.py`` lies beside this file), and forget how it was done."""
    sys.path.insert(0, os.getcwd())
    with suppress(ImportError, OSError, AttributeError):
        import_module("jail").lock()
    sys.path.clear()
    for name in [name for name in sys.modules if _root(name) in ("jail", "ctypes", "_ctypes")]:
        del sys.modules[name]


def _root(name: object) -> str:
    return str(name).partition(".")[0]


if __name__ == "__main__":
    main()
