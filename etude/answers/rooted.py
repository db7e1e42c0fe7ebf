r"""What names with a root share: triads, seventh chords, keys and scales are a note and a word or symbol for the rest.

``Bb minor``, ``B♭m``, ``Bb, minor``, ``root Bb, quality minor``, ``minor triad on B flat``. A root in lower case needs
its quality spelled out; a root alone is major only if it is a capital.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import TypeVar

from etude.answers.note_names import DIGITS, name_at, whole_name
from etude.answers.wording import unlabelled, with_remarks
from etude.theory.pitches import Note

V = TypeVar("V")
_LABELS = re.compile(
    r"\b(?:root(?!\s?(?:-|position|in\b|is\s?in\b))|quality|type|tonic|mode(?=\s?[:=])|chord(?=\s?[:=])|key(?=\s?[:=]))(?:\s?[:=]\s?|\s(?:is|of)\s|\s|\Z)",
    re.I,
)
_ARTICLE = re.compile(r"(?:[Tt]he|[Aa]n?)\s(?=[A-G](?:[#b♭ -]|m|\Z))|[Tt]he\s")
_KEY_OF = re.compile(r"(?:key|scale|chord|triad)\sof\s", re.I)
_ON = re.compile(
    r"\s(?:built\son|rooted\son|based\son|starting\son|with\sroot|with\stonic|in|on|of)\s(?:the\snote\s)?(?=[A-Ga-g])",
    re.I,
)
_BEHIND = re.compile(r"(?:\s|\A)(?:triad|chord|scale|key|quality)\Z", re.I)
_DROPPED = str.maketrans("", "", "^{}_()[] ")
OWN = re.compile(
    r"[#♭♮ø°+Δ0-9]|(?<![A-Za-z])[A-Gb-gMm](?![a-z])|\b(?:major|minor|maj|min|dim|aug|diminished|augmented|dominant|half|fully|seventh"
    r"|sharp|flat|natural|harmonic|melodic|dorian|phrygian|lydian|mixolydian|locrian|ionian|aeolian|relative|parallel|[A-Ga-g](?:m|b|maj|min|dim|sus)[0-9]*|[a-h]?[ei]s)\b"
)
"""Words and signs that say something of a root or a quality."""


def named(
    text: str, words: Mapping[str, str], symbols: Mapping[str, str], bare: str | None, kind_words: re.Pattern[str]
) -> tuple[Note, str] | None:
    """The root and the quality that a plain text names.

    Args:
        text: a plain text, without remarks.
        words: names in lower case, with spaces for hyphens, to qualities.
        symbols: what may stand behind a root, to qualities; upper case counts.
        bare: the quality of a capital alone, None if it has none.
        kind_words: what a name may be followed by ("triad").

    """
    text = _LABELS.sub("", text).strip()
    text = _ARTICLE.sub("", _KEY_OF.sub("", _ARTICLE.sub("", text, count=1), count=1), count=1).strip()
    text = kind_words.sub("", text).strip()
    turned = _ON.search(text)
    if turned:
        quality, root = text[: turned.start()], whole_name(text[turned.end() :].strip())
        quality = _spaced(_BEHIND.sub("", kind_words.sub("", quality))).removeprefix("a ").removeprefix("an ")
        if root is not None and quality in words and text[turned.end() : turned.end() + 2].strip():
            return root, words[quality]
        return None
    found = name_at(text)
    if found is None:
        return None
    root, end = found
    tail = text[end:]
    lower = text[0].islower()
    if not tail.strip():
        return (root, bare) if bare and not lower else None
    loose = tail[0] in " -:" and tail[:2] not in ("- ", " -") if tail else False
    word = _spaced(tail)
    if word in words and (tail[0] in " -:,(" or len(word) > 1):
        long = any(len(piece) > 2 for piece in word.split())
        if not lower or long:
            return root, words[word]
    symbol = tail.translate(DIGITS).translate(_DROPPED)
    if loose and tail[0] == ":":
        symbol = symbol[1:]
    if symbol in symbols and not (lower and symbol != "m") and not (tail[0] == " " and not _may_stand_off(symbol)):
        return root, symbols[symbol]
    return None


def _may_stand_off(symbol: str) -> bool:
    """Whether a symbol may have a space before it: not one that begins with an alteration."""
    return symbol[:1] not in "-" and "b5" not in symbol.replace("7b5", "")


def _spaced(text: str) -> str:
    """Words in lower case with single spaces, without punctuation."""
    text = text.translate(DIGITS).lower()
    for sign in "-:.,()[]{}^":
        text = text.replace(sign, " ")
    return " ".join(text.split())


def read_rooted(
    text: str,
    one: Callable[[str], V | None],
    agrees: Callable[[V, str], bool],
    alike: Callable[[V, V], bool] | None = None,
) -> V | None:
    """The value of a plain text, with remarks that agree; its notes may stand before it ("F–A♭–C = F minor")."""
    value = one(text)
    if value is None:
        value = with_remarks(unlabelled(text), one, agrees, alike)
    if value is None:
        notes, sign, name = text.rpartition("=")
        if sign and listed(notes):
            value = with_remarks(name.strip(), one, agrees, alike)
            return value if value is not None and agrees(value, notes.strip()) else None
    return value


_NOTES = re.compile(r"[ ,–—-]{1,3}")


def listed(remark: str) -> list[Note] | None:
    """The notes that a remark lists, None if it lists none."""
    names = [whole_name(name) for name in _NOTES.split(remark.strip("[]{}() ")) if name]
    return [name for name in names if name is not None] if len(names) > 2 and None not in names else None
