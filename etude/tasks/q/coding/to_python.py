"""q to Python: a q function, to be written in Python."""

from __future__ import annotations

from etude.rng import Stream
from etude.task import fingerprint
from etude.tasks.draft import Draft
from etude.tasks.q.composer import compose
from etude.tasks.registry import family

_GIVEN = {
    "long": "an `int`",
    "longs": "a list of `int`",
    "string": "a `str`",
    "strings": "a list of `str`",
    "matrix": "a list of equally long lists of `int`",
    "long!long": "a `dict` from `int` to `int`",
}
_CLOSING = (
    "Give the Python code that defines `solve`. It is marked by hidden inputs, the empty and the smallest cases among "
    "them; of the standard library it may import pure modules such as math, itertools, functools, collections and re."
)


@family(
    "q.coding.to_python",
    levels={n: f"{n} statements" if n > 1 else "one statement" for n in range(1, 6)},
    verifier="python_program",
    version=2,
    source="arXiv 2508.06813, q to Python",
    measure="steps",
)
def write(stream: Stream, level: int) -> Draft:
    """Write a q function in Python."""
    problem = compose(stream, level)
    rows = [f"solve({x!r}) is {_shown(problem.made, y)}" for x, y in problem.shown]
    prompt = (
        f"Here is a q function:\n\n```q\n{problem.q}\n```\n\n"
        f"Write the Python function `solve(x)` that does the same. In Python x is {_GIVEN[problem.given]} "
        f"and the result {_GIVEN[problem.made]}.\n\n" + "\n".join(["Examples:", *rows, "", _CLOSING])
    )
    return Draft(
        ["python", *problem.content],
        prompt,
        problem.python,
        problem.spec(),
        level,
        split_by=fingerprint(problem.content),
    )


def _shown(kind: str, value: object) -> str:
    if "!" in kind and isinstance(value, list):
        return repr(dict(value))
    return repr(value)
