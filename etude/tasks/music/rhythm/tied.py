"""Say which single note value is as long as some tied notes together.

Rule: a tie joins notes of one pitch into one sound as long as all of them. Source: elementary theory (ties and
dots).
"""

from __future__ import annotations

from etude.rng import Stream
from etude.tasks.music.forms import Question, music_family
from etude.tasks.music.term_answers import NOTE_VALUE, term
from etude.tasks.music.tunes import draw_line
from etude.theory.abc import Event, tune, unit_length, write_measure
from etude.theory.terms import NOTE_VALUES

_SHAPE = {
    1: (2, (16, 24, 32, 48)),
    2: (3, (16, 24, 32, 48)),
    3: (4, (24, 32, 48, 64)),
    4: (5, (24, 32, 48, 64)),
    5: (6, (32, 48, 64)),
}
"""Level: tied notes, the lengths that they add up to (64ths of a whole note)."""
_OPENINGS = (
    "Some notes of this line are tied. Which single note value lasts as long as the tied notes together?",
    "Replace the tied notes in this line by one note of the same length. Which note value is it?",
    "How long is the sound of the tied notes, as a single note value?",
)


@music_family(
    "music.rhythm.tied",
    levels={n: f"{count} tied notes that come to {len(sums)} lengths" for n, (count, sums) in _SHAPE.items()},
    excerpt=True,
    verifier="term",
    source="elementary theory: ties and dots",
    measure="tied",
)
def write(stream: Stream, level: int) -> Question:
    """Name the note value that tied notes come to."""
    count, sums = _SHAPE[level]
    while True:
        total = stream.choice(sums)
        parts = [stream.choice((4, 6, 8, 12, 16, 24)) for _ in range(count)]
        if sum(parts) == total:
            break
    key, line = draw_line(stream, level)
    at = stream.between(1, len(line) - 2)
    around = [Event((pitch,), stream.choice((8, 16, 24))) for pitch in line]
    unit, fifths = unit_length(8), key.fifths
    tied = "- ".join(write_measure([Event((line[at],), part)], fifths, unit) for part in parts)
    written = [write_measure([one], fifths, unit) for one in around]
    before, after = " ".join(written[:at]), " ".join(written[at + 1 :])
    right = NOTE_VALUES[total]
    return Question(
        content=["tied", parts, at, [[one.length, one.pitches[0].midi] for one in around]],
        text=stream.choice(_OPENINGS),
        asked=NOTE_VALUE,
        **term(stream, "note value", right, NOTE_VALUES.values()),
        measure=count,
        score=tune(f"{before} {tied} {after} |]", key=key.abc),
    )
