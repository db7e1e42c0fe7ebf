"""Multi-turn practice for TRL: classes for GRPOTrainer's ``environment_factory``, over the Gymnasium environments.

A dataset row carries the task, so that all members of a group meet the same one. ``reset`` opens it, the public
methods are the model's tools, ``get_reward`` says what was earned. (TRL 1.x; docs/trl: OpenEnv, environments.)
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, ClassVar

from etude.envs.algebra_steps import AlgebraStepsEnv
from etude.envs.arithmetic_steps import ArithmeticStepsEnv
from etude.envs.q_repl import QReplEnv
from etude.task import EtudeError, Task

_OVER = "The episode is over: nothing more is counted."


class _Practice:
    """An episode with one task. Subclasses make the environment and name the tools."""

    opening: ClassVar[str]
    shows: ClassVar[bool] = False
    """Whether the first observation says more than the prompt."""

    def __init__(self) -> None:
        self._env = self._make()
        self._reward = 0.0
        self._over = True

    def _make(self) -> Any:
        raise NotImplementedError

    def reset(self, **row: Any) -> str:
        """Begin with the task of a dataset row; what is returned is put behind its prompt. Raises EtudeError."""
        if not isinstance(row.get("task"), str):
            raise EtudeError("practice needs a column 'task': use etude.train.spec or etude.train.dataset")
        seen, _ = self._env.reset(seed=0, options={"task": Task.from_json(row["task"])})
        self._reward, self._over = 0.0, False
        return "\n\n" + (f"{self.opening}\n\n{seen}" if self.shows else self.opening)

    def get_reward(self) -> float:
        """The reward of the whole episode, 0..1."""
        return self._reward

    def _act(self, action: str) -> str:
        if self._over:
            return _OVER
        seen, reward, terminated, truncated, _ = self._env.step(action)
        self._reward += reward
        self._over = terminated or truncated
        return str(seen)


class QPractice(_Practice):
    """A q coding task with a console: try code on the examples, then submit."""

    opening = (
        "You have a q console: call run with q code to see what it prints; there `inputs` is the list of the example "
        "inputs (each a list of arguments). When your program is right, call submit with it, once."
    )

    def _make(self) -> QReplEnv:
        return QReplEnv()

    def run(self, code: str) -> str:
        """Run q code in the console and see what it prints.

        Args:
            code: The q code to run.

        Returns:
            What the console prints, errors included.

        """
        return self._act(code.replace("<answer>", "").replace("</answer>", ""))

    def submit(self, program: str) -> str:
        """Hand in the q program that solves the task. It is marked, and the episode ends.

        Args:
            program: The whole q program.

        Returns:
            The reward and the reason for it.

        """
        return self._act(f"<answer>{program}</answer>")


class AlgebraPractice(_Practice):
    """A composition of operations, worked off one operation a call."""

    opening = "Call step with the next operation, until none is left."
    shows = True

    def _make(self) -> AlgebraStepsEnv:
        return AlgebraStepsEnv()

    def step(self, operation: str) -> str:
        """Do the next operation.

        Args:
            operation: The operation with its value, as the task asks for.

        Returns:
            What is left to do, or why the step was wrong.

        """
        return self._act(operation)


class ArithmeticPractice(AlgebraPractice):
    """A calculation, worked off one operation a call."""

    def _make(self) -> ArithmeticStepsEnv:  # type: ignore[override]
        return ArithmeticStepsEnv()


environments: Mapping[str, Callable[[], Any]] = {
    "q": QPractice,
    "algebra": AlgebraPractice,
    "arithmetic": ArithmeticPractice,
}
"""The factories by domain: ``GRPOTrainer(environment_factory=etude.train.environments, ...)``."""

FAMILIES: Mapping[str, tuple[str, ...]] = {
    "algebra": (AlgebraStepsEnv.family,),
    "arithmetic": (ArithmeticStepsEnv.family,),
}
"""The families that can be practised in several turns; of q all that ask for a program."""
