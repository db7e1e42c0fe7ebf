"""Roman numerals by difficulty: shared by the families about them."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from etude.rng import Stream
from etude.tasks.wording import final, span
from etude.theory.keys import Key, keys
from etude.theory.romans import Roman, diatonic

ASKED = final(
    "a Roman numeral with figures such as V, ii6, viio, V6/5 or iiø4/3 (upper case for major, lower case for minor, "
    "o for diminished, ø for half-diminished)"
)
"""The closing sentence of questions whose answer is a numeral."""


class Shape(NamedTuple):
    """What a level asks for: fewest and most accidentals of the key, modes, inversions, sevenths too."""

    low: int
    high: int
    modes: tuple[str, ...]
    inverted: bool
    sevenths: bool

    @property
    def says(self) -> str:
        """The level in words."""
        kinds = "triads and seventh chords" if self.sevenths else "triads"
        modes = "major" if len(self.modes) == 1 else "major and minor"
        place = "in any inversion" if self.inverted else "in root position"
        return f"{kinds} {place}, {modes} keys with {span(self.low, self.high)} accidentals"


_BOTH = ("major", "natural minor")
SHAPE = {
    1: Shape(0, 3, _BOTH, inverted=False, sevenths=False),
    2: Shape(1, 4, _BOTH, inverted=True, sevenths=False),
    3: Shape(3, 5, _BOTH, inverted=True, sevenths=False),
    4: Shape(3, 6, _BOTH, inverted=True, sevenths=True),
    5: Shape(5, 7, _BOTH, inverted=True, sevenths=True),
}


@cache
def keys_of(level: int) -> tuple[Key, ...]:
    """The keys of a level in which all its chords can be written."""
    shape = SHAPE[level]
    found = [key for mode in shape.modes for key in keys(mode, shape.high) if abs(key.fifths) >= shape.low]
    return tuple(key for key in found if len(chords_of(key, shape.sevenths)) >= 7)


@cache
def chords_of(key: Key, sevenths: bool) -> tuple[Roman, ...]:
    """The chords of a key in root position."""
    return diatonic(key, sevenths=False) + (diatonic(key, sevenths=True) if sevenths else ())


def draw_numeral(stream: Stream, level: int) -> tuple[Key, Roman]:
    """A key and a chord of it."""
    shape = SHAPE[level]
    key = stream.choice(keys_of(level))
    sevenths = shape.sevenths and stream.chance(1, 2)
    chord = stream.choice(diatonic(key, sevenths=sevenths))
    size = len(chord.notes(key))
    return key, chord._replace(inversion=stream.below(size) if shape.inverted else 0)


def other_numerals(stream: Stream, key: Key, right: Roman, *, sevenths: bool) -> list[str]:
    """Other inversions of the chord, other chords in the same inversion, and all others."""
    size = len(right.notes(key))
    turned = [right._replace(inversion=n) for n in range(size) if n != right.inversion]
    alike = [chord for chord in chords_of(key, sevenths) if len(chord.notes(key)) == size]
    rest = [chord._replace(inversion=right.inversion) for chord in alike if chord.degree != right.degree]
    return [chord.name for chord in [*stream.shuffled(turned)[:2], *stream.shuffled(rest)]]
