"""``etude/ArithmeticSteps-v0``: an expression worked out one operation at a time."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import ClassVar

from etude.envs.stepwise import StepwiseEnv, refusal
from etude.task import Task, Verdict
from etude.theory.numbers import parse_number
from etude.theory.reduction import Ready, Tree, count, parse, ready, reduce, render

_OPERATION = re.compile(
    r"\(?(-?[0-9]{1,12}(?:/[0-9]{1,12})?)\)? ?([-+*/x]) ?\(?(-?[0-9]{1,12}(?:/[0-9]{1,12})?)\)? ?= ?(\S.{0,60})\Z"
)
_SIGNS = {r"\times": "*", r"\cdot": "*", r"\div": "/", "×": "*", "·": "*", "÷": "/", "−": "-", ":": "/"}
_RULES = (
    "Do one operation whose two sides are numbers, and write it with its value, such as 3 × 4 = 12. "
    "Any such operation may come first."
)


class ArithmeticStepsEnv(StepwiseEnv):
    r"""Reduce a bracketed expression of whole numbers to its value, one operation an action.

    ## Description
    The observation shows what is left of the expression. An action does one operation that is ready
    (both sides are numbers). The rest of the expression stands as it is, so every order that the brackets
    and the precedence allow leads to the end.

    ## Action space
    ``ResponseText``: ``a op b = value``, as the last line, in a box or in answer tags. ``op`` may be
    written + - * x / × ÷ \times \div.

    ## Observation space
    ``Text``: the expression that is left and the rules.

    ## Rewards, episode end
    As for StepwiseEnv: 1 / (number of operations) for every right operation.

    ## Info
    ``task``; after a step also ``verdict`` (reasons: correct, wrong, not_ready, unreadable) and
    ``operations_left``.

    ## Arguments
    level: 1 to 5 or None for all (also ``reset(options={"level": ...})``). split: train, test or None.
    stop_on_error: default True. render_mode: ``ansi`` or None.

    ## Version history
    v0: first version.
    """

    family: ClassVar[str] = "arithmetic.order_of_operations"
    _tree: Tree = Fraction(0)

    def _open(self, task: Task) -> None:
        self._tree = parse(task.meta["expression"])

    def _left(self) -> int:
        return count(self._tree)

    def _shown(self) -> str:
        return render(self._tree)

    def _observe(self) -> str:
        return f"{render(self._tree)}\n\n{_RULES}"

    def _take(self, written: str | None) -> Verdict:
        asked = _read(written) if written else None
        if asked is None:
            return refusal(written, "unreadable")
        operation, value = asked
        if operation not in ready(self._tree):
            return refusal(written, "not_ready")
        if operation.value != value:
            return refusal(written, "wrong")
        self._tree = reduce(self._tree, operation)
        return Verdict(1.0, True, written, "correct", {})


def _read(written: str) -> tuple[Ready, Fraction] | None:
    for sign, plain in _SIGNS.items():
        written = written.replace(sign, plain)
    found = _OPERATION.match(" ".join(written.split()))
    if not found:
        return None
    left, right, value = parse_number(found[1]), parse_number(found[3]), parse_number(found[4])
    if left is None or right is None or value is None:
        return None
    sign = "*" if found[2] == "x" else found[2]
    return Ready(left.fraction(), sign, right.fraction()), value.fraction()
