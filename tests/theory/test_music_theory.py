"""Pitches, intervals, chords, keys and ABC against music21, and the ways people write their names."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from music21 import converter, interval
from music21 import pitch as m21pitch

from etude.theory.abc import Event, read_bars, tune, write_body
from etude.theory.chords import QUALITIES, Triad, read_triad
from etude.theory.intervals import NUMBERS, Interval, between, read_interval, transpose
from etude.theory.keys import MODES, keys, read_key
from etude.theory.metres import Metre, read_metre
from etude.theory.pitches import Note, Pitch, key_alter, note

PITCHES = st.builds(Pitch, st.integers(0, 6), st.integers(-2, 2), st.integers(2, 6))
NOTES = st.builds(Note, st.integers(0, 6), st.integers(-2, 2))


@given(PITCHES)
def test_a_pitch_is_what_music21_says(pitch: Pitch) -> None:
    assert m21pitch.Pitch(pitch.music21).midi == pitch.midi
    assert m21pitch.Pitch(pitch.music21).diatonicNoteNum == pitch.height + 1
    assert note(pitch.note.name) == pitch.note


@given(PITCHES, PITCHES)
def test_the_size_of_an_interval_is_that_of_its_notes(first: Pitch, second: Pitch) -> None:
    found = between(first, second)
    if found is not None:
        assert found.semitones == abs(second.midi - first.midi)
        assert found.number == abs(second.height - first.height) + 1


@given(PITCHES, st.sampled_from(["m2", "M3", "P4", "A4", "d5", "m6", "d7", "P8", "m10"]), st.booleans())
def test_transposing_gives_the_interval(start: Pitch, name: str, up: bool) -> None:
    size = read_interval(name)
    end = transpose(start, size, up=up)
    if end is not None:
        assert between(start, end) == size
        assert (end.height > start.height) == up


@pytest.mark.parametrize("number", NUMBERS)
@pytest.mark.parametrize("quality", ["P", "M", "m", "A", "d", "AA", "dd"])
def test_interval_names_and_sizes(quality: str, number: int) -> None:
    size = Interval(quality, number)
    if size.exists:
        assert size.semitones == interval.Interval(size.short).semitones
        assert read_interval(size.name) == read_interval(size.short) == size
    else:
        assert read_interval(size.name) is None


WRITTEN_INTERVALS = {
    "m3": "minor third", "M3": "major third", "min 3rd": "minor third", "Minor 3": "minor third", "minor-third": "minor third",
    "a minor third": "minor third", "P5": "perfect fifth", "Perfect 5th": "perfect fifth", "aug4": "augmented fourth",
    "A4": "augmented fourth", "+4": "augmented fourth", "dim. 5th": "diminished fifth", "octave": "perfect octave",
    "compound major third": "major tenth", "perfect double octave": "perfect fifteenth", "Maj7": "major seventh",
    "doubly augmented fourth": "doubly augmented fourth", "the interval of a minor sixth": "minor sixth",
}  # fmt: skip


@pytest.mark.parametrize(("text", "name"), WRITTEN_INTERVALS.items())
def test_written_intervals(text: str, name: str) -> None:
    assert read_interval(text).name == name


@pytest.mark.parametrize(
    "text", ["", "tritone", "perfect third", "major fifth", "m3 or M3", "minor", "third", "3", "m33", "x" * 100, "mM3"]
)
def test_what_is_no_interval(text: str) -> None:
    assert read_interval(text) is None


@given(NOTES, st.sampled_from(QUALITIES))
def test_triads_are_read_back(root: Note, quality: str) -> None:
    triad = Triad(root, quality)
    short = {"major": "", "minor": "m", "diminished": "dim", "augmented": "aug"}[quality]
    for text in (triad.name, f"{root.name}{short}", f"a {triad.name} triad", f"{root.name} {quality.title()} chord"):
        assert read_triad(text) == triad, text


@pytest.mark.parametrize("text", ["", "c", "C7", "Am or C", "minor", "Cmaj7", "H minor", "C minor D", "x" * 99])
def test_what_is_no_triad(text: str) -> None:
    assert read_triad(text) is None


@pytest.mark.parametrize("mode", MODES)
def test_keys_are_read_back_and_spelled_right(mode: str) -> None:
    assert len(keys(mode, 7)) == 15
    for key in keys(mode, 7):
        assert read_key(key.name) == read_key(f"the {key.name} scale") == key
        assert sorted(member.letter for member in key.scale()) == list(range(7))
        if mode in ("major", "natural minor"):
            assert all(member.alter == key_alter(member.letter, key.fifths) for member in key.scale())


def test_short_and_long_names_of_keys() -> None:
    for text in ("Em", "e minor", "E min", "key of E minor", "E natural minor", "E aeolian"):
        assert read_key(text).name == "E natural minor"
    for text in ("Ab", "A♭ major", "A-flat major", "Ab Major scale"):
        assert read_key(text).name == "Ab major"
    for text in ("", "e", "E blues", "E or B", "minor", "E major B major"):
        assert read_key(text) is None


def test_written_time_signatures() -> None:
    for text in ("6/8", "6 / 8", r"\frac{6}{8}", "M:6/8", "6/8 time", "{6/8}"):
        assert read_metre(text) == Metre(6, 8)
    assert read_metre("C") == read_metre("common time") == Metre(4, 4)
    assert read_metre("C|") == read_metre("alla breve") == Metre(2, 2)
    for text in ("", "0/4", "6/7", "3", "3/4 or 6/8", "0.75", "100/4"):
        assert read_metre(text) is None


MEASURES = st.lists(
    st.lists(st.builds(Event, st.lists(PITCHES, max_size=1).map(tuple), st.sampled_from([4, 8, 12, 16, 24])), min_size=1,
             max_size=6),
    min_size=1,
    max_size=4,
)  # fmt: skip


@settings(deadline=None, max_examples=60)
@given(MEASURES, st.integers(-7, 7), st.sampled_from(["not", "octave", "pitch"]))
def test_abc_gives_back_the_same_notes_however_accidentals_are_read(
    measures: list[list[Event]], fifths: int, reading: str
) -> None:
    tonics = "Cb Gb Db Ab Eb Bb F C G D A E B F# C#".split()
    abc = tune(write_body(measures, fifths, 8), key=tonics[fifths + 7])
    heard = converter.parse(f"%%propagate-accidentals {reading}\n{abc}", format="abc").recurse().notesAndRests
    written = [event for measure in measures for event in measure]
    assert [element.quarterLength * 16 for element in heard] == [event.length for event in written]
    for element, event in zip(heard, written, strict=True):
        assert [p.midi for p in element.pitches] == [pitch.midi for pitch in event.pitches]


@settings(deadline=None)
@given(MEASURES, st.integers(-7, 7))
def test_bars_are_read_back(measures: list[list[Event]], fifths: int) -> None:
    body = write_body(measures, fifths, 8)
    assert read_bars(body) == read_bars(tune(body)) == read_bars(body.replace(" ", "").replace("|]", "||"))
    assert [len(bar) for bar in read_bars(body)] == [len(measure) for measure in measures]


@pytest.mark.parametrize("text", ["", "|", "H", "C/0", "C2/3/4", "[CE]", "x" * 3000, "C" * 2001])
def test_what_cannot_be_read_as_bars(text: str) -> None:
    assert read_bars(text) is None
