"""The name of an interval. spec: ``interval`` (short name, ``m3``). Quality and number count.

``m3``, "minor 3rd", "descending minor third", "octave plus a minor third". A "tritone" has no one number, ``o5`` and
signed numbers are not names. Semitones, where they are given beside a name, must be right.
"""

from __future__ import annotations

import re
from collections.abc import Hashable, Sequence

from etude.answers.kind import Kind
from etude.answers.note_names import DIGITS, plain, whole_name
from etude.answers.wording import MAX_TEXT, harmless, unlabelled, with_remarks
from etude.theory.intervals import NUMBERS, QUALITIES, Interval
from etude.theory.pitches import Note

_QUALITY = {
    "P": "P", "p": "P", "perf": "P", "perfect": "P", "per": "P", "M": "M", "maj": "M", "major": "M", "ma": "M",
            "m": "m",
    "min": "m", "minor": "m", "mi": "m", "A": "A", "a": "A", "aug": "A", "augmented": "A", "d": "d", "D": "d",
            "dim": "d",
    "diminished": "d", "AA": "AA", "aa": "AA", "dd": "dd", "°": "d", "+": "A",
}  # fmt: skip
_DOUBLE = ("doubly", "double", "dbl", "twice")
_NUMBER = {
    **{word: number for number, word in NUMBERS.items()}, "prime": 1, "unisons": 1, "eighth": 8, "first": 1,
    **{f"{number}{end}": number for number in NUMBERS for end in ("", "st", "nd", "rd", "th")}, "8ve": 8, "8va": 8,
}  # fmt: skip
_FILLER = frozenset(
    ("it", "is", "it's", "the", "a", "an", "of", "interval", "ascending", "descending", "melodic", "harmonic", "up",
     "down", "above", "below", "upward", "upwards", "downward", "downwards", "simple", "upper", "lower", "rising",
     "falling", "quality", "number")
)  # fmt: skip
_GLUED = re.compile(r"(AA|dd|[PpMmAadD]|(?i:perf|maj|min|aug|dim|mi|ma)|°|\+)\.?([0-9]{1,2})(st|nd|rd|th)?\Z")
_SIZE = re.compile(
    r"(?:of\s|equals?\s|spans\s|=\s)?([0-9]{1,2}|[a-z]{3,8})\s(?:semi-?\s?tones?|half[\s-]steps?|half[\s-]tones?|st)(?:\s(?:apart|up|down|above|below|wide|in\stotal))?\Z",
    re.I,
)
_COUNT = {word: i for i, word in enumerate(
    ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight",
     "nine", "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen"]
)}  # fmt: skip
_OWN = re.compile(
    r"[0-9]|\b(?:[PMmAd]|perfect|major|minor|maj|min|aug|dim|augmented|diminished|doubly|double|compound|tritone|inver\w+"
    rf"|octaves?|semi\w*|half|whole|tones?|steps?|{'|'.join(NUMBERS.values())})\b",
    re.I,
)
_SHORT = {"P": ("perf.", "P"), "M": ("maj.", "Maj"), "m": ("min.", "min"), "A": ("aug.", "Aug"), "d": ("dim.", "dim"),
          "AA": ("double augmented", "double-augmented"), "dd": ("double diminished", "double-diminished")}  # fmt: skip


class IntervalKind(Kind[Interval]):
    """An interval by quality and number."""

    name = "interval"
    remarks = True
    ask = r"Give the quality and the number of the interval in \boxed{}, such as minor third or m3."

    @property
    def truth(self) -> Interval:
        """The interval asked for."""
        short = self.spec["interval"]
        quality = short.rstrip("0123456789")
        if quality not in QUALITIES:
            raise ValueError(f"no interval: {short!r}")
        return Interval(quality, int(short[len(quality) :]))

    def read(self, text: str) -> Interval | None:
        """The interval that a text names."""
        if len(text) > MAX_TEXT:
            return None
        text = plain(text).translate(DIGITS).replace("^{", "").replace("}", "").replace("^", "")
        return with_remarks(unlabelled(text), _one, _agree, _alike, before=True)

    def key(self, value: Interval) -> Hashable:
        """Quality and number."""
        return value.short

    def agrees(self, value: Interval, remark: str) -> bool:
        """Whether a remark names no other interval."""
        other = self.read(remark)
        return other is None or other == value

    def forms(self, value: Interval) -> Sequence[str]:
        """In words, short, with digits."""
        end = {1: "st", 2: "nd", 3: "rd"}.get(value.number, "th")
        quality, word = QUALITIES[value.quality], NUMBERS[value.number]
        forms = [value.name, value.short, f"{quality} {value.number}{end}", f"a {value.name}", value.name.title(),
                 rf"\text{{{quality} }}{value.number}^{{\text{{{end}}}}}",
                 f"{value.name} ({value.semitones} semitones)",
                 f"{quality} {value.number}"]  # fmt: skip
        forms += [f"{short} {word}" for short in _SHORT[value.quality]]
        simple = value._replace(number=value.number - 7)
        if value.number > 8 and simple.semitones >= 0:
            forms.append(f"compound {simple.name}")
        return [*forms, "octave"] if value == Interval("P", 8) else forms


