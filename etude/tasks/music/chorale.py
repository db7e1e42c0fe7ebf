"""The seeded composer for four voices: progressions in chorale style, clean or with one fault.

Chords follow each other by function (tonic, subdominant, dominant) and end in a cadence; each voice keeps to its range
and moves as little as it can. A progression has no fault of part-writing, or exactly the one that is asked for.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from itertools import permutations, product
from typing import NamedTuple

from etude.rng import Stream
from etude.theory.abc import Event, tune, write_body
from etude.theory.keys import Key, keys
from etude.theory.metres import Metre
from etude.theory.pitches import Note, Pitch
from etude.theory.romans import Roman, diatonic
from etude.theory.voices import Fault, Voicing, alone, between

CADENCES = {"authentic": (4, 0), "plagal": (3, 0), "half": (0, 4), "deceptive": (4, 5)}
"""Cadence to the degrees (from 0) of its chords; a half cadence may come from other chords too."""
_NEXT = {0: (1, 3, 4, 5), 1: (4,), 3: (0, 1, 4), 4: (0, 5), 5: (1, 3)}
_RANGES = ((40, 60), (48, 67), (55, 74), (60, 79))
"""The keyboard range of bass, tenor, alto and soprano: E2 to C4, C3 to G4, G3 to D5, C4 to G5."""
_LARGEST = 7
"""Semitones that an upper voice may leap."""
_CHOICES = 3
"""Of the smoothest ways on, one of so many is taken."""


class Chorale(NamedTuple):
    """A progression in four voices: its chords as numerals and as notes from the bass up, and its fault if any."""

    key: Key
    chords: list[Roman]
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
            return Chorale(key, chords, *found)


@cache
def _progressions(length: int, cadence: str) -> tuple[tuple[int, ...], ...]:
    """All progressions of so many chords from the tonic to a cadence, in which each degree leads on to the next."""
    ends = [(degree, 4) for degree in (0, 1, 3)] if cadence == "half" else [CADENCES[cadence]]
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
        good: list[Voicing] = []
        for voicing in _ways(stream, chord.notes(key), before, thirds=at == spot and fault == "doubled leading note"):
            wrong = [*alone(voicing, at, leading), *(between(before, voicing, at) if before else ())]
            if at == spot and len(wrong) == 1 and wrong[0].kind == fault:
                seen = wrong[0]
                good = [voicing]
                break
            if at != spot and not wrong:
                good.append(voicing)
                if len(good) == _CHOICES:
                    break
        if not good:
            return None
        voicings.append(stream.choice(good))
    return voicings, seen


def _ways(stream: Stream, notes: tuple[Note, ...], before: Voicing | None, *, thirds: bool) -> Iterator[Voicing]:
    """Voicings of a triad in root position that follow a chord, the smoothest first.

    thirds: with the third doubled instead of the root. Without a chord before, all in any order.
    """
    root, third, fifth = notes
    sets = [(third, third, fifth), (third, third, root)] if thirds else [(root, third, fifth)]
    reachable = [{note: _placed(note, voice, before) for note in notes} for voice in range(4)]
    made: list[tuple[int, tuple[Place, ...]]] = []
    for upper in sorted({order for members in sets for order in permutations(members)}):
        for places in product(reachable[0][root], *(reachable[voice + 1][note] for voice, note in enumerate(upper))):
            if len({midi for _, midi, _ in places}) == 4:
                made.append((sum(moved for moved, _, _ in places), places))
    if before is None:
        rising = [places for _, places in made if places[0][1] < places[1][1] < places[2][1] < places[3][1]]
        return iter([tuple(pitch for _, _, pitch in places) for places in stream.shuffled(rising)])
    made.sort(key=lambda way: way[0])
    return (tuple(pitch for _, _, pitch in places) for _, places in made)


Place = tuple[int, int, Pitch]
"""How many semitones a voice moves to a pitch, its key on a keyboard, and the pitch."""


def _placed(note: Note, voice: int, before: Voicing | None) -> list[Place]:
    """The places of a note in a voice's range that the voice can reach."""
    if before is None:
        return [(0, midi, pitch) for midi, pitch in _in_range(note, voice)]
    start = before[voice].midi
    reach = 12 if voice == 0 else _LARGEST
    return [(abs(midi - start), midi, pitch) for midi, pitch in _in_range(note, voice) if abs(midi - start) <= reach]


@cache
def _in_range(note: Note, voice: int) -> tuple[tuple[int, Pitch], ...]:
    low, high = _RANGES[voice]
    pitches = [note.at(octave) for octave in range(1, 7)]
    return tuple((pitch.midi, pitch) for pitch in pitches if low <= pitch.midi <= high)
