"""What a printed score says, read from verovio's MEI without the package's own theory."""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree import ElementTree

LETTERS = "CDEFGAB"
SEMITONES = (0, 2, 4, 5, 7, 9, 11)
MEI = "{http://www.music-encoding.org/ns/mei}"
_ID = "{http://www.w3.org/XML/1998/namespace}id"
_DRAWN = {"s": 1, "f": -1, "n": 0, "x": 2, "ss": 2, "ff": -2}
_CIRCLE = "FCGDAEB"
_MODES = {"": 0, "m": -3}


def fifths_of(abc: str) -> int:
    """The sharps of a tune's key signature, flats if negative: by the tonic's place on the circle of fifths."""
    letter, sign, mode = re.search(r"^K:([A-G])([#b]?)(m?)$", abc, re.M).groups()
    return _CIRCLE.index(letter) - 1 + 7 * {"": 0, "#": 1, "b": -1}[sign] + _MODES[mode]


def alter_in(letter: int, fifths: int) -> int:
    """What a key signature does to a letter (0 for C)."""
    place = _CIRCLE.index(LETTERS[letter])
    return int(place < fifths) if fifths >= 0 else -int(place >= 7 + fifths)


def drawn_notes(page: ElementTree.Element, fifths: int, *, hold: bool) -> Iterator[tuple[str, int, int]]:
    """Id, key on a keyboard and layer of each note in the order of the page.

    hold: a sign lasts to the end of its measure for its staff position, as in printed music; else for its note only.
    """
    for measure in page.iter(f"{MEI}measure"):
        for staff in measure.iter(f"{MEI}staff"):
            held: dict[tuple[str, str], int] = {}
            layers = list(staff.iter(f"{MEI}layer"))
            for _, layer, note in _in_time(layers):
                position = note.get("pname"), note.get("oct")
                child = note.find(f"{MEI}accid")
                sign = note.get("accid") or (child.get("accid") if child is not None else None)
                letter = LETTERS.index(position[0].upper())
                alter = _DRAWN[sign] if sign else held.get(position) if hold else None
                if alter is None:
                    alter = alter_in(letter, fifths)
                held[position] = alter
                yield (
                    note.get(_ID),
                    12 * (int(position[1]) + 1) + SEMITONES[letter] + alter,
                    10 * int(staff.get("n")) + layer,
                )


def _in_time(layers: list[ElementTree.Element]) -> list[tuple[int, int, ElementTree.Element]]:
    """The notes of a staff's layers, those of one moment together (note against note, as our voices are)."""
    notes = [
        (place, layer, note)
        for layer, found in enumerate(layers, 1)
        for place, note in enumerate(found.iter(f"{MEI}note"))
    ]
    return sorted(notes, key=lambda item: item[:2])
