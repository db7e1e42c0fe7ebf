"""Python text compiled so that its steps are counted; nothing of etude is imported here.

A step is a turn of a loop or a comprehension, or a call of one of the program's own functions. The count is a constant
of the compiled code, not a name: a program cannot give that name another meaning.
"""

from __future__ import annotations

import ast
import itertools
import os
from collections.abc import Callable, Iterator
from types import CodeType


class Counter:
    """Compiles text with a call of one counter in it, which calls ``spent`` when all steps are used."""

    def __init__(self, steps: int, spent: Callable[[], None]) -> None:
        def over() -> Iterator[bool]:
            spent()
            yield False

        self._step = itertools.chain(itertools.repeat(True, steps), over()).__next__
        self._mark = os.urandom(16).hex()

    def compiled(self, text: str, name: str, mode: str = "exec") -> CodeType:
        """The code of a text. Raises SyntaxError, ValueError, RecursionError or MemoryError."""
        tree = _Marked(self._mark).visit(ast.parse(text, name, mode))
        return self._counted(compile(ast.fix_missing_locations(tree), name, mode, dont_inherit=True))

    def _counted(self, code: CodeType) -> CodeType:
        """Code with the counter wherever the mark stands."""
        constants = [
            self._counted(c) if isinstance(c, CodeType) else self._step if c == self._mark else c
            for c in code.co_consts
        ]
        return code.replace(co_consts=tuple(constants))


class _Marked(ast.NodeTransformer):
    """Puts a call of the mark at the head of every loop, comprehension and function."""

    def __init__(self, mark: str) -> None:
        self._mark = mark

    def generic_visit(self, node: ast.AST) -> ast.AST:
        """Visit the parts of a node, then the node."""
        super().generic_visit(node)
        if isinstance(node, ast.For | ast.AsyncFor | ast.While):
            node.body.insert(0, ast.Expr(self._call()))
        elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            node.body.insert(ast.get_docstring(node, clean=False) is not None, ast.Expr(self._call()))
        elif isinstance(node, ast.comprehension):
            node.ifs.insert(0, self._call())
        elif isinstance(node, ast.Lambda):
            node.body = ast.BoolOp(ast.And(), [self._call(), node.body])
        return node

    def _call(self) -> ast.Call:
        return ast.Call(ast.Constant(self._mark), [], [])
