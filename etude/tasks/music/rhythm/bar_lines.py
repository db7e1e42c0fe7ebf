"""Place the bar lines of an unbarred melody whose time signature is given.

Rule: every measure fills the time signature exactly; there is no pick-up. The wrong options are barred for other
metres, or have one bar line beside its place. The tune keeps to its key, so that moving a bar line changes no
accidental. Source: SSMR-Bench (arXiv 2509.04059), rhythm questions.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from etude.rng import Stream
from etude.tasks.music.forms import ABC_LINE, Question, music_family
from etude.tasks.music.tunes import METRES, canonical, draw_tune
from etude.tasks.wording import BOXED
from etude.theory.abc import Event, tune, unit_length, write_body
from etude.theory.metres import WHOLE

_MEASURES = {1: 2, 2: 3, 3: 4, 4: 5, 5: 6}
_OPENINGS = (
    "The bar lines of this melody have been removed. Where do they belong?",
    "Divide this melody into measures.",
    "Put the bar lines back into this melody so that every measure is full.",
)


@music_family(
    "music.rhythm.bar_lines",
    levels={n: f"{count} measures in {', '.join(METRES[n])}; rhythms of grade {n}" for n, count in _MEASURES.items()},
    excerpt=True,
    verifier="bars",
    source="arXiv 2509.04059 (SSMR-Bench), rhythm: bar-line placement",
    measure="events",
    version=3,
)
def write(stream: Stream, level: int) -> Question:
    """Put the bar lines into a melody."""
    metre, key, measures = draw_tune(stream, level, _MEASURES[level])
    events = [event for events in measures for event in events]
    unit = unit_length(8)
    abc = tune(write_body([events], key.fifths, unit), key=key.abc, metre=metre)
    right = write_body(measures, key.fifths, unit)
    wrong = stream.shuffled(_other_cuts(events, metre.length))[:6] + list(_shifted(stream, measures))
    return Question(
        content=["bar lines", metre.name, key.fifths, [canonical(events)]],
        text=stream.choice(_OPENINGS),
        asked=f"Copy the notes with bar lines (|) between the measures, and give this line of ABC in {BOXED}.",
        right=right,
        wrong=(write_body(cut, key.fifths, unit) for cut in wrong),
        sound=_barred,
        spec={"measures": [text.strip() for text in right.removesuffix("|]").split("|")], "key": key.abc, "unit": 8},
        measure=len(events),
        score=abc,
        engrave=lambda body: tune(body, key=key.abc),
        unseen=ABC_LINE,
    )


def _other_cuts(events: Sequence[Event], length: int) -> list[list[list[Event]]]:
    """The melody barred for other measure lengths: a bar line falls after the note that fills a measure."""
    lengths = [eighths * WHOLE // 8 for eighths in range(2, 14)]
    cuts = {tuple(map(len, cut)): cut for cut in (_cut(events, other) for other in lengths)}
    cuts.pop(tuple(map(len, _cut(events, length))))
    return list(cuts.values())


def _shifted(stream: Stream, measures: Sequence[list[Event]]) -> Iterator[list[list[Event]]]:
    """The melody rightly barred but for one bar line, which stands one or two notes too early or too late."""
    for at in stream.shuffled(range(len(measures) - 1)):
        left, right = measures[at], measures[at + 1]
        for count in (1, 2):
            if len(right) > count:
                yield [*measures[:at], [*left, *right[:count]], right[count:], *measures[at + 2 :]]
            if len(left) > count:
                yield [*measures[:at], left[:-count], [*left[-count:], *right], *measures[at + 2 :]]


def _cut(events: Sequence[Event], length: int) -> list[list[Event]]:
    measures: list[list[Event]] = [[]]
    filled = 0
    for event in events:
        if filled >= length:
            measures.append([])
            filled -= length
        measures[-1].append(event)
        filled += event.length
    return measures


def _barred(body: str) -> tuple[int, ...]:
    """Where the bar lines stand, in notes: all that tells two options apart."""
    return tuple(sum(map(str.isalpha, measure)) for measure in body.removesuffix("|]").split("|"))
