"""Golf: a short program within a budget of characters."""

from __future__ import annotations

from etude.rng import Stream
from etude.task import fingerprint
from etude.tasks.draft import Draft
from etude.tasks.q.coding.statement import examples, opening
from etude.tasks.q.composer import compose
from etude.tasks.registry import family

_SLACK = {1: 12, 2: 10, 3: 8, 4: 6, 5: 4}


@family(
    "q.coding.golf",
    levels={n: f"{n} steps, {_SLACK[n]} characters more than the reference" for n in _SLACK},
    verifier="q_program",
    version=2,
    source="https://code.kx.com/q/ref/",
    measure="steps",
)
def write(stream: Stream, level: int) -> Draft:
    """Write a q function in few characters."""
    problem = compose(stream, level)
    short = f"solve:{{{';'.join(line.strip().removesuffix(';') for line in problem.q.splitlines()[1:-1])}}}"
    longest = len(short) + _SLACK[level]
    prompt = (
        f"{opening(stream, problem.given)} does the following, in this order:\n\n{problem.task}\n\nThe result is "
        f"{problem.result}. The whole program, with `solve:`, may have at most {longest} characters.\n\n"
        f"{examples(problem)}"
    )
    content = ["q golf", *problem.content[1:], longest]
    return Draft(content, prompt, short, problem.spec(longest=longest), level, split_by=fingerprint(problem.content))
