"""Find the two notes of a row that are one key on the piano.

Rule: enharmonic notes differ in name, not in sound (C sharp and D flat). Source: any textbook of theory.
"""

from __future__ import annotations

from etude.rng import Stream
from etude.tasks.music.forms import Question, music_family
from etude.tasks.music.line_answers import names
from etude.tasks.wording import final
from etude.theory.pitches import Note

_SHAPE = {1: (5, 1, 1), 2: (6, 1, 3), 3: (7, 1, 4), 4: (8, 2, 6), 5: (9, 2, 8)}
"""Level: notes, most semitones of an accidental, fewest notes with one."""
_OPENINGS = (
    "Two of these notes sound the same, whatever the octave. Which two? {row}",
    "Exactly two of these note names are enharmonic. Which? {row}",
    "Find the two names in this row that are the same key on a piano: {row}",
)


@music_family(
    "music.note.enharmonic",
    scored=False,
    levels={
        n: f"{count} notes, {'double accidentals too' if reach > 1 else 'single accidentals'}"
        for n, (count, reach, _) in _SHAPE.items()
    },
    verifier="notes",
    source="elementary theory: enharmonic notes",
    measure="notes",
)
def write(stream: Stream, level: int) -> Question:
    """Find the two enharmonic notes in a row."""
    count, reach, fewest = _SHAPE[level]
    while True:
        row = stream.sample([Note(letter, alter) for letter in range(7) for alter in range(-reach, reach + 1)], count)
        pairs = [[a, b] for i, a in enumerate(row) for b in row[i + 1 :] if a.pitch_class == b.pitch_class]
        if len(pairs) == 1 and sum(item.alter != 0 for item in row) >= fewest:
            break
    others = [[a, b] for i, a in enumerate(row) for b in row[i + 1 :] if a.pitch_class != b.pitch_class]
    near = [pair for pair in others if min(_gap(*pair), _gap(*reversed(pair))) == 1]
    return Question(
        content=["enharmonic", sorted(names([item]) for item in row)],
        text=stream.choice(_OPENINGS).format(row=", ".join(item.name for item in row)),
        asked=final("the two names in the order of the row, separated by a space"),
        right=names(pairs[0]),
        wrong=[names(pair) for pair in [*stream.shuffled(near)[:6], *stream.shuffled(others)]],
        sound=str,
        spec={"notes": names(pairs[0]).split(), "order": "any"},
        measure=len(row),
        show=lambda pair: pair.replace(" ", " and "),
    )


def _gap(first: Note, second: Note) -> int:
    return (second.pitch_class - first.pitch_class) % 12
