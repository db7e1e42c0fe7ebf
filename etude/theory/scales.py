"""Scales beyond major and minor, as intervals above the tonic, with the usual ways to name their kinds."""

from __future__ import annotations

from functools import cache

from etude.theory.intervals import read_interval, transpose
from etude.theory.keys import CHURCH, MODES, Key
from etude.theory.pitches import Note, Pitch, note

_INTERVALS = {
    "major pentatonic": "M2 M3 P5 M6",
    "minor pentatonic": "m3 P4 P5 m7",
    "whole-tone": "M2 M3 A4 A5 A6",
    "octatonic": "M2 m3 P4 d5 m6 M6 M7",
}
SYMMETRIC = ("whole-tone", "octatonic")
"""Scales without a rule for their spelling; an octatonic scale here begins with a whole tone."""
PENTATONIC = ("major pentatonic", "minor pentatonic")
KINDS = (*MODES, *CHURCH, *PENTATONIC, *SYMMETRIC, "chromatic")


@cache
def scale_notes(tonic: Note, kind: str) -> tuple[Note, ...] | None:
    """The notes from the tonic up, without the octave; None if one would need three accidentals.

    A chromatic scale is spelled with sharps. Raises KeyError for a kind that is none of KINDS.
    """
    if kind in MODES or kind in CHURCH:
        try:
            return Key(tonic, kind).scale()
        except ValueError:
            return None
    if kind == "chromatic":
        return tuple(chromatic(tonic, 12, up=True))
    notes = [tonic]
    for name in _INTERVALS[kind].split():
        interval = read_interval(name)
        reached = transpose(tonic.at(4), interval, up=True) if interval else None
        if reached is None:
            return None
        notes.append(reached.note)
    return tuple(notes)


_SHARPS = tuple(note(name) for name in ["C", "C#", "D", "D#", "E", "F", "F#", "G", "G#", "A", "A#", "B"])
_FLATS = tuple(note(name) for name in ["C", "Db", "D", "Eb", "E", "F", "Gb", "G", "Ab", "A", "Bb", "B"])


def spelled(pitch_class: int, *, flat: bool) -> Note:
    """A pitch class 0..11 as a note, black keys as flats or as sharps."""
    return (_FLATS if flat else _SHARPS)[pitch_class]


def chromatic(start: Note, count: int, *, up: bool) -> list[Note]:
    """So many notes of the chromatic scale: sharps on the way up, flats on the way down, naturals where possible."""
    return [spelled((start.pitch_class + (i if up else -i)) % 12, flat=not up) for i in range(count)]


def climb(notes: tuple[Note, ...], octave: int) -> list[Pitch]:
    """The notes as pitches, each above the one before it, the first in an octave."""
    pitches: list[Pitch] = []
    for item in notes:
        pitch = item.at(octave)
        while pitches and pitch.midi <= pitches[-1].midi:
            octave += 1
            pitch = item.at(octave)
        pitches.append(pitch)
    return pitches
