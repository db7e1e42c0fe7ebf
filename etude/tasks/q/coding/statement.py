"""What the statements of coding tasks share."""

from __future__ import annotations

from etude.q.kinds import described, literal
from etude.rng import Stream
from etude.tasks.q.composer import Problem

_OPENINGS = (
    "Write a q function `solve` that takes {kind} `x` and",
    "In q, define a function `solve` of one argument `x`, {kind}, that",
    "Define the q function `solve`. It is given {kind} `x` and",
)
CLOSING = (
    "Give the q code that defines `solve`. It is marked by hidden inputs, the empty and the smallest cases among them."
)


def opening(stream: Stream, kind: str) -> str:
    """The beginning of a statement, up to its verb."""
    return stream.choice(_OPENINGS).format(kind=described(kind))


def examples(problem: Problem) -> str:
    """The visible examples and the closing line."""
    rows = [f"solve[{literal(problem.given, x)}] is {literal(problem.made, y)}" for x, y in problem.shown]
    return "\n".join(["Examples:", *rows, "", CLOSING])
