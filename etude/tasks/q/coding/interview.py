"""Problems as interviews ask them, with steps before and after."""

from __future__ import annotations

from etude.rng import Stream
from etude.tasks.draft import Draft
from etude.tasks.q.coding.statement import CLOSING
from etude.tasks.q.composer import Unfit
from etude.tasks.q.templates.combined import combine
from etude.tasks.q.templates.interview import INTERVIEW
from etude.tasks.registry import family

_EXTRA = {1: 1, 2: 1, 3: 2, 4: 2, 5: 3}


@family(
    "q.coding.interview",
    levels={
        n: f"a problem of level {max(1, n - 1)} to {n} with {e} more step{'s' if e > 1 else ''}"
        for n, e in _EXTRA.items()
    },
    verifier="q_program",
    version=2,
    source="arXiv 2508.06813 in kind; the problems are our own",
    measure="steps",
)
def write(stream: Stream, level: int) -> Draft:
    """Write a q function for a problem of arrays, strings, counting, intervals, matrices or numbers."""
    choices = [t for t in INTERVIEW if max(1, level - 1) <= t.level <= level]
    while True:
        try:
            problem = combine(stream, stream.choice(choices), _EXTRA[level])
        except Unfit:
            continue
        break
    opening = "Write a q function `solve` of"
    return Draft(
        problem.content,
        problem.prompt(opening, CLOSING),
        problem.q,
        problem.spec(),
        _EXTRA[level] + problem.template.level,
    )
