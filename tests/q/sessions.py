"""Running cases: a line, or several lines of one session, and what the last of them prints."""

from __future__ import annotations

from etude.q import Session


def printed(lines: str, **options: object) -> str:
    """What the last line prints, trailing blanks left out. ``\\n`` in the text divides the lines."""
    session = Session(**options)  # type: ignore[arg-type]
    shown = ""
    for line in lines.split("\n"):
        shown = session.console(line)
    return tidy(shown)


def tidy(text: str) -> str:
    """Text without blanks at the ends of its lines and without empty lines at its end."""
    lines = [line.rstrip() for line in text.split("\n")]
    while lines and not lines[-1]:
        lines.pop()
    return "\n".join(lines)
