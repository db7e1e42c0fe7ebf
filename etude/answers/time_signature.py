r"""A time signature. spec: ``metre`` (``6/8``). It is no fraction: 6/8 is not 3/4.

``6/8``, ``\frac{6}{8}``, ``^6_8``, "six-eight time", and for 4/4 and 2/2 their signs and names.
"""

from __future__ import annotations

import re
from collections.abc import Hashable, Sequence

from etude.answers.kind import Kind
from etude.answers.note_names import DIGITS, plain
from etude.answers.wording import MAX_TEXT, harmless, unlabelled, with_remarks
from etude.theory.metres import Metre

_BRACED = re.compile(r"\{\s?([0-9]{1,2})\s?\}")
_N, _D = r"([0-9]{1,2})", r"([0-9]{1,2})"
_RATIO = re.compile(rf"{_N}\s?(?:/|∕|⁄|over|\\over|\\atop|\\above)\s?{_D}\Z", re.I)
_TEX = re.compile(
    r"\\[dtc]?(?:frac|binom)\s?(?:\{\s?([0-9]{1,2})\s?\}|\s?([0-9]))\s?(?:\{\s?([0-9]{1,2})\s?\}|([0-9]))\Z"
)
_STACK = re.compile(r"\\(?:stackrel|overset)\s?\{\s?([0-9]{1,2})\s?\}\s?\{\s?([0-9]{1,2})\s?\}\Z")
_ROWS = re.compile(
    r"\\(?:begin\s?\{(?:[a-z]{0,6}matrix|array)\}(?:\{c\})?|substack\s?\{|genfrac\{0(?:pt)?\}(?:\{[0-3]\})?\{)"
    r"\s?([0-9]{1,2})\s?(?:\\\\|\}\{)\s?([0-9]{1,2})\s?(?:\\\\\s?)?(?:\\end\s?\{(?:[a-z]{0,6}matrix|array)\}|\})\Z"
)
_LIFTED = re.compile(r"(?:\{\})?\^\s?\{?\s?([0-9]{1,2})\s?\}?\s?/?\s?_\s?\{?\s?([0-9]{1,2})\s?\}?\Z")
_LOWERED = re.compile(r"(?:\{\})?_\s?\{?\s?([0-9]{1,2})\s?\}?\s?\^\s?\{?\s?([0-9]{1,2})\s?\}?\Z")
_RAISED = re.compile(r"([⁰¹²³⁴-⁹]{1,2})[/⁄∕]?([₀-₉]{1,2})\Z")
_NUMBERS = {word: i + 1 for i, word in enumerate(
    ["one", "two", "three", "four", "five", "six", "seven", "eight",
     "nine", "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen"]
)}  # fmt: skip
_SPOKEN = re.compile(r"([a-z]{3,8})(?:[ /-]| over | by )([a-z]{3,9})\Z", re.I)
_UNITS = {
    "half": 2,
    "halves": 2,
    "quarter": 4,
    "quarters": 4,
    "fourths": 4,
    "eighths": 8,
    "eighth": 8,
    "sixteenths": 16,
}
_NAMED = {
    "c": Metre(4, 4), "𝄴": Metre(4, 4), "common time": Metre(4, 4), "common": Metre(4, 4), "c common time": Metre(4, 4),
    "c|": Metre(2, 2), "𝄵": Metre(2, 2), "cut time": Metre(2, 2), "cut": Metre(2, 2), "alla breve": Metre(2, 2),
    "cut common time": Metre(2, 2), "cut common": Metre(2, 2), "¢": Metre(2, 2), "waltz time": Metre(3, 4),
}  # fmt: skip
_AROUND = re.compile(
    r"(?:M\s?:\s?|(?:the\s|a\s)?(?:time\s(?:signature\s)?|metre\s|meter\s)?(?:of\s|is\s)?)(?=[0-9\\^_{a-zA-Z⁰-⁹¹²³𝄴𝄵¢])",
    re.I,
)
_BEHIND = re.compile(r"\s?(?:time\ssignature|time|metre|meter)\Z", re.I)
_OWN = re.compile(
    r"[0-9|¢𝄴𝄵½¼⅛]|\b(?:simple|compound|duple|triple|quadruple|common|cut|alla|c|quintuple|septuple)\b", re.I
)
_TYPE = re.compile(r"(?:an?\s)?(simple|compound)\s(duple|triple|quadruple)(?:\s(?:time|metre|meter))?\Z", re.I)
_PER = re.compile(
    r"([0-9]{1,2}|[a-z]{3,8})\s(half|quarter|eighth|sixteenth)(?:\snotes?|\s?-?note\sbeats|\sbeats|s)\s(?:per|in\sa|in\seach|to\sa)\s(?:measure|bar)\Z",
    re.I,
)
_BEATS = {"duple": 2, "triple": 3, "quadruple": 4}


