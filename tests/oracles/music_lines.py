"""The second solver over music21 for rhythms, sequences, ornaments and rows: see music.py."""

from __future__ import annotations

import re
from fractions import Fraction
from itertools import pairwise

from music21 import pitch as m21pitch
from music21.meter import TimeSignature

from tests.oracles.reading import abc_of, m21name, parse, plain

_LENGTHS = {"whole": 4, "half": 2, "quarter": 1, "eighth": 0.5, "sixteenth": 0.25}


def _length(name: str) -> float:
    return _LENGTHS[name.removeprefix("dotted ").removesuffix(" note")] * (1.5 if name.startswith("dotted") else 1)


def _measures(abc: str) -> tuple[str, list[str]]:
    """The header without its metre, and the text of each measure."""
    head, _, body = abc.rpartition("\n")
    return re.sub("^M:.*$\n", "", head, flags=re.M), [
        part for part in body.replace("|]", "|").split("|") if part.strip()
    ]


def _quarters(head: str, part: str) -> float:
    return sum(e.quarterLength for e in parse(f"{head}\n{part}").recurse().notesAndRests)


def _metre(prompt: str) -> TimeSignature:
    return TimeSignature(re.search(r"^M:(.*)$", abc_of(prompt), re.M)[1])


def tied(prompt: str, text: str) -> bool:
    total = sum(e.quarterLength for e in parse(abc_of(prompt)).recurse().notes if e.tie is not None)
    return float(total) == _length(text)


def tuplet(prompt: str, text: str) -> bool:
    """music21 knows triplets, duplets, quadruplets and quintuplets from their own numbers."""
    return sum(Fraction(e.quarterLength) for e in parse(abc_of(prompt)).recurse().notesAndRests) == Fraction(text)


def metre_kind(prompt: str, text: str) -> bool:
    return _metre(prompt).classification.lower() == text


def pickup(prompt: str, text: str) -> bool:
    head, measures = _measures(abc_of(prompt))
    full = _metre(prompt).barDuration.quarterLength
    lengths = [_quarters(head, part) for part in measures]
    assert lengths[0] < full
    assert all(length == full for length in lengths[1:-1])
    return lengths[0] + lengths[-1] + _length(text) == full


def beaming(prompt: str, text: str) -> bool:
    """Notes are joined exactly if both are shorter than a quarter and begin in the same beat."""
    head, wanted = _measures(abc_of(prompt))
    _, given = _measures(f"{head}\n{text}")
    assert [re.sub(r"\s", "", part) for part in wanted] == [re.sub(r"\s", "", part) for part in given]
    metre = _metre(prompt)
    beat = metre.beatDuration.quarterLength
    for part in given:
        notes = list(parse(f"{head}\n{part}").recurse().notesAndRests)
        spans = [found.span() for found in re.finditer(r"[=_^]*[A-Ga-gz][,']*[0-9/]*", part)]
        at = 0.0
        for (first, second), (left, right) in zip(pairwise(notes), pairwise(spans), strict=True):
            following = at + first.quarterLength
            short = first.quarterLength < 1 and second.quarterLength < 1 and not first.isRest and not second.isRest
            joined = short and right[0] == left[1]
            if joined != (short and at // beat == following // beat):
                return False
            at = following
    return True


def sequence(prompt: str, text: str) -> bool:
    found = parse(abc_of(prompt))
    line = [element.pitch for element in found.recurse().notes]
    signature = found.recurse().getElementsByClass("KeySignature").first()
    question = prompt.split("```", maxsplit=1)[0]
    told = re.search(r"(\d+) notes", question)
    count = int(told[1]) if told else len(line)
    step = {"step": 1, "third": 2}[re.search(r"a (step|third) (?:higher|lower)", question)[1]]
    move = step if "higher" in question else -step
    motif = line[-count:]
    wanted = []
    for p in motif:
        moved = m21pitch.Pitch()
        moved.diatonicNoteNum = p.diatonicNoteNum + move
        moved.accidental = signature.accidentalByStep(moved.step)
        wanted.append(plain(moved.name))
    return wanted == text.split()


_PLAYED = {
    "uppermordent": (0, 1, 0), "lowermordent": (0, -1, 0), "turn": (1, 0, -1, 0), "invertedturn": (-1, 0, 1, 0),
}  # fmt: skip


def ornament(prompt: str, text: str) -> bool:
    abc = abc_of(prompt)
    found = parse(re.sub(r"![a-z]+!", "", abc))
    signature = found.recurse().getElementsByClass("KeySignature").first()
    signs = [re.match(r"!([a-z]+)!", word) for word in abc.rpartition("\n")[2].replace("|]", "").split()]
    wanted = []
    for element, sign in zip(found.recurse().notes, signs, strict=True):
        for step in _PLAYED[sign[1]] if sign else ():
            moved = m21pitch.Pitch()
            moved.diatonicNoteNum = element.pitch.diatonicNoteNum + step
            moved.accidental = signature.accidentalByStep(moved.step)
            wanted.append(plain(moved.name))
    return wanted == text.split()


def _rows(prompt: str) -> list[list[int]]:
    head, measures = _measures(abc_of(prompt))
    return [[e.pitch.pitchClass for e in parse(f"{head}\n{part}").recurse().notes] for part in measures]


def _intervals(row: list[int]) -> list[int]:
    return [(b - a) % 12 for a, b in pairwise(row)]


def row_form(prompt: str, text: str) -> bool:
    row, other = (_intervals(found) for found in _rows(prompt))
    return {
        "transposition": other == row,
        "inversion": other == [-step % 12 for step in row],
        "retrograde": other == [-step % 12 for step in reversed(row)],
        "retrograde inversion": other == list(reversed(row)),
    }[text]


def row_write(prompt: str, text: str) -> bool:
    (row,) = _rows(prompt)
    question = prompt.split("```", maxsplit=1)[0].lower()
    given = [m21pitch.Pitch(m21name(name)).pitchClass for name in text.split()]
    semitones = re.search(r"(\d+) semitones", question)
    if semitones:
        return given == [(key + int(semitones[1])) % 12 for key in row]
    if "inver" in question:
        row = [(2 * row[0] - key) % 12 for key in row]
    if "retrograde" in question or "backwards" in question:
        row = row[::-1]
    return given == row


RIGHT = {
    "rhythm.tied": tied,
    "rhythm.tuplet": tuplet,
    "rhythm.metre_kind": metre_kind,
    "rhythm.pickup": pickup,
    "rhythm.beaming": beaming,
    "melody.sequence": sequence,
    "melody.ornament": ornament,
    "row.form": row_form,
    "row.write": row_write,
}
