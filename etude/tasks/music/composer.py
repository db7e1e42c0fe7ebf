"""The seeded composer: short melodies with metre-true rhythms, phrases and cadences.

A four-measure phrase states a rhythm, answers it, takes it up again and comes to rest on the tonic.
The line moves mostly by step; a leap is followed by a step back. It never leaves its key.
"""

from __future__ import annotations

from collections.abc import Sequence

from etude.rng import Stream
from etude.theory.abc import Event
from etude.theory.keys import Key
from etude.theory.metres import Metre
from etude.theory.pitches import Pitch, from_height, in_key

Rhythm = list[int]
"""Lengths in 64ths of a whole note; a negative length is a rest."""

_SHORTEST = 4
_SIMPLE = {
    1: ((4,),),
    2: ((4,), (2, 2)),
    3: ((4,), (2, 2), (3, 1), (2, 1, 1)),
    4: ((2, 2), (3, 1), (2, 1, 1), (1, 1, 2), (-2, 2)),
    5: ((2, 1, 1), (1, 1, 2), (1, 1, 1, 1), (1, 2, 1), (-2, 1, 1), (3, 1)),
}
"""Level: the ways to fill a beat, in quarters of the beat."""
_DOTTED = {
    1: ((6,),),
    2: ((6,), (4, 2), (2, 2, 2)),
    3: ((4, 2), (2, 2, 2), (2, 4)),
    4: ((4, 2), (2, 2, 2), (3, 1, 2), (2, 2, 1, 1)),
    5: ((2, 2, 2), (3, 1, 2), (2, 1, 1, 2), (1, 1, 2, 2), (-2, 2, 2), (2, 2, 1, 1)),
}
"""Level: the ways to fill a dotted beat, in sixths of it."""


def compose(stream: Stream, metre: Metre, key: Key, measures: int, level: int) -> list[list[Event]]:
    """A melody of so many measures, each filling the metre exactly."""
    rhythms = _phrase(stream, metre, measures, level)
    sounding = sum(length > 0 for rhythm in rhythms for length in rhythm)
    line = iter(_line(stream, key, sounding))
    return [[Event((next(line),) if length > 0 else (), abs(length)) for length in rhythm] for rhythm in rhythms]


def _phrase(stream: Stream, metre: Metre, measures: int, level: int) -> list[Rhythm]:
    statement, answer = _measure(stream, metre, level), _measure(stream, metre, level)
    plan = [statement, answer, statement, _measure(stream, metre, level)]
    rhythms = [plan[i % 4] for i in range(measures - 1)]
    return [*rhythms, _cadence(stream, metre, level)]


def _measure(stream: Stream, metre: Metre, level: int) -> Rhythm:
    rhythm: Rhythm = []
    groups = list(metre.groups)
    while groups:
        long = _long(stream, metre, groups, level)
        if long:
            taken, lengths = long
            groups = groups[taken:]
            rhythm += lengths
        else:
            rhythm += _fill(stream, groups.pop(0), level)
    return rhythm


def _long(stream: Stream, metre: Metre, groups: Sequence[int], level: int) -> tuple[int, Rhythm] | None:
    """Now and then a note of two beats, or a dotted beat and its half, that starts on a strong beat."""
    if len(groups) < 2 or groups[0] != groups[1] or not stream.chance(1, 3):
        return None
    strong = len(groups) % 2 == 0 or len(groups) == len(metre.groups)
    if not strong:
        return None
    beat = groups[0]
    if level >= 2 and not metre.compound and beat % 2 == 0 and stream.chance(1, 2):
        return 2, [beat + beat // 2, beat // 2]
    return 2, [2 * beat]


def _fill(stream: Stream, beat: int, level: int) -> Rhythm:
    parts, cells = (6, _DOTTED[level]) if beat % 3 == 0 else (4, _SIMPLE[level])
    while True:
        cell = stream.choice(cells)
        lengths = [part * beat // parts for part in cell]
        if all(part * beat % parts == 0 for part in cell) and min(map(abs, lengths)) >= _SHORTEST:
            return lengths
        cells = (*cells, (parts,))


def _cadence(stream: Stream, metre: Metre, level: int) -> Rhythm:
    """The last measure: some movement, then at least one whole beat of rest on the final note."""
    groups = list(metre.groups)
    if len(groups) == 1:
        return [groups[0]]
    last = groups.pop()
    rhythm: Rhythm = []
    if len(groups) > 1 and groups[-1] == last:
        last += groups.pop()
    if last not in (16, 24, 32, 48, 64, 8):
        last, extra = metre.groups[-1], last - metre.groups[-1]
        groups += [extra] if extra else []
    for beat in groups:
        rhythm += _fill(stream, beat, min(level, 3))
    return [*map(abs, rhythm), last]


def _line(stream: Stream, key: Key, count: int) -> list[Pitch]:
    """Scale steps from a note of the tonic triad to the tonic, within a ninth around it."""
    tonic = from_height(28 + key.tonic.letter if key.tonic.letter < 5 else 21 + key.tonic.letter).height
    fifths = key.fifths
    steps = [stream.choice((0, 2, 4))]
    leap = 0
    while len(steps) < count - 2:
        move = _move(stream, leap)
        position = steps[-1] + move
        if not -3 <= position <= 9:
            position = steps[-1] - (move > 0) + (move < 0)
        leap = position - steps[-1]
        steps.append(position)
    steps += _approach(steps[-1])[: max(0, count - len(steps))]
    steps = steps[:count]
    steps[-1] = 7 if steps[-1] > 4 else 0
    return [in_key(tonic + step, fifths) for step in steps]


def _move(stream: Stream, leap: int) -> int:
    if abs(leap) > 2:
        return -1 if leap > 0 else 1
    return stream.weighted(((1, 7), (-1, 7), (2, 3), (-2, 3), (0, 2), (3, 1), (-3, 1), (4, 1)))


def _approach(position: int) -> list[int]:
    """The last two notes: a neighbour of the nearer tonic, then the tonic."""
    tonic = 7 if position > 4 else 0
    return [tonic + (1 if position >= tonic else -1), tonic]
