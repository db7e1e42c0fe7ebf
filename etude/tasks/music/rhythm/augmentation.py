"""Write a line in augmentation or diminution: every note and rest twice, or half, as long.

Source: counterpoint; any textbook of fugue or canon.
"""

from __future__ import annotations

from collections.abc import Sequence

from etude.rng import Stream
from etude.tasks.music.forms import ABC_LINE, Question, music_family
from etude.tasks.music.tunes import METRES, canonical, draw_tune
from etude.tasks.wording import BOXED
from etude.theory.abc import Event, tune, unit_length, write_measure
from etude.theory.keys import Key

_LONGER = (
    "Write this line in augmentation: every note and rest twice as long. Keep L:1/8.",
    "Double the length of every note and rest of this line, with the same L:1/8.",
)
_SHORTER = (
    "Write this line in diminution: every note and rest half as long. Keep L:1/8.",
    "Halve the length of every note and rest of this line, with the same L:1/8.",
)


@music_family(
    "music.rhythm.augmentation",
    levels={n: f"{3 + 2 * n} notes and rests; rhythms of grade {n}, metres {', '.join(METRES[n])}" for n in METRES},
    excerpt=True,
    verifier="bars",
    source="counterpoint: augmentation and diminution",
    measure="events",
    version=3,
)
def write(stream: Stream, level: int) -> Question:
    """Double or halve all note values of a line."""
    while True:
        _, key, measures = draw_tune(stream, level, 6)
        events = [event for events in measures for event in events][: 3 + 2 * level]
        if len(events) == 3 + 2 * level and len({event.length for event in events}) > 1:
            break
    longer = stream.chance(1, 2)
    right = _scaled(events, key, 2, 1) if longer else _scaled(events, key, 1, 2)
    return Question(
        content=["augmentation", longer, [canonical(events)]],
        text=stream.choice(_LONGER if longer else _SHORTER),
        asked=f"Give the notes as one line of ABC, without bar lines, in {BOXED}.",
        right=right,
        wrong=_wrong(stream, events, key, longer=longer),
        sound=str,
        spec={"measures": [right], "key": key.abc, "unit": 8},
        measure=len(events),
        score=tune(_scaled(events, key, 1, 1) + " |]", key=key.abc),
        engrave=lambda body: tune(f"{body} |]", key=key.abc),
        unseen=ABC_LINE,
    )


def _scaled(events: Sequence[Event], key: Key, times: int, by: int) -> str:
    """The notes in ABC with all lengths multiplied and divided."""
    changed = [event._replace(length=event.length * times // by) for event in events]
    return " ".join(write_measure([event], key.fifths, unit_length(8)) for event in changed)


def _wrong(stream: Stream, events: list[Event], key: Key, *, longer: bool) -> list[str]:
    """The line itself, scaled the other way or too far, and with one note of a wrong length."""
    ways = [(1, 1), (1, 2) if longer else (2, 1), (4, 1) if longer else (1, 4)]
    wrong = [_scaled(events, key, times, by) for times, by in ways]
    kept = [event._replace(length=event.length * (2 if longer else 1)) for event in events]
    for at in stream.shuffled(range(len(events)))[:4]:
        for length in (events[at].length * (1 if longer else 2), kept[at].length * 3 // 2, kept[at].length * 2):
            bent = [*kept[:at], kept[at]._replace(length=length), *kept[at + 1 :]]
            wrong.append(_scaled(bent, key, 1, 1 if longer else 2))
    return [wrong[3], *stream.shuffled(wrong)]
