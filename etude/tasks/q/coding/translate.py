"""Python to q: a Python function, to be written in q."""

from __future__ import annotations

from etude.q.kinds import described
from etude.rng import Stream
from etude.tasks.draft import Draft
from etude.tasks.q.coding.statement import examples
from etude.tasks.q.composer import compose
from etude.tasks.registry import family


@family(
    "q.coding.translate",
    levels={n: f"{n} statements" if n > 1 else "one statement" for n in range(1, 6)},
    verifier="q_program",
    version=2,
    source="arXiv 2508.06813, Python to q",
    measure="steps",
)
def write(stream: Stream, level: int) -> Draft:
    """Write a Python function in q."""
    problem = compose(stream, level)
    prompt = (
        f"Here is a Python function of {described(problem.given)}:\n\n```python\n{problem.python}\n```\n\n"
        f"Write the q function `solve` that gives the same results; its result is {problem.result}.\n\n"
        f"{examples(problem)}"
    )
    return Draft(problem.content, prompt, problem.q, problem.spec(), level)
