"""Tokens to a small tree. q has no precedence: everything is read from the right.

A node is a tuple: its kind, then its parts. Kinds: const name list apply elide assign lambda seq cond if do while
return signal iter table sql compose.
"""

from __future__ import annotations

from etude.q.errors import QError
from etude.q.lexer import Token, tokenize
from etude.q.phrases import Node, Phrases
from etude.q.registry import INFIX

MAX_DEPTH = 150
_CONTROL = ("if", "do", "while")
_SQL = ("select", "exec", "update", "delete")
_END = Token("end", "", False, -1)
_STOP = (";", ")", "]", "}")


def parse(text: str) -> Node:
    """The tree of a statement or several. Raises QError."""
    parser = _Parser(text, tokenize(text))
    node = parser.statements(())
    if parser.here is not _END:
        raise QError(str(parser.here.value))
    return node


class _Parser(Phrases):
    def __init__(self, text: str, tokens: list[Token]) -> None:
        self.text, self.tokens, self.at, self.depth = text, tokens, 0, 0
        self.words: list[str] = []
        self.terms: dict[int, tuple[Node, bool, int]] = {}

    @property
    def here(self) -> Token:
        return self.tokens[self.at] if self.at < len(self.tokens) else _END

    def next(self) -> Token:
        token = self.here
        self.at += 1
        return token

    def is_punct(self, sign: str) -> bool:
        return self.here.kind == "punct" and self.here.value == sign

    def take(self, sign: str) -> None:
        self.closes(sign)
        self.at += 1

    def statements(self, ends: tuple[str, ...]) -> Node:
        """Statements divided by semicolons; the value is that of the last."""
        found: list[Node] = []
        while True:
            found.append(self.expression() or ("elide",))
            if not self.is_punct(";"):
                break
            self.at += 1
        return found[0] if len(found) == 1 else ("seq", *found)

    def bracketed(self) -> list[Node]:
        """The parts inside brackets, up to and with the closing one."""
        self.at += 1
        saved, self.words = self.words, []
        self.depth_of_brackets += 1
        found: list[Node] = []
        while True:
            found.append(self.expression() or ("elide",))
            if self.is_punct(";"):
                self.at += 1
                continue
            self.take("]")
            self.words = saved
            self.depth_of_brackets -= 1
            return found

    def ended(self) -> bool:
        token = self.here
        return (
            token is _END
            or (token.kind == "punct" and token.value in _STOP)
            or (token.kind == "name" and token.value in self.words)
        )

    def expression(self) -> Node | None:
        """One expression, None if there is none."""
        if self.ended() or (self.words and self.comma()):
            return None
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise QError("stack")
        node = self._expression()
        self.depth -= 1
        return node

    def comma(self) -> bool:
        """Whether a comma here divides the phrases of a query."""
        return self.here.kind == "verb" and self.here.value == "," and self.sql == self.depth_of_brackets

    def _expression(self) -> Node | None:
        token = self.here
        if token.kind == "iter" and token.value == "'" and not self._after_is("["):
            self.at += 1
            value = self.expression()
            return ("signal", value) if value else ("const_iter", "'")
        if token.kind == "verb" and token.value == ":" and not self._after_is("["):
            self.at += 1
            value = self.expression()
            return ("return", value) if value else ("verb", ":")
        term, is_verb = self.term()
        if is_verb:
            rest = self.expression()
            if rest is not None and term[0] == "verb" and term[1] != "::":
                raise QError(term[1])
            return term if rest is None else ("apply", term, rest)
        assigned = self._assignment(term)
        if assigned:
            return assigned
        if self.ended() or (self.words and self.comma()):
            return term
        if self._verb_here():
            verb, _ = self.term()
            rest = self.expression()
            if rest is None:
                return term if verb == ("verb", "::") else ("dangle", verb, term)
            return ("compose", ("dangle", verb, term), rest) if _dangles(rest) else ("apply", verb, term, rest)
        rest = self.expression()
        if rest is None:
            return term
        if term[0] == "paren" and term[1][0] == "verb":
            term = ("monadic", term[1][1])
        return ("compose", term, rest) if _dangles(rest) else ("apply", term, rest)

    def _after_is(self, sign: str) -> bool:
        after = self.tokens[self.at + 1] if self.at + 1 < len(self.tokens) else _END
        return after.kind == "punct" and after.value == sign

    def _verb_here(self) -> bool:
        token = self.here
        if token.kind in ("verb", "iter") and not self._bracket_follows():
            return True
        if token.kind == "name" and token.value in INFIX:
            return not self._after_is("[")
        place, found = self.at, False
        if token.kind in ("name", "const", "verb", "iter") or (token.kind == "punct" and token.value in "({"):
            _, found = self.term()
            self.at = place
        return found

    def _bracket_follows(self) -> bool:
        """Whether a verb, with its iterators, has its arguments in brackets: then it is applied, not between nouns."""
        place = self.at + 1
        while place < len(self.tokens) and self.tokens[place].kind == "iter" and not self.tokens[place].spaced:
            place += 1
        token = self.tokens[place] if place < len(self.tokens) else _END
        return token.kind == "punct" and token.value == "[" and not token.spaced

    def _assignment(self, term: Node) -> Node | None:
        """``name:``, ``name op:``, ``name[i]:`` and their like."""
        indexed = term[0] == "apply" and term[1][0] in ("name", "apply")
        token = self.here
        if term[0] != "name" and not indexed:
            if token.kind == "verb" and token.value == ":" and term[0] in ("paren", "list", "dict", "table"):
                self.at += 1
                return ("match", term, self.expression() or ("elide",))
            return None
        if token.kind == "verb" and token.value in (":", "::"):
            self.at += 1
            value = self.expression()
            return ("assign", term, None, value or ("elide",), token.value == "::")
        after = self.tokens[self.at + 1] if self.at + 1 < len(self.tokens) else _END
        glued = after.kind == "verb" and after.value in (":", "::") and not after.spaced
        is_op = token.kind == "verb" or (token.kind == "name" and token.value in INFIX)
        if is_op and glued:
            self.at += 2
            value = self.expression()
            op = ("verb", token.value) if token.kind == "verb" else ("infix", token.value)
            return ("assign", term, op, value or ("elide",), after.value == "::")
        return None

    def term(self) -> tuple[Node, bool]:
        """A noun or verb with its brackets and iterators, and whether it is a verb."""
        start = self.at
        if start in self.terms:
            node, verb, self.at = self.terms[start]
            return node, verb
        node, verb = self._whole_term()
        self.terms[start] = (node, verb, self.at)
        return node, verb

    def _whole_term(self) -> tuple[Node, bool]:
        node, verb = self._primary()
        while True:
            token = self.here
            if token.kind == "punct" and token.value == "[":
                args = self.bracketed()
                head = ("dyadic", node[1]) if node[0] == "verb" and len(args) == 1 else node
                node, verb = ("apply", head, *args), False
            elif token.kind == "iter" and (not token.spaced or token.value in ("/:", "\\:")):
                self.at += 1
                node, verb = ("iter", token.value, node), True
            elif verb and token.kind == "verb" and token.value == ":" and not token.spaced and node[0] == "verb":
                self.at += 1
                node = ("monadic", node[1])
            else:
                return node, verb

    def _primary(self) -> tuple[Node, bool]:
        token = self.next()
        if token.kind == "const":
            return ("const", token.value), False
        if token.kind == "verb":
            return ("verb", token.value), True
        if token.kind == "iter":
            return ("const_iter", token.value), True
        if token.kind == "name":
            return self._named(token)
        if token.kind == "punct" and token.value == "(":
            return self._parenthesis(), False
        if token.kind == "punct" and token.value == "{":
            return self.function(token), False
        if token.kind == "punct" and token.value == "[":
            self.at -= 1
            parts = self.bracketed()
            return ("seq", *parts), False
        raise QError(str(token.value) or "parse")

    def _named(self, token: Token) -> tuple[Node, bool]:
        name = token.value
        if name in _CONTROL and self.is_punct("["):
            return (name, *self.bracketed()), False
        if name in _SQL:
            return self.query(name), False
        if name in INFIX:
            return ("infix", name), not self.is_punct("[")
        return ("name", name), False

    def _parenthesis(self) -> Node:
        saved, self.words = self.words, []
        self.depth_of_brackets += 1
        if self.is_punct("["):
            node = self.table()
            self.words = saved
            self.depth_of_brackets -= 1
            return node
        found: list[Node] = []
        if not self.is_punct(")"):
            while True:
                found.append(self.expression() or ("elide",))
                if not self.is_punct(";"):
                    break
                self.at += 1
        self.take(")")
        self.words = saved
        self.depth_of_brackets -= 1
        if len(found) == 1:
            return ("paren", found[0])
        return ("list", *found)


def _dangles(node: Node) -> bool:
    """Whether an expression still waits for its right argument: then it is composed, not applied."""
    return node[0] in ("dangle", "compose", "verb", "iter", "monadic") and node != ("verb", "::")
