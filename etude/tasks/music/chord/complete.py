"""Complete a chord: two notes of a named triad are given, the third is asked for.

Source: SSMR-Bench (arXiv 2509.04059), chord questions.
"""

from __future__ import annotations

from etude.rng import Stream
from etude.tasks.music.forms import Question, music_family
from etude.tasks.music.note_answers import NAMES, near_notes, spell_out
from etude.tasks.music.triads import BUCKETS, close, draw_triad, notes_of, signs
from etude.tasks.wording import span
from etude.theory.abc import Event, tune, write_body
from etude.theory.pitches import note

_OPENINGS = (
    "Two notes of {article} {chord} triad are given. Which note is missing?",
    "Which note completes these two to {article} {chord} triad?",
    "{Article} {chord} triad lacks one of its three notes here. Name the missing note.",
)


@music_family(
    "music.chord.complete",
    levels={n: f"triads with {span(low, high)} accidentals" for n, (low, high) in BUCKETS.items()},
    verifier="note",
    source="arXiv 2509.04059 (SSMR-Bench), chord: complete",
    measure="accidentals",
)
def write(stream: Stream, level: int) -> Question:
    """Find the missing note of a named triad."""
    triad = draw_triad(stream, level)
    notes = list(notes_of(triad))
    missing = notes.pop(stream.below(3))
    pitches = close(stream.shuffled(notes), stream.between(3, 5))
    together = stream.chance(1, 2)
    events = [Event(tuple(pitches), 16)] if together else [Event((pitch,), 16) for pitch in pitches]
    abc = tune(write_body([events], 0, 16), unit=4)
    article = "an" if triad.root.letter in (2, 3, 5) else "a"
    opening = stream.choice(_OPENINGS).format(article=article, Article=article.title(), chord=triad.name)
    return Question(
        content=["chord note", triad.name, together, [list(pitch) for pitch in pitches]],
        text=opening,
        asked=NAMES,
        right=missing.name,
        wrong=near_notes(stream, missing),
        sound=lambda name: note(name).pitch_class,
        spec={"note": missing.name},
        measure=signs(triad),
        score=abc,
        show=spell_out,
    )
