"""Tok: strings read as values of a type; what cannot be read is the null (https://code.kx.com/q/ref/tok/)."""

from __future__ import annotations

import ipaddress
import re

from etude.q.containers import collect
from etude.q.context import setting, work
from etude.q.errors import QError
from etude.q.literals import DAY, days
from etude.q.values import (
    BOOL,
    BYTE,
    CHAR,
    DATE,
    DATETIME,
    FLOAT,
    GUID,
    INT,
    LONG,
    MINUTE,
    MONTH,
    REAL,
    SECOND,
    SHORT,
    SPAN,
    STAMP,
    SYM,
    TIME,
    Char,
    Dict,
    Sym,
    Table,
    Value,
    Vec,
    array,
    box,
    null_of,
    null_raw,
    string,
    text,
)

_WHOLE = re.compile(r"[-+]?[0-9]{1,25}")
_FLOAT = re.compile(r"[-+]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][-+]?[0-9]{1,4})?")
_GUID = re.compile(r"[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
_SLASHED = re.compile(r"(?P<m>[0-9]{1,2})[-./](?P<d>[0-9]{1,2})[-./](?P<y>[0-9]{2}(?:[0-9]{2})?)")
"""The month before the day, or after it where ``\\z 1`` says so."""
_DATES = (
    re.compile(r"(?P<y>[0-9]{4})(?P<m>[0-9]{2})(?P<d>[0-9]{2})"),
    re.compile(r"(?P<y>[0-9]{4})[-./](?P<m>[0-9]{1,2})[-./](?P<d>[0-9]{1,2})"),
    _SLASHED,
    re.compile(r"(?P<y>[0-9]{2})(?P<m>[0-9]{2})(?P<d>[0-9]{2})"),
    re.compile(r"(?P<d>[0-9]{1,2})[- ]?(?P<n>[A-Za-z]{3})[a-z]*[- ]?(?P<y>[0-9]{2}(?:[0-9]{2})?)"),
    re.compile(r"(?P<n>[A-Za-z]{3})[a-z]*[- ]?(?P<d>[0-9]{1,2}),?[- ]?(?P<y>[0-9]{4})"),
    re.compile(r"(?P<y>[0-9]{4})[- ]?(?P<n>[A-Za-z]{3})[a-z]*[- ]?(?P<d>[0-9]{1,2})"),
)
_MONTH = re.compile(r"([0-9]{4})[-./]?([0-9]{2})m?")
_NAMES = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_CLOCK = re.compile(r"([0-9]{1,4}):([0-9]{2})(?::([0-9]{2})(?:[.,]([0-9]{0,9})[0-9]*)?)?")
_DIGITS = re.compile(r"([0-9]{2})([0-9]{2})(?:([0-9]{2})\.?([0-9]{0,9}))?")
_SPAN = re.compile(r"([-+]?)(?:([0-9]{1,6})D)?(.*)", re.DOTALL)
_UNIX = re.compile(r"([0-9]{9,11})(?:\.([0-9]{0,9})[0-9]*)?")
_STAMP = re.compile(r"([0-9]{4}[-./]?[0-9]{2}[-./]?[0-9]{2})(?:[DT -]+([0-9:.]+))?(Z|[+-][0-9]{2}:?[0-9]{2})?")
_MAIL = re.compile(r"(?:[A-Za-z]{3}, *)?([0-9]{1,2} [A-Za-z]{3} [0-9]{4}) +([0-9:.]+)(?: *([+-][0-9]{4}|Z|GMT))?")
_NANO = {TIME: 1_000_000, SECOND: 1_000_000_000, MINUTE: 60_000_000_000, SPAN: 1}
_BITS = {SHORT: 15, INT: 31, LONG: 63}


def parsed(t: int, y: Value) -> Value:
    """A string, or all strings of a list, read as a type. Raises QError for what is no text."""
    if isinstance(y, Vec) and y.t == 0:
        return collect([parsed(t, item) for item in y.a]) if y.a else Vec(t, array(t, []))
    if isinstance(y, Vec) and y.t == SYM:
        return collect([parsed(t, string(str(v))) for v in y.a])
    if isinstance(y, Dict):
        return Dict(y.k, parsed(t, y.v))
    if isinstance(y, Table):
        return Table(y.cols, [parsed(t, column) for column in y.data])
    shown = text(y)
    work(6 + (len(shown) >> 4))
    if t == SYM:
        return Sym(shown.strip(" "))
    if t == CHAR:
        return y if type(y) is Char or len(shown) != 1 else Char(shown)
    return read(t, shown.strip(" "))


def read(t: int, shown: str) -> Value:
    """The value of a text as a type, the null of the type if it is not written so."""
    if len(shown) > 400:
        return null_of(t)
    try:
        value = _number(t, shown) if t in (BOOL, BYTE, SHORT, INT, LONG, REAL, FLOAT, GUID) else _temporal(t, shown)
    except (QError, ValueError, OverflowError):
        value = None
    return null_of(t) if value is None else value


def _number(t: int, shown: str) -> Value | None:
    if t == BOOL:
        return shown[:1] in ("1", "t", "T", "y", "Y", "x", "X") and len(shown) > 0
    if t in _BITS:
        if t == INT and shown.count(".") == 3:
            packed = int(ipaddress.IPv4Address(shown))
            return box(INT, packed - 2**32 if packed >= 2**31 else packed)
        if shown.rstrip("ijh") in ("0W", "-0W"):
            return box(t, (2 ** _BITS[t] - 1) * (-1 if shown[0] == "-" else 1))
        if not _WHOLE.fullmatch(shown):
            return None
        value = int(shown)
        return box(t, value) if abs(value) < 2 ** _BITS[t] else None
    if t == BYTE:
        return box(BYTE, int(shown, 16)) if re.fullmatch(r"(?:0x)?[0-9a-fA-F]{1,2}", shown) else None
    if t == GUID:
        if _GUID.fullmatch(shown):
            return box(GUID, shown.lower())
        address = ipaddress.ip_address(shown)
        digits = f"{int(address) + (0xFFFF << 32 if address.version == 4 else 0):032x}"
        return box(GUID, "-".join((digits[:8], digits[8:12], digits[12:16], digits[16:20], digits[20:])))
    if shown.lower().rstrip("ef") in ("0w", "-0w", "inf", "-inf", "0n"):
        sign = -1 if shown[0] == "-" else 1
        return box(t, float("nan") if "n" in shown and "inf" not in shown else sign * float("inf"))
    return box(t, float(shown.rstrip("ef"))) if _FLOAT.fullmatch(shown.rstrip("ef")) else None


def _temporal(t: int, shown: str) -> Value | None:
    if t == DATE:
        day = _day(shown)
        if day is None and not _UNIX.fullmatch(shown):
            stamp = _stamp(shown)
            day = None if stamp is None else stamp // DAY
        return None if day is None else box(DATE, day)
    if t == MONTH:
        found = _MONTH.fullmatch(shown)
        if found and 1 <= int(found[2]) <= 12:
            return box(MONTH, (int(found[1]) - 2000) * 12 + int(found[2]) - 1)
        return None
    if t in (STAMP, DATETIME):
        stamp = _stamp(shown)
        return None if stamp is None else box(t, stamp if t == STAMP else stamp / DAY)
    nanoseconds = _span(shown)
    if nanoseconds is None and t != SPAN:
        stamp = _stamp(shown)
        nanoseconds = None if stamp is None else stamp % DAY
    return None if nanoseconds is None else box(t, nanoseconds // _NANO[t])


def _day(shown: str) -> int | None:
    for form in _DATES:
        found = form.fullmatch(shown)
        if not found:
            continue
        parts = found.groupdict()
        year = int(parts["y"])
        if len(parts["y"]) == 2:
            year += 2000 if year < 50 else 1900
        if "n" in parts:
            name = parts["n"].lower()
            return days(year, _NAMES.index(name) + 1, int(parts["d"])) if name in _NAMES else None
        month, day = int(parts["m"]), int(parts["d"])
        if form is _SLASHED and setting("z", 0):
            month, day = day, month
        return days(year, month, day)
    return None


def _clock(shown: str) -> int | None:
    found = _CLOCK.fullmatch(shown) or _DIGITS.fullmatch(shown)
    if not found:
        return None
    hours, minutes, seconds, part = found.groups()
    if int(minutes) > 59 or int(seconds or 0) > 59:
        return None
    whole = int(hours) * 3600 + int(minutes) * 60 + int(seconds or 0)
    return whole * 1_000_000_000 + int((part or "").ljust(9, "0"))


def _span(shown: str) -> int | None:
    found = _SPAN.fullmatch(shown)
    assert found is not None
    sign, whole, rest = found.groups()
    clock = _clock(rest) if rest else 0 if whole else None
    if clock is None:
        return None
    return (int(whole or 0) * DAY + clock) * (-1 if sign == "-" else 1)


def _zone(shown: str | None) -> int:
    if not shown or shown in ("Z", "GMT"):
        return 0
    digits = shown[1:].replace(":", "")
    offset = (int(digits[:2]) * 60 + int(digits[2:])) * 60_000_000_000
    return offset if shown[0] == "+" else -offset


def _stamp(shown: str) -> int | None:
    found = _UNIX.fullmatch(shown)
    if found and len(found[1]) >= 9:
        return (int(found[1]) - 946_684_800) * 1_000_000_000 + int((found[2] or "").ljust(9, "0"))
    dated = _STAMP.fullmatch(shown) or _MAIL.fullmatch(shown)
    if not dated:
        day = _day(shown)
        return None if day is None else day * DAY
    day = _day(dated[1])
    clock = _clock(dated[2]) if dated[2] else 0
    if day is None or clock is None:
        return None
    value = day * DAY + clock - _zone(dated[3])
    return value if abs(value) < 2**63 else int(null_raw(STAMP))
