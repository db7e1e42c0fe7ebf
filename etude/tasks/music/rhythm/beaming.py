"""Beam the short notes of a melody by beats.

Rule: notes shorter than a quarter note that belong to one beat are beamed together, and no beam crosses from one
beat into the next. Source: examination syllabuses of theory (grouping of notes); Gardner Read, Music Notation.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate

from etude.rng import Stream
from etude.tasks.music.composer import compose
from etude.tasks.music.forms import ABC_LINE, Question, music_family
from etude.tasks.music.tunes import canonical, draw_signature, named
from etude.tasks.wording import BOXED
from etude.theory.abc import Event, tune, unit_length, write_measure
from etude.theory.terms import NOTE_VALUES

_SHAPE = {
    1: (1, ("2/4", "3/4", "4/4"), 2),
    2: (2, ("2/4", "3/4", "4/4", "6/8"), 2),
    3: (2, ("3/4", "6/8", "9/8", "2/2"), 3),
    4: (3, ("9/8", "12/8", "4/4", "6/8"), 3),
    5: (4, ("9/8", "12/8", "3/2", "6/8"), 3),
}
"""Level: measures, metres, grade of the rhythms."""
_QUARTER = 16
_CHANGES = ((1, 1), (0, 1), (1, 0), (1, 1), (0, 2), (2, 0), (1, 1), (2, 1))
"""Joints that a wrong option lacks, and those it has too many."""
_OPENINGS = (
    "Every note of this melody stands alone. Beam those shorter than a quarter note by beats; a beat is a {beat}.",
    "Group the short notes of this melody: beam what belongs to the same beat (a {beat}), and nothing else.",
    "Put in the beams: notes shorter than a quarter note are joined within each beat, which is a {beat} here.",
)


@music_family(
    "music.rhythm.beaming",
    levels={n: f"{count} measures in {', '.join(metres)}" for n, (count, metres, _) in _SHAPE.items()},
    verifier="beams",
    source="elementary theory: grouping and beaming",
    measure="events",
    version=3,
)
def write(stream: Stream, level: int) -> Question:
    """Beam a melody by its beats."""
    count, metres, grade = _SHAPE[level]
    while True:
        metre = named(stream.choice(metres))
        key = draw_signature(stream, level)
        measures = compose(stream, metre, key, count + 1, grade)[:count]
        melody = _Melody(measures, key.fifths)
        right = melody.joined(metre.groups)
        wrong = {melody.joined(groups) for groups in _other_beats(metre.length)} - {right}
        if len(wrong) > 2 and len(right) * (len(melody.joints) - len(right)) > 2:
            break
    others = [*stream.shuffled(sorted(map(sorted, wrong)))[:4], *_bent(stream, melody, right)]
    body = melody.body(right)
    return Question(
        content=["beaming", metre.name, key.fifths, [canonical(events) for events in measures]],
        text=stream.choice(_OPENINGS).format(beat=NOTE_VALUES[metre.groups[0]]),
        asked=f"Give one line of ABC in which beamed notes stand together without a space, bar lines kept, in {BOXED}.",
        right=body,
        wrong=[melody.body(beams) for beams in others],
        sound=str,
        spec={"measures": [text.strip() for text in body.removesuffix("|]").split("|")], "key": key.abc, "unit": 8},
        measure=sum(map(len, measures)),
        score=tune(melody.body(()), key=key.abc, metre=metre),
        engrave=lambda shown: tune(shown, key=key.abc),
        unseen=ABC_LINE,
    )


Beams = frozenset[tuple[int, int]]
"""The joints of a beaming: (measure, note) of every note that is joined to the one after it."""


class _Melody:
    """A melody as ABC, note by note, and where its notes can be joined: between two short notes."""

    def __init__(self, measures: list[list[Event]], fifths: int) -> None:
        unit = unit_length(8)
        self.words = [write_measure(events, fifths, unit).split() for events in measures]
        self.onsets = [list(accumulate((event.length for event in events), initial=0)) for events in measures]
        short = [[event.length < _QUARTER and bool(event.pitches) for event in events] for events in measures]
        self.joints = [(m, i) for m, row in enumerate(short) for i in range(len(row) - 1) if row[i] and row[i + 1]]

    def joined(self, groups: Sequence[int]) -> Beams:
        """The joints within groups of these lengths."""
        starts = set(accumulate(groups, initial=0))
        return frozenset((m, i) for m, i in self.joints if self.onsets[m][i + 1] not in starts)

    def body(self, beams: Iterable[tuple[int, int]]) -> str:
        """The melody with these joints as ABC."""
        tight = set(beams)
        measures = []
        for m, words in enumerate(self.words):
            spaced = [word + ("" if (m, i) in tight else " ") for i, word in enumerate(words)]
            measures.append("".join(spaced).strip())
        return " | ".join(measures) + " |]"


def _other_beats(length: int) -> Iterator[list[int]]:
    """Other beats, beats that begin late, half measures and whole measures."""
    for late in (0, 8, 12):
        for beat in (8, 16, 24, 32, length):
            inner = max(0, length - late)
            yield [*([late] if late else []), *[beat] * (inner // beat)]


def _bent(stream: Stream, melody: _Melody, right: Beams) -> Iterator[Iterable[tuple[int, int]]]:
    """The right beams with joints left out, or one too many, or both."""
    joined, parted = sorted(right), [joint for joint in melody.joints if joint not in right]
    for less, more in (*_CHANGES, *_CHANGES):
        if less <= len(joined) and more <= len(parted):
            yield right - set(stream.sample(joined, less)) | set(stream.sample(parted, more))
