r"""The name of one note. spec: ``note`` (ASCII, ``Bb``). Spelling counts, an octave may be added.

``B-flat``, ``B♭4``, ``B^\flat`` and ABC (``_B``) are Bb; A#, German names (``Bes``) and signs before the
letter are not.
"""

from __future__ import annotations

import re
from collections.abc import Hashable, Sequence

from etude.answers.kind import Kind
from etude.answers.note_names import name_at, plain, spellings, whole_name
from etude.answers.wording import MAX_TEXT, harmless, unlabelled, with_remarks
from etude.theory.pitches import ABC_ALTER, LETTERS, Note, note

_ABC = re.compile(r"(\^\^|__|\^|_|=)([A-Ga-g])[,']{0,5}\Z")
ABC_SIGNS = {alter: sign for sign, alter in ABC_ALTER.items()}
_AROUND = re.compile(r"(?:the\s)?(?:note|pitch)\s(?=[A-Ga-g])", re.I)
_BEHIND = re.compile(r"\s(?:note|pitch)\Z", re.I)
_OWN = re.compile(
    r"(?<![A-Za-z])(?:[A-G](?:bb?)?(?![a-z])|[b-g](?![a-z]))|[#♭♮×]|\b(?:sharp|flat|natural)\b|[0-9]{2}|\b(?:h|[a-h]?[ei]s)\b"
)


class NoteKind(Kind[Note]):
    """One note by letter and accidental: A# is not Bb."""

    name = "note"
    remarks = True
    ask = r"Give the name of the note in \boxed{}, such as F# or Bb."

    @property
    def truth(self) -> Note:
        """The note asked for."""
        return note(self.spec["note"])

    def read(self, text: str) -> Note | None:
        """The note that a text names."""
        if len(text) > MAX_TEXT:
            return None
        abc = _ABC.match(text.strip())
        if abc:
            return Note(LETTERS.index(abc[2].upper()), ABC_ALTER[abc[1]])
        return with_remarks(unlabelled(plain(text)), _one, _agree, lambda a, b: a.pitch_class == b.pitch_class)

    def key(self, value: Note) -> Hashable:
        """Letter and accidental."""
        return tuple(value)

    def agrees(self, value: Note, remark: str) -> bool:
        """Whether a remark names no other note."""
        other = self.read(remark)
        return other is None or other == value

    def forms(self, value: Note) -> Sequence[str]:
        """In ASCII, Unicode, words, LaTeX and ABC, and with an octave."""
        octave = [f"{value.name}4", f"the note {value.name}", ABC_SIGNS[value.alter] + LETTERS[value.letter]]
        return [*spellings(value), *octave]


def _one(text: str) -> Note | None:
    text = _BEHIND.sub("", _AROUND.sub("", text, count=1))
    return whole_name(text.strip("{} "))


def _agree(value: Note, remark: str) -> bool:
    found = name_at(remark)
    if found is not None:
        other = _one(remark)
        if other is not None:
            return other == value
    return harmless(remark, _OWN)
