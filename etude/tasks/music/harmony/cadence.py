"""Name the cadence at the end of a phrase in four voices.

Rule: V to I is an authentic (perfect) cadence, IV to I plagal, any chord to V a half (imperfect) cadence, V to VI a
deceptive (interrupted) one. Source: any textbook of harmony; both the American and the British names are accepted.
"""

from __future__ import annotations

from etude.rng import Stream
from etude.tasks.music.chorale import CADENCES
from etude.tasks.music.forms import Question, music_family
from etude.tasks.music.four_parts import LEVELS, canonical, draw_parts, in_key, printed
from etude.tasks.music.term_answers import term
from etude.tasks.wording import final

_OPENINGS = (
    "Which cadence ends this phrase?",
    "Name the cadence at the end of this progression.",
    "With which cadence does this phrase close?",
)


@music_family(
    "music.harmony.cadence",
    levels=LEVELS,
    verifier="term",
    source="harmony: cadences",
    measure="chords",
)
def write(stream: Stream, level: int) -> Question:
    """Name the cadence of a phrase."""
    kind = stream.choice(tuple(CADENCES))
    chorale = draw_parts(stream, level, cadence=kind)
    return Question(
        content=["cadence", canonical(chorale)],
        text=f"{stream.choice(_OPENINGS)} {in_key(chorale)}",
        asked=final("authentic, plagal, half or deceptive cadence"),
        **term(stream, "cadence", kind, CADENCES),
        **printed(chorale),
    )
