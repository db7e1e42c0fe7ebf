"""The name of a key or scale. spec: ``key`` (``F# harmonic minor``). Tonic as spelled, and type.

"minor" alone means natural minor, a capital alone major; a small letter alone says nothing.
"""

from __future__ import annotations

import re
from collections.abc import Hashable, Sequence

from etude.answers.kind import Kind
from etude.answers.note_names import plain, spellings
from etude.answers.rooted import OWN, listed, named, read_rooted
from etude.answers.wording import MAX_TEXT, harmless
from etude.theory.keys import CHURCH, MODES, Key
from etude.theory.pitches import note

_MINOR = {
    "natural minor": ("natural", "nat", "pure"),
    "harmonic minor": ("harmonic", "harm"),
    "melodic minor": ("melodic", "mel"),
}
_WORDS = {
    "major": "major", "maj": "major", "ma": "major", "ionian": "major", "minor": "natural minor",
          "min": "natural minor",
    "mi": "natural minor", "aeolian": "natural minor", "eolian": "natural minor", "major ionian": "major",
          "ionian major": "major",
    "natural minor aeolian": "natural minor", "minor aeolian": "natural minor",
          "aeolian natural minor": "natural minor",
    **{f"{stem} {minor}": mode for mode, stems in _MINOR.items() for stem in stems for minor in ("minor", "min")},
    **{f"{minor} {stem}": mode for mode, stems in _MINOR.items() for stem in stems for minor in ("minor", "min")},
    **{f"{minor} scale {stem}": mode for mode, stems in _MINOR.items() for stem in stems for minor in ("minor", "min")},
    "ascending melodic minor": "melodic minor", "melodic minor ascending": "melodic minor",
    "minor melodic ascending": "melodic minor",
    **{mode: mode for mode in CHURCH}, "mixo lydian": "mixolydian", "dor": "dorian", "phryg": "phrygian",
          "phr": "phrygian",
    "lyd": "lydian", "mix": "mixolydian", "mixolyd": "mixolydian", "mixo": "mixolydian", "loc": "locrian",
}  # fmt: skip
_SYMBOLS = {"M": "major", "m": "natural minor", "maj": "major", "min": "natural minor"}
_SCALE = re.compile(r"(?:\s(?:scale|key|mode|tonality))+\Z|\A(?:scale|key)\s(?=[A-G])", re.I)
_KEY = re.compile(r"(major|minor|dorian|phrygian|lydian|mixolydian|locrian)\s(?:key|scale)(?=\sof\s)", re.I)
_SIGNATURE = re.compile(
    r"(?:with\s)?(?:an?\s)?(?:key\ssignature\s(?:of|with|has)\s|signature\sof\s)?([0-7]|one|two|three|four|five|six|seven|no)\s(sharps?|flats?)(?:\s(?:or|and)\s(?:sharps?|flats?))?(?:\sin\sthe\skey\ssignature)?\Z",
    re.I,
)
_COUNT = {word: i + 1 for i, word in enumerate(["one", "two", "three", "four", "five", "six", "seven"])} | {"no": 0}
_RELATIVE = re.compile(
    r"(?:which\s(?:has|shares|uses)\s)?(?:the\s|a\s)?(?:relative\s(?:major|minor)\s(?:key\s)?(?:of|to)"
    r"|(?:same\s)?(?:key\s)?(?:notes|pitches|signature|collection)\s(?:of|as|from)"
    r"|(?:parent\s(?:scale|key)|relative(?:\s(?:major|minor))?)(?::|\sis)?"
    r"|(?:first|second|third|fourth|fifth|sixth|seventh|[1-7](?:st|nd|rd|th))?\s?mode\sof)\s(?:the\s)?(.{1,20})\Z",
    re.I,
)
_SHORT = {"major": ("maj", "M", ""), "natural minor": ("m", " minor", " min", " aeolian"),
          "harmonic minor": (" harm. minor",),
          "melodic minor": (" mel. minor", " melodic minor (ascending)")}  # fmt: skip


class KeyKind(Kind[Key]):
    """A key or scale by tonic and type."""

    name = "key"
    remarks = True
    ask = r"Give the tonic and the type in \boxed{}, such as F# minor."

    @property
    def truth(self) -> Key:
        """The key asked for."""
        tonic, _, mode = self.spec["key"].partition(" ")
        if mode not in MODES and mode not in CHURCH:
            raise ValueError(f"no key: {self.spec['key']!r}")
        return Key(note(tonic), mode)

    def read(self, text: str) -> Key | None:
        """The key that a text names."""
        text = text.removeprefix("K:").lstrip()
        return read_rooted(plain(text), key_named, _agree, _alike) if len(text) <= MAX_TEXT else None

    def key(self, value: Key) -> Hashable:
        """Tonic and type."""
        return tuple(value)

    def agrees(self, value: Key, remark: str) -> bool:
        """Whether a remark names no other key."""
        other = self.read(remark)
        return other is None or other == value

    def forms(self, value: Key) -> Sequence[str]:
        """In words and short, with every spelling of the tonic."""
        tonics = spellings(value.tonic)
        names = [f"{tonic} {value.mode}" for tonic in tonics]
        short = [tonics[at] + sign for at in range(2) for sign in _SHORT.get(value.mode, (f" {value.mode} mode",))]
        return [
            *names,
            f"{value.name} scale",
            f"the key of {value.name}",
            f"{tonics[0]}: {value.mode}",
            f"{tonics[0]} {value.mode.title()}",
            *short,
        ]


def key_named(text: str) -> Key | None:
    """The key or scale that a plain text without remarks names."""
    text = _KEY.sub(r"\1", text, count=1)
    found = named(text, _WORDS, _SYMBOLS, "major", _SCALE)
    return Key(*found) if found else None


def _alike(a: Key, b: Key) -> bool:
    return a.mode == b.mode and a.tonic.pitch_class == b.tonic.pitch_class


def _agree(value: Key, remark: str) -> bool:
    other = key_named(remark)
    if other is not None:
        return other == value
    relative, signature = _RELATIVE.fullmatch(remark), _SIGNATURE.fullmatch(remark)
    try:
        if signature:
            count = _COUNT.get(signature[1].lower())
            count = int(signature[1]) if count is None else count
            return value.fifths == (count if signature[2].lower().startswith("sharp") else -count)
        if relative:
            of = key_named(relative[1])
            return of is not None and of != value and of.fifths == value.fifths
    except ValueError:
        return False
    if "descending" in remark.lower():
        return value.mode != "melodic minor"
    notes = listed(remark)
    if notes is not None:
        return notes[:7] == list(value.scale()) and notes[7:] in ([], [value.tonic])
    return remark.lower() in ("ascending", "up") or remark.lower() == value.mode or harmless(remark, OWN)
