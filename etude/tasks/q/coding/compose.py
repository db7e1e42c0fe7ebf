"""Description to q: a chain of steps in English, to be written as a q function."""

from __future__ import annotations

from etude.rng import Stream
from etude.tasks.draft import Draft
from etude.tasks.q.coding.statement import examples, opening
from etude.tasks.q.composer import compose
from etude.tasks.registry import family


@family(
    "q.coding.compose",
    levels={n: f"{n} steps" if n > 1 else "one step" for n in range(1, 6)},
    verifier="q_program",
    version=2,
    source="arXiv 2508.06813, description to q; https://code.kx.com/q/ref/",
    measure="steps",
)
def write(stream: Stream, level: int) -> Draft:
    """Write a q function from a description of its steps."""
    problem = compose(stream, level)
    prompt = (
        f"{opening(stream, problem.given)} {'does this' if level == 1 else 'does the following, in this order'}:\n\n"
        f"{problem.task}\n\nThe result is {problem.result}.\n\n{examples(problem)}"
    )
    return Draft(problem.content, prompt, problem.q, problem.spec(), level)
