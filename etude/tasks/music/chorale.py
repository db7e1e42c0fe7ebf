"""The seeded composer for four voices: progressions in chorale style, clean or with one fault.

Chords follow each other by function (tonic, subdominant, dominant) and end in a cadence; each voice keeps to its range
and moves as little as it can. A progression has no fault of part-writing, or exactly the one that is asked for.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from itertools import permutations, product
from typing import NamedTuple

from etude.rng import Stream
from etude.theory.abc import Event, tune, write_body
from etude.theory.keys import Key, keys
from etude.theory.metres import Metre
from etude.theory.pitches import Note, Pitch
from etude.theory.romans import Roman, diatonic
from etude.theory.voices import Fault, Voicing, alone, between

CADENCES = {
    "authentic cadence": (4, 0),
    "plagal cadence": (3, 0),
    "half cadence": (0, 4),
    "deceptive cadence": (4, 5),
}
"""Cadence to the degrees (from 0) of its chords; a half cadence may come from other chords too."""
_NEXT = {0: (1, 3, 4, 5), 1: (4,), 3: (0, 1, 4), 4: (0, 5), 5: (1, 3)}
_RANGES = ((40, 60), (48, 67), (55, 74), (60, 79))
"""The keyboard range of bass, tenor, alto and soprano: E2 to C4, C3 to G4, G3 to D5, C4 to G5."""
_LARGEST = 7
"""Semitones that an upper voice may leap."""
_BASS = 12
"""Semitones that the bass may leap."""
_CHOICES = 3
"""Of the smoothest ways on, one of so many is taken."""


class Chorale(NamedTuple):
    """A progression in four voices: its chords from the bass up, and its fault if any."""

    key: Key
    voicings: list[Voicing]
    fault: Fault | None

    @property
    def score(self) -> str:
        """The progression in half notes as ABC, each chord written from the bass up; two chords make a measure."""
        events = [Event(voicing, 32) for voicing in self.voicings]
        measures = [events[i : i + 2] for i in range(0, len(events), 2)]
        if len(measures[-1]) == 1:
            measures[-1] = [measures[-1][0]._replace(length=64)]
        return tune(write_body(measures, self.key.fifths, 16), key=self.key.abc, unit=4, metre=Metre(4, 4))


def draw_chorale(stream: Stream, low: int, high: int, length: int, cadence: str = "", fault: str = "") -> Chorale:
    """A progression of so many chords in a key with ``low`` to ``high`` accidentals.

    cadence: one of CADENCES in which it ends; any if not given. fault: the one fault that it has, one of FAULTS.
    """
    mode = stream.choice(("major", "natural minor"))
    tonics = [key for key in keys(mode, high) if abs(key.fifths) >= low]
    ways = _progressions(length, cadence or stream.choice(tuple(CADENCES)))
    needed = fault == "doubled leading note"
    if needed:
        ways = tuple(way for end in CADENCES for way in _progressions(length, end) if 4 in way[1:-1])
    while True:
        key, degrees = stream.choice(tonics), stream.choice(ways)
        chords = [_triad(key, degree) for degree in degrees]
        spot = stream.choice([at for at in range(1, length - 1) if not needed or degrees[at] == 4]) if fault else -1
        found = _voice(stream, key, chords, spot, fault)
        if found:
            return Chorale(key, *found)


@cache
def _progressions(length: int, cadence: str) -> tuple[tuple[int, ...], ...]:
    """All progressions of so many chords from the tonic to a cadence, in which each degree leads on to the next."""
    ends = [(degree, 4) for degree in (0, 1, 3)] if cadence == "half cadence" else [CADENCES[cadence]]
    starts: list[tuple[int, ...]] = [(0,)]
    for _ in range(length - 3):
        starts = [(*way, degree) for way in starts for degree in _NEXT[way[-1]]]
    return tuple((*way, *end) for way in starts for end in ends if end[0] in _NEXT[way[-1]])


@cache
def _triad(key: Key, degree: int) -> Roman:
    return next(chord for chord in diatonic(key, sevenths=False) if chord.degree == degree)


def _voice(
    stream: Stream, key: Key, chords: Sequence[Roman], spot: int, fault: str
) -> tuple[list[Voicing], Fault | None] | None:
    """The chords in four voices, one after the other; None where one cannot go on."""
    leading = Key(key.tonic, "major").scale()[6]
    voicings: list[Voicing] = []
    seen: Fault | None = None
    for at, chord in enumerate(chords):
        before = voicings[-1] if voicings else None
        wanted = fault if at == spot else ""
        good: list[Voicing] = []
        for voicing, own in _ways(stream, chord.notes(key), leading, before, doubled=wanted == "doubled leading note"):
            wrong = [*own, *(between(before, voicing, at) if before and len(own) <= bool(wanted) else ())]
            if [found.kind for found in wrong] == ([wanted] if wanted else []):
                good.append(voicing)
                seen = wrong[0]._replace(chord=at) if wanted else seen
                if wanted or len(good) == _CHOICES:
                    break
        if not good:
            return None
        voicings.append(stream.choice(good))
    return voicings, seen


def _ways(
    stream: Stream, notes: tuple[Note, ...], leading: Note, before: Voicing | None, *, doubled: bool
) -> Iterator[tuple[Voicing, tuple[Fault, ...]]]:
    """Voicings that follow a chord with the faults they have by themselves, the smoothest first.

    doubled: with the third doubled instead of the root. Without a chord before, all in any order.
    """
    every = _voicings(notes, leading, doubled)
    if before is None:
        return iter([(voicing, own) for _, voicing, own in stream.shuffled(every) if not own])
    bass, tenor, alto, soprano = (pitch.midi for pitch in before)
    near = []
    for order, ((b, t, a, s), voicing, own) in enumerate(every):
        leap = max(abs(t - tenor), abs(a - alto), abs(s - soprano))
        if leap <= _LARGEST and abs(b - bass) <= _BASS:
            moved = abs(b - bass) + abs(t - tenor) + abs(a - alto) + abs(s - soprano)
            near.append((moved, order, voicing, own))
    near.sort()
    return ((voicing, own) for _, _, voicing, own in near)


Keys = tuple[int, int, int, int]
"""The keys on a keyboard of a chord's four notes."""


@lru_cache(maxsize=500)
def _voicings(notes: tuple[Note, ...], leading: Note, doubled: bool) -> list[tuple[Keys, Voicing, tuple[Fault, ...]]]:
    """All voicings of a triad in root position with four different notes, and the faults each has by itself."""
    root, third, fifth = notes
    sets = [(third, third, fifth), (third, third, root)] if doubled else [(root, third, fifth)]
    made = []
    for upper in sorted({order for members in sets for order in permutations(members)}):
        for voicing in product(_in_range(root, 0), *(_in_range(note, voice) for voice, note in enumerate(upper, 1))):
            keys = (voicing[0].midi, voicing[1].midi, voicing[2].midi, voicing[3].midi)
            own = tuple(alone(voicing, 0, leading))
            if len(set(keys)) == 4 and len(own) < 2:
                made.append((keys, voicing, own))
    return made


@cache
def _in_range(note: Note, voice: int) -> list[Pitch]:
    """The places of a note in a voice's range."""
    low, high = _RANGES[voice]
    return [pitch for pitch in map(note.at, range(1, 7)) if low <= pitch.midi <= high]
