"""What the console prints for an expression."""

from __future__ import annotations

from etude.rng import Stream
from etude.tasks.draft import Draft
from etude.tasks.q.console.expressions import KINDS
from etude.tasks.registry import family

_LONGEST = 400


@family(
    "q.console.predict",
    levels={n: f"{n} function{'s' if n > 1 else ''} applied" for n in range(1, 6)},
    verifier="q_output",
    source="https://code.kx.com/q/basics/syntax/",
    measure="functions",
)
def write(stream: Stream, level: int) -> Draft:
    """Say what the console prints for an expression."""
    from etude.q import Session

    while True:
        source = stream.choice(KINDS)(stream, level)
        shown = Session(console=(100, 200)).console(source)
        if shown.strip() and len(shown) <= _LONGEST and "'" not in shown[:1] and ".." not in shown:
            break
    answer = "\n".join(line.rstrip() for line in shown.rstrip("\n").split("\n"))
    prompt = f"What does the q console print for this?\n\n```q\n{source}\n```\n\nGive exactly the text that it prints, in a code block."
    return Draft(["q console", source], prompt, f"```\n{answer}\n```", {"printed": answer}, level)
