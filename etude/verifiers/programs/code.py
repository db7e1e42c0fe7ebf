"""Where a response has its program: one rule, which never looks at what is expected.

The text after reasoning blocks (``visible``), in it the last ``<answer>`` if there is one, in that the code blocks:
the last one that defines what was asked for; else the last one in the language that parses; else the last one in the
language; else the last one of all. Without code blocks it is the whole text. Where no ``<answer>`` defines what was
asked for and a code block of the text does, that block is the program.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from etude.answers.fences import Fence, fences, without_turn_ends
from etude.verifiers.extract import Unanswered, visible

MAX_CODE = 20_000
"""Characters of a program; a longer one is not run."""
_TAG = re.compile(r"<(/?)answer[ \t]*>", re.I)
_MOST_PARSED = 8
"""Blocks that are parsed, from the last on."""


class Language(NamedTuple):
    """A language that programs are written in. names: of code blocks. parses: whether a program of it does."""

    names: tuple[str, ...]
    kind: str = ""

    def parses(self, code: str) -> bool:
        """Whether a text can be a program of this language. Python is not parsed: hostile text can crash its parser."""
        if self.kind != "q":
            return True
        from etude.q.loop_words import parses

        return not parses(code)

    def defines(self, code: str, entry: str) -> bool:
        """Whether a text gives a name a meaning, on a line of its own or after a semicolon."""
        name = re.escape(entry)
        pattern = rf"(?:^|;)[ \t]*+{name}[ \t]*+::?(?!:)"
        if self.kind == "python":
            pattern = rf"^(?:(?:(?:async[ \t]+)?def|class)[ \t]+{name}\b|{name}[ \t]*+(?::[^=\n]*+)?=(?!=))"
        return re.search(pattern, code, re.M) is not None


Q = Language(("q", "k", "kdb", "kdb+"), "q")
PYTHON = Language(("python", "py", "python3"), "python")
PRINTED = Language(("", "q", "text", "txt", "console"))
"""What a console prints: no program, but in the same places."""


def program(
    response: object, language: Language, entry: str | None = None, *, indented: bool = False
) -> tuple[str, bool] | Unanswered:
    """The program and whether it stands in an ``<answer>`` or a code block.

    A response that is no text has no program (``not_text``). entry: the name that it has to define. indented: keep the
    blanks that its first line begins with.
    """
    if not isinstance(response, str):
        return Unanswered("not_text")
    text = visible(response)
    if isinstance(text, Unanswered):
        return text
    text = without_turn_ends(text.replace("\r\n", "\n"))
    tagged = [part if (block := _block(part, language, entry)) is None else block for part in _tagged(text)]
    code = _defining(tagged, language, entry)
    if code is None:
        code = _block(text, language, entry)
        if tagged and (code is None or entry is None or not language.defines(code, entry)):
            code = next((part for part in reversed(tagged) if part.strip()), tagged[-1])
    marked = code is not None
    code = text if code is None else code
    code = without_turn_ends(code)
    code = code.rstrip().lstrip("\r\n") if indented else code.strip("\n \t\r")
    if not code:
        return Unanswered("no_code")
    return (code, marked) if len(code) <= MAX_CODE else Unanswered("too_long")


def _tagged(text: str) -> list[str]:
    """What stands in each ``<answer>``, the innermost of nested ones; the last one may lack its end."""
    found: list[str] = []
    start = None
    for tag in _TAG.finditer(text):
        if not tag[1]:
            start = tag.end()
        elif start is not None:
            found.append(text[start : tag.start()])
            start = None
    if start is not None and not found:
        found.append(text[start:])
    return found


def _defining(codes: Sequence[str], language: Language, entry: str | None) -> str | None:
    """The last text that defines the entry."""
    if entry is None:
        return None
    return next((code for code in reversed(codes) if language.defines(code, entry)), None)


def _block(text: str, language: Language, entry: str | None) -> str | None:
    """The text of the code block that decides; None if there is none."""
    every = fences(text) if "```" in text or "~~~" in text else []
    if not every:
        return None
    full = [fence for fence in every if fence.text.strip()]
    named, own = _own(full, language), _own(full, language, unnamed=True)
    for few in (own, full):
        code = _defining([fence.text for fence in few], language, entry)
        if code is not None:
            return code
    for few in (named, own) if language.kind == "q" else ():
        for fence in few[: -_MOST_PARSED - 1 : -1]:
            if len(fence.text) <= MAX_CODE and language.parses(fence.text):
                return fence.text
    return (named or full or every)[-1].text


def _own(found: Sequence[Fence], language: Language, *, unnamed: bool = False) -> list[Fence]:
    """The blocks in a language; with those that name none."""
    return [fence for fence in found if fence.language in language.names or (unnamed and not fence.language)]
