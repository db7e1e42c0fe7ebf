"""Intervals: naming and building them (by music21, cached), and every usual way to write their names."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from etude.theory.pitches import Pitch, from_music21

QUALITIES = {"P": "perfect", "M": "major", "m": "minor", "A": "augmented", "d": "diminished",
             "AA": "doubly augmented", "dd": "doubly diminished"}  # fmt: skip
NUMBERS = {1: "unison", 2: "second", 3: "third", 4: "fourth", 5: "fifth", 6: "sixth", 7: "seventh", 8: "octave",
           9: "ninth", 10: "tenth", 11: "eleventh", 12: "twelfth", 13: "thirteenth", 14: "fourteenth",
           15: "fifteenth"}  # fmt: skip
_SEMITONES = {1: 0, 2: 2, 3: 4, 4: 5, 5: 7, 6: 9, 7: 11}


class Interval(NamedTuple):
    """A quality (P M m A d AA dd) and a number (1 for the unison, 8 for the octave, 10 for a compound third)."""

    quality: str
    number: int

    @property
    def name(self) -> str:
        """The full name: ``minor third``."""
        return f"{QUALITIES[self.quality]} {NUMBERS[self.number]}"

    @property
    def short(self) -> str:
        """The short name, which music21 reads: ``m3``."""
        return f"{self.quality}{self.number}"

    @property
    def semitones(self) -> int:
        """The size in semitones."""
        octaves, step = divmod(self.number - 1, 7)
        size = _SEMITONES[step + 1] + 12 * octaves
        perfect = step + 1 in (1, 4, 5)
        shift = {"P": 0, "M": 0, "m": -1, "A": 1, "AA": 2}.get(self.quality)
        if shift is None:
            shift = -len(self.quality) if perfect else -len(self.quality) - 1
        return size + shift

    @property
    def exists(self) -> bool:
        """Whether theory has this interval: there is no perfect third and no diminished unison."""
        perfect = (self.number - 1) % 7 in (0, 3, 4)
        return self.quality not in ("M", "m") if perfect else self.quality != "P"


def between(first: Pitch, second: Pitch) -> Interval | None:
    """The interval of two pitches in either order; None where it has no usual name.

    Two pitches on one staff position make a unison, whichever is the higher.
    """
    if (second.height, second.midi) < (first.height, first.midi):
        first, second = second, first
    octave = first.octave
    return _between(first._replace(octave=4), second._replace(octave=second.octave - octave + 4))


@cache
def _between(low: Pitch, high: Pitch) -> Interval | None:
    from music21.interval import Interval as Music21Interval
    from music21.interval import IntervalException
    from music21.pitch import Pitch as Music21Pitch

    try:
        name = Music21Interval(Music21Pitch(low.music21), Music21Pitch(high.music21)).name
    except IntervalException:
        return None
    found = re.fullmatch(r"(P|M|m|A{1,2}|d{1,2})(\d+)", name)
    if not found or int(found[2]) not in NUMBERS or high.midi < low.midi:
        return None
    return Interval(found[1], int(found[2]))


def transpose(start: Pitch, interval: Interval, *, up: bool) -> Pitch | None:
    """The pitch that lies an interval above or below; None if it would need three accidentals."""
    moved = _transpose(start._replace(octave=4), interval, up)
    return moved and moved._replace(octave=moved.octave + start.octave - 4)


@cache
def _transpose(start: Pitch, interval: Interval, up: bool) -> Pitch | None:
    from music21.interval import Interval as Music21Interval
    from music21.pitch import Pitch as Music21Pitch

    size = Music21Interval(interval.short if up else f"{interval.quality}-{interval.number}")
    try:
        return from_music21(size.transposePitch(Music21Pitch(start.music21)).nameWithOctave)
    except ValueError:
        return None


_QUALITY = {
    "P": "P", "p": "P", "perf": "P", "perfect": "P", "per": "P", "M": "M", "maj": "M", "major": "M", "m": "m",
    "min": "m", "minor": "m", "A": "A", "a": "A", "aug": "A", "augmented": "A", "+": "A", "d": "d", "D": "d",
    "dim": "d", "diminished": "d", "AA": "AA", "doubly augmented": "AA", "double augmented": "AA", "dd": "dd",
    "doubly diminished": "dd", "double diminished": "dd",
}  # fmt: skip
_NUMBER_WORDS = {
    **{word: number for number, word in NUMBERS.items()},
    "prime": 1, "double octave": 15, "octaves": 8,
}  # fmt: skip
_WRITTEN = re.compile(r"((?:doubl[ey][ -])?[A-Za-z]{1,10}|\+)\.?[ -]?([0-9]{1,2})(?:st|nd|rd|th)?\Z")
_ARTICLE = re.compile(r"(?:(?:it is|it's|the|an?|interval of|interval:|ascending|descending) (?=[A-Za-z+]))+", re.I)


def read_interval(text: str) -> Interval | None:
    """The interval that the whole text names: ``m3``, ``min. 3rd``, ``minor third``, ``Minor 3``. None otherwise.

    Case tells ``M3`` from ``m3``. ``compound minor third`` is a minor tenth; a bare ``octave`` is perfect.
    """
    if len(text) > 60:
        return None
    text = " ".join(text.replace("\\,", " ").replace("-", " ").split())
    text = _ARTICLE.sub("", text, count=1).removesuffix(" interval")
    compound = text.lower().startswith("compound ")
    if compound:
        text = text[9:]
    interval = _read(text)
    if interval is None or (compound and interval.number > 8):
        return None
    if compound:
        interval = interval._replace(number=interval.number + 7)
    return interval if interval.exists and interval.number in NUMBERS else None


def _read(text: str) -> Interval | None:
    if text.lower() in ("octave", "unison", "prime"):
        return Interval("P", _NUMBER_WORDS[text.lower()])
    found = _WRITTEN.match(text)
    if found:
        quality, number = found[1], int(found[2])
    else:
        quality, _, word = text.rpartition(" ")
        if quality.lower().endswith(" double") or (quality.lower(), word.lower()) == ("perfect double", "octave"):
            quality, word = quality[: -len(" double")], "double octave"
        number = _NUMBER_WORDS.get(word.lower(), 0)
    quality = quality.removesuffix(".")
    meaning = _QUALITY.get(quality) if len(quality) <= 2 else _QUALITY.get(quality.lower())
    return Interval(meaning, number) if meaning and number else None
