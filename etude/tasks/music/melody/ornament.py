"""Write out ornaments: mordents and turns.

Rule: an upper mordent is the note, the one above, the note; a lower mordent goes below; a turn is the note above, the
note, the note below, the note; an inverted turn the other way round. The neighbours belong to the key. Source: C. P. E.
Bach's table as in today's theory grades; the question states it.
"""

from __future__ import annotations

from etude.rng import Stream
from etude.tasks.music.forms import Question, music_family
from etude.tasks.music.line_answers import ASKED, heard, names, near_lines
from etude.tasks.music.tunes import ACCIDENTALS, draw_signature
from etude.theory.abc import Event, tune, write_measure
from etude.theory.keys import Key
from etude.theory.pitches import Pitch, in_key

FIGURES = {
    "uppermordent": (0, 1, 0),
    "lowermordent": (0, -1, 0),
    "turn": (1, 0, -1, 0),
    "invertedturn": (-1, 0, 1, 0),
}
"""Sign (as ABC names it) to the scale steps from the written note."""
_SAYS = {
    "uppermordent": "An upper mordent is played: note, note above, note.",
    "lowermordent": "A lower mordent is played: note, note below, note.",
    "turn": "A turn is played: note above, note, note below, note.",
    "invertedturn": "An inverted turn is played: note below, note, note above, note.",
}
_MORDENTS, _TURNS = ("uppermordent", "lowermordent"), ("turn", "invertedturn")
_SHAPE = {1: (1, _MORDENTS, 3), 2: (1, _TURNS, 5), 3: (2, _MORDENTS, 5), 4: (2, _TURNS, 6), 5: (3, tuple(FIGURES), 7)}
"""Level: ornaments, their signs, notes of the line."""
_OPENINGS = (
    "Write out the ornaments of this line: which notes are played for the notes that have a sign, in order?",
    "Which notes sound in place of the ornamented notes? Leave out the notes without a sign.",
    "Name, in order, the notes that are played for each ornamented note.",
)


@music_family(
    "music.melody.ornament",
    levels={
        n: f"{count} of {', '.join(signs)} in {notes} notes, key signatures up to {ACCIDENTALS[n]}"
        for n, (count, signs, notes) in _SHAPE.items()
    },
    verifier="notes",
    source="elementary theory: ornaments",
    measure="notes",
)
def write(stream: Stream, level: int) -> Question:
    """Name the notes that ornaments stand for."""
    count, signs, size = _SHAPE[level]
    key = draw_signature(stream, level)
    heights = [stream.between(30, 36)]
    while len(heights) < size:
        heights.append(heights[-1] + stream.choice((-2, -1, 1, 2)))
    places = sorted(stream.sample(range(size), count))
    chosen = {at: stream.choice(signs) for at in places}
    right = _played(heights, chosen, key)
    others = [_played(heights, dict.fromkeys(places, other), key) for other in FIGURES]
    plain = [pitch._replace(alter=0) for pitch in right]
    return Question(
        content=["ornaments", key.fifths, heights, [[at, chosen[at]] for at in places]],
        text=" ".join([stream.choice(_OPENINGS), *(_SAYS[sign] for sign in FIGURES if sign in chosen.values())]),
        asked=ASKED,
        right=names(right),
        wrong=[*map(names, stream.shuffled(others)), names(plain), *near_lines(stream, right)],
        sound=heard,
        spec={"notes": names(right).split()},
        measure=len(right),
        score=tune(f"{_body(heights, chosen, key)} |]", key=key.abc, unit=4),
    )


def _played(heights: list[int], chosen: dict[int, str], key: Key) -> list[Pitch]:
    return [in_key(heights[at] + step, key.fifths) for at in sorted(chosen) for step in FIGURES[chosen[at]]]


def _body(heights: list[int], chosen: dict[int, str], key: Key) -> str:
    notes = [write_measure([Event((in_key(height, key.fifths),), 16)], key.fifths, 16) for height in heights]
    return " ".join(f"!{chosen[at]}!{name}" if at in chosen else name for at, name in enumerate(notes))
