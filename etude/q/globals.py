"""The names of a session: globals in the root and in namespaces, keywords, system names."""

from __future__ import annotations

from etude.q.callables import NULL, View
from etude.q.containers import collect
from etude.q.errors import QError
from etude.q.namespaces import SYSTEM, lookup
from etude.q.registry import PRIMITIVES
from etude.q.values import (
    Dict,
    Sym,
    Value,
    Vec,
    is_atom,
    symbols,
)

_RESERVED = (".z.", ".q.", ".Q.", ".j.")
_OPEN = (".z.ph", ".z.pp", ".z.pg", ".z.ps", ".z.po", ".z.pc", ".z.ts", ".z.exit", ".z.vs", ".z.pi", ".z.zd")


class Globals:
    """Names and what they mean. Names in a namespace are kept with their full name, ``.name.space.x``."""

    keywords: dict[str, Value]

    def __init__(self) -> None:
        self.globals: dict[str, Value] = {}
        self.namespace = ""
        self._looking: set[str] = set()
        self.frozen = False

    def keyword(self, name: str) -> Value | None:
        """The function of a keyword."""
        return self.keywords.get(name) or PRIMITIVES.get(name)

    def qualified(self, name: str) -> str:
        """The full name of a name in the namespace that holds now."""
        if name.startswith(".."):
            return name[2:]
        return f"{self.namespace}.{name}" if self.namespace and not name.startswith(".") else name

    def get_global(self, name: str) -> Value:
        """What a full name means. Raises QError with the name."""
        value = self.globals.get(name)
        if value is not None:
            return self._looked_at(name, value) if type(value) is View else value
        if name.startswith("."):
            space = self.space(name)
            if space is not None:
                return space
            found = lookup(self, name)
            if found is not None:
                return found
        elif "." in name:
            head, _, rest = name.partition(".")
            return self.part(self.get_global(head), rest)
        found = self.keyword(name)
        if found is not None:
            return found
        raise QError(name.removeprefix(f"{self.namespace}.") if self.namespace else name)

    def _looked_at(self, name: str, view: View) -> Value:
        """The value of a view. Raises QError loop for one that needs itself."""
        if name in self._looking:
            raise QError("loop")
        self._looking.add(name)
        try:
            return view.code()
        finally:
            self._looking.discard(name)

    def part(self, value: Value, path: str) -> Value:
        """What a name with dots means: a column, an item of a dictionary, a part of a date. Raises QError."""
        apply = self.apply  # type: ignore[attr-defined]
        for name in path.split("."):
            of_time = isinstance(value, Vec) or is_atom(value)
            value = apply(self.keyword("$"), Sym(name), value) if of_time else apply(value, Sym(name))
        return value

    def set_global(self, name: str, value: Value) -> None:
        """Assign a global by its full name. Raises QError for reserved names, and for all while globals are frozen."""
        self._thawed(name)
        if name.startswith(_RESERVED) and name not in _OPEN:
            raise QError("access")
        if not name.startswith(".") and "." in name:
            raise QError("nyi")
        if not name.startswith(".") and self.keyword(name) is not None:
            raise QError("assign")
        self.globals[name] = value

    def _thawed(self, name: str) -> None:
        if self.frozen:
            space, _, last = name.rpartition(".")
            raise QError(f"noupdate: `{space or '.'} `{last}")

    def forget(self, name: str) -> None:
        """Remove a global. Raises QError with its name."""
        self._thawed(name)
        if self.globals.pop(name, None) is None:
            raise QError(name)

    def names(self, space: str = "") -> list[str]:
        """The names that are defined in a namespace, in order of definition."""
        start = f"{space}." if space else ""
        found: dict[str, None] = {}
        for name in self.globals:
            if start and name.startswith(start):
                found.setdefault(name[len(start) :].partition(".")[0])
            elif not start and not name.startswith("."):
                found.setdefault(name)
        return list(found)

    def spaces(self) -> list[str]:
        """The namespaces in the root."""
        found = dict.fromkeys(SYSTEM)
        found.update(dict.fromkeys(name[1:].partition(".")[0] for name in self.globals if name.startswith(".")))
        return list(found)

    def space(self, name: str) -> Value | None:
        """A namespace as a dictionary, None if there is none."""
        if name == ".":
            names = self.names()
            return Dict(symbols(names), collect([self.get_global(n) for n in names]))
        names = self.names(name)
        if not names:
            return None
        values = [self.get_global(f"{name}.{n}") for n in names]
        return Dict(symbols(["", *names]), collect([NULL, *values]))
