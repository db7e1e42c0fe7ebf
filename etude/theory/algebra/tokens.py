"""Algebra as people and models write it, cut into tokens: plain text, LaTeX and Unicode alike.

One pass, linear in a text whose length is bounded; nothing is ever evaluated.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from etude.theory.numbers import parse_number

MAX_TEXT = 2_000
"""Characters; a longer text is not read."""
MAX_TOKENS = 600
MAX_DIGITS = 60


class Unreadable(ValueError):
    """A text that is no algebra, or too large to look at."""


class Token(NamedTuple):
    """kind: ``num``, ``sym``, ``op`` (text is the sign), ``open``, ``close``, ``sep``, ``rel``, ``word``."""

    kind: str
    text: str


_SUPER = "⁰¹²³⁴⁵⁶⁷⁸⁹"
_SUB = "₀₁₂₃₄₅₆₇₈₉"
_RAISED = re.compile("[⁺⁻]?[⁰¹²³⁴⁵⁶⁷⁸⁹]+")
_RAISED_PLAIN = str.maketrans("⁺⁻" + _SUPER, "+-0123456789")
_UNICODE = str.maketrans(
    {
        **dict.fromkeys("\u2212\u2010\u2011\u2012\u2013\ufe63\uff0d", "-"),
        **dict.fromkeys("\u00a0\u2009\u202f\u2007\u2002\u2003\u2061\u2062\t\r", " "),
        **dict.fromkeys("×⋅·∙∗", "*"),
        **dict.fromkeys("÷⁄∕", "/"),
        **{sub: f"_{digit}" for digit, sub in enumerate(_SUB)},
        "±": " \\pm ",
        "∓": " \\mp ",
        "√": " \\sqrt ",
        "∛": " \\cbrt ",
        "∞": " \\infty ",
        "∪": " \\cup ",
        "∈": " \\in ",
        "≤": " <= ",
        "≥": " >= ",
        "≠": " != ",
        "＝": "=",
        "\n": ";",
        "½": "\\frac12 ",
        "¼": "\\frac14 ",
        "¾": "\\frac34 ",
        "⅓": "\\frac13 ",
        "⅔": "\\frac23 ",
        "≈": " \\approx ",
        "∘": "*",
        "⟨": "(",
        "⟩": ")",
        "∩": " \\cap ",
    }
)
_DROPPED = re.compile(r"\\(?:(?:left|right|[bB]ig[lr]?|displaystyle|limits|quad|qquad)(?![a-zA-Z])\.?|[,;:! ])")
_DRESSED = re.compile(r"\\(?:text|mathrm|mathbf|mathit|operatorname|mathbb|mathcal|textbf)\s?\{([^{}]{0,40})\}")
_STACKED = re.compile("([⁰¹²³⁴⁵⁶⁷⁸⁹]{1,20})[⁄∕/]([₀₁₂₃₄₅₆₇₈₉]{1,20})")
_STACKED_PLAIN = str.maketrans(_SUPER + _SUB, "01234567890123456789")
_TOKEN = re.compile(
    r"\s*(?:"
    r"(?P<repeating>[0-9]{0,40}\.[0-9]{0,40}"
    r"(?: ?\\(?:overline|bar) ?(?:\{ ?[0-9]{1,40} ?\}|[0-9])|\([0-9]{1,40}\)|\.\.\.|\\[lc]?dots(?![a-zA-Z])))|"
    r"(?P<num>[0-9]+(?:\.[0-9]+)?|\.[0-9]+)"
    r"|\\(?P<command>[a-zA-Z]+|[{}])"
    r"|(?P<name>[a-zA-Z]+)(?P<index>_(?:\{[0-9]{1,3}\}|[0-9]))?"
    r"|(?P<rel><=|>=|!=|==|=<|<|>|=)"
    r"|(?P<op>\*\*|[-+*/^&])"
    r"|(?P<open>[(\[{])|(?P<close>[)\]}])"
    r"|(?P<sep>[,;\x00])"
    r")"
)
_COMMANDS = {
    **{name: ("word", name) for name in ("frac", "sqrt", "cbrt", "begin", "end")},
    **dict.fromkeys(("dfrac", "tfrac", "cfrac"), ("word", "frac")),
    **dict.fromkeys(("cdot", "times", "ast", "star", "cdotp"), ("op", "*")),
    **dict.fromkeys(("lor", "vee"), ("sep", "or")),
    **dict.fromkeys(("land", "wedge"), ("sep", "and")),
    **dict.fromkeys(("le", "leq", "leqslant"), ("rel", "<=")),
    **dict.fromkeys(("ge", "geq", "geqslant"), ("rel", ">=")),
    **dict.fromkeys(("ne", "neq"), ("rel", "!=")),
    **dict.fromkeys(("{", "lbrace"), ("open", "\\{")),
    **dict.fromkeys(("}", "rbrace"), ("close", "\\}")),
    "div": ("op", "/"),
    "over": ("op", "over"),
    **dict.fromkeys(("bigcup",), ("rel", "union")),
    "pm": ("op", "pm"),
    "mp": ("op", "mp"),
    "infty": ("sym", "oo"),
    "cup": ("rel", "union"),
    "in": ("rel", "in"),
    "lt": ("rel", "<"),
    "gt": ("rel", ">"),
    **dict.fromkeys(("approx", "simeq", "thickapprox", "doteq"), ("rel", "~")),
    **dict.fromkeys(("langle", "lang", "lparen"), ("open", "(")),
    **dict.fromkeys(("rangle", "rang", "rparen"), ("close", ")")),
    "lbrack": ("open", "["),
    "rbrack": ("close", "]"),
}
_WORDS = {
    **{name: ("sep", name) for name in ("or", "and")},
    **{name: ("word", name) for name in ("sqrt", "cbrt")},
    **dict.fromkeys(("oo", "inf", "infinity"), ("sym", "oo")),
    **dict.fromkeys(("U", "union"), ("rel", "union")),
    "in": ("rel", "in"),
    "I": ("sym", "i"),
}
_PLAIN_KINDS = frozenset(("num", "op", "open", "close", "sep", "rel"))
_KNOWN = {
    **{sign: Token("op", sign) for sign in "+-*/^&"},
    **{sign: Token("open", sign) for sign in "([{"},
    **{sign: Token("close", sign) for sign in ")]}"},
    **{digit: Token("num", digit) for digit in "0123456789"},
    "**": Token("op", "^"),
    "\x00": Token("sep", "row"),
    "==": Token("rel", "="),
    "=<": Token("rel", "<="),
}
_SINGLE = {letter: [Token("sym", letter)] for letter in "abcdefghijklmnopqrstuvwxyzABCDEFGHJKLMNOPQRSTVWXYZ"}
_MATRIX = re.compile(r"\s*\{\s*([bpB]?matrix|array|smallmatrix)\s*\}(?:\s*\{[lcr|\s]{0,20}\})?")


def tokens(text: str) -> list[Token]:
    """The tokens of a text. Raises Unreadable."""
    if len(text) > MAX_TEXT:
        raise Unreadable("too long")
    found: list[Token] = []
    text = _plain(text).rstrip()
    at, end = 0, len(text)
    while at < end:
        match = _TOKEN.match(text, at)
        if not match:
            raise Unreadable(f"cannot read {text[at : at + 12]!r}")
        at = match.end()
        kind = match.lastgroup
        piece = match[kind or 0]
        if kind in _PLAIN_KINDS:
            found.append(_KNOWN.get(piece) or Token(kind or "", piece))
        elif kind == "repeating":
            found.append(_repeating(piece))
        elif kind == "command":
            found.append(_command(piece))
            at = _after(piece, text, at)
        else:
            found += _letters(match["name"], match["index"] or "")
        if len(found) > MAX_TOKENS:
            raise Unreadable("too many parts")
    if any(token.kind == "num" and len(token.text) > MAX_DIGITS for token in found):
        raise Unreadable("a number of too many digits")
    return found


def _repeating(piece: str) -> Token:
    """A repeating decimal as the fraction that it is."""
    number = parse_number(piece)
    if number is None or number.digits is not None:
        raise Unreadable("a decimal that does not say how it goes on")
    return Token("num", f"{number.numerator}/{number.denominator}")


def _command(name: str) -> Token:
    if name not in _COMMANDS:
        raise Unreadable(f"no command \\{name} here")
    return Token(*_COMMANDS[name])


def _after(command: str, text: str, at: int) -> int:
    """Where the text goes on after a command: behind the kind of matrix that begins or ends."""
    if command not in ("begin", "end"):
        return at
    kind = _MATRIX.match(text, at)
    if not kind:
        raise Unreadable("an environment that is no matrix")
    return kind.end()


def _plain(text: str) -> str:
    if not text.isascii():
        text = _STACKED.sub(
            lambda stacked: "\\frac{{{}}}{{{}}} ".format(
                *stacked[0].translate(_STACKED_PLAIN).replace("⁄", "/").replace("∕", "/").split("/")
            ),
            text,
        )
        text = _RAISED.sub(lambda raised: "^{" + raised[0].translate(_RAISED_PLAIN) + "}", text.translate(_UNICODE))
    else:
        text = text.replace("\n", ";")
    if "\\" in text:
        text = _DROPPED.sub(" ", _DRESSED.sub(r" \1 ", text.replace("\\\\", "\x00"))).replace("{,}", "")
    return text.replace("$", " ").replace("~", " ")


def _letters(text: str, index: str) -> list[Token]:
    """A known word, or letters side by side, the last of them with the index."""
    if not index and text in _SINGLE:
        return _SINGLE[text]
    if text in _WORDS and not index:
        return [Token(*_WORDS[text])]
    if len(text) > 6:
        raise Unreadable(f"no word {text[:20]!r} here")
    signs = [Token("sym", letter) for letter in text]
    return [*signs[:-1], Token("sym", text[-1] + ("_" + index.strip("_{}") if index else ""))]
