"""The second solver over music21 for notes, keys and scales: see music.py."""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise

from music21 import clef, interval, key, scale
from music21 import pitch as m21pitch

from tests.oracles.reading import abc_of, m21name, pitches, plain

_CLEFS = {"treble": clef.TrebleClef, "bass": clef.BassClef, "alto": clef.AltoClef, "tenor": clef.TenorClef}
_WORDS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5}


def _steps(place: str) -> int:
    """Steps above the lowest line of a place in words."""
    count = next((n for word, n in _WORDS.items() if place.startswith(word)), 1)
    if place.startswith("space"):
        inner = 2 if "ledger" in place else 0
        return 9 + inner if place.endswith("above") or "above the staff" in place else -1 - inner
    if "ledger" in place:
        return 8 + 2 * count if "above" in place else -2 * count
    return 2 * (count - 1) + ("space" in place)


def _placed(prompt: str) -> tuple[str, list[m21pitch.Pitch]]:
    """The clef and notes that a prompt describes in words."""
    named = re.search(r"^Clef: (\w+)\.", prompt, re.M)[1]
    found = []
    for row in re.findall(r"^\d+\. (.+)$", prompt, re.M):
        place, _, sign = row.partition(", with a ")
        p = m21pitch.Pitch()
        p.diatonicNoteNum = _CLEFS[named]().lowestLine + _steps(place)
        p.accidental = {"sharp": "#", "flat": "-", "": None}[sign]
        found.append(p)
    return named, found


def clef_names(prompt: str, text: str) -> bool:
    return [plain(p.name) for p in _placed(prompt)[1]] == text.split()


def clef_change(prompt: str, text: str) -> bool:
    named, notes = _placed(prompt)
    question = prompt.split("Clef:", maxsplit=1)[0]
    other = next(name for name in _CLEFS if name != named and re.search(rf"\b{name} clef", question))
    which = re.search(r"\b(first|last|highest|lowest)\b", question)[1]
    ordered = sorted(notes, key=lambda p: p.diatonicNoteNum)
    wanted = {"first": notes[0], "last": notes[-1], "highest": ordered[-1], "lowest": ordered[0]}[which]
    return wanted.diatonicNoteNum - _CLEFS[other]().lowestLine == _steps(text)


def enharmonic(prompt: str, text: str) -> bool:
    first, second = text.replace(" and ", " ").split()
    row = re.search(r"[:?] ((?:[A-G](?:#|b)*, )+[A-G](?:#|b)*)", prompt)[1].split(", ")
    assert {first, second} <= set(row)
    return m21pitch.Pitch(m21name(first)).pitchClass == m21pitch.Pitch(m21name(second)).pitchClass


def accidentals(prompt: str, text: str) -> bool:
    """music21 carries signs through the bar where the directive of the tune says so."""
    assert "%%propagate-accidentals octave" in abc_of(prompt)
    return [plain(p.name) for p in pitches(prompt)] == text.split()


def key_of_tune(prompt: str, text: str) -> bool:
    tonic, mode = text.split()
    line = pitches(prompt)
    wanted = key.Key(m21name(tonic) if mode == "major" else m21name(tonic).lower())
    return plain(line[-1].name) == tonic and {p.name for p in line} == {p.name for p in wanted.pitches}


def _m21key(name: str) -> key.Key:
    tonic, mode = name.split()
    return key.Key(m21name(tonic), mode)


def related(prompt: str, text: str) -> bool:
    chain = re.findall(
        r"(relative|parallel|dominant|subdominant) (?:major|minor|key)", prompt.split("\n", maxsplit=1)[0]
    )
    at = _m21key(re.search(r"of ([A-G][#b]* (?:major|minor))", prompt)[1])
    for step in reversed(chain):
        if step == "relative":
            at = at.relative
        elif step == "parallel":
            at = at.parallel
        else:
            at = key.Key(at.pitchFromDegree(5 if step == "dominant" else 4).name, at.mode)
    return f"{plain(at.tonic.name)} {at.mode}" == text


def signature(prompt: str, text: str) -> bool:
    named = re.findall(r"\b([A-G][#b]*) (major|minor|dorian|phrygian|lydian|mixolydian|locrian)\b", prompt)
    old, new = (key.Key(m21name(tonic), mode) for tonic, mode in named[:2])
    before = {p.name for p in old.alteredPitches}
    return [plain(p.name) for p in new.alteredPitches if p.name not in before] == text.split()


_CLASSES = {
    "major": scale.MajorScale, "natural minor": scale.MinorScale, "harmonic minor": scale.HarmonicMinorScale,
    "dorian": scale.DorianScale, "phrygian": scale.PhrygianScale, "lydian": scale.LydianScale,
    "mixolydian": scale.MixolydianScale, "locrian": scale.LocrianScale,
}  # fmt: skip
_STEPS = {
    "melodic minor": (2, 1, 2, 2, 2, 2, 1), "major pentatonic": (2, 2, 3, 2, 3), "minor pentatonic": (3, 2, 2, 3, 2),
    "whole-tone": (2, 2, 2, 2, 2, 2), "octatonic": (2, 1, 2, 1, 2, 1, 2, 1), "chromatic": (1,) * 12,
}  # fmt: skip


