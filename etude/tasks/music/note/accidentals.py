"""Name the notes that sound where accidentals last to the end of the bar.

Rule: a sign holds for its line or space until the bar line, not for other octaves, and overrides the key signature.
Source: examination syllabuses of theory; Gardner Read, Music Notation.
"""

from __future__ import annotations

from collections.abc import Iterator

from etude.rng import Stream
from etude.tasks.music.forms import Question, music_family
from etude.tasks.music.line_answers import ASKED, heard, names, near_lines
from etude.theory.abc import Written, written_tune
from etude.theory.keys import major_key
from etude.theory.pitches import Note, from_height, in_key

_SHAPE = {1: (2, 3, 0), 2: (2, 4, 1), 3: (3, 3, 2), 4: (3, 4, 4), 5: (4, 4, 6)}
"""Level: measures, notes in each, most accidentals in the key signature."""
_RULE = "An accidental lasts to the end of its bar, at its own octave only."
_OPENINGS = (
    "Name the notes as they sound.",
    "Which notes sound? Name them in order, each with its accidental.",
    "Give the full name of every note in this line.",
)


@music_family(
    "music.note.accidentals",
    levels={
        n: f"{bars} bars of {notes} notes, up to {most} accidentals in the key signature"
        for n, (bars, notes, most) in _SHAPE.items()
    },
    verifier="notes",
    source="elementary theory: accidentals",
    measure="notes",
)
def write(stream: Stream, level: int) -> Question:
    """Name notes whose accidentals last through the bar."""
    count, size, most = _SHAPE[level]
    while True:
        fifths = stream.between(-most, most)
        bars = [_bar(stream, size) for _ in range(count)]
        right = list(_read(bars, fifths, holds=True, octaves=False, across=False))
        if heard(names(right)) != heard(names(_read(bars, fifths, holds=False, octaves=False, across=False))):
            break
    misread = [
        _read(bars, fifths, holds=False, octaves=False, across=False),
        _read(bars, fifths, holds=True, octaves=True, across=False),
        _read(bars, fifths, holds=True, octaves=False, across=True),
        _read(bars, 0, holds=True, octaves=False, across=False),
    ]
    return Question(
        content=["accidentals", fifths, [[[item.height, item.sign] for item in bar] for bar in bars]],
        text=f"{stream.choice(_OPENINGS)} {_RULE}",
        asked=ASKED,
        right=names(right),
        wrong=[*map(names, misread), *near_lines(stream, right)],
        sound=heard,
        spec={"notes": names(right).split()},
        measure=len(right),
        score=written_tune(bars, major_key(fifths).abc),
    )


def _bar(stream: Stream, size: int) -> list[Written]:
    """Notes around few places, so that signs have something to hold for; some an octave away."""
    places = stream.sample(range(30, 37), 2 if size < 4 else 3)
    bar: list[Written] = []
    for _ in range(size):
        height = stream.choice(places) + stream.choice((0, 0, 0, 7))
        sign = stream.choice((None, None, -1, 0, 1)) if bar else stream.choice((-1, 1, 0))
        held = next((item.sign for item in reversed(bar) if item.height == height and item.sign is not None), None)
        bar.append(Written(height, None if sign == held else sign))
    return bar


def _read(bars: list[list[Written]], fifths: int, *, holds: bool, octaves: bool, across: bool) -> Iterator[Note]:
    """The notes, if signs hold at all, hold in other octaves too, hold across bar lines."""
    held: dict[int, int] = {}
    for bar in bars:
        if not across:
            held = {}
        for item in bar:
            place = item.height % 7 if octaves else item.height
            alter = item.sign if item.sign is not None else held.get(place) if holds else None
            if item.sign is not None:
                held[place] = item.sign
            yield (in_key(item.height, fifths) if alter is None else from_height(item.height, alter)).note
