r"""Dress: what only shows an answer and says nothing of it is taken off here, once, for every kind.

Fonts, colours, sizes, spacing commands, ``\left \right \big``, ``$``, Markdown, quotes, braces around everything,
``\displaystyle``, environments that only align, ``\boxed`` within, and the stop at the end. One pass over the LaTeX of
a text with a stack of its braces, linear in a length that is bounded; then the pairs around the whole text.
What one kind reads and another may not (``\flat``, ``\frac``, ``\{``) stays.
"""

from __future__ import annotations

import re

_PLAIN = re.compile(r"-?[0-9A-Za-z]{1,400}(?:[./][0-9]{1,40})?\Z").match
_FONTS = frozenset(
    [
        "text",
        "textbf",
        "textit",
        "texttt",
        "textsf",
        "textrm",
        "textnormal",
        "textsc",
        "textmd",
        "textup",
        "textsl",
        "emph",
        "underline",
        "uline",
        "mathrm",
        "mathbf",
        "mathit",
        "mathsf",
        "mathtt",
        "mathnormal",
        "mathbin",
        "mathrel",
        "mathord",
        "mathop",
        "mathopen",
        "mathclose",
        "mathpunct",
        "mathinner",
        "boldsymbol",
        "bm",
        "pmb",
        "operatorname",
        "mbox",
        "hbox",
        "fbox",
        "boxed",
        "framebox",
        "ensuremath",
        "smash",
        "makebox",
        "text@",
        "mathstrut",
    ]
)
"""Commands whose one argument is what they show."""
_COLOURS = {"textcolor": 1, "colorbox": 1, "fcolorbox": 2, "color": 1, "definecolor": 3, "bbox": 0}
"""Commands about colour: how many arguments come before what they show."""
_SWITCHES = frozenset(
    [
        "large",
        "Large",
        "LARGE",
        "huge",
        "Huge",
        "small",
        "normalsize",
        "tiny",
        "scriptsize",
        "footnotesize",
        "bf",
        "it",
        "rm",
        "tt",
        "sf",
        "em",
        "sc",
        "bfseries",
        "itshape",
        "ttfamily",
        "rmfamily",
        "sffamily",
        "mdseries",
        "upshape",
        "displaystyle",
        "textstyle",
        "scriptstyle",
        "scriptscriptstyle",
        "limits",
        "nolimits",
        "nonumber",
        "notag",
        "left",
        "right",
        "middle",
        "big",
        "Big",
        "bigg",
        "Bigg",
        "bigl",
        "bigr",
        "bigm",
        "Bigl",
        "Bigr",
        "Bigm",
        "biggl",
        "biggr",
        "biggm",
        "Biggl",
        "Biggr",
        "Biggm",
        "centering",
        "noindent",
        "raggedright",
        "unicode",
    ]
)
"""Commands that only change how the rest looks."""
_SPACES = frozenset(
    [
        "quad",
        "qquad",
        "space",
        "thinspace",
        "medspace",
        "thickspace",
        "enspace",
        "enskip",
        "nobreakspace",
        "hfill",
        "hfil",
    ]
)
_NO_SPACES = frozenset(("negthinspace", "negmedspace", "negthickspace", "allowbreak", "nobreak", "relax", "strut"))
_SKIPS = frozenset(
    ["hspace", "vspace", "hskip", "kern", "mkern", "mskip", "phantom", "hphantom", "vphantom", "label", "tag", "vskip"]
)
"""Commands whose argument is a length or does not show."""
_ALIGNED = frozenset(
    [
        "aligned",
        "align",
        "gathered",
        "gather",
        "split",
        "equation",
        "multline",
        "cases",
        "rcases",
        "dcases",
        "eqnarray",
        "math",
    ]
)
"""Environments that only place what is in them."""
_SIGN_SPACES = {",": " ", ";": " ", ":": " ", ">": " ", " ": " ", "/": "", "!": "", "\n": " ", "-": "", "(": "",
                ")": "", "@": ""}  # fmt: skip
