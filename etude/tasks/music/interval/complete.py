"""Complete an interval: a note and an interval name are given, the second note is asked for.

Rule: count the letters of the number, then set the accidental so that the quality comes out. Source:
SSMR-Bench (arXiv 2509.04059), interval questions.
"""

from __future__ import annotations

from etude.rng import Stream
from etude.tasks.music.forms import Question, music_family
from etude.tasks.music.note_answers import NAMES, near_notes, spell_out
from etude.tasks.music.pairs import LEVELS, draw_pair
from etude.theory.abc import Event, tune, write_body
from etude.theory.keys import major_key
from etude.theory.pitches import note

_OPENINGS = (
    "Which note lies {article} {interval} {direction} this one?",
    "Which note do you reach if you go to {article} {interval} {direction} the note shown?",
    "The second note of {article} {interval} is missing: it lies {direction} the given note. Which note is it?",
)


@music_family(
    "music.interval.complete",
    levels=LEVELS,
    verifier="note",
    source="arXiv 2509.04059 (SSMR-Bench), interval: complete",
    measure="accidentals",
)
def write(stream: Stream, level: int) -> Question:
    """Find the note at a given interval from a written note."""
    first, second, interval, fifths = draw_pair(stream, level)
    up = (second.height, second.midi) > (first.height, first.midi)
    key = major_key(fifths)
    abc = tune(write_body([[Event((first,), 16)]], fifths, 16), key=key.abc, unit=4)
    opening = stream.choice(_OPENINGS).format(
        article="an" if interval.name[0] in "aou" else "a",
        interval=interval.name,
        direction="above" if up else "below",
    )
    return Question(
        content=["interval note", list(first), interval.short, up],
        text=opening,
        asked=NAMES,
        right=second.note.name,
        wrong=near_notes(stream, second.note),
        sound=lambda name: note(name).pitch_class,
        spec={"note": second.note.name},
        measure=abs(first.alter) + abs(second.alter),
        score=abc,
        show=spell_out,
    )
