"""Name the cadence at the end of a phrase in four voices.

Rule: V to I is an authentic (perfect) cadence, IV to I plagal, any chord to V a half (imperfect) cadence, V to VI a
deceptive (interrupted) one. Source: any textbook of harmony; both the American and the British names are accepted.
"""

from __future__ import annotations

from etude.rng import Stream
from etude.tasks.music.chorale import CADENCES, draw_chorale
from etude.tasks.music.forms import Question, music_family
from etude.tasks.music.four_parts import SHAPE, canonical, in_key, ordered
from etude.tasks.wording import final

_OPENINGS = (
    "Which cadence ends this phrase?",
    "Name the cadence at the end of this progression.",
    "With which cadence does this phrase close?",
)


@music_family(
    "music.harmony.cadence",
    levels={n: shape.says for n, shape in SHAPE.items()},
    verifier="term",
    source="harmony: cadences",
    measure="chords",
)
def write(stream: Stream, level: int) -> Question:
    """Name the cadence of a phrase."""
    shape = SHAPE[level]
    kind = stream.choice(tuple(CADENCES))
    chorale = draw_chorale(stream, shape.low, shape.high, shape.chords, kind)
    right = f"{kind} cadence"
    return Question(
        content=["cadence", canonical(chorale)],
        text=f"{stream.choice(_OPENINGS)} {in_key(chorale)}",
        asked=final("authentic, plagal, half or deceptive cadence"),
        right=right,
        wrong=[f"{other} cadence" for other in CADENCES if other != kind],
        sound=str,
        spec={"kind": "cadence", "term": right},
        measure=shape.chords,
        score=chorale.score,
        layout="choir",
        words=ordered(chorale),
    )
