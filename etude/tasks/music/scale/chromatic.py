"""Write part of the chromatic scale: sharps going up, flats going down.

Rule: every semitone is played; altered notes are raised on the way up and lowered on the way down, and naturals are
used where there are any. Source: any textbook of theory (chromatic scale).
"""

from __future__ import annotations

from etude.rng import Stream
from etude.tasks.music.forms import Question, music_family
from etude.tasks.music.line_answers import heard, names, near_lines
from etude.tasks.wording import final
from etude.theory.pitches import Note, note
from etude.theory.scales import chromatic

_SHAPE = {1: (3, 7), 2: (6, 10), 3: (8, 12), 4: (10, 14), 5: (12, 16)}
"""Level: fewest and most notes."""
_OPENINGS = (
    "Write {count} notes of the chromatic scale {direction} from {start}.",
    "Which {count} notes does the chromatic scale have, {direction} from {start}?",
    "Spell the chromatic scale {direction}: {count} notes, beginning with {start}.",
)
_RULES = {
    True: "Use naturals where possible and sharps for the other notes.",
    False: "Use naturals where possible and flats for the other notes.",
}


@music_family(
    "music.scale.chromatic",
    scored=False,
    levels={n: f"{low} to {high} notes" for n, (low, high) in _SHAPE.items()},
    verifier="notes",
    source="theory: chromatic scale",
    measure="notes",
)
def write(stream: Stream, level: int) -> Question:
    """Spell part of the chromatic scale."""
    low, high = _SHAPE[level]
    count, up = stream.between(low, high), stream.chance(1, 2)
    start = stream.choice(chromatic(note("C"), 12, up=up))
    right = chromatic(start, count, up=up)
    opening = stream.choice(_OPENINGS).format(
        count=count, direction="ascending" if up else "descending", start=start.name
    )
    return Question(
        content=["chromatic", start.name, count, up],
        text=f"{opening} {_RULES[up]}",
        asked=final("the names of the notes in order, separated by spaces, without octaves (such as C C# D)"),
        right=names(right),
        wrong=_wrong(stream, right, up=up),
        sound=heard,
        spec={"notes": names(right).split()},
        measure=count,
    )


def _wrong(stream: Stream, right: list[Note], *, up: bool) -> list[str]:
    """A note left out or said twice, the other direction, and one note changed."""
    longer = chromatic(right[0], len(right) + 1, up=up)
    skips = [names(longer[:at] + longer[at + 1 :]) for at in range(1, len(right))]
    twice = [names([*right[:at], right[at], *right[at:-1]]) for at in range(1, len(right) - 1)]
    mixed = [
        item for pair in zip(stream.shuffled(skips)[:4], stream.shuffled(twice)[:4], strict=False) for item in pair
    ]
    return [*mixed, *near_lines(stream, right)]
