"""q text to tokens. Spaces matter: before a minus, a slash, an iterator."""

from __future__ import annotations

import re
from typing import NamedTuple

from etude.q.context import work
from etude.q.errors import QError
from etude.q.literals import NUMBER, literal
from etude.q.values import Char, Sym, Value, string, symbols

_NAME = re.compile(r"\.?[A-Za-z][A-Za-z0-9_]*(?:\.[A-Za-z0-9_]+)*")
_SYMBOL = re.compile(r"`[A-Za-z0-9_.\x80-\xff]*(?::[A-Za-z0-9_.:/\-\x80-\xff]*)?")
_ITERATORS = ("':", "/:", "\\:", "'", "/", "\\")
VERBS = "+-*%&|^=<>~,#_!?@.$:"
_ESCAPES = {"n": "\n", "t": "\t", "r": "\r", '"': '"', "\\": "\\", "/": "/"}


class Token(NamedTuple):
    """kind: ``const name verb iter punct``; spaced: whether a space stands before it; at: its place."""

    kind: str
    value: Value
    spaced: bool
    at: int


def strip_comments(text: str) -> str:
    """The text without comments of the form `` / ...`` (outside strings)."""
    text = text.replace("\u00c2\u00a0", " ")
    out, i, quoted = [], 0, False
    while i < len(text):
        c = text[i]
        if quoted:
            if c == "\\":
                out.append(text[i : i + 2])
                i += 2
                continue
            quoted = c != '"'
        elif c == '"':
            quoted = True
        elif c == "/" and (i == 0 or text[i - 1] in " \t\n"):
            while i < len(text) and text[i] != "\n":
                i += 1
            continue
        out.append(c)
        i += 1
    return "".join(out)


def tokenize(text: str) -> list[Token]:
    """The tokens of one statement (or several, divided by semicolons). Raises QError."""
    work(5 * len(text))
    text = text.replace("\u00c2\u00a0", " ")
    found: list[Token] = []
    i, n = 0, len(text)
    while i < n:
        c = text[i]
        if c in " \t\n\r":
            i += 1
            continue
        spaced = i > 0 and text[i - 1] in " \t\n\r"
        if c in '"`':
            value, end = _quoted(text, i) if c == '"' else _symbols(text, i)
            found.append(Token("const", value, spaced, i))
            i = end
            continue
        if c in "012" and text[i + 1 : i + 2] == ":" and not text[i + 2 : i + 4].isdigit() and not _glued(text, i):
            found.append(Token("name", text[i : i + 2], spaced, i))
            i += 2
            continue
        if _starts_number(text, i, found, spaced):
            value, end = _numbers(text, i)
            found.append(Token("const", value, spaced, i))
            i = end
            continue
        name = (
            _NAME.match(text, i)
            if c.isalpha() or (c == "." and text[i + 1 : i + 2].isalpha() and (spaced or _after_sign(found)))
            else None
        )
        if name:
            found.append(Token("name", name[0].rstrip("."), spaced, i))
            i = name.end()
            continue
        sign = next((sign for sign in _ITERATORS if text.startswith(sign, i)), None)
        if sign:
            found.append(Token("iter", sign, spaced, i))
            i += len(sign)
        elif c in "()[]{};":
            found.append(Token("punct", c, spaced, i))
            i += 1
        elif c in VERBS:
            size = 2 if text[i : i + 2] in ("<>", "<=", ">=", "::") else 1
            found.append(Token("verb", text[i : i + size], spaced, i))
            i += size
        else:
            raise QError(c if 32 < ord(c) < 127 else "char")
    return found


def _glued(text: str, i: int) -> bool:
    """Whether a digit goes on with a number or a name before it."""
    return i > 0 and (text[i - 1].isalnum() or text[i - 1] in "._")


def _free(found: list[Token], spaced: bool) -> bool:
    """Whether a dot here begins a name: not right after a noun."""
    return spaced or not found or found[-1].kind in ("verb", "iter") or found[-1].value in ("(", "[", "{", ";")


def _after_sign(found: list[Token]) -> bool:
    """Whether what stands before is a sign, so that a dot can begin a name."""
    return not found or found[-1].kind in ("verb", "iter", "punct")


def _starts_number(text: str, i: int, found: list[Token], spaced: bool) -> bool:
    c, after = text[i], text[i + 1 : i + 2]
    if c.isdigit() and c.isascii():
        return True
    if c == "." and after.isdigit():
        return _free(found, spaced)
    if c == "-" and (after.isdigit() or (after == "." and text[i + 2 : i + 3].isdigit())):
        return _free(found, spaced)
    return False


def _numbers(text: str, i: int) -> tuple[Value, int]:
    tokens: list[str] = []
    end = i
    while True:
        found = NUMBER.match(text, i)
        if not found or not found[0].strip("-"):
            break
        if found.end() < len(text) and (text[found.end()].isalnum() and text[found.end()].isascii()):
            raise QError(text[i : found.end() + 1])
        tokens.append(found[0])
        end = i = found.end()
        while i < len(text) and text[i] in " \t":
            i += 1
        bits = tokens[-1].endswith("b") or tokens[-1].startswith("0x")
        if i == end or i >= len(text) or bits or not _number_follows(text, i):
            break
    if not tokens:
        raise QError(text[i : i + 1])
    return literal(tokens), end


def _number_follows(text: str, i: int) -> bool:
    c, after = text[i], text[i + 1 : i + 2]
    if c == "0" and after == "x":
        return False
    return c.isdigit() or (c == "." and after.isdigit()) or (c == "-" and (after.isdigit() or after == "."))


def _quoted(text: str, i: int) -> tuple[Value, int]:
    out, i = [], i + 1
    while i < len(text) and text[i] != '"':
        if text[i] == "\\":
            if text[i + 1 : i + 4].isdigit():
                out.append(chr(int(text[i + 1 : i + 4], 8) & 255))
                i += 4
                continue
            out.append(_ESCAPES.get(text[i + 1 : i + 2], text[i + 1 : i + 2]))
            i += 2
            continue
        out.append(text[i])
        i += 1
    if i >= len(text):
        raise QError('"')
    joined = "".join(out)
    return (Char(joined) if len(joined) == 1 and ord(joined) < 256 else string(joined)), i + 1


def _symbols(text: str, i: int) -> tuple[Value, int]:
    names = []
    while i < len(text) and text[i] == "`":
        found = _SYMBOL.match(text, i)
        assert found is not None
        names.append(found[0][1:])
        i = found.end()
    return (Sym(names[0]) if len(names) == 1 else symbols(names)), i
