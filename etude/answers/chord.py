"""The name of a triad. spec: ``chord`` (``Bb minor``). Root as spelled, and quality.

``Bbm``, ``B♭ minor triad``, "Bb minor in second inversion". ``C/E``, ``Db#5`` and a minus sign for minor are not read.
"""

from __future__ import annotations

import re
from collections.abc import Hashable, Sequence

from etude.answers.kind import Kind
from etude.answers.note_names import plain, spellings
from etude.answers.rooted import OWN, listed, named, read_rooted
from etude.answers.wording import MAX_TEXT, harmless, inversion
from etude.theory.chords import QUALITIES, Triad
from etude.theory.pitches import note

_WORDS = {
    **{name: name for name in QUALITIES}, "maj": "major", "ma": "major", "min": "minor", "mi": "minor",
          "dim": "diminished",
    "aug": "augmented", "minor flat five": "diminished", "minor flat 5": "diminished", "major sharp five": "augmented",
}  # fmt: skip
_SYMBOLS = {
    "M": "major", "m": "minor", "°": "diminished", "o": "diminished", "+": "augmented", "m♭5": "diminished",
    "mb5": "diminished", "maj": "major", "min": "minor", "dim": "diminished", "aug": "augmented",
}  # fmt: skip
_SHORT = {
    "major": ("", "maj", "M"),
    "minor": ("m", "min"),
    "diminished": ("dim", "°", r"^\circ", "o"),
    "augmented": ("aug", "+", "^+"),
}
_TRIAD = re.compile(r"(?:\s(?:triad|chord))+\Z|\A(?:triad|chord)\s", re.I)
_INVERTED = re.compile(
    r"(?:\s(?:triad|chord))?,?\s(?:in\s)?(?:(?:first|1st|second|2nd)\s(?:inversion|inv\.?)|root\sposition)\Z", re.I
)


class Chord(Kind[Triad]):
    """A triad by root and quality."""

    name = "chord"
    remarks = True
    ask = r"Give the root and the quality of the triad in \boxed{}, such as F# minor."

    @property
    def truth(self) -> Triad:
        """The triad asked for."""
        root, _, quality = self.spec["chord"].partition(" ")
        if quality not in QUALITIES:
            raise ValueError(f"no triad: {self.spec['chord']!r}")
        return Triad(note(root), quality)

    def read(self, text: str) -> Triad | None:
        """The triad that a text names."""
        return read_rooted(plain(text), triad_named, _agree, _alike) if len(text) <= MAX_TEXT else None

    def key(self, value: Triad) -> Hashable:
        """Root and quality."""
        return tuple(value)

    def agrees(self, value: Triad, remark: str) -> bool:
        """Whether a remark names no other triad."""
        other = self.read(remark)
        return other is None or other == value

    def forms(self, value: Triad) -> Sequence[str]:
        """In words and as symbols, with every spelling of the root."""
        roots = spellings(value.root)
        words = [f"{root} {value.quality}" for root in roots]
        short = [roots[at] + sign for at in range(2) for sign in _SHORT[value.quality]]
        return [
            *words,
            f"{value.name} triad",
            rf"{roots[0]}\text{{ {value.quality}}}",
            f"{roots[0]}, {value.quality}",
            *short,
        ]


def triad_named(text: str) -> Triad | None:
    """The triad that a plain text without remarks names."""
    text = _INVERTED.sub("", text)
    found = named(text, _WORDS, _SYMBOLS, "major", _TRIAD)
    return Triad(*found) if found else None


def _alike(a: Triad, b: Triad) -> bool:
    return a.pitch_classes == b.pitch_classes


def _agree(value: Triad, remark: str) -> bool:
    other = triad_named(remark)
    if other is not None:
        return other == value
    turned = inversion(remark)
    if turned is not None:
        return turned < 3
    notes = listed(remark)
    if notes is not None:
        return set(notes) == set(value.notes or ())
    return remark.lower() == value.quality or harmless(remark, OWN)