def _one(text: str) -> Interval | None:
    words = [word.rstrip(".") for word in text.replace("-", " ").split()] if not text.startswith("-") else []
    words = [word for word in words if word.lower() not in _FILLER or word == "A"]
    if words[:1] == ["A"] and len(words) > 2:
        del words[0]
    if not 1 <= len(words) <= 7:
        return None
    lower = [word.lower() for word in words]
    for joint in ("plus", "and", "+"):
        if joint in lower:
            at = lower.index(joint)
            return _sum(_simple(words[:at]), _simple([word for word in words[at + 1 :] if word != "A"]))
    if lower[0] == "compound":
        inner = _simple(words[1:])
        return _valid(inner.quality, inner.number + 7) if inner and inner.number <= 8 else None
    return _simple(words)


def _sum(first: Interval | None, second: Interval | None) -> Interval | None:
    """An octave and another interval."""
    octave = Interval("P", 8)
    if first is None or second is None or octave not in (first, second):
        return None
    other = second if first == octave else first
    return _valid(other.quality, other.number + 7)


def _simple(words: list[str]) -> Interval | None:
    if not words:
        return None
    lower = [word.lower() for word in words]
    if len(words) == 1:
        if lower[0] in ("octave", "unison", "prime"):
            return Interval("P", _NUMBER[lower[0]])
        found = _GLUED.match(words[0])
        if not found or (found[1] == "+" and int(found[2]) not in (2, 4, 5, 6)):
            return None
        return _valid(_quality(found[1]), int(found[2]))
    number = 15 if lower[-2:] in (["double", "octave"], ["two", "octaves"]) else _NUMBER.get(lower[-1], 0)
    qualities = words[:-2] if number == 15 and lower[-1] in ("octave", "octaves") else words[:-1]
    if number == 15 and not qualities:
        return Interval("P", 15)
    if len(qualities) == 2 and qualities[0].lower() in _DOUBLE:
        base = _quality(qualities[1])
        return _valid(base * 2, number) if base in ("A", "d") else None
    if len(qualities) == 2 and qualities[0].lower() == qualities[1].lower() and len(qualities[0]) > 2:
        return None
    return _valid(_quality(qualities[0]), number) if len(qualities) == 1 else None


def _quality(word: str) -> str | None:
    return _QUALITY.get(word) if len(word) <= 2 and word.lower() not in ("ma", "mi") else _QUALITY.get(word.lower())


def _valid(quality: str | None, number: int) -> Interval | None:
    interval = Interval(quality, number) if quality else None
    return interval if interval and number in NUMBERS and interval.exists and interval.semitones >= 0 else None


_STEP = re.compile(
    r"(?:an?\s)?(?:(diatonic|chromatic)\s)?(?:(semi-?\s?tone|half[\s-](?:step|tone))|(?:whole[\s-])?tone|whole[\s-]step)\Z",
    re.I,
)
_RELATED = re.compile(
    r"(?:the\s|its\s|an?\s)?(?:(compound(?:\s(?:form|interval|version))?|octave\splus)"
    r"|(invert(?:s|ed)|inver(?:sion|ted)(?:\sform)?|complement)|(simple\s(?:form|interval|version)|simple))"
    r"(?:\s(?:is|of|to|to\sbe|becomes|form\sof)|:)?\s(?:the\s|an?\s)?(.+)\Z",
    re.I,
)


_ENDS = re.compile(
    r"(?:from\s|between\s)?([A-Ga-g][#♭bx♮]{0,2}[0-9]?)\s?(?:-|–|→|,|\s(?:up\s|down\s)?to\s|\sand\s)\s?([A-Ga-g][#♭bx♮]{0,2}[0-9]?)\Z"
)


def _lies_between(value: Interval, low: Note, high: Note) -> bool:
    """Whether an interval leads from one note to another, octaves apart or not."""
    steps, semitones = high.letter - low.letter, high.pitch_class - low.pitch_class
    return (steps + 1 - value.number) % 7 == 0 and (semitones - value.semitones) % 12 == 0


def _alike(a: Interval, b: Interval) -> bool:
    return a.semitones == b.semitones


def _related(value: Interval, remark: str) -> bool | None:
    """Whether what a remark says of its compound, simple or inverted form is true; None if it says nothing of them."""
    found = _RELATED.match(remark)
    other = _one(found[4]) if found else None
    if found is None or other is None:
        return None
    if found[2]:
        return (value.number + other.number) % 7 == 2 and (value.semitones + other.semitones) % 12 == 0
    same = value.quality == other.quality and (value.number - other.number) % 7 == 0
    return same and (value.number != other.number or bool(found[1]) == (value.number > 8))


def _agree(value: Interval, remark: str) -> bool:
    other = _one(remark)
    if other is not None:
        return other == value
    size = _SIZE.fullmatch(remark)
    count = _COUNT.get(size[1].lower(), int(size[1]) if size[1].isdigit() else None) if size else None
    if count is not None:
        return count == value.semitones
    if remark.lower() in ("compound", "a compound interval", "compound interval"):
        return value.number > 8
    if remark.lower() in ("tritone", "a tritone", "the tritone"):
        return value.semitones == 6
    step = _STEP.match(remark)
    if step:
        names = step[1] is None or value.number == (2 if step[1].lower() == "diatonic" else 1)
        return names and value.semitones == (1 if step[2] else 2)
    ends = _ENDS.match(remark)
    low, high = (whole_name(name) for name in ends.groups()) if ends else (None, None)
    if low is not None and high is not None:
        return _lies_between(value, low, high) or _lies_between(value, high, low)
    related = _related(value, remark)
    if related is not None:
        return related
    return remark.lower() in _FILLER or harmless(remark, _OWN)
