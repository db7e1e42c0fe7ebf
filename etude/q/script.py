"""Scripts cut into statements."""

from __future__ import annotations

from etude.q.lexer import strip_comments


def statements(script: str) -> list[str]:
    """The statements of a script: indented lines go on with the one before; block comments are left out."""
    found: list[str] = []
    block = False
    for line in script.replace("\r", "").split("\n"):
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
            found[-1] += "\n" + strip_comments(bare)
        else:
            found.append(strip_comments(bare))
    return found
