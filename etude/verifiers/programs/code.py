"""Where a response has its program: ``<answer>``, else a fence of the language, else any fence, else all of it."""

from __future__ import annotations

from etude.verifiers.extract import Unanswered, visible

MAX_CODE = 20_000
"""Characters of a program; a longer one is not run."""


def program(response: str, languages: tuple[str, ...], *, indented: bool = False) -> tuple[str, bool] | Unanswered:
    """The program and whether it stands in an ``<answer>`` or a fence; the last one where there are several.

    indented: keep the blanks that its first line begins with.
    """
    text = visible(response)
    if isinstance(text, Unanswered):
        return text
    marked = False
    tagged = _last_tag(text)
    if tagged is not None:
        text, marked = tagged, True
    if "```" in text:
        found = fences(text)
        own = [code for language, code in found if language in languages]
        if found:
            text, marked = own[-1] if own else found[-1][1], True
    code = text.rstrip().lstrip("\r\n") if indented else text.strip("\n \t\r")
    if not code:
        return Unanswered("no_code")
    return (code, marked) if len(code) <= MAX_CODE else Unanswered("too_long")


def _last_tag(text: str) -> str | None:
    """What stands in the last closed ``<answer>``."""
    lower = text.lower()
    end = lower.rfind("</answer>")
    start = lower.rfind("<answer>", 0, end) if end >= 0 else -1
    return text[start + 8 : end] if start >= 0 else None


def fences(text: str) -> list[tuple[str, str]]:
    """The closed fences of a text, each with its language in small letters, line by line."""
    found: list[tuple[str, str]] = []
    language = ""
    lines: list[str] | None = None
    for line in text.split("\n"):
        bare = line.strip()
        if not bare.startswith("```"):
            if lines is not None:
                lines.append(line)
            continue
        rest = bare.strip("`").strip()
        if lines is None:
            language, lines = rest.split(" ")[0].lower(), []
        elif not rest:
            found.append((language, "\n".join(lines)))
            lines = None
        else:
            lines.append(line)
    return found
