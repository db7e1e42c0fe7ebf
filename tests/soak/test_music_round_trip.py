"""The ABC of music tasks at scale: music21, verovio and our own reader hear the same tune, and no option stands out."""

from __future__ import annotations

import json
import re
from fractions import Fraction
from xml.etree import ElementTree

import pytest
from music21 import converter

import etude
from tests.oracles.printed import LETTERS, MEI, SEMITONES, alter_in, drawn_notes, fifths_of
from tests.soak.test_soak import MUSIC, SEED, sized

pytestmark = pytest.mark.soak
_SKIPPED = {"music.note.accidentals"}
"""Signs that hold through the bar are what this family asks about: verovio draws them and does not play them."""
_PER_FAMILY = 450
_ALTER = {"": None, "=": 0, "_": -1, "__": -2, "^": 1, "^^": 2}
_TOKEN = re.compile(
    r"\((\d):(\d):\d|(\[)|(\])(\d*)((?:/\d*)?)|(\|)|([=_^]{0,2})([A-Ga-gz])([,']*)(\d*)((?:/\d*)?)(-?)|![a-z]+!"
)
Note = tuple[Fraction, int, Fraction]
"""Onset, key on a keyboard, length; in quarter notes. Tied notes are one."""


def _factor(above: str, below: str) -> Fraction:
    return Fraction(int(above or 1)) / (int(below[1:] or 2) if below else 1)


def ours(abc: str) -> list[Note]:
    """The notes of a tune by a reader of this file: marked or by the key, nothing held."""
    head, _, body = abc.rpartition("\n")
    unit = 4 * Fraction(re.search(r"^L:(.*)$", head, re.M)[1])
    fifths = fifths_of(abc)
    at, ratio, left = Fraction(0), Fraction(1), 0
    notes: list[list] = []
    chord: list[list] | None = None
    tied = False
    for found in _TOKEN.finditer(body):
        count, time, opens, closes, _above, _below, _bar, sign, name, marks, up, down, tie = found.groups()
        if count:
            ratio, left = Fraction(int(time), int(count)), int(count)
        elif opens:
            chord = []
        elif closes:
            notes += chord or []
            at, chord = at + (chord[0][2] if chord else 0), None
        elif name:
            length = unit * _factor(up, down) * (ratio if left else 1)
            left -= left > 0
            letter = LETTERS.index(name.upper()) if name != "z" else 0
            alter = _ALTER[sign] if sign else alter_in(letter, fifths)
            octave = 4 + name.islower() + marks.count("'") - marks.count(",")
            midi = 12 * (octave + 1) + SEMITONES[letter] + alter
            if chord is not None:
                chord.append([at, midi, length])
                continue
            if name != "z":
                if tied:
                    notes[-1][2] += length
                else:
                    notes.append([at, midi, length])
            tied = bool(tie)
            at += length
    return sorted(map(tuple, notes))


def by_music21(abc: str) -> list[Note]:
    """The notes as music21's own reader has them."""
    notes = []
    score = converter.parse(abc, format="abc").stripTies().flatten()
    for element in score.notes:
        if element.duration.isGrace or not element.pitches:
            continue
        for p in element.pitches:
            notes.append((Fraction(element.offset), p.midi, Fraction(element.quarterLength)))
    return sorted(notes)


def by_verovio(toolkit, abc: str) -> list[tuple[float, int]]:
    """Onset and key of each note as verovio draws it: the sign before it, or what the key signature gives.

    (What verovio plays is no use: after a tune with a key signature it plays the next one in C major with it.)
    """
    kit = toolkit()
    assert kit.loadData(abc)
    page = ElementTree.fromstring(kit.getMEI())
    held = {tie.get("endid").removeprefix("#") for tie in page.iter(f"{MEI}tie")}
    keys = {name: midi for name, midi, _ in drawn_notes(page, fifths_of(abc), hold=False)}
    rows = kit.renderToTimemap({"includeRests": False})
    rows = json.loads(rows) if isinstance(rows, str) else rows
    return sorted(
        (round(row["qstamp"], 3), keys[name]) for row in rows for name in row.get("on", ()) if name not in held
    )


@pytest.fixture
def toolkit():
    """The maker of toolkits."""
    return pytest.importorskip("verovio").toolkit


@pytest.mark.parametrize("name", [name for name in MUSIC if name not in _SKIPPED])
def test_20_000_tunes_are_heard_alike(name: str, toolkit, capfd: pytest.CaptureFixture[str]) -> None:
    for index in range(sized(_PER_FAMILY)):
        task = etude.make_task(name, SEED, index)
        abc = task.meta.get("abc")
        if abc is None:
            assert "view" not in etude.families("music")[MUSIC.index(name)].knobs
            return
        if "|:" in abc:
            continue
        wanted = ours(abc)
        assert wanted == by_music21(abc), abc
        assert [(round(float(at), 3), midi) for at, midi, _ in wanted] == by_verovio(toolkit, abc), abc
        assert capfd.readouterr() == ("", ""), abc
        _bars_are_full(abc, spoiled=name == "music.rhythm.wrong_measure")


def _bars_are_full(abc: str, *, spoiled: bool) -> None:
    """music21's inner measures are as long as the time signature says, but for the one that is spoiled on purpose."""
    metre = re.search(r"^M:(\d+)/(\d+)$", abc, re.M)
    if not metre or abc.count("|") < 3:
        return
    whole = Fraction(int(metre[1]) * 4, int(metre[2]))
    measures = converter.parse(abc, format="abc").recurse().getElementsByClass("Measure")
    lengths = [sum(Fraction(e.quarterLength) for e in measure.notesAndRests) for measure in measures]
    odd = [length for length in lengths[1:-1] if length and length != whole]
    assert len(odd) <= spoiled, abc


_SIGNED_NAME = re.compile(r"(?<![A-Za-z])[A-G](#{1,2}|b{1,2})(?![A-Za-z#])")


def laden(option: str) -> int:
    """The accidentals that a guesser counts: after note names, and before the notes of ABC."""
    return sum(len(found[1]) for found in _SIGNED_NAME.finditer(option)) + option.count("^") + option.count("_")


@pytest.mark.parametrize("name", MUSIC)
def test_no_option_stands_out(name: str) -> None:
    """Who always takes the longest, shortest, first or most accidental-laden option is right as often as by chance."""
    count = sized(4000)
    wins = dict.fromkeys(("first", "longest", "shortest", "most accidentals"), 0.0)
    for index in range(count):
        task = etude.make_task(f"{name}:form=choice", SEED, index)
        right = "ABCD".index(task.answer)
        wins["first"] += right == 0
        for strategy, measure in (
            ("longest", len),
            ("shortest", lambda text: -len(text)),
            ("most accidentals", laden),
        ):
            values = [measure(option) for option in task.choices]
            wins[strategy] += (values[right] == max(values)) / values.count(max(values))
    slack = 0.03 + 2.5 * (0.1875 / count) ** 0.5 * (count < 4000)
    for strategy, won in wins.items():
        assert abs(won / count - 0.25) <= slack, (strategy, won / count)
