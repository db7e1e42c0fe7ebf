"""``etude/AlgebraSteps-v0``: a chain of group operations worked out one atomic step at a time."""

from __future__ import annotations

from typing import ClassVar

from etude.answers.element_steps import step_is
from etude.envs.stepwise import StepwiseEnv, refusal
from etude.task import Task, Verdict
from etude.theory.groups import calls
from etude.theory.groups.notation import Notation, notation_of, plain

_RULES = (
    "Do one call whose arguments are all values, and write it with its value, such as mul(x, y) = z. Any such call may "
    "come first; a value alone is taken for the first of them."
)


class AlgebraStepsEnv(StepwiseEnv):
    """Evaluate a chain of 2 to 5 atomic operations in a declared group, one operation an action.

    ## Description
    The observation declares the group and shows what is left of the chain. An action does one call whose
    arguments are all values; its value takes its place.

    ## Action space
    ``ResponseText``: ``call = value``, or the value alone, as the last line, in a box or in answer tags. Any right name
    of an element will do.

    ## Observation space
    ``Text``: the group, the chain that is left, and the rules.

    ## Rewards, episode end
    As for StepwiseEnv: 1 / (number of operations) for every right intermediate value.

    ## Info
    ``task``; after a step also ``verdict`` (reasons: correct, wrong, not_ready, unreadable) and ``operations_left``.

    ## Arguments
    level: 1 to 5 or None for all (also ``reset(options={"level": ...})``). split: train, test or None.
    stop_on_error: default True. render_mode: ``ansi`` or None.

    ## Version history
    v0: first version.
    """

    family: ClassVar[str] = "algebra.systems.compose:reward=process"
    _chain: calls.Part = ""
    _notation: Notation
    _head = ""

    def _open(self, task: Task) -> None:
        self._chain = calls.parse(task.meta["expression"])
        self._notation = notation_of(task.spec["notation"])
        self._head = task.prompt.rpartition("\n\n")[0]
        self._steps = {step["call"]: step for step in task.spec["steps"]}

    def _left(self) -> int:
        return calls.count(self._chain)

    def _shown(self) -> str:
        return calls.show(self._chain)

    def _observe(self) -> str:
        return f"{self._head}\n\n{self._shown()}\n\n{_RULES}"

    def _take(self, written: str | None) -> Verdict:
        ready = calls.ready(self._chain)
        named, _, value = plain(written or "").rpartition("=")
        wanted = named.strip().replace(" ", "")
        call = next((call for call in ready if call.replace(" ", "") == wanted), None) if wanted else ready[0]
        if call is None:
            known = calls.parse(named.strip())
            return refusal(written, "unreadable" if isinstance(known, str) else "not_ready")
        right = step_is(self._steps[call], self._notation, value.strip())
        if not right:
            return refusal(written, "unreadable" if right is None else "wrong")
        self._chain = calls.replace(self._chain, call, self._steps[call]["value"])
        return Verdict(1.0, True, written, "correct", {})
