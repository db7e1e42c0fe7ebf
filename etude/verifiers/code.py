"""Where a response has its program: ``<answer>``, else a fence of the language, else any fence, else all of it."""

from __future__ import annotations

import re

from etude.verifiers.extract import Unanswered, visible

MAX_CODE = 20_000
"""Characters of a program; a longer one is not run."""
_FENCE = re.compile(
    r"^[ \t]{0,3}```+[ \t]*([A-Za-z0-9_+-]{0,20})[^\n`]{0,40}\n(.{0,40000}?)^[ \t]{0,3}```+[ \t]*$", re.S | re.M
)
_TAG = re.compile(r"<answer>(.{0,40000}?)</answer>", re.S | re.I)


def program(response: str, languages: tuple[str, ...]) -> tuple[str, bool] | Unanswered:
    """The program and whether it stands in an ``<answer>`` or a fence; the last one where there are several."""
    text = visible(response)
    if isinstance(text, Unanswered):
        return text
    marked = False
    tags = _TAG.findall(text) if "<answer>" in text.lower() else []
    if tags:
        text, marked = tags[-1], True
    if "```" in text:
        fences = _FENCE.findall(text if text.endswith("\n") else f"{text}\n")
        own = [code for language, code in fences if language.lower() in languages]
        if own or fences:
            text, marked = own[-1] if own else fences[-1][1], True
    code = text.strip("\n \t\r")
    if not code:
        return Unanswered("no_code")
    return (code, marked) if len(code) <= MAX_CODE else Unanswered("too_long")
