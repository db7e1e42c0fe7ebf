"""Realise a figured bass.

Rule: figures are intervals above the bass in the key, and some are left out: no figure means 5/3, 6 means 6/3, 7 means
7/5/3, 6/5 adds a third, 4/3 a sixth, 4/2 a sixth. A sharp or flat before a figure raises or lowers that note, one alone
the third. Source: any textbook of figured bass.
"""

from __future__ import annotations

from etude.rng import Stream
from etude.tasks.music.forms import Question, music_family
from etude.tasks.music.line_answers import heard, names, near_lines
from etude.tasks.wording import final, span
from etude.theory.abc import Event, tune, write_body
from etude.theory.keys import Key, keys
from etude.theory.pitches import Pitch, in_key

_TRIADS = {"5/3": (3, 5), "6": (3, 6), "6/4": (4, 6)}
_SEVENTHS = {"7": (3, 5, 7), "6/5": (3, 5, 6), "4/3": (3, 4, 6), "4/2": (2, 4, 6)}
_SHAPE = {
    1: (0, 1, False, False),
    2: (1, 2, True, False),
    3: (2, 3, True, True),
    4: (4, 5, True, True),
    5: (6, 7, True, True),
}
"""Level: fewest and most accidentals of the key signature, sevenths too, altered figures too."""
_SIGNS = {1: "#", -1: "b"}
_OPENINGS = (
    "Realise this figured bass: the figure under the note is {figure}. Which notes sound, from the bass up?",
    "The bass note has the figure {figure}. Name all notes of the chord, bass first, then upwards.",
    "Name the notes of the chord over this bass; it is figured {figure}. Begin with the bass.",
)


@music_family(
    "music.harmony.figured_bass",
    levels={
        n: f"figures of triads{' and seventh chords' if full else ''}{', altered ones too' if bent else ''}, "
        f"{span(low, high)} accidentals in the signature"
        for n, (low, high, full, bent) in _SHAPE.items()
    },
    verifier="notes",
    source="harmony: figured bass",
    measure="accidentals",
)
def write(stream: Stream, level: int) -> Question:
    """Name the notes that a figured bass stands for."""
    low, high, full, bent = _SHAPE[level]
    mode = stream.choice(("major", "natural minor"))
    key = stream.choice([key for key in keys(mode, high) if abs(key.fifths) >= low])
    figures = _SEVENTHS if full and stream.chance(1, 2) else _TRIADS
    name = stream.choice(tuple(figures))
    bass = stream.between(14, 27)
    while True:
        at = _altered(stream, name, figures[name]) if bent else 0
        shift = stream.choice((-1, 1))
        right = _realised(bass, figures[name], key, at, shift)
        if all(abs(pitch.alter) <= 2 for pitch in right):
            break
    shown = _written(name, figures[name], at, shift)
    rows = [other for other in [*_TRIADS.values(), *_SEVENTHS.values()] if len(other) == len(figures[name])]
    others = [_realised(bass, other, key, 0, 0) for other in rows]
    plain = _realised(bass, figures[name], key, 0, 0)
    return Question(
        content=["figured bass", key.fifths, bass, shown],
        text=stream.choice(_OPENINGS).format(figure=shown),
        asked=final("the names of the notes in close position, separated by spaces, without octaves (such as C Eb G)"),
        right=names(right),
        wrong=[*map(names, [plain, *stream.shuffled(others)]), *near_lines(stream, right)],
        sound=heard,
        spec={"notes": names(right).split()},
        measure=abs(key.fifths),
        score=tune(write_body([[Event((in_key(bass, key.fifths),), 64)]], key.fifths, 16), key=key.abc, unit=4),
    )


def _altered(stream: Stream, name: str, figures: tuple[int, ...]) -> int:
    """The figure that gets a sharp or flat: the third, or the sixth where it is written; 0 for none."""
    usual = [figure for figure in figures if figure == 3 or (figure == 6 and "6" in name)]
    return stream.choice((0, *usual)) if usual else 0


def _realised(bass: int, figures: tuple[int, ...], key: Key, at: int, shift: int) -> list[Pitch]:
    """Bass and upper notes; the one over figure ``at`` is raised or lowered by ``shift``."""
    upper = [(figure, in_key(bass + figure - 1, key.fifths)) for figure in figures]
    return [
        in_key(bass, key.fifths),
        *(p._replace(alter=p.alter + (shift if figure == at else 0)) for figure, p in upper),
    ]


def _written(name: str, figures: tuple[int, ...], at: int, shift: int) -> str:
    """The figure as it is written: ``6/5``, ``#6``, ``b`` (for the third)."""
    if not at:
        return name
    sign = _SIGNS[shift]
    shown = [int(figure) for figure in name.split("/")]
    if at in shown:
        return "/".join(f"{sign}{figure}" if figure == at else str(figure) for figure in shown)
    return f"{name} with {'a sharp' if shift > 0 else 'a flat'} under it (for the third)"