class TimeSignature(Kind[Metre]):
    """Both numbers of a time signature."""

    name = "time_signature"
    remarks = True
    ask = r"Give the time signature in \boxed{}, such as 3/4."

    @property
    def truth(self) -> Metre:
        """The metre asked for."""
        above, _, below = self.spec["metre"].partition("/")
        return Metre(int(above), int(below))

    def read(self, text: str) -> Metre | None:
        """The time signature that a text says."""
        if len(text) > MAX_TEXT:
            return None
        found = _one(" ".join(text.split()))
        return found or with_remarks(unlabelled(plain(text)), _one, _agree)

    def key(self, value: Metre) -> Hashable:
        """Both numbers."""
        return tuple(value)

    def agrees(self, value: Metre, remark: str) -> bool:
        """Whether a remark says no other time signature."""
        other = self.read(remark)
        return other is None or other == value

    def forms(self, value: Metre) -> Sequence[str]:
        """With a stroke, in LaTeX, in words; common time and cut time."""
        above, below = value
        words = {number: word for word, number in _NUMBERS.items()}
        forms = [value.name, f"{value.name} time", rf"\frac{{{above}}}{{{below}}}", rf"^{{{above}}}_{{{below}}}",
                 f"M:{value.name}",
                 f"time signature: {value.name}", rf"\begin{{matrix}}{above}\\{below}\end{{matrix}}",
                 f"{above} over {below}"]  # fmt: skip
        if above in words and below in words:
            forms.append(f"{words[above]}-{words[below]}")
        return forms + [name for name, metre in _NAMED.items() if metre == value]


def _one(text: str) -> Metre | None:
    text = _BRACED.sub(r"\1", text.strip()) if "}/" in text or "} /" in text else text.strip()
    named = _NAMED.get(text.lower())
    if named:
        return named
    text = _BEHIND.sub("", _AROUND.sub("", text, count=1)).strip()
    while text[:1] == "(" and text[-1:] == ")":
        text = text[1:-1].strip()
    if text[:1] + text[-1:] == "{}" and text.find("}") == len(text) - 1:
        text = text[1:-1].strip()
    lowered = _LOWERED.match(text)
    if lowered:
        return _metre(lowered[2], lowered[1])
    found = _RATIO.match(text) or _TEX.match(text) or _STACK.match(text) or _ROWS.match(text) or _LIFTED.match(text)
    if found:
        return _metre(*[number for number in found.groups() if number])
    raised = _RAISED.match(text)
    if raised:
        return _metre(raised[1].translate(DIGITS), raised[2].translate(DIGITS))
    spoken = _SPOKEN.match(text.lower())
    if spoken:
        unit = _NUMBERS.get(spoken[2]) or _UNITS.get(spoken[2])
        return _metre(str(_NUMBERS.get(spoken[1], 0)), str(unit or 0))
    return _NAMED.get(text.lower())


def _metre(above: str, below: str) -> Metre | None:
    metre = Metre(int(above), int(below))
    return metre if metre.beats > 0 and metre.unit in (1, 2, 4, 8, 16, 32, 64) else None


def _agree(value: Metre, remark: str) -> bool:
    other = _one(remark)
    if other is not None:
        return other == value
    kind = _TYPE.fullmatch(remark)
    if kind:
        beats = value.beats // 3 if value.compound else value.beats
        return (kind[1].lower() == "compound") == value.compound and _BEATS[kind[2].lower()] == beats
    count = _PER.fullmatch(remark)
    if count:
        beats = int(count[1]) if count[1].isdigit() else _NUMBERS.get(count[1].lower(), 0)
        return value == (beats, _UNITS[count[2].lower()])
    return harmless(remark, _OWN)
