"""An element of a group, under any of its right names.

spec: ``value`` (its normal form), ``notation`` (see ``etude.theory.groups.notation``), optional ``least``: exponents
and numbers must not be negative, since with a minus sign the question would be its own answer. Names that still have
to be multiplied out, or whose exponents are out of range, are not in the form that is asked for: no answer.
"""

from __future__ import annotations

import json
import re
from collections.abc import Hashable, Mapping, Sequence
from functools import lru_cache

from etude.answers.kind import Kind
from etude.task import Json
from etude.theory.groups.notation import Notation, notation_of, plain
from etude.theory.groups.structure import Element

MAX_TEXT = 1_000
_WORD = re.compile(
    r"(?<![\\A-Za-z])[A-Za-z]{5,30}(?![A-Za-z])(?! ?\()"
    r"|(?<![\\A-Za-z])(?:for|when|where|if|with|and|or|not)(?![A-Za-z])|[:;?]"
)
"""What stands before an equals sign in a sentence, and not in a calculation."""
_LEAD = re.compile(
    r"(?:(?:the )?(?:element|answer|result|identity(?: element)?|inverse|product|representative|image|commutator"
    r"|conjugate|value)"
    r"(?: (?:is|z)\b)? ?[:=]? ?)(?=[^ .,])",
    re.I,
)
_SAME = re.compile(r" ?(?:=|\\equiv(?![a-z])|≡) ?")


@lru_cache(maxsize=1024)
def _notation(record: str) -> Notation:
    return notation_of(json.loads(record))


def notation_from(spec: Mapping[str, Json]) -> Notation:
    """The notation of a spec; all completions of a group share it."""
    return _notation(json.dumps(spec["notation"], sort_keys=True))


def read_element(notation: Notation, answer: str, signed: bool) -> Element | None:
    """The element that an answer names, also after an equals sign and no words: ``z = r^2 s``, ``r r = r^2``.

    Names before an equals sign that can be read must be names of the same element.
    """
    if len(answer) > MAX_TEXT:
        return None
    text = plain(answer)
    element = notation.read(text, signed)
    if element is not None:
        return element
    lead = _LEAD.match(text)
    if lead and (element := notation.read(text[lead.end() :], signed)) is not None:
        return element
    *before, name = _SAME.split(text, maxsplit=4)
    if not before or len(before) > 3 or any(_WORD.search(side) for side in before):
        return None
    element = notation.read(name.strip(), signed)
    others = [notation.read(side.strip(), True) for side in before]
    return element if all(other is None or other == element for other in others) else None


class GroupElement(Kind[Element]):
    """An element as the notation holds it."""

    name = "element"
    ask = r"Give the element, as it stands in the table, in \boxed{}."

    def __init__(self, spec: Mapping[str, Json]) -> None:
        super().__init__(spec)
        self._notation = notation_from(spec)
        self._signed = not spec.get("least", False)

    @property
    def truth(self) -> Element:
        """The right element. Raises ValueError where the spec names none."""
        element = self._notation.read(plain(self.spec["value"]), True)
        if element is None:
            raise ValueError(f"no element {self.spec['value']!r}")
        return element

    def read(self, text: str) -> Element | None:
        """The element that a text names."""
        return read_element(self._notation, text, self._signed)

    def key(self, value: Element) -> Hashable:
        """The element itself."""
        return tuple(value) if isinstance(value, list) else value

    def forms(self, value: Element) -> Sequence[str]:
        """The normal form in plain text and LaTeX, alone and after ``z =``."""
        return written(self._notation, value)


def written(notation: Notation, value: Element) -> Sequence[str]:
    """The usual ways to write an element, the normal form first."""
    shown = notation.show(value)
    tex = re.sub(r"\^(-?[0-9]+)", r"^{\1}", shown)
    return list(dict.fromkeys([shown, tex, rf"\text{{{shown}}}", f"z = {tex}", tex.replace(" ", r"\,"), f"${tex}$"]))
