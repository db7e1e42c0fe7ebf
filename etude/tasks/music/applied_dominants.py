"""Applied (secondary) dominants by difficulty: shared by the families about them."""

from __future__ import annotations

from etude.rng import Stream
from etude.tasks.wording import span
from etude.theory.keys import Key, keys
from etude.theory.romans import Roman, chord_notes, diatonic

SHAPE = {1: (0, 3, False), 2: (1, 4, True), 3: (2, 5, True), 4: (4, 6, True), 5: (5, 7, True)}
"""Level: fewest and most accidentals of the key, inversions too."""
LEVELS = {
    n: f"V and V7 of other degrees, {'any inversion' if turned else 'root position'}, {span(low, high)} accidentals"
    for n, (low, high, turned) in SHAPE.items()
}


def targets(key: Key) -> list[Roman]:
    """The chords of a key that can have a dominant: major and minor ones but for the tonic."""
    return [chord for chord in diatonic(key, sevenths=False) if chord.degree and chord.quality in ("major", "minor")]


def applied(key: Key, *, seventh: bool) -> list[Roman]:
    """The applied dominants of a key in root position that can be written without triple accidentals."""
    quality = "dominant seventh" if seventh else "major"
    made = [Roman(4, quality, 0, chord.degree, chord.quality == "minor") for chord in targets(key)]
    scale = set(key.scale())
    made = [chord for chord in made if chord_notes(chord.root(key), quality)]
    return [chord for chord in made if not set(chord.notes(key)) <= scale]


def draw_applied(stream: Stream, level: int) -> tuple[Key, Roman]:
    """A key and an applied dominant that is no chord of the key itself."""
    low, high, turned = SHAPE[level]
    mode = stream.choice(("major", "natural minor"))
    seventh = mode != "major" or stream.chance(1, 2)  # in minor, triads alone leave hardly any
    key = stream.choice([key for key in keys(mode, high) if abs(key.fifths) >= low])
    chords = applied(key, seventh=seventh)
    chord = stream.choice(chords)
    return key, chord._replace(inversion=stream.below(4 if seventh else 3) if turned else 0)
