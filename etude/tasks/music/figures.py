"""Scale figures as pianists practise them: shared by the families that show a scale."""

from __future__ import annotations

from etude.theory.pitches import Note, Pitch

_CELLS = {
    "single notes": (0,),
    "thirds": (0, 2),
    "threes": (0, 1, 2),
    "fours": (0, 1, 2, 3),
    "turned threes": (0, 2, 1),
    "neighbours": (0, 1, 0),
    "turns": (0, -1, 0, 1),
    "broken triads": (0, 2, 4, 2),
}
"""Figures as pianists practise them: what is played on each degree of the scale in turn."""


def _figures() -> dict[str, tuple[int, ...]]:
    """Name to scale steps; every figure begins and ends on a tonic and touches all seven degrees."""
    up, down = tuple(range(8)), tuple(range(7, -1, -1))
    figures = {"up and down": up + down[1:], "down and up": down + up[1:], "two octaves": tuple(range(15))}
    for name, cell in _CELLS.items():
        steps = tuple(degree + offset for degree in range(7) for offset in cell)
        figures[f"{name}, rising"] = (*steps, 7)
        figures[f"{name}, falling"] = (*(7 - step for step in steps), 0)
    return figures


STEPS = _figures()
"""Name of a figure to its scale steps above the tonic."""


def scale_run(scale: tuple[Note, ...], start: int, count: int, *, up: bool) -> list[Note]:
    """So many notes of a scale from one of its degrees (0 for the tonic), up or down."""
    steps = range(start, start + count) if up else range(start, start - count, -1)
    return [scale[step % len(scale)] for step in steps]


def degree_pitch(scale: tuple[Note, ...], step: int, octave: int) -> Pitch:
    """The pitch so many scale steps above the tonic in an octave (below it if negative)."""
    tonic = scale[0].at(octave)
    note = scale[step % 7]
    return Pitch(note.letter, note.alter, (tonic.height + step) // 7)
