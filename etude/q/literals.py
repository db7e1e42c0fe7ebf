"""Number literals: one token, or several that make a list."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from etude.q.errors import QError
from etude.q.values import (
    BOOL,
    BY_LETTER,
    BYTE,
    DATE,
    DATETIME,
    FLOAT,
    FLOATS,
    GUID,
    INF,
    INT,
    LONG,
    MINUTE,
    MONTH,
    NO_GUID,
    REAL,
    SECOND,
    SHORT,
    SPAN,
    STAMP,
    TIME,
    Value,
    box,
    null_raw,
    vec,
)

NUMBER = re.compile(
    r"-?(?:0x[0-9a-fA-F]*|[01]+b(?![0-9A-Za-z])|0[NnWw][a-z]?|"
    r"[0-9]{4}\.[0-9]{2}\.[0-9]{2}(?:[DT](?:[0-9:.]*))?|[0-9]{4}\.[0-9]{2}m|[0-9]+D(?:[0-9:.]*)|"
    r"[0-9]+:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]*)?)?[uvtn]?|"
    r"(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:e[-+]?[0-9]+)?[hijefcpmdznuvtb]?)"
)
_CLOCK = re.compile(r"(?:([0-9]+):([0-9]{2})(?::([0-9]{2})(?:\.([0-9]*))?)?)?\Z")
DAY = 86_400_000_000_000


def days(year: int, month: int, day: int) -> int:
    """Days since 2000.01.01. Raises QError for no date."""
    try:
        return date(year, month, day).toordinal() - 730120
    except ValueError:
        raise QError("type") from None


def clock(text: str) -> int:
    """Nanoseconds of ``hh:mm:ss.nnn``, any of it left out."""
    found = _CLOCK.match(text)
    if not found:
        if text.isdigit():
            return int(text) * 3_600_000_000_000
        raise QError("type")
    hours, minutes, seconds, part = found.groups()
    whole = int(hours or 0) * 3600 + int(minutes or 0) * 60 + int(seconds or 0)
    return whole * 1_000_000_000 + int((part or "").ljust(9, "0")[:9])


def one(token: str) -> tuple[int, Any, bool]:
    """Type, number and whether the type was written out, of one token. Raises QError."""
    if len(token) > 64:
        raise QError(token[:20])
    sign = -1 if token[0] == "-" else 1
    body = token[1:] if sign < 0 else token
    if body[:2] in ("0N", "0n", "0W", "0w"):
        return _special(body, sign)
    if "." in body and body[4:5] == "." and body[:4].isdigit() and len(body) >= 7:
        return _dated(body)
    if "D" in body:
        whole, _, rest = body.partition("D")
        return SPAN, sign * (int(whole) * DAY + clock(rest)), True
    if ":" in body:
        return _timed(body, sign)
    last = body[-1]
    if last in BY_LETTER and last != "b":
        t = BY_LETTER[last]
        text = body[:-1]
        if t in FLOATS or "." in text or "e" in text:
            return (t if t in FLOATS else FLOAT), sign * float(text), True
        return t, sign * int(text), True
    if "." in body or "e" in body:
        return FLOAT, sign * float(body), False
    value = int(body)
    if value > 2**63 - 1:
        raise QError("type")
    return LONG, sign * value, False


def _special(body: str, sign: int) -> tuple[int, Any, bool]:
    letter = body[2:] or ("f" if body[1] in "nw" else "j")
    t = BY_LETTER.get(letter, 0)
    if t == GUID:
        return GUID, NO_GUID, True
    if t in FLOATS:
        return t, null_raw(t) if body[1] in "nN" else sign * INF, bool(body[2:])
    if not t:
        raise QError("type")
    low = null_raw(t)
    return t, low if body[1] in "nN" else sign * (-low - 1), bool(body[2:])


def _dated(body: str) -> tuple[int, Any, bool]:
    if body.endswith("m"):
        return MONTH, (int(body[:4]) - 2000) * 12 + int(body[5:7]) - 1, True
    day = days(int(body[:4]), int(body[5:7]), int(body[8:10]))
    rest = body[10:]
    if not rest:
        return DATE, day, True
    if rest[0] == "D":
        return STAMP, day * DAY + clock(rest[1:]), True
    return DATETIME, day + clock(rest[1:]) / DAY, True


def _timed(body: str, sign: int) -> tuple[int, Any, bool]:
    suffix = body[-1] if body[-1].isalpha() else ""
    text = body[: len(body) - len(suffix)]
    nanoseconds = clock(text)
    if suffix == "n" or (not suffix and "." in text and len(text.partition(".")[2]) > 3):
        return SPAN, sign * nanoseconds, True
    if suffix == "t" or "." in text:
        return TIME, sign * (nanoseconds // 1_000_000), True
    if suffix == "v" or text.count(":") == 2:
        return SECOND, sign * (nanoseconds // 1_000_000_000), True
    return MINUTE, sign * (nanoseconds // 60_000_000_000), True


def literal(tokens: list[str]) -> Value:
    """The value of one number token, or of several side by side. Raises QError."""
    if len(tokens) == 1:
        token = tokens[0]
        if token.endswith("b") and set(token[:-1]) <= {"0", "1"} and token[:-1]:
            bits = [digit == "1" for digit in token[:-1]]
            return bits[0] if len(bits) == 1 else vec(BOOL, bits)
        if token.startswith("0x"):
            digits = token[2:].rjust((len(token) - 1) // 2 * 2, "0")
            data = [int(digits[i : i + 2], 16) for i in range(0, len(digits), 2)]
            return box(BYTE, data[0]) if len(data) == 1 else vec(BYTE, data)
        t, value, _ = one(token)
        return box(t, value)
    if tokens[-1].endswith("m") and "." in tokens[-1]:
        tokens = [token if token.endswith("m") or token[:1] == "0" else f"{token}m" for token in tokens]
    if tokens[-1][-1] in "uvtn" and ":" in tokens[-1]:
        tokens = [f"{token}{tokens[-1][-1]}" if ":" in token and token[-1].isdigit() else token for token in tokens]
    if tokens[-1] in ("0b", "1b") and all(token in ("0", "1") for token in tokens[:-1]):
        return vec(BOOL, [token[0] == "1" for token in tokens])
    parts = [one(token) for token in tokens]
    kinds = {t for t, _, _ in parts}
    last, written = parts[-1][0], parts[-1][2]
    if len(kinds) == 1:
        return vec(last, [value for _, value, _ in parts])
    kind = last if written and last in (SHORT, INT, LONG, REAL, FLOAT) else 0
    if not kind:
        kind = next((t for t in kinds if t not in (LONG, FLOAT)), FLOAT if FLOAT in kinds else LONG)
    return vec(kind, [_shifted(value, t, kind) for t, value, _ in parts])


def _shifted(value: Any, t: int, kind: int) -> Any:
    """A number of the list's type; nulls and infinities keep their meaning."""
    if t == kind:
        return value
    if t in FLOATS and kind in FLOATS:
        return value
    low = null_raw(t)
    if kind in FLOATS:
        return (
            null_raw(kind) if value == low else INF if value == -low - 1 else -INF if value == low + 1 else float(value)
        )
    if t in FLOATS:
        number = float(value)
        return null_raw(kind) if number != number else -null_raw(kind) - 1 if number > 0 else null_raw(kind) + 1
    small = null_raw(kind)
    return small if value == low else -small - 1 if value == -low - 1 else small + 1 if value == low + 1 else value
