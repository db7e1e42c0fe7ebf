"""The name of a seventh chord. spec: ``seventh`` (``Bb minor seventh``). Root as spelled, and quality.

``Bbm7``, ``B♭-7``, ``Bø7``, ``G7``, "dominant seventh on G". A root in lower case needs the quality in words.
"""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterator, Sequence

from etude.answers.kind import Kind
from etude.answers.note_names import plain, spellings
from etude.answers.rooted import OWN, listed, named, read_rooted
from etude.answers.wording import MAX_TEXT, harmless, inversion
from etude.theory.chords import Seventh, seventh
from etude.theory.pitches import note

_STEMS = {
    "dominant seventh": ("dominant", "dom", "major minor"),
    "major seventh": ("major", "maj", "ma", "major major"),
    "minor seventh": ("minor", "min", "mi", "minor minor"),
    "half-diminished seventh": ("half diminished", "half dim", "halfdim", "halfdiminished", "diminished minor"),
    "diminished seventh": ("diminished", "dim", "fully diminished", "full diminished", "fully dim", "full dim",
                           "diminished diminished"),
}  # fmt: skip
_TAILS = ("seventh", "7th", "7", "seven")
_FLAT = ("flat five", "flat 5", "flat fifth", "♭5", "♭ 5", "b5", "flat 5th")


def _words() -> Iterator[tuple[str, str]]:
    for quality, stems in _STEMS.items():
        for stem in stems:
            for tail in _TAILS:
                yield f"{stem} {tail}", quality
                yield f"{stem}{tail}", quality
    for stem in ("minor", "min", "mi", "m"):
        for tail in _TAILS:
            for flat in _FLAT:
                yield f"{stem} {tail} {flat}", "half-diminished seventh"
                yield f"{stem}{tail} {flat}", "half-diminished seventh"
    yield from (("half diminished", "half-diminished seventh"), ("half dim", "half-diminished seventh"))
    yield from (("seventh", "dominant seventh"), ("7th", "dominant seventh"))


_WORDS = dict(_words())
_SYMBOLS = {
    **dict.fromkeys(("7", "dom7", "Dom7", "Mm7", "dom.7", "7th"), "dominant seventh"),
    **dict.fromkeys(("maj7", "M7", "Maj7", "MAJ7", "ma7", "Ma7", "MA7", "Δ7", "Δ", "MM7", "maj7th", "M7th"),
                    "major seventh"),
    **dict.fromkeys(("m7", "min7", "Min7", "mi7", "-7", "mm7", "min.7", "m7th"), "minor seventh"),
    **dict.fromkeys(("ø7", "ø", "hdim7", "halfdim7", "half-dim7"), "half-diminished seventh"),
    **{f"{minor}7{flat}": "half-diminished seventh" for minor in ("m", "min", "mi",
        "-") for flat in ("b5", "♭5", "-5", "(b5)")},
    **dict.fromkeys(("°7", "o7", "dim7", "Dim7", "dim.7"), "diminished seventh"),
}  # fmt: skip
_SHORT = {
    "dominant seventh": ("7", "dom7", "^7", "^{7}"),
    "major seventh": ("maj7", "M7", "Δ7", "^{maj7}"),
    "minor seventh": ("m7", "min7", "-7", "m^7"),
    "half-diminished seventh": ("ø7", "m7b5", "m7(♭5)", r"^{\varnothing 7}"),
    "diminished seventh": ("°7", "dim7", "o7", r"^{\circ 7}"),
}
_DASHED = re.compile(r"\s[-–—−]\s?7")
"""Either "minor seventh" or only a dash."""
_CHORD = re.compile(r"(?:\schord)+\Z|\Achord\s", re.I)
_INVERTED = re.compile(
    r"(?:\schord)?,?\s(?:in\s)?(?:(?:first|1st|second|2nd|third|3rd)\s(?:inversion|inv\.?)|root\sposition)\Z", re.I
)


class SeventhKind(Kind[Seventh]):
    """A seventh chord by root and quality."""

    name = "seventh"
    remarks = True
    ask = r"Give the root and the quality of the seventh chord in \boxed{}, such as F# minor seventh."

    @property
    def truth(self) -> Seventh:
        """The chord asked for."""
        root, _, quality = self.spec["seventh"].partition(" ")
        chord = seventh(note(root), quality)
        if chord is None:
            raise ValueError(f"no seventh chord: {self.spec['seventh']!r}")
        return chord

    def read(self, text: str) -> Seventh | None:
        """The seventh chord that a text names."""
        if len(text) > MAX_TEXT or _DASHED.search(text):
            return None
        return read_rooted(plain(text), seventh_named, _agree, _alike)

    def key(self, value: Seventh) -> Hashable:
        """Root and quality."""
        return value.quality, tuple(value.notes[0])

    def agrees(self, value: Seventh, remark: str) -> bool:
        """Whether a remark names no other seventh chord."""
        other = self.read(remark)
        return other is None or other == value

    def forms(self, value: Seventh) -> Sequence[str]:
        """In words and as symbols, with every spelling of the root."""
        roots = spellings(value.notes[0])
        words = [f"{root} {value.quality}" for root in roots]
        short = [roots[at] + sign for at in range(2) for sign in _SHORT[value.quality]]
        base = value.quality.removesuffix("seventh")
        return [
            *words,
            f"{value.name} chord",
            f"{roots[0]} {base}7th",
            f"{roots[0]} {base}7",
            f"{value.quality} on {roots[0]}",
            *short,
        ]


def seventh_named(text: str) -> Seventh | None:
    """The seventh chord that a plain text without remarks names."""
    found = named(_INVERTED.sub("", text), _WORDS, _SYMBOLS, None, _CHORD)
    return seventh(*found) if found else None


def _alike(a: Seventh, b: Seventh) -> bool:
    return {note.pitch_class for note in a.notes} == {note.pitch_class for note in b.notes}


def _agree(value: Seventh, remark: str) -> bool:
    other = seventh_named(remark)
    if other is not None:
        return other == value
    if inversion(remark) is not None:
        return True
    notes = listed(remark)
    if notes is not None:
        return set(notes) == set(value.notes)
    words = " ".join(remark.lower().replace("-", " ").split())
    said = _WORDS.get(words) or _WORDS.get(f"{words} seventh")
    return said == value.quality if said else harmless(remark, OWN)
