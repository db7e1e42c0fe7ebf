"""Name the kind of a note that does not belong to its chord.

Rule: a passing note is reached and left by step in one direction, a neighbour note returns to where it came from; an
appoggiatura is reached by leap, on the beat, and resolves by step the other way; an escape note is reached by step and
left by leap the other way; an anticipation sounds a note of the next chord early; a suspension holds a note of the
last chord over and resolves a step down. Source: any textbook of harmony.
"""

from __future__ import annotations

from functools import cache
from itertools import accumulate

from etude.rng import Stream
from etude.tasks.music.forms import Question, music_family
from etude.tasks.music.term_answers import term
from etude.tasks.music.tunes import line_score
from etude.tasks.wording import final, span
from etude.theory.chords import QUALITIES, Triad
from etude.theory.keys import Key, major_key
from etude.theory.pitches import Note, Pitch, in_key
from etude.theory.terms import NON_CHORD

_BUCKETS = {1: (0, 1), 2: (2, 3), 3: (4, 4), 4: (5, 5), 5: (6, 7)}
_OPENINGS = (
    "The chord is {first} on beats 1 and 2, {second} on beats 3 and 4. What kind of non-chord note is on beat {beat}?",
    "Under this line lie two beats of {first} and two of {second}. Classify the non-chord note on beat {beat}.",
    "The harmony is {first} for two beats, then {second} for two. Name the type of the non-chord note on beat {beat}.",
)


@music_family(
    "music.melody.non_chord_tone",
    levels={n: f"six kinds, keys with {span(low, high)} accidentals" for n, (low, high) in _BUCKETS.items()},
    verifier="term",
    source="harmony: non-chord notes",
    measure="accidentals",
)
def write(stream: Stream, level: int) -> Question:
    """Classify a non-chord note."""
    low, high = _BUCKETS[level]
    fifths = stream.between(low, high) * stream.choice((-1, 1))
    key = major_key(fifths)
    kind = stream.choice(NON_CHORD)
    while True:
        first, second = stream.choice(_triads(key)), stream.choice(_triads(key))
        moves = _moves(stream, kind)
        heights = list(accumulate(moves, initial=stream.between(30, 37)))
        line = [in_key(height, fifths) for height in heights]
        beat = classify(line, [_members(first), _members(second)], kind)
        if beat:
            break
    return Question(
        content=["non-chord note", fifths, first.name, second.name, heights, beat],
        text=stream.choice(_OPENINGS).format(first=first.name, second=second.name, beat=beat),
        asked=final(f"one of {', '.join(NON_CHORD)}"),
        **term(stream, "non-chord note", kind, NON_CHORD),
        measure=abs(fifths),
        score=line_score(line, key),
    )


def _moves(stream: Stream, kind: str) -> tuple[int, int, int]:
    """Scale steps between four notes, so that the second or third can be of this kind."""
    any_move = stream.choice((-4, -3, -2, -1, 0, 1, 2, 3, 4))
    way = stream.choice((-1, 1))
    leap = way * stream.between(2, 4)
    return {
        "passing note": (way, way, any_move),
        "neighbour note": (way, -way, any_move),
        "escape note": (way, -leap, any_move),
        "anticipation": (any_move or 1, 0, stream.choice((-2, -1, 0, 1, 2))),
        "suspension": (any_move, 0, -1),
        "appoggiatura": (any_move, leap, -way),
    }[kind]


def classify(line: list[Pitch], chords: list[frozenset[Note]], kind: str) -> int:
    """The beat (2 or 3) on which the only non-chord note of four beats stands, if it is of this kind; else 0."""
    foreign = [at for at, pitch in enumerate(line) if pitch.note not in chords[at // 2]]
    if len(foreign) != 1 or foreign[0] not in (1, 2):
        return 0
    at = foreign[0]
    come, go = line[at].height - line[at - 1].height, line[at + 1].height - line[at].height
    found = ""
    if at == 1:
        if go == 0:
            found = "anticipation"
        elif abs(come) == 1 and come == go:
            found = "passing note"
        elif abs(come) == 1 and come == -go:
            found = "neighbour note"
        elif abs(come) == 1 and abs(go) > 1 and come * go < 0:
            found = "escape note"
    elif come == 0 and go == -1:
        found = "suspension"
    elif abs(come) > 1 and abs(go) == 1 and come * go < 0:
        found = "appoggiatura"
    return at + 1 if found == kind else 0


@cache
def _triads(key: Key) -> tuple[Triad, ...]:
    """The seven triads of a major key, but for the diminished one."""
    scale = key.scale()
    wanted = [{scale[(degree + step) % 7] for step in (0, 2, 4)} for degree in range(7)]
    made = [Triad(scale[degree], quality) for degree in range(7) for quality in QUALITIES[:2]]
    return tuple(triad for triad in made if set(triad.notes or ()) in wanted)


def _members(triad: Triad) -> frozenset[Note]:
    return frozenset(triad.notes or ())
