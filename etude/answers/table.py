"""The kinds of answer by the name of the verifier that a task gives: each module is loaded when it is needed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from importlib import import_module

from etude.answers.kind import AnyKind

NAMES = (
    "assignments", "bars", "base_number", "beams", "choice", "chord", "comparison", "element", "element_steps",
    "expression", "expressions", "interval", "key", "matrix", "note", "notes", "number", "reals", "roman", "seventh",
    "solutions", "steps", "term", "time_signature",
)  # fmt: skip


class _Kinds(Mapping[str, type[AnyKind]]):
    """Verifier names to classes."""

    def __init__(self) -> None:
        self._loaded: dict[str, type[AnyKind]] = {}

    def __getitem__(self, name: str) -> type[AnyKind]:
        kind = self._loaded.get(name)
        if kind is None:
            if name not in NAMES:
                raise KeyError(name)
            module = import_module(f"etude.answers.{name}")
            kind = next(
                item
                for item in vars(module).values()
                if isinstance(item, type) and getattr(item, "name", None) == name and item.__module__ == module.__name__
            )
            self._loaded[name] = kind
        return kind

    def __iter__(self) -> Iterator[str]:
        return iter(NAMES)

    def __len__(self) -> int:
        return len(NAMES)


KINDS: Mapping[str, type[AnyKind]] = _Kinds()
