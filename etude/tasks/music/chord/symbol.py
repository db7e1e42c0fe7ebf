"""Spell a chord from its symbol, as in lead sheets.

Rule: the symbol names root, quality, added or suspended notes, and after a slash the bass. Source: the usual chord
symbols of jazz and popular music.
"""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from etude.rng import Stream
from etude.tasks.music.forms import Question, music_family
from etude.tasks.music.line_answers import heard, names, near_lines
from etude.tasks.wording import final, span
from etude.theory.intervals import read_interval, transpose
from etude.theory.pitches import Note

KINDS = {
    "": "M3 P5", "m": "m3 P5", "dim": "m3 d5", "aug": "M3 A5", "sus4": "P4 P5", "sus2": "M2 P5", "6": "M3 P5 M6",
    "m6": "m3 P5 M6", "7": "M3 P5 m7", "maj7": "M3 P5 M7", "m7": "m3 P5 m7", "m7b5": "m3 d5 m7", "dim7": "m3 d5 d7",
    "9": "M3 P5 m7 M9", "maj9": "M3 P5 M7 M9", "m9": "m3 P5 m7 M9", "7sus4": "P4 P5 m7",
}  # fmt: skip
"""What follows the root in a symbol to the intervals above the root."""
_SHAPE = {1: (0, 1), 2: (2, 2), 3: (3, 3), 4: (4, 4), 5: (5, 7)}
_OPENINGS = (
    "Spell the chord {symbol} from its lowest note up.",
    "Which notes does the chord symbol {symbol} stand for, from the lowest up?",
    "A lead sheet has {symbol}. Name the notes of the chord, bass first.",
)


class Symbol(NamedTuple):
    """A chord symbol and its notes from the bass up."""

    text: str
    notes: tuple[Note, ...]


@music_family(
    "music.chord.symbol",
    scored=False,
    levels={n: f"triads to ninths, slash chords, {span(low, high)} accidentals" for n, (low, high) in _SHAPE.items()},
    verifier="notes",
    source="lead sheets: chord symbols",
    measure="accidentals",
)
def write(stream: Stream, level: int) -> Question:
    """Spell a chord from its symbol."""
    chord = stream.choice(_symbols(level))
    size = len(chord.notes)
    others = [other.notes for other in _on(chord.notes[0].letter) if len(other.notes) == size and other != chord]
    return Question(
        content=["chord symbol", chord.text],
        text=stream.choice(_OPENINGS).format(symbol=chord.text),
        asked=final("the names of the notes in close position, separated by spaces, without octaves (such as C Eb G)"),
        right=names(chord.notes),
        wrong=[*map(names, stream.shuffled(others)[:4]), *near_lines(stream, chord.notes)],
        sound=heard,
        spec={"notes": names(chord.notes).split()},
        measure=sum(abs(note.alter) for note in chord.notes),
    )


@cache
def _every() -> tuple[Symbol, ...]:
    made = []
    for root in (Note(letter, alter) for letter in range(7) for alter in (-1, 0, 1)):
        for kind, sizes in KINDS.items():
            intervals = [read_interval(name) for name in sizes.split()]
            above = [transpose(root.at(4), interval, up=True) if interval else None for interval in intervals]
            notes = (root, *(pitch.note for pitch in above if pitch))
            if len(notes) == len(above) + 1:
                made.append(Symbol(root.name + kind, notes))
                if len(notes) < 5 and "sus" not in kind and "6" not in kind:
                    turns = range(1, len(notes))
                    made += [Symbol(f"{root.name}{kind}/{notes[n].name}", notes[n:] + notes[:n]) for n in turns]
    return tuple(made)


@cache
def _symbols(level: int) -> tuple[Symbol, ...]:
    low, high = _SHAPE[level]
    return tuple(chord for chord in _every() if low <= sum(abs(note.alter) for note in chord.notes) <= high)


@cache
def _on(letter: int) -> tuple[Symbol, ...]:
    """The chords whose lowest note has a letter."""
    return tuple(chord for chord in _every() if chord.notes[0].letter == letter)
