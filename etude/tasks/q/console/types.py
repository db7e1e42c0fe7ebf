"""The type and the count of a result."""

from __future__ import annotations

from etude.rng import Stream
from etude.tasks.draft import Draft
from etude.tasks.q.console.expressions import KINDS
from etude.tasks.registry import family


@family(
    "q.console.types",
    levels={n: f"{n} function{'s' if n > 1 else ''} applied" for n in range(1, 6)},
    verifier="q_output",
    source="https://code.kx.com/q/basics/datatypes/",
    measure="functions",
)
def write(stream: Stream, level: int) -> Draft:
    """Say what type and how many items the result of an expression has."""
    from etude.q import Session

    while True:
        source = stream.choice(KINDS)(stream, level)
        shown = Session().console(f"r:{source};(type r;count r)")
        if not shown.startswith("'"):
            break
    kind, count = shown.split()
    answer = f"{kind.removesuffix('h')}h {count}"
    prompt = (
        f"For this q expression, what do `type` and `count` of its result give?\n\n```q\n{source}\n```\n\n"
        "Answer with the two on one line, the type as a short with its h and the count as a number, for example `7h 3`, in a code block."
    )
    return Draft(["q types", source], prompt, f"```\n{answer}\n```", {"printed": answer}, level)
