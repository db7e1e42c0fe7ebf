"""ABC notation: writing tunes (music21 only reads it) and reading the notes of an answer.

Rules that bite (ABC standard 2.1): programs differ on whether an accidental holds for its note only
(music21), to the bar line in its octave, or in all octaves (the standard's default). The writer marks
every note on which these readings would differ, so all of them hear the same tune. ``K:`` sets unmarked
notes. ``c`` is an octave above ``C``, which is middle C. Without ``L:`` the unit depends on the metre, so
the writer always gives it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from fractions import Fraction
from functools import cache, lru_cache
from itertools import accumulate
from typing import NamedTuple

from etude.theory.metres import WHOLE, Metre
from etude.theory.pitches import LETTERS, Pitch, from_height, key_alter

_SIGNS = {-2: "__", -1: "_", 0: "=", 1: "^", 2: "^^"}


class Event(NamedTuple):
    """A note, a chord (several pitches) or a rest (none), and its length in 64ths of a whole note."""

    pitches: tuple[Pitch, ...]
    length: int


def _unmarked(pitch: Pitch) -> str:
    """The letter and octave without a sign: ``F,`` for F3 and F#3."""
    letter = LETTERS[pitch.letter]
    return letter + "," * (4 - pitch.octave) if pitch.octave < 5 else letter.lower() + "'" * (pitch.octave - 5)


@cache
def _length(length: int, unit: int) -> str:
    factor = Fraction(length, unit)
    if factor == 1:
        return ""
    if factor.denominator == 1:
        return str(factor.numerator)
    return f"{factor.numerator if factor.numerator > 1 else ''}/{factor.denominator}"


class _Bar:
    """The accidentals written so far within one measure: the last one of each staff position and each letter."""

    def __init__(self, fifths: int) -> None:
        self.fifths = fifths
        self.positions: dict[int, int] = {}
        self.letters: dict[int, int] = {}

    def write(self, pitch: Pitch) -> str:
        """The pitch with a sign, unless every reading of the measure gives it without one."""
        base = key_alter(pitch.letter, self.fifths)
        held = self.positions.get(pitch.height, base), self.letters.get(pitch.letter, base)
        if pitch.alter == base and held == (base, base):
            return _unmarked(pitch)
        self.positions[pitch.height] = self.letters[pitch.letter] = pitch.alter
        return _SIGNS[pitch.alter] + _unmarked(pitch)


def write_measure(events: Sequence[Event], fifths: int, unit: int, groups: Sequence[int] = ()) -> str:
    """The notes of one measure; ``groups`` (in 64ths) are the beats within which short notes are beamed."""
    bar = _Bar(fifths)
    text, at = "", 0
    beats = set(accumulate(groups, initial=0))
    for event in events:
        if text and (at in beats or not groups or event.length >= 16):
            text += " "
        at += event.length
        length = _length(event.length, unit)
        names = "".join(bar.write(pitch) + length for pitch in event.pitches) or f"z{length}"
        text += f"[{names}]" if len(event.pitches) > 1 else names  # verovio reads no length after a chord
    return text


def write_body(measures: Iterable[Sequence[Event]], fifths: int, unit: int, groups: Sequence[int] = ()) -> str:
    """Measures between bar lines, with a final bar line."""
    return " | ".join(write_measure(events, fifths, unit, groups) for events in measures) + " |]"


def tune(body: str, *, key: str = "C", unit: int = 8, metre: Metre | None = None) -> str:
    """A whole ABC tune, with the title that the standard demands.

    Without a metre there is no ``M:`` line. ``unit``: 8 for ``L:1/8``.
    """
    lines = ["X:1", "T:Etude", *([f"M:{metre.name}"] if metre else []), f"L:1/{unit}", f"K:{key}", body]
    return "\n".join(lines)


class Written(NamedTuple):
    """A note as it is written: its staff position and the sign before it, None for no sign."""

    height: int
    sign: int | None


def written_tune(bars: Iterable[Sequence[Written]], key: str) -> str:
    """Quarter notes with the signs they are given, which hold to the bar line in their octave."""
    unmarked = [[(item.sign, _unmarked(from_height(item.height))) for item in bar] for bar in bars]
    body = " | ".join(" ".join(("" if s is None else _SIGNS[s]) + name for s, name in bar) for bar in unmarked)
    return tune(f"{body} |]", key=key, unit=4).replace("X:1", "%abc-2.1\n%%propagate-accidentals octave\nX:1")


def unit_length(unit: int) -> int:
    """The length in 64ths that ``L:1/unit`` stands for."""
    return WHOLE // unit


_FIELD = re.compile(r"^(?:[A-Za-z]:|%).*$", re.M)
_NOTE = re.compile(r"(\^\^|__|\^|_|=)?([A-Ga-gz])([,']{0,5})([0-9]{0,3})(/{0,3})([0-9]{0,3})")
_MOST = 2000


def read_bars(text: str) -> list[list[tuple[str, str, Fraction]]] | None:
    """The measures of an answer in ABC: (accidental, letter with octave, length in units) of each note.

    Header fields, spaces, beams and the kind of the bar lines do not matter. None if there is anything
    but single notes, rests and bar lines.
    """
    if len(text) > _MOST:
        return None
    text = _FIELD.sub("", text)
    text = _plain_bars("".join(text.split()))
    bars = []
    for segment in text.split("|"):
        if segment:
            notes = _read_notes(segment)
            if notes is None:
                return None
            bars.append(notes)
    return bars or None


def _plain_bars(text: str) -> str:
    return text.replace("[|", "|").replace("|]", "|").replace("\\", "")


def _read_notes(segment: str) -> list[tuple[str, str, Fraction]] | None:
    notes = []
    at = 0
    while at < len(segment):
        found = _NOTE.match(segment, at)
        if not found:
            return None
        at = found.end()
        sign, letter, octave, above, slashes, below = found.groups(default="")
        divisor = int(below) if below else 2 ** len(slashes)
        if divisor == 0 or (below and len(slashes) != 1):
            return None
        notes.append((sign, letter + octave, _ratio(int(above or 1), divisor)))
    return notes


_ratio = lru_cache(maxsize=1000)(Fraction)


_TOKEN = re.compile(r"\s+|(\|+)|([=_^]{0,2}[A-Ga-gz][,']{0,5}[0-9]{0,3}/{0,3}[0-9]{0,3})")


def read_beams(text: str, unit: int = 8) -> list[list[int]] | None:
    """The beams of an answer in ABC: for each measure how many notes each beam joins, 1 for a note without one.

    A quarter note or longer and a rest end a beam; a rest counts 0. ``unit``: 8 for ``L:1/8``. None if there is
    anything but single notes, rests and bar lines.
    """
    if len(text) > _MOST:
        return None
    text = _plain_bars(_FIELD.sub("", text))
    measures: list[list[int]] = [[]]
    at, joined = 0, False
    while at < len(text):
        found = _TOKEN.match(text, at)
        if not found:
            return None
        at = found.end()
        bar, note = found.groups()
        if bar and measures[-1]:
            measures.append([])
        if note is None:
            joined = False
            continue
        read = _read_notes(note)
        if read is None:
            return None
        short = "z" not in note and read[0][2] < Fraction(unit, 4)
        if joined and short:
            measures[-1][-1] += 1
        else:
            measures[-1].append(0 if "z" in note else 1)
        joined = short
    return [measure for measure in measures if measure] or None
