"""Write notes with their German names.

Rule: B natural is H and B flat is B; sharps add -is, flats -es (Es and As lose a vowel). Source: German theory
textbooks; international scores and tone-row charts name notes this way.
"""

from __future__ import annotations

from etude.rng import Stream
from etude.tasks.music.forms import Question, music_family
from etude.tasks.music.line_answers import names
from etude.tasks.wording import final
from etude.theory.german import german, read_german
from etude.theory.pitches import Note

_SHAPE = {1: (3, 1), 2: (5, 1), 3: (6, 1), 4: (7, 2), 5: (8, 2)}
"""Level: notes, most semitones of an accidental."""
_OPENINGS = (
    "Write these notes with their German names: {row}",
    "What are these notes called in German? {row}",
    "Translate these English note names into German ones: {row}",
)


@music_family(
    "music.note.german",
    scored=False,
    levels={
        n: f"{count} notes, {'double' if reach > 1 else 'single'} accidentals" for n, (count, reach) in _SHAPE.items()
    },
    verifier="notes",
    source="theory: German note names",
    measure="notes",
)
def write(stream: Stream, level: int) -> Question:
    """Name notes in German."""
    count, reach = _SHAPE[level]
    every = [Note(letter, alter) for letter in range(7) for alter in range(-reach, reach + 1)]
    while True:
        notes = stream.sample(every, count)
        if any(note.letter == 6 and note.alter in (-1, 0) for note in notes):
            break
    right = _named(notes)
    return Question(
        content=["german", names(notes)],
        text=stream.choice(_OPENINGS).format(row=", ".join(note.name for note in notes)),
        asked=final("the German names in order, separated by spaces, such as Cis Es H"),
        right=right,
        wrong=_wrong(stream, notes),
        sound=_heard,
        spec={"notes": names(notes).split(), "names": "german"},
        measure=count,
    )


def _named(notes: list[Note]) -> str:
    return " ".join(german(note) for note in notes)


def _heard(written: str) -> tuple[Note | None, ...]:
    return tuple(read_german(name) for name in written.split())


def _wrong(stream: Stream, notes: list[Note]) -> list[str]:
    """One note with another accidental, and B taken for H or H for B."""
    wrong = []
    for at, note in enumerate(notes):
        for alter in (-1, 0, 1):
            if alter != note.alter:
                wrong.append(_named([*notes[:at], note._replace(alter=alter), *notes[at + 1 :]]))
    english = [note._replace(alter=note.alter - 1) if note == Note(6, 0) else note for note in notes]
    swapped = [note._replace(alter=0) if note == Note(6, -1) else note for note in english]
    return [_named(english), _named(swapped), *stream.shuffled(wrong)]
