r"""Names of notes as people and models write them: ``Bb``, ``B-flat``, ``B♭``, ``B\flat``, ``B^{\flat}``, ``Fx``.

The one place that knows how a note's name may look; notes, chords, keys and scales all begin with it. Every pattern
is anchored where it is tried and has no repetition within a repetition, so the work is linear in a bounded text.
"""

from __future__ import annotations

import re

from etude.theory.pitches import LETTERS, Note

_COMMANDS = re.compile(r"\\(doublesharp|doubleflat|sharp|flat|natural|times|circ|triangle|Delta|o|varnothing|emptyset"
                       r"|oslash|diameter|rightarrow|longrightarrow|to|langle|rangle|lbrace|rbrace|cdot"
                       r"|mid|vert|lvert|rvert|Vert|colon|ldots|dots|backslash)(?![A-Za-z])"
                       r"|\\(sharp|flat|natural)(?=[A-G])")  # fmt: skip
_SHOWN = {
    "doublesharp": "##", "doubleflat": "♭♭", "sharp": "#", "flat": "♭", "natural": "♮", "times": "×", "circ": "°",
    "triangle": "Δ", "Delta": "Δ", "o": "ø", "varnothing": "ø", "emptyset": "ø", "oslash": "ø", "diameter": "ø",
    "rightarrow": "→", "longrightarrow": "→", "to": "→", "langle": "<", "rangle": ">", "lbrace": "{", "rbrace": "}",
    "cdot": "·", "mid": "|", "vert": "|", "lvert": "|", "rvert": "|", "Vert": "||", "colon": ":", "ldots": "…",
    "dots": "…", "backslash": "\\",
}  # fmt: skip
_SIGNS = str.maketrans({
    "♯": "#", "𝄪": "##", "𝄫": "♭♭", "△": "Δ", "∆": "Δ", "º": "°", "˚": "°", "∘": "°", "Ø": "ø", "∅": "ø", "⌀": "ø",
    "−": "-", "‐": "-", "‑": "-", "⁺": "+", "⟨": "<", "⟩": ">", "⟶": "→", "➔": "→", "➜": "→", "⇒": "→", "’": "'",
    "∣": "|", "ᵒ": "°", "ᵐ": "m", "ᵃ": "a", "ʲ": "j", "ⁱ": "i", "ⁿ": "n", "ᴹ": "M", "ᵇ": "♭", "ᵈ": "d", "│": "|",
                        "‖": "||", "\u00a0": " ", "\u202f": " ", "\u2009": " ", "＃": "#",
})  # fmt: skip
DIGITS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹₀₁₂₃₄₅₆₇₈₉", "01234567890123456789")
"""Raised and lowered digits to plain ones."""
_LIFTED = re.compile(
    r"(?<=[A-Ga-g])\s?[\^_]?\s?\{\s?(#\s?#|#|♭\s?♭|♭|♮|bb|b|x|×)\s?\}|(?<=[A-Ga-g])\s?[\^_]\s?(##|#|♭♭|♭|♮)"
)
_BRACED = re.compile(r"\{\s?([A-Ga-g])\s?\}")
_FLATS = {"b": "♭", "bb": "♭♭", "x": "##", "×": "##"}
_NAME = re.compile(
    r"([A-Ga-g])(?:"
    r"\s?(#\s?#|#|♭\s?♭|♭|♮|×)"
    r"|(bb|b|x)"
    r"|[\^_](bb|b)(?![A-Za-z])"
    r"|[ -]{0,2}((?i:double[ -]?sharp|double[ -]?flat|sharp[ -]sharp|flat[ -]flat"
    r"|sharps?(?!\w)|sharp|flat|natural(?!\s?min)))"
    r")?"
)
_ALTER = {
    "##": 2, "x": 2, "×": 2, "doublesharp": 2, "sharpsharp": 2, "bb": -2, "♭♭": -2, "doubleflat": -2, "flatflat": -2,
    "#": 1, "sharp": 1, "b": -1, "♭": -1, "flat": -1, "♮": 0, "natural": 0, "": 0,
}  # fmt: skip
_GAPS = str.maketrans("", "", " -\t\n")
OCTAVE = re.compile(r"[_^]?\{?[0-9₀-₉⁰¹²³⁴-⁹]\}?(?![0-9/])|'{1,5}")
"""An octave behind a name: ``4``, ``_4``, ``''``."""
_WORDS = {0: "natural", 1: "sharp", -1: "flat", 2: "double sharp", -2: "double flat"}
_TEX = {0: "", 1: r"\sharp", -1: r"\flat", 2: r"\sharp\sharp", -2: r"\flat\flat"}
_UNICODE = {0: "", 1: "♯", -1: "♭", 2: "𝄪", -2: "𝄫"}


def plain(text: str) -> str:
    r"""A text with the signs of music in one form: ``#`` and ``♭`` for ``♯``, ``\sharp``, ``^{\flat}``, ``^\#`` ..."""
    if "\\" in text:
        text = text.replace("\\textsuperscript", "^").replace("\\textsubscript", "_")
        text = _COMMANDS.sub(lambda found: _SHOWN[found[1] or found[2]], text)
        text = text.replace("\\#", "#").replace("\\{", "{").replace("\\}", "}").replace("\\&", "&")
    text = text.translate(_SIGNS)
    if "^" in text or "_" in text or "{" in text:
        text = _LIFTED.sub(_lowered, _BRACED.sub(r"\1", text))
    return " ".join(text.split())


def _lowered(found: re.Match[str]) -> str:
    """A raised sign on the line."""
    sign = (found[1] or found[2]).replace(" ", "")
    return _FLATS.get(sign, sign)


def name_at(text: str, at: int = 0) -> tuple[Note, int] | None:
    """The note whose name stands at a place of a plain text, and where the name ends; None if there is none."""
    found = _NAME.match(text, at)
    if not found:
        return None
    sign = (found[2] or found[3] or found[4] or found[5] or "").lower().translate(_GAPS).removesuffix("s")
    return Note(LETTERS.index(found[1].upper()), _ALTER[sign]), found.end()


def whole_name(text: str) -> Note | None:
    """The note that a whole plain text names, an octave may follow; None if it names none."""
    found = name_at(text)
    if found is None:
        return None
    end = found[1]
    octave = OCTAVE.match(text, end) or OCTAVE.match(text, end + 1 if text[end : end + 1] == " " else end)
    if octave:
        end = octave.end()
    return found[0] if end == len(text) else None


def spellings(note: Note) -> list[str]:
    r"""The usual ways to write a note: ``Bb``, ``B♭``, ``B-flat``, ``B flat``, ``B\flat``, ``B^\flat`` ..."""
    letter, alter = LETTERS[note.letter], note.alter
    names = [note.name, letter + _UNICODE[alter]]
    if alter:
        word = _WORDS[alter]
        names += [f"{letter}-{word.replace(' ', '-')}", f"{letter} {word}", letter + _TEX[alter]]
        names += [rf"{letter}^{{{_TEX[alter]}}}", rf"\text{{{letter}}}{_TEX[alter]}"]
    else:
        names += [f"{letter}♮", rf"{letter}\natural", rf"\text{{{letter}}}"]
    return list(dict.fromkeys(names))
