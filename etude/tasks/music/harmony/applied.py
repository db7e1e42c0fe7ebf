"""Analyse an applied (secondary) dominant.

Rule: an applied dominant is a major triad or dominant seventh chord a fifth above a major or minor chord of the key,
and has a note that the key has not. Source: any textbook of harmony.
"""

from __future__ import annotations

from etude.rng import Stream
from etude.tasks.music.applied_dominants import LEVELS, applied, draw_applied
from etude.tasks.music.forms import Question, music_family
from etude.tasks.music.triads import close
from etude.tasks.wording import final
from etude.theory.abc import Event, tune, write_body

_OPENINGS = (
    "This chord is a secondary dominant in {key}. Give its Roman numeral with figures and target.",
    "In {key} this chord is an applied dominant. Of which degree? Give the Roman numeral with figures.",
    "Analyse this secondary dominant in {key}.",
)


@music_family(
    "music.harmony.applied",
    levels=LEVELS,
    verifier="roman",
    source="harmony: secondary dominants",
    measure="accidentals",
)
def write(stream: Stream, level: int) -> Question:
    """Give the Roman numeral of a secondary dominant."""
    key, chord = draw_applied(stream, level)
    bass, *upper = chord.notes(key)
    pitches = close([bass, *stream.shuffled(upper)], stream.between(2, 4))
    seventh = len(upper) == 3
    rest = [other._replace(inversion=n) for other in applied(key, seventh=seventh) for n in range(len(upper) + 1)]
    others = stream.shuffled([other.name for other in rest if other != chord])
    return Question(
        content=["applied", key.name, [list(pitch) for pitch in pitches]],
        text=stream.choice(_OPENINGS).format(key=key.short),
        asked=final("in a form such as V/V, V7/ii or V6/5/IV"),
        right=chord.name,
        wrong=sorted(others, key=lambda name: len(name) != len(chord.name)),
        sound=str,
        spec={"roman": chord.name},
        measure=abs(key.fifths),
        score=tune(write_body([[Event(tuple(pitches), 64)]], key.fifths, 16), key=key.abc, unit=4),
    )
