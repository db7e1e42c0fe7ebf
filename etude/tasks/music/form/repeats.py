"""Count the measures that are played when repeat signs are followed.

Rule: what stands between repeat signs is played twice; a first ending only the first time, a second ending in
its place the second time. Source: elementary theory, signs of repetition; ABC standard 2.1 for their notation.
"""

from __future__ import annotations

from typing import NamedTuple

from etude.rng import Stream
from etude.tasks.music.composer import compose
from etude.tasks.music.forms import Question, music_family
from etude.tasks.wording import final
from etude.theory.abc import tune, unit_length, write_measure
from etude.theory.keys import keys
from etude.theory.metres import Metre

_SHAPE = {1: (1, False), 2: (2, False), 3: (2, True), 4: (3, True), 5: (4, True)}
"""Level: sections, whether they may have two endings."""
_OPENINGS = (
    "How many measures are played in all if every repeat is observed?",
    "Follow the repeat signs. How many measures does a listener hear?",
    "Count the measures of a complete performance, repeats included.",
)


class _Section(NamedTuple):
    """So many measures, played twice or once; with endings, one more measure each for the first and the second."""

    length: int
    repeated: bool
    endings: bool

    @property
    def written(self) -> int:
        return self.length + 2 * self.endings

    @property
    def played(self) -> int:
        return (self.length + self.endings) * (1 + self.repeated)


@music_family(
    "music.form.repeats",
    levels={
        n: f"{count} section{'s' if count > 1 else ''}{', first and second endings' if ends else ''}"
        for n, (count, ends) in _SHAPE.items()
    },
    verifier="number",
    source="elementary theory: repeat signs",
    measure="measures",
)
def write(stream: Stream, level: int) -> Question:
    """Count the measures that are played, repeats included."""
    count, may_end = _SHAPE[level]
    sections = [_section(stream, may_end) for _ in range(count)]
    if not any(section.repeated for section in sections):
        sections[0] = sections[0]._replace(repeated=True)
    written, played = sum(s.written for s in sections), sum(s.played for s in sections)
    key, metre = stream.choice(keys("major", level)), Metre(stream.between(2, 4), 4)
    measures = [write_measure(m, key.fifths, unit_length(8), metre.groups)
                for m in compose(stream, metre, key, written, min(level, 3))]  # fmt: skip
    near = {written, played + 1, played - 1, 2 * written, played + 2} - {played}
    return Question(
        content=["repeats", metre.name, key.fifths, [list(section) for section in sections], measures],
        text=stream.choice(_OPENINGS),
        asked=final("a whole number"),
        right=str(played),
        wrong=stream.shuffled([str(other) for other in sorted(near)]),
        sound=int,
        spec={"value": str(played)},
        measure=written,
        score=tune(_body(sections, measures), key=key.abc, metre=metre),
    )


def _section(stream: Stream, may_end: bool) -> _Section:
    repeated = stream.chance(2, 3)
    return _Section(stream.between(3, 5), repeated, repeated and may_end and stream.chance(1, 2))


def _body(sections: list[_Section], measures: list[str]) -> str:
    """The measures with their bar lines, repeat signs and endings."""
    text, left = "", list(measures)
    for number, section in enumerate(sections):
        taken, left = left[: section.written], left[section.written :]
        last = number == len(sections) - 1
        close = "|]" if last else "||"
        if section.endings:
            *body, first, second = taken
            text += f"|: {' | '.join(body)} |1 {first} :|2 {second} {close} "
        elif section.repeated:
            text += f"|: {' | '.join(taken)} :| "
        else:
            text += f"{' | '.join(taken)} {close} "
    return text.strip()
