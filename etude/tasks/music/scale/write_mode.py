"""Spell a church mode or a pentatonic, whole-tone or octatonic scale.

Rule: modes and pentatonic scales have one spelling; for whole-tone and octatonic scales, which have none of their own,
every spelling counts. The octatonic scale begins with a whole tone. Source: any textbook of theory.
"""

from __future__ import annotations

from functools import cache

from etude.rng import Stream
from etude.tasks.music.figures import scale_run
from etude.tasks.music.forms import Question, music_family
from etude.tasks.music.line_answers import heard, names, near_lines
from etude.tasks.wording import final, span
from etude.theory.keys import CHURCH
from etude.theory.pitches import Note
from etude.theory.scales import PENTATONIC, SYMMETRIC, scale_notes

_SHAPE = {1: (0, 1), 2: (2, 2), 3: (3, 3), 4: (4, 4), 5: (5, 7)}
_KINDS = (*CHURCH, *PENTATONIC, *SYMMETRIC)
_DEGREES = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth")
_OPENINGS = (
    "Write {count} notes of the {name} scale, {direction}, from its {degree} note on.",
    "Starting on the {degree} note, which {count} notes does the {name} scale have, {direction}?",
    "Play the {name} scale {direction} from its {degree} note: which are the first {count} notes?",
)
_FREELY = " Any enharmonic spelling counts."
_BEGINS = " (It begins with a whole tone above its tonic.)"


@music_family(
    "music.scale.write_mode",
    scored=False,
    levels={
        n: f"church modes, pentatonic, whole-tone and octatonic, {span(low, high)} accidentals"
        for n, (low, high) in _SHAPE.items()
    },
    verifier="notes",
    source="theory: scales",
    measure="accidentals",
)
def write(stream: Stream, level: int) -> Question:
    """Spell a mode, pentatonic, whole-tone or octatonic scale."""
    kind, scale = stream.choice(_scales(level))
    up = stream.chance(1, 2)
    start, count = stream.below(len(scale)), stream.between(5, 9)
    right = scale_run(scale, start, count, up=up)
    free = kind in SYMMETRIC
    opening = stream.choice(_OPENINGS).format(
        name=f"{scale[0].name} {kind}",
        count=count,
        degree=_DEGREES[start],
        direction="ascending" if up else "descending",
    )
    turned = [scale_run(other, start, count, up=up) for other in _same_tonic(scale[0], kind)]
    return Question(
        content=["scale spelling", kind, scale[0].name, start, count, up],
        text=opening + (_BEGINS if kind == "octatonic" else "") + (_FREELY if free else ""),
        asked=final("the names of the notes in order, separated by spaces, without octaves (such as C D Eb)"),
        right=names(right),
        wrong=[*map(names, stream.shuffled(turned)[:3]), *near_lines(stream, right)],
        sound=heard,
        spec={"notes": names(right).split(), **({"spelling": "any"} if free else {})},
        measure=sum(abs(note.alter) for note in scale),
    )


@cache
def _scales(level: int) -> tuple[tuple[str, tuple[Note, ...]], ...]:
    low, high = _SHAPE[level]
    tonics = [Note(letter, alter) for letter in range(7) for alter in (-1, 0, 1)]
    made = [(kind, scale_notes(tonic, kind)) for kind in _KINDS for tonic in tonics]
    return tuple((kind, scale) for kind, scale in made if scale and low <= sum(abs(n.alter) for n in scale) <= high)


def _same_tonic(tonic: Note, kind: str) -> list[tuple[Note, ...]]:
    """Other scales of as many notes on the tonic."""
    others = [scale_notes(tonic, other) for other in _KINDS if other != kind]
    wanted = len(scale_notes(tonic, kind) or ())
    return [scale for scale in others if scale and len(scale) == wanted]
