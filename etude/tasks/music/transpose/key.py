"""Name the key in which a transposing instrument reads.

Rule: the part is written as far above concert pitch as the instrument sounds below what is written. Source:
examination syllabuses of theory (transposing instruments).
"""

from __future__ import annotations

from functools import cache

from etude.rng import Stream
from etude.tasks.music.forms import Question, music_family
from etude.tasks.music.instruments import INSTRUMENTS
from etude.tasks.music.key_answers import ASKED, heard, other_keys
from etude.tasks.wording import span
from etude.theory.intervals import transpose
from etude.theory.keys import Key, keys

_SHAPE = {1: (0, 2), 2: (1, 3), 3: (2, 4), 4: (3, 6), 5: (5, 7)}
"""Level: fewest and most accidentals in the signature of the key that is asked for."""
_WRITTEN = (
    "A piece sounds in {given}. In which key is the part of {instrument} written?",
    "The concert key is {given}. Which key does the player of {instrument} read?",
)
_SOUNDING = (
    "The part of {instrument} is written in {given}. In which key does it sound?",
    "A player of {instrument} reads {given}. What is the concert key?",
)


@music_family(
    "music.transpose.key",
    scored=False,
    levels={n: f"keys with {span(low, high)} accidentals" for n, (low, high) in _SHAPE.items()},
    verifier="key",
    source="elementary theory: transposing instruments",
    measure="accidentals",
)
def write(stream: Stream, level: int) -> Question:
    """Name the written or the sounding key of a transposing instrument."""
    low, high = _SHAPE[level]
    while True:
        mode = stream.choice(("major", "natural minor"))
        right = stream.choice([key for key in keys(mode, high) if abs(key.fifths) >= low])
        instrument = stream.choice(tuple(sorted(INSTRUMENTS)))
        written = stream.chance(1, 2)
        given = _moved(right, instrument, up=not written)
        if given:
            break
    article = "an" if instrument[0] == "a" else "a"
    opening = stream.choice(_WRITTEN if written else _SOUNDING)
    return Question(
        content=["transposed key", INSTRUMENTS[instrument].short, written, given.name],
        text=opening.format(given=given.short, instrument=f"{article} {instrument}"),
        asked=ASKED,
        right=right.short,
        wrong=[given.short, *other_keys(stream, right)],
        sound=heard,
        spec={"key": right.name},
        measure=abs(right.fifths),
    )


@cache
def _moved(key: Key, instrument: str, *, up: bool) -> Key | None:
    """The key moved by the instrument's interval, if its signature has at most seven accidentals."""
    reached = transpose(key.tonic.at(4), INSTRUMENTS[instrument], up=up)
    return next((other for other in keys(key.mode, 7) if reached and other.tonic == reached.note), None)
