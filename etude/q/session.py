"""A q session: globals, the console, scripts, calls from Python."""

from __future__ import annotations

from typing import Any

import numpy as np

from etude.q.apply import Applier
from etude.q.budget import Budget
from etude.q.compiler import Compiler
from etude.q.display import Look
from etude.q.errors import QError, Return
from etude.q.lexer import strip_comments
from etude.q.parser import parse
from etude.q.python_values import to_python, to_q
from etude.q.registry import PRIMITIVES, load
from etude.q.screen import Screen
from etude.q.script import statements
from etude.q.session_keywords import Keywords
from etude.q.values import (
    NULL,
    Value,
)

load()


class Session(Keywords):
    """An interpreter with its own globals.

    seed: of ``?`` and the clocks. console: rows and columns of the screen. precision: digits of floats. budget: limits.
    """

    def __init__(
        self, seed: int = 0, console: tuple[int, int] = (2000, 2000), precision: int = 7, budget: Budget | None = None
    ) -> None:
        self.budget = budget or Budget()
        self.globals: dict[str, Value] = {}
        self.look = Look(*console, precision=precision)
        self.screen = Screen(self.look)
        self.chance = np.random.default_rng(seed)
        self.special: set[str] = {
            "?",
            "@",
            ".",
            "!",
            "value",
            "get",
            "/",
            "insert",
            "upsert",
            "xasc",
            "xdesc",
            "xkey",
            "xcols",
            "xcol",
            "cols",
            "keys",
            "meta",
            "each",
            "over",
            "scan",
            "prior",
            "peach",
        }
        self.output: list[str] = []
        self.apply = Applier(self)
        self._keywords = self._build_keywords()

    # the public face

    def console(self, line: str) -> str:
        """What the console prints for a line: the value, nothing, or an error as ``'word``."""
        self.output = []
        self.budget.used = 0
        self.apply.depth = 0
        try:
            with np.errstate(all="ignore"):
                shown = self._shown(line)
        except QError as error:
            shown = f"'{error.word}\n"
        except (RecursionError, MemoryError):
            shown = "'stack\n"
        except (
            ValueError,
            TypeError,
            IndexError,
            KeyError,
            AttributeError,
            OverflowError,
            AssertionError,
            ZeroDivisionError,
        ):
            shown = "'type\n"
        return "".join(self.output) + shown

    def _shown(self, line: str) -> str:
        try:
            value = self._statement(line)
        except Return as found:
            value = found.value
        return "" if value is None else self.screen.show(value)

    def run(self, script: str) -> str:
        """Run a script; what it prints. Raises QError where the script stops."""
        self.output = []
        for statement in statements(script):
            self._guarded(statement)
        return "".join(self.output)

    def call(self, name: str, *values: Any) -> Any:
        """Apply a global function to Python values; the result as a Python value. Raises QError."""
        return to_python(self.invoke(name, *map(to_q, values)))

    def invoke(self, name: str, *values: Value) -> Value:
        """Apply a global function to q values. Raises QError."""
        self.budget.used = 0
        return self._contained(lambda: self.apply(self.get_global(name), *(values or (NULL,))))

    def get(self, name: str) -> Any:
        """A global as a Python value. Raises QError."""
        return to_python(self.get_global(name))

    def set(self, name: str, value: Any) -> None:
        """Make a Python value a global."""
        self.globals[name] = to_q(value)

    # evaluation

    def _contained(self, work: Any) -> Value:
        try:
            with np.errstate(all="ignore"):
                return work()
        except QError:
            raise
        except Return as found:
            return found.value
        except (RecursionError, MemoryError):
            raise QError("stack") from None
        except (
            ValueError,
            TypeError,
            IndexError,
            KeyError,
            AttributeError,
            OverflowError,
            AssertionError,
            ZeroDivisionError,
        ):
            raise QError("type") from None

    def _guarded(self, statement: str) -> None:
        self.budget.used = 0
        value = self._contained(lambda: self._statement(statement))
        if value is not None:
            self.output.append(self.screen.show(value))

    def _statement(self, line: str) -> Value | None:
        """The value of a line, None where the console prints nothing."""
        bare = line.strip()
        if not bare or bare.startswith("/"):
            return None
        if bare.startswith("\\"):
            return self._command(bare)
        code = strip_comments(line).strip()
        if not code:
            return None
        tree = parse(code)
        value = Compiler(self)(tree)(None)
        last = tree[-1] if tree[0] == "seq" else tree
        quiet = last[0] in ("assign", "elide", "if", "while", "do") or (last[0] == "return")
        return None if quiet or value is NULL else value

    def _command(self, line: str) -> Value | None:
        word, _, rest = line[1:].partition(" ")
        if word in ("P", "p") and rest.strip().isdigit():
            self.look.precision = int(rest) or 17
            return None
        if word == "c" and rest:
            rows, columns = rest.split()
            self.look.rows, self.look.columns = int(rows), int(columns)
            return None
        if word in ("S", "d", "g", "e", "W", "z", "t", "ts"):
            return None
        raise QError("access")

    def evaluate(self, source: str) -> Value:
        """The value of q text. Raises QError."""
        code = strip_comments(source).strip()
        if not code:
            return NULL
        return Compiler(self)(parse(code))(None)

    def keyword(self, name: str) -> Value | None:
        """The function of a keyword."""
        return self._keywords.get(name) or PRIMITIVES.get(name)

    def get_global(self, name: str) -> Value:
        """A global. Raises QError with its name."""
        value = self.globals.get(name)
        if value is not None:
            return value
        if name.startswith("."):
            from etude.q.namespaces import lookup

            found = lookup(self, name)
            if found is not None:
                return found
        found = self.keyword(name)
        if found is not None:
            return found
        raise QError(name)

    def set_global(self, name: str, value: Value) -> None:
        """Assign a global. Raises QError for reserved names."""
        if name.startswith((".z.", ".q.", ".Q.", ".h.", ".j.")):
            raise QError("access")
        self.globals[name] = value
