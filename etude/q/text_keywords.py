"""Strings: like, ss, ssr, upper, lower, trim and their kin."""

from __future__ import annotations

from collections.abc import Callable
from hashlib import md5 as _md5

import numpy as np

from etude.q.atomic import nulls
from etude.q.containers import collect, items
from etude.q.context import work
from etude.q.errors import QError
from etude.q.registry import dyad, monad
from etude.q.values import BOOL, BYTE, LONG, SYM, Char, Dict, Sym, Table, Value, Vec, is_atom, string, symbols, text


def _strings(f: Callable[[str], str]) -> Callable[[Value], Value]:
    def g(x: Value) -> Value:
        if isinstance(x, Vec) and x.t == 0:
            return Vec(0, [g(item) for item in x.a])
        if isinstance(x, Vec) and x.t == SYM:
            work(2 * len(x))
            return collect([Sym(f(str(v))) for v in x.a]) if len(x) else x
        if isinstance(x, Dict):
            return Dict(x.k, g(x.v))
        if isinstance(x, Table):
            return Table(x.cols, [g(column) for column in x.data])
        if type(x) is Sym:
            return Sym(f(str(x)))
        if type(x) is Char:
            return Char(f(str(x))) if len(f(str(x))) == 1 else string(f(str(x)))
        return string(f(text(x)))

    return g


def _ascii_case(to: Callable[[str], str]) -> Callable[[str], str]:
    def change(s: str) -> str:
        if s.isascii():
            return to(s)
        work(len(s) >> 2)
        return "".join(to(c) if c.isascii() else c for c in s)

    return change


monad("upper")(_strings(_ascii_case(str.upper)))
monad("lower")(_strings(_ascii_case(str.lower)))


def _trimmed(name: str, start: bool, end: bool) -> None:
    """Nulls, which are spaces in strings, taken off one end or both."""

    def trim(x: Value) -> Value:
        if type(x) in (Sym, Char):
            text_ = str(x)
            shown = text_.strip(" ") if start and end else text_.lstrip(" ") if start else text_.rstrip(" ")
            return Sym(shown) if type(x) is Sym else x if shown else string("")
        if is_atom(x):
            return x
        if isinstance(x, Dict):
            return Dict(x.k, trim(x.v))
        if isinstance(x, Table):
            return Table(x.cols, [trim(column) for column in x.data])
        if not isinstance(x, Vec):
            raise QError("type")
        if x.t in (0, SYM):
            return collect([trim(item) for item in items(x)]) if len(x) else x
        work(len(x) >> 6)
        known = np.nonzero(~nulls(x.t, x.a))[0]
        if not len(known):
            return Vec(x.t, x.a[:0])
        return Vec(x.t, x.a[known[0] if start else 0 : known[-1] + 1 if end else len(x)])

    monad(name)(trim)


_trimmed("trim", True, True)
_trimmed("ltrim", True, False)
_trimmed("rtrim", False, True)


