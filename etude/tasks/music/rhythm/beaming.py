"""Beam the short notes of a melody by beats.

Rule: notes shorter than a quarter note that belong to one beat are beamed together, and no beam crosses from one
beat into the next. Source: examination syllabuses of theory (grouping of notes); Gardner Read, Music Notation.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from etude.rng import Stream
from etude.tasks.music.composer import compose
from etude.tasks.music.forms import Question, music_family
from etude.tasks.music.tunes import canonical, named
from etude.tasks.wording import BOXED
from etude.theory.abc import Event, read_beams, tune, unit_length, write_body
from etude.theory.keys import keys
from etude.theory.terms import NOTE_VALUES

_SHAPE = {
    1: (1, ("2/4", "3/4", "4/4"), 2),
    2: (2, ("2/4", "3/4", "4/4", "6/8"), 2),
    3: (2, ("3/4", "6/8", "9/8", "2/2"), 3),
    4: (3, ("9/8", "12/8", "4/4", "6/8"), 3),
    5: (4, ("9/8", "12/8", "3/2", "6/8"), 3),
}
"""Level: measures, metres, grade of the rhythms."""
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
)
def write(stream: Stream, level: int) -> Question:
    """Beam a melody by its beats."""
    count, metres, grade = _SHAPE[level]
    unit = unit_length(8)
    while True:
        metre = named(stream.choice(metres))
        key = stream.choice(keys("major", level) + keys("natural minor", level))
        measures = compose(stream, metre, key, count + 1, grade)[:count]
        right = write_body(measures, key.fifths, unit, metre.groups)
        wrong = list(_regrouped(measures, key.fifths, unit, metre.length))
        beamed = any(size > 1 for beams in read_beams(right) or () for size in beams)
        if beamed and len({_beams(text) for text in (right, *wrong)}) > 3:
            break
    return Question(
        content=["beaming", metre.name, key.fifths, [canonical(events) for events in measures]],
        text=stream.choice(_OPENINGS).format(beat=NOTE_VALUES[metre.groups[0]]),
        asked=f"Give one line of ABC in which beamed notes stand together without a space, bar lines kept, in {BOXED}.",
        right=right,
        wrong=[*stream.shuffled(wrong)[:4], *_bent(stream, right), *wrong],
        sound=_beams,
        spec={"measures": [text.strip() for text in right.removesuffix("|]").split("|")]},
        measure=sum(map(len, measures)),
        score=tune(write_body(measures, key.fifths, unit), key=key.abc, metre=metre),
        engrave=lambda body: tune(body, key=key.abc),
    )


@lru_cache(maxsize=64)
def _beams(body: str) -> str:
    """What tells two options apart: which notes are joined."""
    return str(read_beams(body))


_NOTES = re.compile(r"([=_^]*[A-Ga-gz][,']*[0-9/]*)( ?)")


def _bent(stream: Stream, right: str) -> Iterator[str]:
    """The right beams with one note joined that should not be, and another not joined that should."""
    spans = list(_NOTES.finditer(right))
    joined = [found for found in spans if not found[2]]
    parted = [found for found in spans if found[2]]
    for _ in range(6 if joined and parted else 0):
        cut, glue = stream.choice(joined).end(), stream.choice(parted).end()
        if right[cut : cut + 1].isalpha() and cut != glue:
            first, second = sorted((cut, glue))
            changed = [right[:first], right[first:second], right[second:]]
            at = 0 if first == glue else 1
            changed[at] = changed[at].removesuffix(" ")
            changed[1 - at] += " "
            yield "".join(changed)


def _regrouped(measures: list[list[Event]], fifths: int, unit: int, length: int) -> Iterator[str]:
    """The melody beamed by other beats, beats that begin late, half measures and whole measures."""
    for late in (0, 8, 12):
        for beat in (16, 24, 32, length):
            inner = max(0, length - late)
            groups = [*([late] if late else []), *[beat] * (inner // beat), *([inner % beat] if inner % beat else [])]
            yield write_body(measures, fifths, unit, groups)
