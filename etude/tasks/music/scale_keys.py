"""Keys by difficulty: shared by the scale families."""

from __future__ import annotations

from etude.rng import Stream
from etude.tasks.wording import span
from etude.theory.keys import MODES, Key, keys

SHAPE = {1: (0, 1, 1), 2: (2, 3, 2), 3: (4, 4, 3), 4: (5, 5, 4), 5: (6, 7, 4)}
"""Level: fewest and most accidentals in the key signature, how many of MODES."""

LEVELS = {
    n: f"{' / '.join(MODES[:modes])}, {span(low, high)} accidentals in the signature"
    for n, (low, high, modes) in SHAPE.items()
}
"""What the levels of the scale families mean."""


def draw_key(stream: Stream, level: int) -> Key:
    """A key of the level."""
    low, high, modes = SHAPE[level]
    mode = stream.choice(MODES[:modes])
    return stream.choice([key for key in keys(mode, high) if abs(key.fifths) >= low])
