"""The parts of the grammar with words or brackets of their own: tables, lambdas, queries."""

from __future__ import annotations

from typing import Any

from etude.q.errors import QError
from etude.q.lexer import Token

Node = tuple[Any, ...]


class Phrases:
    """The part of the parser that reads tables, dictionaries, lambdas and queries."""

    text: str
    at: int
    words: list[str]
    sql = -1
    depth_of_brackets = 0

    @property
    def here(self) -> Token:
        """The token that comes next."""
        raise NotImplementedError

    def is_punct(self, sign: str) -> bool:
        """Whether a sign of punctuation comes next."""
        raise NotImplementedError

    def take(self, sign: str) -> None:
        """Go past a sign of punctuation. Raises QError."""
        raise NotImplementedError

    def closes(self, sign: str) -> None:
        """Require a sign of punctuation here. Raises QError with what stands there instead."""
        if not self.is_punct(sign):
            raise QError(sign if self.here.kind == "end" else str(self.here.value))

    def next(self) -> Token:
        """The next token."""
        raise NotImplementedError

    def ended(self) -> bool:
        """Whether an expression ends here."""
        raise NotImplementedError

    def comma(self) -> bool:
        """Whether a comma here divides the phrases of a query."""
        raise NotImplementedError

    def expression(self) -> Node | None:
        """One expression, None if there is none."""
        raise NotImplementedError

    def statements(self, ends: tuple[str, ...]) -> Node:
        """Statements divided by semicolons."""
        raise NotImplementedError

    def bracketed(self) -> list[Node]:
        """The parts inside brackets."""
        raise NotImplementedError

    def table(self) -> Node:
        """A table ``([k:..] a:..)`` or a dictionary ``([a:..])``, from the bracket on. Raises QError."""
        self.at += 1
        keys = self._columns("]")
        self.take("]")
        if self.is_punct(";"):
            self.at += 1
        columns = self._columns(")")
        self.take(")")
        return ("table", keys, columns) if columns or not keys else ("dict", keys)

    def _columns(self, end: str) -> tuple[tuple[str, Node], ...]:
        found = []
        while not self.is_punct(end):
            if self.is_punct(";"):
                self.at += 1
                continue
            node = self.expression()
            if node is None:
                raise QError(end)
            if node[0] == "assign" and node[1][0] == "name":
                found.append((node[1][1], node[3]))
            else:
                found.append((column_name(node), node))
        names = unique([name for name, _ in found])
        return tuple((name, node) for name, (_, node) in zip(names, found, strict=True))

    def function(self, start: Token) -> Node:
        """A lambda, from its brace on. Raises QError."""
        saved, self.words = self.words, []
        self.depth_of_brackets += 1
        names: list[str] | None = None
        patterns: list[Node] = []
        if self.is_punct("["):
            names = []
            given = self.bracketed()
            for i, node in enumerate([] if given == [("elide",)] else given):
                if node[0] == "name":
                    names.append(node[1])
                    continue
                names.append(f"{i} ")
                if node[0] != "elide":
                    patterns.append(("match", node, ("name", f"{i} ")))
        body = self.statements(("}",))
        if patterns:
            body = ("seq", *patterns, body)
        self.closes("}")
        end = self.next()
        self.words = saved
        self.depth_of_brackets -= 1
        text = self.text[start.at : end.at + 1]
        if names is None:
            used = implicit(body)
            names = ["x", "y", "z"][: max((("x", "y", "z").index(n) + 1 for n in used), default=1)]
        if len(names) > 8:
            raise QError("params")
        return ("lambda", tuple(names), body, text)

    def query(self, kind: str) -> Node:
        """A query, from behind its first word on. Raises QError."""
        saved = self.words
        limit = self._limit() if self.is_punct("[") else []
        distinct = self._word("distinct")
        by: tuple[tuple[str, Node], ...] | None = None
        columns = self._phrases(("by", "from"))
        if self._word("by"):
            by = self._phrases(("from",))
        if not self._word("from"):
            raise QError("from")
        twice = [name for name, _ in columns if name in {name for name, _ in by or ()}]
        if twice and kind == "select":
            raise QError(f"dup names for cols/groups {twice[0]}")
        self.words = ["where", *saved]
        source = self.expression()
        if source is None:
            raise QError("from")
        wheres: list[Node] = []
        if self._word("where"):
            wheres = [node for _, node in self._phrases(tuple(saved))]
        self.words = saved
        return ("sql", kind, limit, columns, by, source, tuple(wheres), distinct)

    def _limit(self) -> list[Node]:
        """``[n]``, ``[n;>column]``, ``[from to]``: how many rows, and their order."""
        found: list[Node] = []
        saved, self.words = self.words, []
        self.at += 1
        self.depth_of_brackets += 1
        while not self.is_punct("]"):
            if self.is_punct(";"):
                self.at += 1
            elif self.here.kind == "verb" and self.here.value in ("<", ">"):
                sign = self.next().value
                found.append(("order", ("monadic", sign), self.expression() or ("elide",)))
            else:
                found.append(self.expression() or ("elide",))
                if not self.is_punct(";"):
                    break
        self.take("]")
        self.words = saved
        self.depth_of_brackets -= 1
        return found

    def _word(self, word: str) -> bool:
        if self.here.kind == "name" and self.here.value == word:
            self.at += 1
            return True
        return False

    def _phrases(self, ends: tuple[str, ...]) -> tuple[tuple[str, Node], ...]:
        saved, self.words = self.words, [*ends, "where", "from", "by"] if "from" in ends else [*ends, "\0"]
        outer, self.sql = self.sql, self.depth_of_brackets
        found: list[tuple[str, Node]] = []
        while not self.ended():
            node = self.expression()
            if node is None:
                break
            if node[0] == "assign" and node[1][0] == "name" and node[2] is None:
                found.append((node[1][1], node[3]))
            else:
                found.append((column_name(node), node))
            if self.comma():
                self.at += 1
        self.words, self.sql = saved, outer
        return tuple(found)


_LEFT_NAMED = frozenset((*"+-*%&|^=<>~,", "<>", "<=", ">="))


def column_name(node: Node) -> str:
    """The name that a column takes from its expression, or x.

    Arithmetic, comparison and join hand on the name of their first argument (``2*a`` is x), any other function that
    of its last (``size wavg price`` is price, ``1_a`` is a).
    """
    if node[0] == "name":
        name = str(node[1]).rpartition(".")[2]
        return "x" if name == "i" else name
    if node[0] == "assign" and node[1][0] == "name":
        return str(node[1][1])
    if node[0] == "paren":
        return column_name(node[1])
    if node[0] != "apply" or len(node) < 3:
        return "x"
    first = node[1][0] in ("verb", "dyadic") and node[1][1] in _LEFT_NAMED and node[-1][0] != "assign"
    return column_name(node[2] if first else node[-1])


def implicit(node: Any) -> set[str]:
    """Which of x, y, z a body uses, lambdas inside left out."""
    if not isinstance(node, tuple) or not node or node[0] == "lambda":
        if isinstance(node, list):
            return {name for part in node for name in implicit(part)}
        return set()
    if node[0] == "name" and node[1] in ("x", "y", "z"):
        return {node[1]}
    return {name for part in node for name in implicit(part)}


def unique(names: list[str]) -> list[str]:
    """Names made different: a repeated one gets a number."""
    seen: dict[str, int] = {}
    out = []
    for name in names:
        n = seen.get(name, 0)
        seen[name] = n + 1
        out.append(name if not n else f"{name}{n}")
    return out
