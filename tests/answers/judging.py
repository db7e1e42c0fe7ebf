"""What the tests of kinds have in common: how a text is judged, and what holds for any text."""

from __future__ import annotations

from etude.answers.kind import AnyKind
from etude.answers.table import KINDS
from etude.task import Json
from etude.verifiers.formatting import strip_formatting


def misjudged(name: str, spec: dict[str, Json], right: list[str], wrong: list[str]) -> list[str]:
    """The texts that a kind judges otherwise than they are listed."""
    kind = KINDS[name](spec)

    def correct(text: str) -> bool:
        value = kind.read(strip_formatting(text))
        return value is not None and kind.assess(value).correct

    return [text for text in right if not correct(text)] + [text for text in wrong if correct(text)]


def check_reading(kind: AnyKind, text: str) -> None:
    """Any text is read or not; what is read has a key, is the same as itself and earns at most 1."""
    value = kind.read(text)
    if value is not None:
        hash(kind.key(value))
        assert kind.same(value, value)
        assert 0 <= (kind.assess(value).reward or 0) <= 1
