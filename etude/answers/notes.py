"""A list of notes; octaves may be added.

spec: ``notes`` (ASCII names); ``spelling`` is ``any`` where enharmonics count, ``order`` where the order does not,
``names`` is ``german`` where German names are asked for (H is a note nowhere else). Read are lists with any separator,
numbered lists, sets, names side by side where they can't be anything else, and a line of ABC.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Sequence

from etude.answers.abc_text import read_line
from etude.answers.chord import triad_named
from etude.answers.key import key_named
from etude.answers.kind import Kind
from etude.answers.note import ABC_SIGNS
from etude.answers.note_names import OCTAVE, name_at, plain, spellings, whole_name
from etude.answers.seventh import seventh_named
from etude.answers.wording import harmless, unlabelled
from etude.theory.german import german, read_german
from etude.theory.pitches import ABC_ALTER, LETTERS, Note, key_alter, note

MAX_LIST = 600
_MOST = 200
_SPACE = re.compile(r"(?:\\\\|[ \t\r\n])+")
_SEPARATOR = re.compile(
    r",\s?(?:and|und|then|&)(?![A-Za-z#])|->|>|<|→|[,;|/·+&-]|–|—|(?:and|und|then|to|up to)(?![A-Za-z#♭])", re.I
)
_NUMBERED = re.compile(r"(?:^|(?<=[\s,;]))\(?([0-9]{1,2})[.):]\s")
_PAIRS = {"()", "[]", "{}", "<>"}
_TAIL = re.compile(r"\s?\(([^()]{1,60})\)\Z|\s?\[([^\[\]]{1,60})\]\Z")
_REMARK = re.compile(
    r",?\s(?:in\s)?(?:ascending|descending|ascending order|low to high|from low to high"
    r"|from lowest to highest|from the bass up)\Z",
    re.I,
)
_OWN = re.compile(
    r"(?<![A-Za-z])[A-GH](?![a-z])|(?<![A-Za-z])[b-h](?![a-z])|[#♭♮]|\b(?:sharp|flat|natural|[a-h]?[ei]s)\b"
)
_KEY = r"[A-G](?:#|♭|b|\s?-?\s?(?:sharp|flat))?(?:\s(?:major|minor))?"
_FUNCTION = re.compile(
    r"(?:(?:the|it|this|is|a)\s){0,3}"
    r"(?:[iIvV]{1,3}[°oø+]?[0-9/]{0,3}|tonic|supertonic|mediant|subdominant|dominant|submediant)?(?:\s?(?:chord|triad))?"
    rf"\s?(?:(?:of|in|/)\s?(?:the\skey\sof\s)?(?:{_KEY}|[iIvV]{{1,3}}))?\Z"
)
"""What notes are in a key: "V of D", "in G minor"; it names none of them."""
_TITLED = re.compile(r"(?![A-Z]:)([^:=]{1,40}?)(?:/[A-G][#♭b]?)?\s?[:=]\s?(?=\S)")
_ASIDE = re.compile(r"\s?\(([^()]{1,40})\)")
_EQUATED = re.compile(r"\s?(?:=|≡|\\equiv|\\simeq|≃|≅|\\cong)\s?")
_GLUED_FLATS = re.compile(r"(?:[A-G](?:[_^]?b{1,2}(?!b))?[0-9]?[\s,;]*)+\Z")
"""Either names with flats, or ABC with b an octave above B: nobody can tell."""
_QUOTES = str.maketrans("", "", '"“”')
_LOOSE_MARK = re.compile(r"\s[,']")


class Notes(Kind[tuple[Note, ...]]):
    """Notes by letters and accidentals, in order unless the question says otherwise."""

    name = "notes"
    remarks = True
    ask = r"Give the notes in order in \boxed{}, separated by spaces, such as F# G A Bb."
    many = True

    @property
    def truth(self) -> tuple[Note, ...]:
        """The notes asked for."""
        return tuple(map(note, self.spec["notes"]))

    def read(self, text: str) -> tuple[Note, ...] | None:
        """The notes that a text lists; None if one is no note, or there is only one."""
        text = text.removeprefix("= ")
        if '"' in text or "“" in text:
            text = text.translate(_QUOTES)
        if len(text) > MAX_LIST:
            return None
        if self.spec.get("order") == "any":
            text = _EQUATED.sub(", ", text)
        if self.spec.get("spelling") == "any" and "/" in text:
            text = _one_of_two(text)
        if self.spec.get("names") == "german":
            found = read_list(text, _german_at)
        else:
            found, lines = read_list(text, _name_at), _abc_notes(text)
            if found is None:
                ambiguous = "b" in text and _GLUED_FLATS.match(text)
                found = None if ambiguous or _LOOSE_MARK.search(text) else lines
        return tuple(found) if found is not None and len(found) > 1 else None

    def key(self, value: tuple[Note, ...]) -> Hashable:
        """The names, or pitch classes where spelling is free; sorted where order is."""
        free, mixed = self.spec.get("spelling") == "any", self.spec.get("order") == "any"
        heard: list[tuple[int, ...]] = [(item.pitch_class,) if free else tuple(item) for item in value]
        return tuple(sorted(heard) if mixed else heard)

    def agrees(self, value: tuple[Note, ...], remark: str) -> bool:
        """Whether a remark lists no other notes."""
        other = self.read(remark)
        return other is None or self.same(other, value)

    def forms(self, value: tuple[Note, ...]) -> Sequence[str]:
        """With spaces, commas, hyphens, arrows, in LaTeX and words, and as ABC; German names where asked."""
        if self.spec.get("names") == "german":
            names = [german(item) for item in value]
            return [gap.join(names) for gap in (" ", ", ", "-", " – ", " → ")] + [f"({', '.join(names)})"]
        rows = list(zip(*[_padded(spellings(item)) for item in value], strict=True))
        names = [item.name for item in value]
        forms = [" ".join(names), ", ".join(names), "-".join(names), " - ".join(names), r" \rightarrow ".join(names)]
        forms += [rf"\{{{', '.join(names)}\}}", f"Notes: {' '.join(names)}", f"({', '.join(names)})"]
        forms += [f"{', '.join(names[:-1])} and {names[-1]}"]
        for row in rows[1:]:
            forms += [", ".join(row), r"\;".join(row)]
        abc = " ".join(ABC_SIGNS[item.alter].replace("=", "") + LETTERS[item.letter] for item in value)
        return list(dict.fromkeys([*forms, abc]))


def _one_of_two(text: str) -> str:
    """A list in which two spellings of one key of the keyboard stand for one note: "D♯/E♭, G" without E♭."""
    text = plain(text)
    pieces = re.split(r"(,\s?|;\s?|\s(?!/)(?<!/\s))", text)
    for i, piece in enumerate(pieces):
        names = [whole_name(name.strip()) for name in piece.split("/")]
        if (
            len(pieces) > 1
            and len(names) == 2
            and names[0]
            and names[1]
            and names[0].pitch_class == names[1].pitch_class
        ):
            pieces[i] = piece.split("/")[0].strip()
    return "".join(pieces)


def _padded(names: list[str]) -> list[str]:
    return (names * 3)[:7]


def _made(name: str) -> list[Sequence[Note] | None]:
    """What the chord or scale of a name is made of, if it is one."""
    triad, full, key = triad_named(name), seventh_named(name), key_named(name)
    return [
        triad.notes if triad else None,
        full.notes if full else None,
        key.scale() if key and abs(key.tonic.alter) < 2 else None,
    ]


def _names(remark: str, listed: Sequence[Note]) -> bool:
    """Whether a remark names the chord or scale that the listed notes make up."""
    return any(notes is not None and set(notes) == set(listed) for notes in _made(remark))


Reader = Callable[[str, int], tuple[Note, int] | None]


def read_list(text: str, name: Reader) -> list[Note] | None:
    """The notes of a list; None if anything in it is no note."""
    if not text.isascii() or "\\" in text or "_" in text or "^" in text or "{" in text:
        text = plain(text.replace("\\\\", " ").replace("{,}", ","))
    text = unlabelled(" ".join(text.split()))
    for _ in range(2):
        tail = _TAIL.search(text)
        if tail and tail.start():
            remark = tail[1] or tail[2]
            listed = None if harmless(remark, _OWN) else _scanned(text[: tail.start()], name)
            if not harmless(remark, _OWN) and (listed is None or not _fits(remark, listed, name)):
                return None
            text = text[: tail.start()]
    text = _REMARK.sub("", text)
    while len(text) > 1 and text[0] + text[-1] in _PAIRS:
        text = text[1:-1].strip()
    return _scanned(text, name) or _behind_a_name(text, name)


def _fits(remark: str, listed: list[Note], name: Reader) -> bool:
    """Whether a remark says the same notes, the chord or scale they make, or of which key they are."""
    if _scanned(remark, name) == listed:
        return True
    return all(_may_stand(piece, listed) for piece in re.split(r"[,;]\s?", remark))


def _behind_a_name(text: str, name: Reader) -> list[Note] | None:
    """The notes behind what they make up: "Gm = G B♭ D", "D♯7/A♯: A♯ C♯ D♯ F𝄪"."""
    found = _TITLED.match(text)
    listed = _scanned(text[found.end() :], name) if found else None
    return listed if found and listed and _may_stand(found[1], listed) else None


def _may_stand(words: str, listed: list[Note]) -> bool:
    """Whether words beside a list are its function, name the chord or scale that it is, or none at all."""
    if _FUNCTION.match(words):
        return True
    named = _made(words)
    return _names(words, listed) if any(named) else harmless(words, _OWN)


def _scanned(text: str, name: Reader) -> list[Note] | None:
    """The notes of a bare list."""
    numbers = [int(number) for number in _NUMBERED.findall(text)]
    if numbers and numbers == list(range(1, len(numbers) + 1)):
        text = _NUMBERED.sub(" ", text)
    found: list[Note] = []
    at, size = 0, len(text)
    apart = strong = True
    glued = False
    while at < size:
        space = _SPACE.match(text, at)
        if space:
            at, apart = space.end(), True
            continue
        separator = _SEPARATOR.match(text, at) if found else None
        if separator:
            if strong:
                return None
            at, apart, strong = separator.end(), True, True
            continue
        read = name(text, at)
        if read is None or len(found) >= _MOST:
            return None
        glued = glued or not apart
        if not apart and not _separable(text, at):
            return None
        found.append(read[0])
        at, apart, strong = read[1], False, False
        aside = _ASIDE.match(text, at)
        if aside:
            if not _says_nothing(aside[1], read[0], name):
                return None
            at = aside.end()
    if not found or (strong and text[-1] not in ",;"):
        return None
    return None if glued and any(sign in text for sign in "^_=") else found


def _says_nothing(remark: str, before: Note, name: Reader) -> bool:
    """Whether a bracket behind a note of a list names none, or one that it is not: "A♯ (bass)", "B (not H)"."""
    if remark.startswith("not "):
        other = name(remark, 4)
        return other is not None and other[1] == len(remark) and other[0] != before
    return harmless(remark, _OWN)


def _separable(text: str, at: int) -> bool:
    """Whether a name that begins here can't belong to the one before it: a capital behind a sign or an octave."""
    return text[at].isupper() and text[at - 1] in "#♭♮×0123456789"


def _name_at(text: str, at: int) -> tuple[Note, int] | None:
    read = name_at(text, at)
    if read is None:
        return None
    octave = OCTAVE.match(text, read[1])
    return (read[0], octave.end()) if octave else read


_GERMAN = re.compile(r"[A-Za-z]{1,6}")


def _german_at(text: str, at: int) -> tuple[Note, int] | None:
    word = _GERMAN.match(text, at)
    read = read_german(word[0]) if word else None
    if word is None or read is None:
        return None
    octave = OCTAVE.match(text, word.end())
    return read, octave.end() if octave else word.end()


def _abc_notes(text: str) -> list[Note] | None:
    """The notes of a line of ABC, unmarked ones natural unless it has a key of its own. None if it has rests."""
    line = read_line(text)
    if line is None:
        return None
    found = []
    for bar in line.bars:
        held: dict[str, int] = {}
        for sign, written, _ in bar:
            letter = written[0].upper()
            if letter == "Z":
                return None
            at = LETTERS.index(letter)
            alter = ABC_ALTER.get(sign)
            if alter is None:
                alter = held.get(letter, key_alter(at, line.fifths)) if line.fifths else 0
            held[letter] = alter
            found.append(Note(at, alter))
    return found if len(found) > 1 else None