_KEPT_SIGNS = {"#": "#", "%": "%", "&": "&", "_": "_", "$": ""}
_LEXEME = re.compile(r"\\(?:([a-zA-Z]+)\*?|(.)|$)|([{}])", re.S)
_UNDRESSED = re.compile(r"(?:[^\\{}~$&]|\\(?:frac|sqrt|cdot|pm|times)(?![A-Za-z*])|\{(?!\})|\})+\Z").match
"""A text whose only commands are mathematics, the usual case: nothing of it is dress."""
_LENGTH = re.compile(r"\s*(?:-?[0-9.]+\s*(?:pt|em|ex|mm|cm|mu|in|px)|\{[^{}]{0,40}\})?")
_OPTION = re.compile(r"\[[^\[\]{}]{0,40}\]")
_ARGUMENT = re.compile(r"\s*(?:\[[^\[\]{}]{0,20}\])?\{[^{}]{0,40}\}")
_ROW_GAP = re.compile(r"\s*\[\s*-?[0-9.]+\s*(?:pt|em|ex|mm|cm|mu|in|px|baselineskip)\s*\]")
_ENVIRONMENT = re.compile(r"\s*\{\s*([a-zA-Z]{1,12})(\*?)\s*\}(?:\s*\[[tbcrl]{1,2}\])?")
_VERBATIM = re.compile(r"(?<!\\)\\verb\*?([|+!/\"'=;])([^\n]{0,2000}?)\1")
_ENTITIES = (("&lt;", "<"), ("&gt;", ">"), ("&nbsp;", " "), ("&quot;", '"'), ("&#39;", "'"), ("&amp;", "&"))
_GROUPED = re.compile(r"(?<=[0-9])\{,\}(?=[0-9]{3})")
_INVISIBLE = re.compile("[\u200b-\u200f\u2060-\u2064\ufeff\u00ad\u202a-\u202e\ufe0e\ufe0f]")
_WIDE = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20, 0x3002: 0x2E, 0x3001: 0x2C}
"""Letters, digits and signs of full width."""
_WRAPPERS = (("$$", "$$"), ("$", "$"), (r"\(", r"\)"), (r"\[", r"\]"), ("**", "**"), ("__", "__"), ("*", "*"),
             ("```", "```"), ("`", "`"), ('"', '"'), ("“", "”"), ("„", "“"), ("‘", "’"), ("«", "»"), ("「", "」"),
             ("'", "'"), ("~~", "~~"), ("<<", ">>"))  # fmt: skip
_MARKS_AT_END = "✅✔☑✓🎉👍🎯💡🔥😊🙂"
_FIRST = frozenset("$*_`\"“„‘«「'~<{ \n\t" + _MARKS_AT_END)
_LAST = frozenset(" .;\\\n\t" + _MARKS_AT_END)
"""What a text with something to take off around it may begin or end with."""
MAX_LOOPS = 12
TIE = "\u00a0"
"""What a tie (``~``) becomes: a space to all kinds but ABC, where it is an ornament."""


def strip_formatting(text: str) -> str:
    """A written answer without its dress. A final comma stays: in ABC it is an octave mark."""
    text = text.strip()
    if _PLAIN(text):
        return text
    if not text.isascii():
        text = _INVISIBLE.sub("", text).translate(_WIDE)
    if "&" in text and ";" in text:
        for entity, sign in _ENTITIES:
            text = text.replace(entity, sign)
    if "\\verb" in text:
        text = _VERBATIM.sub(r"\2", text)
    text = _strip_wrappers(text)
    if "{,}" in text:
        text = _GROUPED.sub("", text)
    if "\\begin" in text and "\n" in text:
        text = text.replace("\n", " ")
    if "\\" in text:
        text = text if _UNDRESSED(text) else _strip_wrappers(_strip_commands(text))
    elif "{" in text or "~" in text or "$" in text:
        text = _strip_wrappers(text.replace("{}", "").replace("~", TIE).replace("$", ""))
    return text


def _strip_wrappers(text: str) -> str:
    """The text without signs around the whole of it, and without a stop, a row's end or a tick after it."""
    if text and text[0] not in _FIRST and text[-1] not in _LAST and not text.startswith(("\\(", "\\[")):
        return text
    for _ in range(MAX_LOOPS):
        before = text
        text = text.strip()
        if text.endswith("\\\\"):
            text = text[:-2]
        elif text.endswith("\\") and not text.endswith("\\\\"):
            text = text[:-1]
        if text[-1:] in _MARKS_AT_END and text:
            text = text[:-1].rstrip(_MARKS_AT_END)
        if text[:1] in _MARKS_AT_END and text:
            text = text[1:].lstrip(_MARKS_AT_END)
        text = text.strip() if text.endswith("...") else text.strip().rstrip(".;").rstrip()
        for opening, closing in _WRAPPERS:
            size = len(opening)
            if len(text) > 2 * size and text.startswith(opening) and text.endswith(closing):
                inner = text[size : -len(closing)]
                if opening not in inner and closing not in inner:
                    text = inner
        if text[:1] == "{" and text[-1:] == "}" and _closes_at_end(text):
            text = text[1:-1]
        if text == before:
            break
    return text


