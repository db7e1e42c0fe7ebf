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


def pasted(text: str) -> list[str]:
    """The statements of text given to a console at once: as of a script, and a line with open brackets goes on."""
    if "\n" not in text:
        return [text]
    found: list[str] = []
    for _, statement in statements(text):
        if found and _open(found[-1]):
            found[-1] += f"\n{statement}"
        else:
            found.append(statement)
    return found


def _open(code: str) -> bool:
    """Whether code has brackets (outside strings) that nothing closes."""
    depth, quoted, escaped = 0, False, False
    for c in code:
        if quoted:
            quoted, escaped = escaped or c != '"', c == "\\" and not escaped
        else:
            quoted = c == '"'
            depth += (c in "([{") - (c in ")]}")
    return depth > 0