class Pattern:
    """A q pattern: ``?`` any character, ``*`` any run (``like`` only), ``[a-c]``, ``[^x]``; no backtracking."""

    def __init__(self, pattern: str, stars: bool = True) -> None:
        self.parts: list[tuple[str, str]] = []
        i = 0
        while i < len(pattern):
            c = pattern[i]
            if c == "?":
                self.parts.append(("any", ""))
            elif c == "*" and stars:
                self.parts.append(("run", ""))
            elif c == "[" and "]" in pattern[i + 2 :]:
                end = pattern.index("]", i + 2)
                self.parts.append(("set", pattern[i + 1 : end]))
                i = end
            else:
                self.parts.append(("one", c))
            i += 1

    @staticmethod
    def _fits(part: tuple[str, str], c: str) -> bool:
        kind, value = part
        if kind == "any":
            return True
        if kind == "one":
            return c == value
        negated = value.startswith("^")
        body, inside, i = value[1:] if negated else value, False, 0
        while i < len(body):
            if i + 2 < len(body) and body[i + 1] == "-":
                inside |= body[i] <= c <= body[i + 2]
                i += 3
            else:
                inside |= body[i] == c
                i += 1
        return inside != negated

    def matches(self, s: str) -> bool:
        """Whether the whole text fits: states of all stars are followed at once."""
        work(8 + len(s))
        states = self._closed({0})
        for c in s:
            new = set()
            for state in states:
                if state < len(self.parts):
                    if self.parts[state][0] == "run":
                        new.add(state)
                    elif self._fits(self.parts[state], c):
                        new.add(state + 1)
            states = self._closed(new)
            if not states:
                return False
        return len(self.parts) in states

    def _closed(self, states: set[int]) -> set[int]:
        found = set(states)
        for state in states:
            after = state
            while after < len(self.parts) and self.parts[after][0] == "run":
                after += 1
                found.add(after)
        return found

    @staticmethod
    def _plain_places(word: str, s: str) -> list[int]:
        work(len(s) >> 4)
        out, i = [], s.find(word)
        while i >= 0:
            out.append(i)
            i = s.find(word, i + len(word))
        work(len(out))
        return out

    def places(self, s: str) -> list[int]:
        """Where it fits, from the left, without overlap."""
        n, out, i = len(self.parts), [], 0
        if n and all(kind == "one" for kind, _ in self.parts):
            return self._plain_places("".join(c for _, c in self.parts), s)
        work(len(s) * max(1, n >> 1))
        while n and i + n <= len(s):
            if all(self._fits(part, s[i + j]) for j, part in enumerate(self.parts)):
                out.append(i)
                i += n
            else:
                i += 1
        return out


@dyad("like")
def like(x: Value, y: Value) -> Value:
    """Whether a text fits a pattern (https://code.kx.com/q/ref/like/)."""
    if isinstance(x, Dict):
        return Dict(x.k, like(x.v, y))
    if isinstance(y, Vec) and y.t == 0:
        return collect([like(x, item) for item in y.a])
    pattern = Pattern(text(y))
    if isinstance(x, Vec) and x.t == SYM:
        return Vec(BOOL, np.array([pattern.matches(str(v)) for v in x.a], dtype=bool))
    if isinstance(x, Vec) and x.t == 0:
        return collect([like(item, y) for item in x.a]) if x.a else Vec(BOOL, np.zeros(0, bool))
    return pattern.matches(text(x))


@dyad("ss")
def search(x: Value, y: Value) -> Value:
    """Where a pattern is in a string (https://code.kx.com/q/ref/ss/)."""
    if isinstance(x, Vec) and x.t == 0 and x.a:
        return collect([search(item, y) for item in x.a])
    found = Pattern(text(y), stars=False).places(text(x))
    return Vec(LONG, np.array(found, dtype=np.int64))


def replace(x: str, pattern: str, by: Callable[[str], str]) -> str:
    """A string with what fits a pattern replaced."""
    spots = Pattern(pattern, stars=False)
    size, out, last = len(spots.parts), [], 0
    for i in spots.places(x):
        out += [x[last:i], by(x[i : i + size])]
        last = i + size
    return "".join([*out, x[last:]])


@monad("hsym")
def hsym(x: Value) -> Value:
    """Symbols as file or process handles (https://code.kx.com/q/ref/hsym/)."""
    if isinstance(x, Vec) and x.t == SYM:
        return symbols([str(hsym(item)) for item in items(x)])
    if type(x) is not Sym:
        raise QError("type")
    return x if x.startswith(":") else Sym(f":{x}")


@monad("md5")
def md5(x: Value) -> Value:
    """The MD5 of a string (https://code.kx.com/q/ref/md5/)."""
    data = _md5(text(x).encode("latin-1", "replace"), usedforsecurity=False).digest()
    return Vec(BYTE, np.frombuffer(data, dtype=np.uint8))
