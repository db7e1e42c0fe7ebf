"""A q session: the console, scripts, calls from Python."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any

import numpy as np

from etude.q.apply import Applier
from etude.q.budget import Budget
from etude.q.callables import NULL
from etude.q.compiler import Compiler
from etude.q.context import CURRENT
from etude.q.display import Look
from etude.q.errors import QError, Return
from etude.q.globals import Globals
from etude.q.lexer import strip_comments
from etude.q.parser import parse
from etude.q.python_values import to_python, to_q
from etude.q.registry import load
from etude.q.screen import Screen
from etude.q.script import pasted, statements
from etude.q.session_keywords import Keywords
from etude.q.system_commands import command
from etude.q.values import (
    Value,
    inward,
    outward,
)

load()
_QUIET = ("assign", "match", "elide", "if", "while", "do", "return")


class Session(Keywords, Globals):
    """An interpreter with its own globals.

    seed: of ``?`` and the clocks. console: rows and columns of the screen. precision: digits of floats. budget: limits.
    """

    def __init__(
        self, seed: int = 0, console: tuple[int, int] = (2000, 2000), precision: int = 7, budget: Budget | None = None
    ) -> None:
        super().__init__()
        self.budget = budget or Budget()
        self.look = Look(*console, precision=precision)
        self.screen = Screen(self.look)
        self.seed(seed)
        self.settings: dict[str, int] = {}
        self.page = (36, 2000)
        self.output: list[str] = []
        self.source = ""
        self.apply = Applier(self)
        self.keywords = self._build_keywords()

    # the public face

    def console(self, line: str) -> str:
        """What the console prints for a line: the value, nothing, or an error as ``'word``.

        Several lines are taken as if they were pasted: each statement by itself, those after an error too.
        """
        printed = []
        for statement in pasted(inward(line)):
            self.output = []
            try:
                shown = self.evaluating(partial(self._shown, statement))
            except QError as error:
                shown = f"'{error.word}\n"
            printed += [*self.output, shown]
        return outward("".join(printed))

    def _shown(self, line: str) -> str:
        value = self._statement(line)
        return "" if value is None else self.screen.show(value)

    def run(self, script: str, write: Callable[[str], object] | None = None) -> str:
        """Run a script; what it prints, which also goes to ``write`` statement by statement.

        Raises QError where the script stops; its ``line`` is the line of the statement, from 1.
        """
        shown = []
        for line, statement in statements(inward(script)):
            self.output = []
            try:
                self.output.append(self.evaluating(partial(self._shown, statement)))
            except QError as error:
                error.line = line
                raise
            finally:
                shown.append(outward("".join(self.output)))
                if write:
                    write(shown[-1])
        return "".join(shown)

    def call(self, name: str, *values: Any) -> Any:
        """Apply a global function to Python values; the result as a Python value. Raises QError."""
        return to_python(self.invoke(name, *map(to_q, values)))

    def invoke(self, name: str, *values: Value) -> Value:
        """Apply a global function to q values. Raises QError."""
        return self.evaluating(lambda: self.apply(self.get_global(name), *(values or (NULL,))))

    def get(self, name: str) -> Any:
        """A global as a Python value. Raises QError."""
        return to_python(self.evaluating(lambda: self.get_global(name)))

    def set(self, name: str, value: Any) -> None:
        """Make a Python value a global. Raises QError for a reserved name."""
        self.evaluating(lambda: self.set_global(name, to_q(value)))

    def seed(self, seed: int) -> None:
        """Start random numbers anew."""
        self.chance = np.random.default_rng(abs(seed))

    # evaluation

    def evaluating(self, work: Callable[[], Any]) -> Any:
        """The value of a computation with a fresh budget, in this session. Raises QError and nothing else."""
        self.budget.start()
        self.apply.depth = 0
        token = CURRENT.set(self)
        try:
            with self.contained():
                return work()
        except Return as found:
            return found.value
        finally:
            CURRENT.reset(token)

    @contextmanager
    def contained(self) -> Iterator[None]:
        """Python's exceptions as q errors, numpy's warnings unheard."""
        try:
            with np.errstate(all="ignore"):
                yield
        except (QError, Return):
            raise
        except (RecursionError, MemoryError):
            raise QError("stack") from None
        except Exception as error:
            raise QError("type") from error

    def _statement(self, line: str) -> Value | None:
        """The value of a line, None where the console prints nothing."""
        bare = line.strip()
        if not bare or bare.startswith("/"):
            return None
        if bare.startswith("\\"):
            try:
                value = command(self, bare[1:])
            except Return as found:
                value = found.value
            return None if value is NULL else value
        code = strip_comments(line).strip()
        if not code:
            return None
        tree = parse(code)
        self.source = code.partition("::")[2].strip()
        try:
            value = Compiler(self)(tree)(None)
        except Return as found:
            return None if found.value is NULL else found.value
        last = tree[-1] if tree[0] == "seq" else tree
        return None if last[0] in _QUIET or value is NULL else value

    def evaluate(self, source: str) -> Value:
        """The value of q text. Raises QError."""
        self.budget.step(20)
        if source.lstrip().startswith("\\"):
            return command(self, source.strip()[1:])
        code = strip_comments(source).strip()
        return Compiler(self)(parse(code))(None) if code else NULL
