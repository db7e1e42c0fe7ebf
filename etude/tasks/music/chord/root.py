"""Find the root of a triad whose notes are shuffled and whose quality is named; accidentals are written.

Source: SSMR-Bench (arXiv 2509.04059), chord questions.
"""

from __future__ import annotations

from etude.rng import Stream
from etude.tasks.music.forms import Question, music_family
from etude.tasks.music.note_answers import NAMES, near_notes, spell_out
from etude.tasks.music.triads import BUCKETS, draw_triad, notes_of, scatter, signs
from etude.tasks.wording import span
from etude.theory.abc import Event, tune, write_body
from etude.theory.pitches import note

_OPENINGS = (
    "The notes of {article} {quality} triad are shuffled here. Which is its root?",
    "These three notes, in some order, form {article} {quality} triad. Name the root.",
    "What is the root of the {quality} triad made of these notes?",
)


@music_family(
    "music.chord.root",
    levels={n: f"triads with {span(low, high)} accidentals" for n, (low, high) in BUCKETS.items()},
    verifier="note",
    source="arXiv 2509.04059 (SSMR-Bench), chord: root, written accidentals",
    measure="accidentals",
)
def write(stream: Stream, level: int) -> Question:
    """Find the root of a shuffled triad of known quality."""
    triad = draw_triad(stream, level)
    pitches = scatter(stream, list(notes_of(triad)))
    abc = tune(write_body([[Event((pitch,), 16) for pitch in pitches]], 0, 16), unit=4)
    article = "an" if triad.quality == "augmented" else "a"
    opening = stream.choice(_OPENINGS).format(article=article, quality=triad.quality)
    return Question(
        content=["root", sorted(list(pitch) for pitch in pitches)],
        text=opening,
        asked=NAMES,
        right=triad.root.name,
        wrong=[*stream.shuffled([member.name for member in notes_of(triad)[1:]]), *near_notes(stream, triad.root)],
        sound=lambda name: note(name).pitch_class,
        spec={"note": triad.root.name},
        measure=signs(triad),
        score=abc,
        show=spell_out,
    )
