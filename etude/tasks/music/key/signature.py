"""Name the sharps or flats that come in when the key signature changes.

Rule: sharps enter in the order F C G D A E B, flats in the reverse order. Church modes take the signature of the
major key with the same notes. Source: any textbook of theory.
"""

from __future__ import annotations

from functools import cache

from etude.rng import Stream
from etude.tasks.music.forms import Question, music_family
from etude.tasks.music.line_answers import heard, names, near_lines
from etude.tasks.wording import final, span
from etude.theory.keys import CHURCH, Key, keys
from etude.theory.pitches import Note

_SHAPE = {1: (2, 5, ()), 2: (4, 6, CHURCH), 3: (5, 7, CHURCH), 4: (6, 7, CHURCH), 5: (7, 7, CHURCH)}
"""Level: fewest and most accidentals in the new signature, modes beyond major and minor."""
_OPENINGS = (
    "A piece moves from {old} to {new}. Which accidentals are in the new key signature that were not in the old one?",
    "Compare the key signatures of {old} and {new}: which accidentals does the second one add?",
    "Going from the key signature of {old} to that of {new}, which accidentals are added?",
)
_SHARPS = [Note(letter, 1) for letter in (3, 0, 4, 1, 5, 2, 6)]


@music_family(
    "music.key.signature",
    scored=False,
    levels={
        n: f"{'church modes, ' if modes else ''}major and minor, {span(low, high)} accidentals in the new signature"
        for n, (low, high, modes) in _SHAPE.items()
    },
    verifier="notes",
    source="elementary theory: key signatures",
    measure="accidentals",
)
def write(stream: Stream, level: int) -> Question:
    """Name the accidentals that a new key signature adds."""
    while True:
        new = stream.choice(_keys(level))
        old = stream.choice(_keys(level, old=True))
        kept = abs(old.fifths)
        if old.fifths * new.fifths >= 0 and abs(new.fifths) - kept >= 2:
            break
    order = _SHARPS if new.fifths > 0 else [Note(item.letter, -1) for item in reversed(_SHARPS)]
    right = order[kept : abs(new.fifths)]
    turned = [Note(item.letter, -item.alter) for item in right]
    return Question(
        content=["signature change", old.name, new.name],
        text=stream.choice(_OPENINGS).format(old=old.short, new=new.short),
        asked=final("the names of the added notes in the order of the signature, separated by spaces, such as F# C#"),
        right=names(right),
        wrong=[
            *([names(turned)] if len(right) > 1 else []),
            *([names(order[kept - 1 : abs(new.fifths)])] if kept else []),
            *([names(order[kept : abs(new.fifths) + 1])] if abs(new.fifths) < 7 else []),
            *[names(order[a : a + len(right)]) for a in range(8 - len(right)) if a != kept],
            *near_lines(stream, right),
            *[names(stream.shuffled(right)) for _ in range(5)],
        ],
        sound=heard,
        spec={"notes": names(right).split()},
        measure=abs(new.fifths),
    )


@cache
def _keys(level: int, *, old: bool = False) -> tuple[Key, ...]:
    low, high, modes = _SHAPE[level]
    every = [key for mode in ("major", "natural minor", *modes) for key in keys(mode, high)]
    return tuple(key for key in every if old or abs(key.fifths) >= low)
