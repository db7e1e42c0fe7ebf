"""Carry out given steps and report the value after each of them: process reward, one part a step."""

from __future__ import annotations

from etude.rng import Stream
from etude.tasks.arithmetic.running import WORD, run
from etude.tasks.draft import Draft
from etude.tasks.registry import family
from etude.tasks.wording import BOXED

_SHAPE = {1: 2, 2: 3, 3: 5, 4: 7, 5: 10}
"""Level: steps."""
_OPENINGS = (
    "Carry out these steps one after another.",
    "Follow the instructions and note the value after every step.",
    "Do the following calculation step by step.",
)


@family(
    "arithmetic.step_trace",
    levels={n: f"{count} steps" for n, count in _SHAPE.items()},
    verifier="steps",
    source="process supervision: every intermediate value is checked",
    measure="steps",
)
def write(stream: Stream, level: int) -> Draft:
    """Give the value after every step of a calculation."""
    steps = run(stream, _SHAPE[level])
    lines = [f"{i}. {WORD[step.sign]} {step.operand}" for i, step in enumerate(steps, 1)]
    values = [str(step.after) for step in steps]
    return Draft(
        content=["trace", steps[0].before, *[[step.sign, step.operand] for step in steps]],
        prompt="\n".join(
            [
                stream.choice(_OPENINGS),
                "",
                f"Start with {steps[0].before}.",
                *lines,
                "",
                f"Give the {len(steps)} values, one for each step, in order, separated by semicolons, in {BOXED}.",
            ]
        ),
        answer="; ".join(values),
        spec={"values": values},
        measure=len(steps),
    )