@cache
def _pattern(kind: str) -> tuple[int, ...]:
    """The semitones of a scale from note to note."""
    if kind in _STEPS:
        return _STEPS[kind]
    rising = [p.ps for p in _CLASSES[kind]("C4").getPitches("C4", "C5")]
    return tuple(int(b - a) for a, b in pairwise(rising))


def mode(prompt: str, text: str) -> bool:
    tonic, name = text.split()
    run = pitches(prompt)
    rising = _CLASSES[name](m21name(tonic)).getPitches(m21name(tonic) + "4", m21name(tonic) + "5")
    return plain(run[0].name) == plain(run[-1].name) == tonic and {p.name for p in run} == {p.name for p in rising}


def kind(prompt: str, text: str) -> bool:
    run = sorted(pitches(prompt), key=lambda p: p.ps)
    return tuple(int(b.ps - a.ps) for a, b in pairwise(run)) == _pattern(text)


def write_mode(prompt: str, text: str) -> bool:
    """Walks the pattern of semitones from the tonic; where spelling counts, letter by letter too."""
    tonic, name = re.search(r"\b([A-G][#b]*) (\w+(?:[ -]\w+)?) scale", prompt).groups()
    count = int(re.search(r"(\d+) notes", prompt)[1])
    start = _ORDINALS.index(re.search(r"(\w+) note\b", prompt)[1])
    pattern = _pattern(name)
    at = m21pitch.Pitch(m21name(tonic)).pitchClass
    keys, letters = [at], ["CDEFGAB".index(tonic[0])]
    for step, skip in zip(pattern[:-1], _SKIPS.get(name, (1,) * len(pattern)), strict=False):
        keys.append((keys[-1] + step) % 12)
        letters.append((letters[-1] + skip) % 7)
    places = [(start + (i if "ascending" in prompt else -i)) % len(keys) for i in range(count)]
    given = [m21pitch.Pitch(m21name(item)) for item in text.split()]
    if [p.pitchClass for p in given] != [keys[place] for place in places]:
        return False
    return name in ("whole-tone", "octatonic") or ["CDEFGAB".index(p.step) for p in given] == [
        letters[i] for i in places
    ]


_ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth")
_SKIPS = {"major pentatonic": (1, 1, 2, 1, 2), "minor pentatonic": (2, 1, 1, 2, 1)}


def chromatic(prompt: str, text: str) -> bool:
    names = text.split()
    count = int(re.search(r"(\d+) notes", prompt)[1])
    up = "ascending" in prompt
    start = re.search(r"(?:from|beginning with) ([A-G](?:#|b)?)[.?\s]", prompt)[1]
    walk = m21pitch.Pitch(m21name(start))
    wanted = []
    for _ in range(count):
        wanted.append(walk.pitchClass)
        walk = walk.transpose(1 if up else -1)
    black = "#" if up else "b"
    spelled = all(
        len(n) == 1 or (n[1:] == black and m21pitch.Pitch(m21name(n)).pitchClass in (1, 3, 6, 8, 10)) for n in names
    )
    return spelled and [m21pitch.Pitch(m21name(n)).pitchClass for n in names] == wanted


_SOUNDS = {"in B flat": "M-2", "in E flat": "M-6", "in F": "P-5", "in A": "m-3", "in G": "P-4"}


def transposed_key(prompt: str, text: str) -> bool:
    question = prompt.split("\n", maxsplit=1)[0]
    given, mode_ = re.search(r"\b([A-G][#b]*) (major|minor)", question).groups()
    named = re.search(
        r"(?:clarinet|trumpet|saxophone|horn|anglais|cornet|flute) (in (?:B flat|E flat|F|A|G))\b", question
    )
    size = interval.Interval(_SOUNDS[named[1]])
    if "sounds in" in question or "concert key is" in question:
        size = size.reverse()
    return f"{plain(m21pitch.Pitch(m21name(given) + '4').transpose(size).name)} {mode_}" == text


def german(prompt: str, text: str) -> bool:
    """music21 names pitches in German itself."""
    row = re.search(r"[:?] ((?:[A-G](?:#|b)*, )+[A-G](?:#|b)*)", prompt)[1].split(", ")
    return [m21pitch.Pitch(m21name(name)).german for name in row] == text.split()


RIGHT = {
    "note.german": german,
    "note.clef": clef_names,
    "note.clef_change": clef_change,
    "note.enharmonic": enharmonic,
    "note.accidentals": accidentals,
    "key.of_tune": key_of_tune,
    "key.related": related,
    "key.signature": signature,
    "scale.mode": mode,
    "scale.kind": kind,
    "scale.write_mode": write_mode,
    "scale.chromatic": chromatic,
    "transpose.key": transposed_key,
}
