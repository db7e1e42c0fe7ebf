"""Name the interval of two notes: quality and number.

Rule: the number counts letters, the quality counts semitones against the major scale; compound
intervals keep their own number up to the fifteenth. Source: SSMR-Bench (arXiv 2509.04059), interval
questions; spelling as in music21.
"""

from __future__ import annotations

from etude.rng import Stream
from etude.tasks.draft import Draft
from etude.tasks.music.forms import FORM, Question, draw_form, fenced, finish
from etude.tasks.registry import family
from etude.tasks.wording import final
from etude.theory.abc import Event, tune, write_body
from etude.theory.intervals import QUALITIES, Interval, between, read_interval
from etude.theory.keys import Key
from etude.theory.pitches import Note, Pitch, from_height, key_alter

SHAPE = {1: (0, 0, 8), 2: (1, 0, 8), 3: (2, 3, 8), 4: (3, 5, 12), 5: (4, 7, 15)}
"""Level: accidentals that sound on the two notes together, most in the key signature, largest number."""

_LOWEST, _HIGHEST = 23, 44
"""The staff positions used: E3 to E6."""
_ALTERED = ("A2", "A4", "A5", "A6", "d3", "d4", "d5", "d7")
_OPENINGS = (
    "Name the interval between the two notes.",
    "What is the interval from the lower to the higher of these two notes?",
    "Two notes are given in ABC notation. Which interval do they form?",
)
MAJOR_TONICS = {n: Note(*pair) for n, pair in enumerate(
    ((0, -1), (4, -1), (1, -1), (5, -1), (2, -1), (6, -1), (3, 0), (0, 0), (4, 0), (1, 0), (5, 0), (2, 0), (6, 0),
     (3, 1), (0, 1)), start=-7)}  # fmt: skip
"""Sharps of the signature (flats negative) to the tonic of its major key."""


@family(
    "music.interval.name",
    levels={
        n: f"{signs} accidental{'s' if signs != 1 else ''} to hear, key signatures up to {most}, up to a {number}th"
        for n, (signs, most, number) in SHAPE.items()
    },
    verifier="interval",
    source="arXiv 2509.04059 (SSMR-Bench), interval: name",
    measure="accidentals",
    knobs=FORM,
)
def write(stream: Stream, level: int, form: str | None = None) -> Draft:
    """Name the interval of two written notes."""
    form = draw_form(stream, form)
    first, second, interval, fifths = draw_pair(stream, level)
    together = stream.chance(1, 2)
    ordered = sorted((first, second), key=lambda pitch: (pitch.height, pitch.midi))
    events = [Event(tuple(ordered), 16)] if together else [Event((first,), 16), Event((second,), 16)]
    abc = tune(write_body([events], fifths, 16), key=Key(MAJOR_TONICS[fifths], "major").abc, unit=4)
    question = Question(
        content=["interval", fifths, together, [list(first), list(second)]],
        text=f"{stream.choice(_OPENINGS)}\n\n{fenced(abc)}",
        asked=final("quality and number such as perfect fifth"),
        right=interval.name,
        wrong=stream.shuffled(_neighbours(interval)),
        sound=_semitones,
        spec={"interval": interval.short},
        measure=abs(first.alter) + abs(second.alter),
        meta={"abc": abc},
    )
    return finish(stream, form, question)


def draw_pair(stream: Stream, level: int) -> tuple[Pitch, Pitch, Interval, int]:
    """Two notes that form a nameable interval with the level's accidentals, and a key signature."""
    signs, most, largest = SHAPE[level]
    while True:
        fifths = stream.between(-most, most)
        start = stream.between(_LOWEST, _HIGHEST)
        number = stream.between(2, largest)
        end = start + (number - 1) * stream.choice((-1, 1))
        if not _LOWEST <= end <= _HIGHEST:
            continue
        first, second = _pitch(stream, start, fifths, signs), _pitch(stream, end, fifths, signs)
        if abs(first.alter) + abs(second.alter) != signs or first == second:
            continue
        interval = between(first, second)
        if interval and interval.exists and _usual(interval, level):
            return first, second, interval, fifths


def _usual(interval: Interval, level: int) -> bool:
    """Whether a level meets this interval: up to level 3 the altered ones that harmony uses, double ones at 5."""
    simple = interval.number if interval.number <= 8 else interval.number - 7
    if level <= 3:
        return interval.quality in "PMm" or f"{interval.quality}{simple}" in _ALTERED
    return level == 5 or len(interval.quality) == 1


def _pitch(stream: Stream, height: int, fifths: int, signs: int) -> Pitch:
    pitch = from_height(height)
    alter = key_alter(pitch.letter, fifths)
    if signs and stream.chance(1, 2):
        reach = 2 if signs > 2 else 1
        alter = stream.between(-reach, reach)
    return pitch._replace(alter=alter)


def _neighbours(interval: Interval) -> list[str]:
    """Names of other intervals of the same and the neighbouring numbers."""
    numbers = [n for n in (interval.number - 1, interval.number, interval.number + 1) if 1 <= n <= 15]
    qualities = [quality for quality in QUALITIES if len(quality) == 1]
    near = [Interval(quality, number) for number in numbers for quality in qualities]
    return [other.name for other in near if other.exists and other.semitones >= 0 and other != interval]


def _semitones(name: str) -> int:
    interval = read_interval(name)
    if interval is None:
        raise ValueError(f"no interval {name!r}")
    return interval.semitones
