"""German note names: H for B natural, B for B flat, -is for sharp, -es for flat."""

from __future__ import annotations

from etude.theory.pitches import LETTERS, Note

_SUFFIX = {-2: "eses", -1: "es", 0: "", 1: "is", 2: "isis"}
_SHORT = {"Ees": "Es", "Eeses": "Eses", "Aes": "As", "Aeses": "Ases", "Hes": "B"}
"""Names that contract."""
_OTHER = {"asas": Note(5, -2), "bes": Note(6, -2), "heses": Note(6, -2)}
"""Less usual names."""


def german(note: Note) -> str:
    """``Fis``, ``B`` for B flat, ``H`` for B natural."""
    letter = "H" if note.letter == 6 else LETTERS[note.letter]
    name = letter + _SUFFIX[note.alter]
    return _SHORT.get(name, name)


_READ = {
    german(Note(letter, alter)).lower(): Note(letter, alter) for letter in range(7) for alter in range(-2, 3)
} | _OTHER


def read_german(text: str) -> Note | None:
    """The note of a German name, in any case and with octave marks; None if it is none."""
    return _READ.get(text.strip().rstrip("',0123456789").lower()) if len(text) <= 20 else None
