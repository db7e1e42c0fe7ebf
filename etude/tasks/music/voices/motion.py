"""Name the motion between two voices.

Rule: in parallel motion both voices move the same way by the same number of steps, in similar motion the same way by
different numbers, in contrary motion opposite ways; in oblique motion one stays. Source: any textbook of counterpoint.
"""

from __future__ import annotations

from etude.rng import Stream
from etude.tasks.music.forms import Question, music_family
from etude.tasks.music.term_answers import term
from etude.tasks.music.tunes import ACCIDENTALS, draw_signature
from etude.tasks.wording import final
from etude.theory.abc import Event, tune, write_body
from etude.theory.pitches import in_key
from etude.theory.terms import MOTIONS

_SIZE = {1: 3, 2: 4, 3: 5, 4: 6, 5: 8}
"""Level: notes of each voice."""
_OPENINGS = (
    "How do the two voices move from note {first} to note {second}?",
    "Name the kind of motion between the voices from note {first} to note {second}.",
    "Which motion do these two voices make between notes {first} and {second}?",
)
_LOW, _HIGH = (18, 27), (28, 38)
"""The staff positions of the two voices: G2 to B3, C4 to F5."""


@music_family(
    "music.voices.motion",
    levels={n: f"{size} notes in two voices, key signatures up to {ACCIDENTALS[n]}" for n, size in _SIZE.items()},
    verifier="term",
    source="counterpoint: motion of voices",
    measure="notes",
)
def write(stream: Stream, level: int) -> Question:
    """Name the motion of two voices between two notes."""
    key = draw_signature(stream, level)
    kind = stream.choice(MOTIONS)
    at = stream.below(_SIZE[level] - 1)
    while True:
        low, high = _voice(stream, _SIZE[level], *_LOW), _voice(stream, _SIZE[level], *_HIGH)
        if motion(low[at + 1] - low[at], high[at + 1] - high[at]) == kind:
            break
    chords = [Event((in_key(b, key.fifths), in_key(s, key.fifths)), 32) for b, s in zip(low, high, strict=True)]
    abc = tune(write_body([chords], key.fifths, 16), key=key.abc, unit=4)
    return Question(
        content=["motion", key.fifths, low, high, at],
        text=stream.choice(_OPENINGS).format(first=at + 1, second=at + 2),
        asked=final(f"one of {', '.join(MOTIONS)}"),
        **term(stream, "motion", kind, MOTIONS),
        measure=len(low),
        score=abc,
        layout="duet",
        words=f"Each pair of notes is written with the lower voice first.\n\n```abc\n{abc}\n```",
    )


def motion(low: int, high: int) -> str:
    """The motion of two voices that move by so many staff steps; empty if both stay."""
    if not low and not high:
        return ""
    if not low or not high:
        return "oblique motion"
    if (low > 0) != (high > 0):
        return "contrary motion"
    return "parallel motion" if low == high else "similar motion"


def _voice(stream: Stream, size: int, lowest: int, highest: int) -> list[int]:
    """Staff positions of a voice that moves by small steps within its range."""
    heights = [stream.between(lowest + 2, highest - 2)]
    while len(heights) < size:
        step = stream.choice((-3, -2, -1, -1, 0, 1, 1, 2, 3))
        if lowest <= heights[-1] + step <= highest:
            heights.append(heights[-1] + step)
    return heights