def _closes_at_end(text: str) -> bool:
    """Whether the brace that a text begins with is closed by its last sign."""
    depth = 0
    skip = False
    for i, sign in enumerate(text):
        if skip:
            skip = False
        elif sign == "\\":
            skip = True
        elif sign == "{":
            depth += 1
        elif sign == "}":
            depth -= 1
            if depth == 0:
                return i == len(text) - 1
    return False


def _strip_commands(text: str) -> str:
    """The text without commands that only dress it: one pass, a stack for the braces that go with them."""
    out: list[str] = []
    dropped: list[bool] = []
    at, size = 0, len(text)
    pending = False
    while at < size:
        found = _LEXEME.search(text, at)
        if not found:
            out.append(text[at:])
            break
        if found.start() > at:
            out.append(text[at : found.start()])
            pending = False
        at = found.end()
        name, sign, brace = found.groups()
        if brace == "{":
            dropped.append(pending)
            if not pending:
                out.append("{")
            pending = False
        elif brace == "}":
            if not (dropped.pop() if dropped else False):
                out.append("}")
        elif name is None:
            at = _sign(text, at, sign or "", out)
        elif name in _FONTS or name in _COLOURS:
            for _ in range(_COLOURS.get(name, 0)):
                argument = _ARGUMENT.match(text, at)
                at = argument.end() if argument else at
            option = _OPTION.match(text, at) if name in ("framebox", "makebox", "fbox") else None
            at = option.end() if option else at
            while at < size and text[at] == " ":
                at += 1
            pending = text[at : at + 1] == "{"
            if out and _ends_in_command(out[-1]):
                out.append(" ")
        else:
            at = _command(name, found[0], text, at, out)
    stripped = "".join(out).replace("{}", "").replace("~", TIE).replace("$", "")
    return stripped if "&" not in stripped or "matrix" in stripped or "array" in stripped else stripped.replace("&", "")


def _sign(text: str, at: int, sign: str, out: list[str]) -> int:
    """What a backslash before a sign leaves."""
    if sign == "\\":
        gap = _ROW_GAP.match(text, at)
        out.append("\\\\")
        return gap.end() if gap else at
    if sign in _SIGN_SPACES:
        out.append(_SIGN_SPACES[sign])
    elif sign in _KEPT_SIGNS:
        out.append(_KEPT_SIGNS[sign])
    else:
        out.append("\\" + sign)
    return at


def _command(name: str, written: str, text: str, at: int, out: list[str]) -> int:
    """What a command of another kind leaves, and where the text goes on."""
    if name in _SWITCHES:
        if text[at : at + 1] == "." and name in ("left", "right"):
            return at + 1
        if out and _ends_in_command(out[-1]) and text[at : at + 1].isalnum():
            out.append(" ")
        elif text[at : at + 1] == " " and (not out or out[-1][-1:] == " "):
            return at + 1
        return at
    if name in _SPACES:
        out.append(" ")
        return at
    if name in _NO_SPACES:
        return at
    if name in _SKIPS:
        length = _LENGTH.match(text, at)
        out.append(" " if "phantom" not in name and "-" not in (length[0] if length else "") else "")
        return length.end() if length else at
    if name in ("begin", "end"):
        kind = _ENVIRONMENT.match(text, at)
        if kind and kind[1] in _ALIGNED:
            out.append(" ")
            return kind.end()
        if kind and kind[1].endswith("matrix"):
            column = _OPTION.match(text, kind.end()) if kind[2] else None
            out.append(f"\\{name}{{{kind[1]}}}")
            return column.end() if column else kind.end()
    out.append(written)
    return at


def _ends_in_command(piece: str) -> bool:
    """Whether letters put after a piece would run into a command at its end."""
    cut = piece.rfind("\\")
    return cut >= 0 and len(piece) > cut + 1 and piece[cut + 1 :].isalpha()
