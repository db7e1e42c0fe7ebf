"""The fenced code blocks of a response, as Markdown has them and as models write them."""

from __future__ import annotations

import re
from typing import NamedTuple

_OPENING = re.compile(r"([ \t]*+(?:[-*+]|[0-9]{1,3}[.)])?+[ \t]*+)(`{3,}+|~{3,}+)([^`]*)$")
_ON_ONE_LINE = re.compile(r"[ \t]*+(`{3,}+)([^`]+)\1[ \t]*$")
_LATE_OPENING = re.compile(r"[^`]*[^`\s][ \t]*(`{3,})([A-Za-z0-9+_]*)[ \t]*$")
_LANGUAGES = frozenset(("q", "k", "kdb", "kdb+", "python", "py", "python3", "text", "txt", "console"))
_WORD = re.compile(r"[A-Za-z0-9+#_]+")
_TURN_ENDS = (
    "<|im_end|>", "<|eot_id|>", "<|eom_id|>", "<|end_of_text|>", "<|endoftext|>", "<|end|>", "<|return|>", "<|eot|>",
    "<|end_of_turn|>", "<|END_OF_TURN_TOKEN|>", "<|user|>", "<|im_start|>", "<end_of_turn>", "<eos>", "</s>",
    "<｜end▁of▁sentence｜>", "<|EOT|>", "[/INST]", "<turn|>",
)  # fmt: skip
"""What chat templates end a turn with."""


class Fence(NamedTuple):
    """A code block: its language in small letters (empty if it names none), its text, and whether it is closed."""

    language: str
    text: str
    closed: bool = True


_TURN_LAST = frozenset(token[-1] for token in _TURN_ENDS)
"""What such tokens end with: most texts end with none of it, and need no further look."""


def without_turn_ends(text: str) -> str:
    """A text without the tokens of a chat template at its end."""
    end = kept = len(text)
    while True:
        while end and text[end - 1].isspace():
            end -= 1
        if not end or text[end - 1] not in _TURN_LAST:
            return text[:kept]
        token = next((token for token in _TURN_ENDS if text.endswith(token, 0, end)), None)
        if token is None:
            return text[:kept]
        end = kept = end - len(token)


def fences(text: str) -> list[Fence]:
    """The code blocks of a text in order, found in one pass; the last one may lack its end.

    A block opens with three or more backticks or tildes and closes with as many of the same; what stands before its
    fence (blanks, the mark of a list) is taken off its lines. Tokens that end a turn are no part of a fence.
    """
    found: list[Fence] = []
    lines: list[str] = []
    fence, language, indent = "", "", 0
    for line in text.split("\n"):
        if fence:
            bare = without_turn_ends(line).strip() if "`" in line or "~" in line else ""
            if len(bare) >= len(fence) and not bare.strip(fence[0]):
                found.append(Fence(language, "\n".join(lines)))
                fence = ""
            else:
                lines.append(_outdented(line, indent))
        elif "`" in line or "~~~" in line:
            if alone := _ON_ONE_LINE.match(line):
                found.append(_one_line(alone[2]))
            elif (opening := _OPENING.match(line)) and (opening[2][0] == "`" or "~" not in opening[3]):
                fence, language, indent, lines = opening[2], _language(opening[3]), len(opening[1]), []
            elif opening := _LATE_OPENING.match(line):
                fence, language, indent, lines = opening[1], opening[2].lower(), 0, []
    if fence:
        rest = without_turn_ends("\n".join(lines)).rstrip()
        rest = rest.removesuffix(fence).rstrip() if len(rest) > len(fence) else rest
        found.append(Fence(language, rest, False))
    return found


def fenced(text: str, language: str = "") -> str:
    """A text in a code block that it cannot end."""
    mark = "```"
    while mark in text:
        mark += "`"
    return f"{mark}{language}\n{text}\n{mark}"


def _language(info: str) -> str:
    word = _WORD.search(info)
    return word[0].lower() if word else ""


def _one_line(inside: str) -> Fence:
    """A block on one line: its first word is its language if code follows it after a blank."""
    language, _, rest = inside.strip().partition(" ")
    return Fence(language.lower(), rest) if language.lower() in _LANGUAGES and rest.strip() else Fence("", inside)


def _outdented(line: str, indent: int) -> str:
    blanks = min(indent, len(line) - len(line.lstrip(" \t")))
    return line[blanks:]
