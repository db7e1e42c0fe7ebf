r"""A line of ABC as an answer: its own header and inline fields are obeyed, bar lines may be LaTeX.

``L:`` scales the lengths where it is not the unit of the question, ``K:`` gives unmarked notes their accidentals where
it is not the key of the question; without fields everything is as in the question. ABC standard 2.1.
"""

from __future__ import annotations

import re
from fractions import Fraction
from typing import NamedTuple

from etude.answers.note_names import name_at, plain
from etude.theory.abc import read_bars, read_beams
from etude.theory.keys import Key
from etude.theory.pitches import ABC_ALTER, LETTERS, key_alter

MAX_ABC = 2000
_UNIT = 8
_INLINE = re.compile(r"\[([KLMQVI]):\s?([^\[\]|\n]{0,30})\]")
_LINE = re.compile(r"(?m)%.*$|^[ \t]*(?:[ABCDFGHNOPRSTUWZmrsw]:(?![|:]).*)$")
_FIELD = re.compile(r"\s*([XMLKQV]):[ \t]*(?:\n|([^\s|]{1,20}))")
_MODE = re.compile(
    r"[ \t]+(major|minor|maj|min|m|dorian|dor|phrygian|phr|lydian|lyd|mixolydian|mix|locrian|loc"
    r"|aeolian|aeo|ionian|ion)(?![\w,'/])",
    re.I,
)
_CLEF = re.compile(r"[ \t]+clef=[a-z]{1,10}")
_MODES = {"": "major", "maj": "major", "ion": "major", "m": "natural minor", "min": "natural minor",
          "aeo": "natural minor",
          "dor": "dorian", "phr": "phrygian", "lyd": "lydian", "mix": "mixolydian", "loc": "locrian"}  # fmt: skip
_RATIO = re.compile(r"1/(1|2|4|8|16|32|64)\Z")
Measure = list[tuple[str, str, Fraction]]


class Line(NamedTuple):
    """Measures of notes (sign, letter with octave, length in the question's units), beams, fifths of its own key."""

    bars: list[Measure]
    beams: list[list[int]] | None
    fifths: int | None


def fifths_of(text: str) -> int | None:
    """The sharps of an ABC key, flats if negative: ``Bb``, ``F#m``, ``Ddor``, ``A minor``. None if it is none."""
    text = text.strip()
    if text in ("", "none"):
        return 0 if text else None
    if not "A" <= text[0] <= "G":
        return None
    found = name_at(plain(text))
    if found is None:
        return None
    tonic, end = found
    mode = _MODES.get(plain(text)[end:].strip().lower()[:3])
    try:
        fifths = Key(tonic, mode).fifths if mode else None
    except ValueError:
        return None
    return fifths if fifths is not None and abs(fifths) <= 7 else None


def read_line(text: str, unit: int | None = None, key: str | None = None) -> Line | None:
    """The music of an answer. unit: 8 where the question has L:1/8. key: its ``K:``, None if it doesn't matter.

    None if there is anything but single notes, rests, bar lines and fields that can be read.
    """
    if len(text) > MAX_ABC:
        return None
    if "\\" in text:
        text = "\n".join(_bars(line) for line in text.split("\n"))
    text = text.removeprefix("abc\n").translate({0x2223: "|", 0x2502: "|", 0x2016: "||"})
    fields: dict[str, str] = {}
    music = text.strip()
    if ":" in text or "%" in text:
        music = _LINE.sub("", text)
        for inline in _INLINE.finditer(music):
            if fields.setdefault(inline[1], inline[2].strip()) != inline[2].strip():
                return None
        music = _INLINE.sub(" ", music).strip()
        while True:
            found = _FIELD.match(music)
            if not found:
                break
            value, end = found[2] or "", found.end()
            if found[1] == "K":
                mode = _MODE.match(music, end)
                value, end = (value + mode[1], mode.end()) if mode else (value, end)
                clef = _CLEF.match(music, end)
                end = clef.end() if clef else end
            if found[1] in fields and fields[found[1]] != value:
                return None
            fields[found[1]] = value
            music = music[end:].lstrip()
    bars = read_bars(music)
    if bars is None:
        return None
    own = _UNIT if unit is None else unit
    if "L" in fields:
        ratio = _RATIO.match(fields["L"])
        if not ratio:
            return None
        own = int(ratio[1])
    beams = read_beams(music, own)
    scale = Fraction(_UNIT if unit is None else unit, own)
    if scale != 1:
        bars = [[(sign, name, length * scale) for sign, name, length in bar] for bar in bars]
    fifths = None
    if "K" in fields:
        fifths = fifths_of(fields["K"])
        asked = fifths_of(key) if key is not None else None
        if key is not None and fifths is None:
            return None
        if fifths is not None and asked is not None and fifths != asked:
            bars = [_in_key(bar, fifths, asked) for bar in bars]
    return Line(bars, beams, fifths)


def _bars(line: str) -> str:
    r"""A line with ``\mid`` as a bar line and without rows' ends."""
    for command in (r"\mid", r"\vert", r"\lvert", r"\rvert"):
        line = line.replace(command + " ", "| ").replace(command, "|")
    return line.replace(r"\Vert", "||").replace(r"\|", "|").replace("\\\\", " ")


def _in_key(bar: Measure, own: int, asked: int) -> Measure:
    """A measure written under one key signature as it would be written under another."""
    written: Measure = []
    held: dict[str, str] = {}
    for sign, name, length in bar:
        shown = sign
        letter = name[0].upper()
        if letter != "Z":
            base, target = (key_alter(LETTERS.index(letter), fifths) for fifths in (own, asked))
            if sign:
                held[letter] = sign
                shown = "" if ABC_ALTER[sign] == target and base != target else sign
            elif letter not in held and base != target:
                shown = _SIGN[base]
        written.append((shown, name, length))
    return written


_SIGN = {alter: sign for sign, alter in ABC_ALTER.items()}
