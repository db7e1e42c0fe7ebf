"""Which loops a program spells out: control words, recursion, iterators on functions of its own."""

from __future__ import annotations

from typing import Any

from etude.q.errors import QError
from etude.q.parser import parse
from etude.q.script import statements
from etude.q.values import inward

_WORDS = ("each", "peach", "over", "scan", "prior")


def loops_in(source: str) -> set[str]:
    """The loops in a script: ``while``, ``do``, ``.z.s``, ``each`` and its kin, iterators on lambdas and names.

    Iterators on primitives (``+/``, ``,/:``) are vector code. Raises QError for what does not parse.
    """
    found: set[str] = set()
    for _, statement in statements(inward(source)):
        if statement.lstrip().startswith("\\"):
            continue
        tree = parse(statement)
        names = _assigned(tree)
        _walk(tree, found, names)
    return found


def _assigned(node: Any) -> set[str]:
    """Names that are given functions: calling one inside itself is recursion."""
    if not isinstance(node, tuple):
        return set()
    own = {node[1][1]} if node and node[0] == "assign" and node[1][0] == "name" and node[3][0] == "lambda" else set()
    return own.union(*(_assigned(part) for part in node)) if node else own


def _walk(node: Any, found: set[str], names: set[str]) -> None:
    if not isinstance(node, tuple | list) or not node:
        return
    if node[0] in ("while", "do"):
        found.add(node[0])
    elif node[0] in ("name", "infix") and (node[1] in _WORDS or node[1] == ".z.s"):
        found.add(node[1])
    elif node[0] == "iter" and not _primitive(node[2]):
        found.add(f"iterator {node[1]}")
    elif node[0] == "lambda" and _calls(node[2], names):
        found.add("recursion")
    elif node[0] in ("verb", "dyadic") and node[1] in ("'", "/", "\\"):
        found.add(f"iterator {node[1]}")
    for part in node:
        _walk(part, found, names)


def _primitive(node: Any) -> bool:
    return node[0] in ("verb", "infix", "monadic") or (node[0] == "iter" and _primitive(node[2]))


def _calls(node: Any, names: set[str]) -> bool:
    if not isinstance(node, tuple | list) or not node:
        return False
    if node[0] == "name" and node[1] in names:
        return True
    return any(_calls(part, names) for part in node)


def parses(source: str) -> str:
    """Why a script does not parse, nothing if it does."""
    try:
        for _, statement in statements(inward(source)):
            if not statement.lstrip().startswith("\\"):
                parse(statement)
    except QError as error:
        return error.word or "parse"
    except RecursionError:
        return "stack"
    except (ValueError, OverflowError):
        return "type"
    return ""
