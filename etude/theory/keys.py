"""Keys and scales (by music21, cached), key signatures, and every usual way to write a key's name."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from etude.theory.pitches import Note, from_music21, plain, read_prefix

MODES = ("major", "natural minor", "harmonic minor", "melodic minor")
CHURCH = ("dorian", "phrygian", "lydian", "mixolydian", "locrian")
"""The church modes that are neither major (ionian) nor natural minor (aeolian)."""
_SCALES = {
    "major": "MajorScale",
    "natural minor": "MinorScale",
    "harmonic minor": "HarmonicMinorScale",
    "melodic minor": "MelodicMinorScale",
    **{mode: f"{mode.title()}Scale" for mode in CHURCH},
}
_ABC_MODES = {"major": "", **{mode: mode[:3] for mode in CHURCH}}


class Key(NamedTuple):
    """A tonic and a mode: one of MODES or CHURCH."""

    tonic: Note
    mode: str

    @property
    def name(self) -> str:
        """``F# harmonic minor``."""
        return f"{self.tonic.name} {self.mode}"

    @property
    def short(self) -> str:
        """The name that a key signature goes by: ``C# minor`` for natural minor."""
        return self.name.replace(" natural", "")

    @property
    def abc(self) -> str:
        """The value of an ABC ``K:`` field: ``F#m``, ``Bb``, ``Ddor``."""
        return self.tonic.name + _ABC_MODES.get(self.mode, "m")

    @property
    def fifths(self) -> int:
        """The sharps of the key signature, flats if negative."""
        return _fifths(self.tonic, self.mode if self.mode in _ABC_MODES else "minor")

    def scale(self) -> tuple[Note, ...]:
        """The seven notes from the tonic up; melodic minor in its ascending form."""
        return _scale(self)


@cache
def _fifths(tonic: Note, mode: str) -> int:
    from music21.key import Key as Music21Key

    return int(Music21Key(tonic.at(4).music21[:-1], mode).sharps)


@cache
def _scale(key: Key) -> tuple[Note, ...]:
    from music21 import scale

    tonic, above = key.tonic.at(4).music21, key.tonic.at(5).music21
    pitches = getattr(scale, _SCALES[key.mode])(tonic).getPitches(tonic, above, scale.Direction.ASCENDING)
    return tuple(from_music21(pitch.nameWithOctave).note for pitch in pitches)[:7]


@cache
def keys(mode: str, most: int) -> tuple[Key, ...]:
    """The keys of a mode whose signature has at most so many accidentals, from flats to sharps."""
    tonics = [Note(letter, alter) for letter in range(7) for alter in (-1, 0, 1)]
    found = [key for key in (Key(tonic, mode) for tonic in tonics) if abs(key.fifths) <= min(most, 7)]
    return tuple(sorted(found, key=lambda key: key.fifths))


def major_key(fifths: int) -> Key:
    """The major key with so many sharps in its signature, flats if negative."""
    return keys("major", 7)[fifths + 7]


_MODES = {
    "major": "major", "maj": "major", "ma": "major", "M": "major", "ionian": "major", "": "major",
    "minor": "natural minor", "min": "natural minor", "mi": "natural minor", "m": "natural minor",
    "natural minor": "natural minor", "minor natural": "natural minor", "aeolian": "natural minor",
    "natural min": "natural minor", "pure minor": "natural minor",
    "harmonic minor": "harmonic minor", "minor harmonic": "harmonic minor", "harmonic min": "harmonic minor",
    "melodic minor": "melodic minor", "minor melodic": "melodic minor", "melodic min": "melodic minor",
    **{mode: mode for mode in CHURCH}, **{f"{mode} mode": mode for mode in CHURCH}, "mixo lydian": "mixolydian",
    "ascending melodic minor": "melodic minor", "melodic minor ascending": "melodic minor",
}  # fmt: skip
_TAIL = re.compile(r" ?(?:scale|key)\Z", re.I)
_HEAD = re.compile(r"(?:(?:[Tt]he|[Aa]n?) (?=[A-G](?:[#b♯♭ -]|m|$)|key|scale))?(?:(?:[Kk]ey|[Ss]cale)(?: of|:) ?)?")


def read_key(text: str) -> Key | None:
    """The key or scale that the whole text names: ``Gm``, ``G minor``, ``g-moll`` not. None otherwise.

    ``minor`` alone means natural minor; a bare capital letter means major.
    """
    if len(text) > 60:
        return None
    text = _HEAD.sub("", _TAIL.sub("", plain(text)), count=1).strip()
    prefix = read_prefix(text)
    if prefix is None:
        return None
    tonic, rest = prefix
    if text[0].islower() and not rest.strip(" -"):
        return None
    word = rest.strip(" -.").replace("(", "").replace(")", "").replace(",", "")
    word = word if len(word) == 1 else " ".join(word.lower().replace("-", " ").split())
    mode = _MODES.get(word)
    return Key(tonic, mode) if mode else None
