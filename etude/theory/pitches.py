"""Pitches: letter, accidental and octave, and every usual way to write them.

The octave is scientific (C4 is middle C). Names in ASCII: ``Bb``, ``F##``. What is known about a
pitch beyond its spelling (intervals, scales) is asked of music21, see the neighbouring modules.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import NamedTuple

LETTERS = "CDEFGAB"
_SEMITONES = (0, 2, 4, 5, 7, 9, 11)
ACCIDENTALS = {-2: "bb", -1: "b", 0: "", 1: "#", 2: "##"}
_MUSIC21 = {-2: "--", -1: "-", 0: "", 1: "#", 2: "##"}
_SHARPS = "FCGDAEB"


class Note(NamedTuple):
    """A pitch class with its spelling: letter 0..6 from C, alter -2..2 semitones."""

    letter: int
    alter: int

    @property
    def name(self) -> str:
        """``C``, ``F#``, ``Bb``, ``G##``."""
        return LETTERS[self.letter] + ACCIDENTALS[self.alter]

    @property
    def pitch_class(self) -> int:
        """0..11 from C."""
        return (_SEMITONES[self.letter] + self.alter) % 12

    def at(self, octave: int) -> Pitch:
        """The pitch of this name in an octave."""
        return Pitch(self.letter, self.alter, octave)


class Pitch(NamedTuple):
    """A note in an octave; ordered by letter only through ``height``."""

    letter: int
    alter: int
    octave: int

    @property
    def note(self) -> Note:
        """The spelling without the octave."""
        return Note(self.letter, self.alter)

    @property
    def height(self) -> int:
        """The staff position: letter steps above C0."""
        return 7 * self.octave + self.letter

    @property
    def midi(self) -> int:
        """The key on a keyboard, 60 for middle C."""
        return 12 * (self.octave + 1) + _SEMITONES[self.letter] + self.alter

    @property
    def music21(self) -> str:
        """The name that music21 reads: ``B-4``."""
        return f"{LETTERS[self.letter]}{_MUSIC21[self.alter]}{self.octave}"


def from_height(height: int, alter: int = 0) -> Pitch:
    """The pitch on a staff position."""
    return Pitch(height % 7, alter, height // 7)


def from_music21(name: str) -> Pitch:
    """The pitch of a music21 name with octave, such as ``B--4``."""
    found = re.fullmatch(r"([A-G])(-{0,2}|#{0,2})(\d+)", name)
    if not found:
        raise ValueError(f"no pitch with at most two accidentals: {name!r}")
    sign = found[2]
    return Pitch(LETTERS.index(found[1]), len(sign) * (-1 if "-" in sign else 1), int(found[3]))


@lru_cache(maxsize=200)
def note(name: str) -> Note:
    """The note of an ASCII name as ``Note.name`` writes it."""
    signs = {text: alter for alter, text in ACCIDENTALS.items()}
    return Note(LETTERS.index(name[0]), signs[name[1:]])


_WRITTEN = re.compile(
    r"([A-Ga-g])(?:"
    r"(##|bb|x|𝄪|𝄫|♯♯|♭♭|#|b|♯|♭|♮)"
    r"|[ -]?\\?((?i:double[ -]?sharp|double[ -]?flat|sharp[ -]?sharp|flat[ -]?flat|sharp|flat|natural))"
    r")?"
)
_TEX = ((r"\sharp", "#"), (r"\flat", "b"), (r"\natural", ""), (r"\#", "#"), ("^{#}", "#"), ("^{b}", "b"), ("^#", "#"),
        ("^b", "b"), ("{", ""), ("}", ""))  # fmt: skip
_ALTER = {
    "##": 2, "x": 2, "𝄪": 2, "♯♯": 2, "doublesharp": 2, "sharpsharp": 2, "bb": -2, "𝄫": -2, "♭♭": -2,
    "doubleflat": -2, "flatflat": -2, "#": 1, "♯": 1, "sharp": 1, "b": -1, "♭": -1, "flat": -1, "♮": 0,
    "natural": 0, "": 0,
}  # fmt: skip
ABC_ALTER = {"^^": 2, "__": -2, "^": 1, "_": -1, "=": 0}


def plain(text: str) -> str:
    """A written note or chord with LaTeX signs, unicode and odd spaces made plain."""
    text = text.replace("𝄪", "##").replace("𝄫", "bb")
    if "\\" in text or "^{" in text or "{" in text or (text[1:2] == "^"):
        for tex, sign in _TEX:
            text = text.replace(tex + " ", sign).replace(tex, sign)
    return " ".join(text.split())


def read_prefix(text: str) -> tuple[Note, str] | None:
    """The note that a plain text begins with, and the rest of the text. None if there is none."""
    found = _WRITTEN.match(text)
    if not found:
        return None
    sign = (found[2] or found[3] or "").lower().replace(" ", "").replace("-", "")
    return Note(LETTERS.index(found[1].upper()), _ALTER[sign]), text[found.end() :]


def in_key(height: int, fifths: int) -> Pitch:
    """The pitch on a staff position under a key signature."""
    return Pitch(height % 7, key_alter(height % 7, fifths), height // 7)


@cache
def key_alter(letter: int, fifths: int) -> int:
    """The accidental that a key signature gives a letter; ``fifths``: sharps, or flats if negative."""
    if fifths >= 0:
        return int(LETTERS[letter] in _SHARPS[:fifths])
    return -int(LETTERS[letter] in _SHARPS[fifths:])
