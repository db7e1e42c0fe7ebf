"""What a music printer makes of a tune: ABC for one staff, MEI for four voices on two staves.

ABC as we write it marks notes that a printed score leaves unmarked, and names no clef (music21 takes one for a
transposition); verovio reads no second voice in ABC. Layouts: the empty string (treble, or bass for low tunes), a
clef by name, ``duet`` (chords of two notes, a voice on each staff) and ``choir`` (bass, tenor, alto and soprano).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import NamedTuple
from xml.sax.saxutils import quoteattr

from etude.theory.keys import read_key
from etude.theory.pitches import ABC_ALTER, LETTERS, key_alter

_TWO_STAVES = ("duet", "choir")
"""Layouts of chords, each written from the lowest voice up."""

_MIDDLE_C = 28
_NAMES = re.compile(r"![^!]*!|\([0-9:]+|([A-Ga-g][,']*)")
_SIGNED = re.compile(r"(\^\^|__|\^|_|=)([A-Ga-g][,']*)|(\|)")
_CHORD = re.compile(r"\[([^\]|]+)\]|(\|)")
_NOTE = re.compile(r"(\^\^|__|\^|_|=)?([A-Ga-g][,']*)([0-9]*)(?:/([0-9]+))?")
_END = " right='end'"
_MEI_SIGNS = {-2: "ff", -1: "f", 0: "n", 1: "s", 2: "ss"}


class Score(NamedTuple):
    """A tune as ABC and how it is laid out."""

    abc: str
    layout: str = ""


def height(name: str) -> int:
    """The staff position of an ABC letter with its octave marks, in steps above C0."""
    octave = 4 + name[0].islower() + name.count("'") - name.count(",")
    return 7 * octave + LETTERS.index(name[0].upper())


def engraved(score: Score) -> str:
    """What verovio is given to draw a score."""
    return _mei(score) if score.layout in _TWO_STAVES else _one_staff(score)


def _one_staff(score: Score) -> str:
    """The tune with its clef, signs that hold from earlier in the measure left out."""
    head, _, body = score.abc.rpartition("\n")
    clef = score.layout
    if not clef:
        heights = [height(name) for name in _NAMES.findall(body) if name]
        clef = "bass" if heights and sum(heights) < _MIDDLE_C * len(heights) else ""
    held: dict[str, str] = {}

    def once(found: re.Match[str]) -> str:
        sign, name, bar = found.groups()
        if bar:
            held.clear()
            return bar
        known = held.get(name) == sign
        held[name] = sign
        return name if known else sign + name

    return f"{head}{f' clef={clef}' if clef else ''}\n{_SIGNED.sub(once, body)}"


def _field(abc: str, letter: str) -> str:
    found = re.search(rf"^{letter}:(.*)$", abc, re.M)
    return found[1].strip() if found else ""


def _mei(score: Score) -> str:
    """Voices on two staves: the lower half of each chord in the bass clef, stems apart where two share a staff."""
    key = read_key(_field(score.abc, "K"))
    if key is None:
        raise ValueError(f"no key in {score.abc!r}")
    unit = Fraction(_field(score.abc, "L"))
    metre = _field(score.abc, "M").split("/")
    meter = f" meter.count={quoteattr(metre[0])} meter.unit={quoteattr(metre[1])}" if len(metre) == 2 else ""
    signature = f"{abs(key.fifths)}{'s' if key.fifths > 0 else 'f'}" if key.fifths else "0"
    measures = list(_measures(score.abc.rpartition("\n")[2], unit))
    body = "".join(
        f"<measure n='{n}'{_END if n == len(measures) else ''}>{_staves(chords, key.fifths)}</measure>"
        for n, chords in enumerate(measures, 1)
    )
    return (
        "<mei xmlns='http://www.music-encoding.org/ns/mei' meiversion='5.1'>"
        "<meiHead><fileDesc><titleStmt><title/></titleStmt><pubStmt/></fileDesc></meiHead><music><body><mdiv><score>"
        f"<scoreDef keysig='{signature}'{meter}><staffGrp symbol='brace' bar.thru='true'>"
        "<staffDef n='1' lines='5' clef.shape='G' clef.line='2'/>"
        "<staffDef n='2' lines='5' clef.shape='F' clef.line='4'/>"
        f"</staffGrp></scoreDef><section>{body}</section></score></mdiv></body></music></mei>"
    )


_Chord = tuple[list[tuple[int, str]], Fraction]
"""The notes of a chord, each with its written alteration, and its length in whole notes."""


def _measures(body: str, unit: Fraction) -> Iterator[list[_Chord]]:
    chords: list[_Chord] = []
    for found in _CHORD.finditer(body):
        notes, bar = found.groups()
        if bar:
            if chords:
                yield chords
            chords = []
        else:
            read = _NOTE.findall(notes)
            above, below = read[0][2:]
            pitches = [(ABC_ALTER.get(sign, 9), name) for sign, name, _, _ in read]
            chords.append((pitches, unit * Fraction(int(above or 1), int(below or 1))))


def _staves(chords: Sequence[_Chord], fifths: int) -> str:
    voices = range(len(chords[0][0]))
    half = len(voices) // 2
    staves = ""
    for staff, members in ((1, voices[half:]), (2, voices[:half])):
        held: dict[int, int] = {}
        layers = dict.fromkeys(members, "")
        for notes, length in chords:
            for voice in members:
                stem = "" if len(members) == 1 else "up" if voice == members[-1] else "down"
                layers[voice] += _note(notes[voice], length, stem, fifths, held)
        inside = "".join(f"<layer n='{n}'>{layers[v]}</layer>" for n, v in enumerate(reversed(members), 1))
        staves += f"<staff n='{staff}'>{inside}</staff>"
    return staves


def _note(note: tuple[int, str], length: Fraction, stem: str, fifths: int, held: dict[int, int]) -> str:
    written, name = note
    at = height(name)
    usual = held.get(at, key_alter(at % 7, fifths))
    alter = key_alter(at % 7, fifths) if written == 9 else written
    held[at] = alter
    sign = f"accid='{_MEI_SIGNS[alter]}'" if alter != usual else f"accid.ges='{_MEI_SIGNS[alter]}'"
    dotted = length.numerator == 3
    value = length.denominator // 2 if dotted else length.denominator
    dots = " dots='1'" if dotted else ""
    stems = f" stem.dir='{stem}'" if stem else ""
    return f"<note pname='{LETTERS[at % 7].lower()}' oct='{at // 7}' dur='{value}'{dots}{stems} {sign}/>"
