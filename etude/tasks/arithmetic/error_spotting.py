"""A worked solution in which exactly one step is wrong; later steps go on from the wrong value rightly."""

from __future__ import annotations

from etude.rng import Stream
from etude.tasks.arithmetic.running import SIGN, Step, apply, run
from etude.tasks.draft import Draft
from etude.tasks.registry import family
from etude.tasks.wording import final

_SHAPE = {1: 3, 2: 4, 3: 6, 4: 8, 5: 12}
"""Level: steps."""
_OPENINGS = (
    "One step of this calculation is wrong. Which one?",
    "A pupil made one mistake here and went on from it. In which step is the mistake?",
    "Exactly one line below is false. Find its number.",
)


@family(
    "arithmetic.error_spotting",
    levels={n: f"{count} steps" for n, count in _SHAPE.items()},
    verifier="number",
    source="process supervision: find the first and only wrong step",
    measure="steps",
)
def write(stream: Stream, level: int) -> Draft:
    """Find the one wrong step of a worked calculation."""
    steps, wrong = _with_error(stream, _SHAPE[level])
    lines = [f"Step {i}: {s.before} {SIGN[s.sign]} {s.operand} = {s.after}" for i, s in enumerate(steps, 1)]
    return Draft(
        content=["error", *[list(step) for step in steps]],
        prompt="\n".join([stream.choice(_OPENINGS), "", *lines, "", final("the number of the step")]),
        answer=str(wrong),
        spec={"value": str(wrong), "label": "step"},
        measure=len(steps),
    )


def _with_error(stream: Stream, count: int) -> tuple[list[Step], int]:
    """Steps with one slip, and its number counted from 1."""
    while True:
        steps = run(stream, count)
        wrong = stream.below(count)
        slipped = _slip(stream, steps[wrong])
        rest = _continue(slipped.after, steps[wrong + 1 :])
        if rest is not None:
            return [*steps[:wrong], slipped, *rest], wrong + 1


def _slip(stream: Stream, step: Step) -> Step:
    """The step with a result that a hurried pupil might write."""
    off = stream.choice((-10, -2, -1, 1, 2, 10, -step.operand, step.operand))
    return step._replace(after=step.after + off)


def _continue(value: int, steps: list[Step]) -> list[Step] | None:
    """The same operations from another value, None where a division no longer comes out even."""
    done = []
    for step in steps:
        after = apply(step.sign, value, step.operand)
        if after is None:
            return None
        done.append(Step(value, step.sign, step.operand, after))
        value = after
    return done
