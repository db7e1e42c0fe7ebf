"""Scripts cut into statements."""

from __future__ import annotations

from etude.q.lexer import strip_comments


def statements(script: str) -> list[tuple[int, str]]:
    """The statements of a script with the lines they begin at (from 1): indented lines go on with the one before.

    Block comments are left out; so is what follows a line with a lone backslash.
    """
    found: list[tuple[int, str]] = []
    block = False
    for number, line in enumerate(script.replace("\r", "").split("\n"), 1):
        bare = line.rstrip()
        if block:
            block = bare != "\\"
            continue
        if bare == "/":
            block = True
            continue
        if bare == "\\":
            break
        if not bare or bare.startswith("/"):
            continue
        continues = line[:1] in (" ", "\t") or bare in ("}", "};", "]", "];", ")") or bare.startswith("}")
        if continues and found:
            start, text = found[-1]
            found[-1] = (start, f"{text}\n{strip_comments(bare)}")
        else:
            found.append((number, strip_comments(bare)))
    return found
