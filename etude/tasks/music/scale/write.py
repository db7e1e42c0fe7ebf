"""Write a scale, or find it among four: so many notes from a degree of a named key, up or down.

Source: SSMR-Bench (arXiv 2509.04059), scale questions. The paper always asks for one octave up from the
tonic; other degrees, lengths and directions are ours.
"""

from __future__ import annotations

from etude.rng import Stream
from etude.tasks.music.figures import scale_run
from etude.tasks.music.forms import Question, music_family
from etude.tasks.music.line_answers import heard, names, near_lines
from etude.tasks.music.scale_keys import LEVELS, draw_key
from etude.tasks.wording import final
from etude.theory.keys import MODES, Key
from etude.theory.pitches import Note

_DEGREES = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh")
_OPENINGS = (
    "Write {count} notes of the {key} scale, {direction}, from its {degree} degree on.",
    "Starting on the {degree} degree, which {count} notes does the {key} scale have, {direction}?",
    "Play the {key} scale {direction} from its {degree} degree: which are the first {count} notes?",
)


@music_family(
    "music.scale.write",
    levels=LEVELS,
    scored=False,
    verifier="notes",
    source="arXiv 2509.04059 (SSMR-Bench), scale: which is the scale",
    measure="accidentals",
)
def write(stream: Stream, level: int) -> Question:
    """Spell a scale from one of its degrees."""
    key = draw_key(stream, level)
    start, count = stream.below(7), stream.between(5, 9)
    up = key.mode == "melodic minor" or stream.chance(1, 2)
    right = scale_run(key.scale(), start, count, up=up)
    opening = stream.choice(_OPENINGS).format(
        key=key.name, count=count, degree=_DEGREES[start], direction="ascending" if up else "descending"
    )
    return Question(
        content=["scale notes", key.name, start, count, up],
        text=opening,
        asked=final("the names of the notes in order, separated by spaces, without octaves (such as C D Eb)"),
        right=names(right),
        wrong=_altered(stream, key, right, start, up=up),
        sound=heard,
        spec={"notes": names(right).split()},
        measure=sum(abs(member.alter) for member in key.scale()),
    )


def _altered(stream: Stream, key: Key, right: list[Note], start: int, *, up: bool) -> list[str]:
    """Other scale types on the tonic, and the right scale with one note changed."""
    scales = [Key(key.tonic, mode).scale() for mode in MODES if _spells(key, mode)]
    others = [names(scale_run(scale, start, len(right), up=up)) for scale in scales]
    return [*stream.shuffled(others)[:2], *near_lines(stream, right)]


def _spells(key: Key, mode: str) -> bool:
    return mode != key.mode and abs(Key(key.tonic, mode).fifths) <= 7
