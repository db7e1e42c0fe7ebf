"""Numerals, German names, places on the staff, beams and part-writing, against music21 and by hand."""

from __future__ import annotations

import pytest
from music21 import clef, note, voiceLeading
from music21 import pitch as m21pitch

from etude.theory.abc import read_beams
from etude.theory.german import german, read_german
from etude.theory.pitches import Note, from_music21
from etude.theory.staff import BOTTOM, PLACES, place
from etude.theory.voices import between

EVERY = [Note(letter, alter) for letter in range(7) for alter in range(-2, 3)]


@pytest.mark.parametrize("item", EVERY, ids=lambda item: item.name)
def test_german_names_are_those_of_music21(item: Note) -> None:
    named = m21pitch.Pitch(item.at(4).music21).german
    assert german(item) == named
    assert read_german(named) == read_german(named.upper()) == item


@pytest.mark.parametrize("text", ["", "Bb", "C#", "I", "Hb", "Hes es", "x" * 30])
def test_what_is_no_german_name(text: str) -> None:
    assert read_german(text) is None


def test_places_on_the_staff_are_those_of_music21() -> None:
    for name, found in (
        ("treble", clef.TrebleClef),
        ("bass", clef.BassClef),
        ("alto", clef.AltoClef),
        ("tenor", clef.TenorClef),
    ):
        lowest = m21pitch.Pitch()
        lowest.diatonicNoteNum = found().lowestLine
        assert place(from_music21(lowest.nameWithOctave), name) == 0
    assert set(BOTTOM) == {"treble", "bass", "alto", "tenor"}
    assert sorted(PLACES) == list(range(-4, 13))
    assert len(set(PLACES.values())) == 17


def test_beams_are_read_by_what_is_joined() -> None:
    assert read_beams("AB cd | e2 fg |]") == [[2, 2], [1, 2]]
    assert read_beams("ABcd|e2fg|") == [[4], [1, 2]]
    assert read_beams("A B z cd") == [[1, 1, 0, 2]]
    assert read_beams("A3/2B/2 [ce]") is None
    assert read_beams("AB hello") is None


def test_parallels_are_those_of_music21() -> None:
    """All moves of two outer voices through a few chords of fifths, octaves and sixths."""
    lows = [from_music21(name) for name in ("C3", "D3", "E-3", "G3")]
    highs = [from_music21(name) for name in ("G4", "A4", "B-4", "C5", "D5")]
    inner = (from_music21("F2"), from_music21("F#6"))
    seen = set()
    for low in lows:
        for high in highs:
            for lower in lows:
                for higher in highs:
                    found = {
                        f.kind for f in between((low, high, *inner), (lower, higher, *inner), 1) if f.voices == (0, 1)
                    }
                    quartet = voiceLeading.VoiceLeadingQuartet(
                        *(note.Note(p.music21) for p in (high, higher, low, lower))
                    )
                    moved = low != lower and high != higher
                    for kind, theirs in (
                        ("fifths", quartet.parallelFifth()),
                        ("octaves", quartet.parallelUnisonOrOctave()),
                    ):
                        rises = (lower.midi > low.midi) == (higher.midi > high.midi)
                        ours = f"{'parallel' if rises else 'contrary'} {kind}" in found
                        assert not theirs or not moved or ours, (low, high, lower, higher)
                        assert not ours or theirs or not rises, (low, high, lower, higher)
                    seen |= found
    assert {"parallel fifths", "parallel octaves"} <= seen
