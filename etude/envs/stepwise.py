"""What the step-wise environments share: a task worked off one operation an action, a reward for each right one."""

from __future__ import annotations

from abc import abstractmethod
from typing import Any, ClassVar

import gymnasium

from etude.envs.episodes import Episodes
from etude.envs.spaces import PromptText, ResponseText
from etude.rng import Stream
from etude.task import EtudeError, Task, Verdict
from etude.tasks import make_task
from etude.tasks.registry import LEVELS
from etude.verifiers.formatting import strip_formatting
from etude.verifiers.statements import statements
from etude.verifiers.visible import Unanswered, shown, visible

MAX_ACTION = 4_000


class StepwiseEnv(gymnasium.Env[str, str]):
    """A task worked off one operation an action.

    Subclasses say how a task opens, what is left of it, how that is shown, and how an action is marked and taken.

    ## Rewards
    1 / (number of operations) for every right operation, so a whole episode sums to 1; 0 for a wrong one.

    ## Episode end
    Terminated when nothing is left, or at the first wrong action if ``stop_on_error``. Truncated after twice as many
    actions as there are operations.

    ## Info
    ``task``; after a step also ``verdict`` and ``operations_left``.
    """

    metadata = {"render_modes": ["ansi"], "render_fps": 1}  # noqa: RUF012 - as gymnasium declares it
    family: ClassVar[str]

    def __init__(
        self,
        level: int | None = None,
        split: str | None = None,
        stop_on_error: bool = True,
        render_mode: str | None = None,
    ) -> None:
        self.render_mode = render_mode
        self.observation_space = PromptText()
        self.action_space = ResponseText(MAX_ACTION)
        self._level, self._split, self._stop = level, split, stop_on_error
        self._episodes = Episodes()
        self._task: Task | None = None
        self._total = self._taken = 0
        self._over = True
        self._log: list[str] = []

    @abstractmethod
    def _open(self, task: Task) -> None:
        """Begin with a task."""

    @abstractmethod
    def _left(self) -> int:
        """How many operations are left."""

    @abstractmethod
    def _shown(self) -> str:
        """What is left, in one line."""

    @abstractmethod
    def _observe(self) -> str:
        """The observation."""

    @abstractmethod
    def _take(self, written: str | None) -> Verdict:
        """Mark an operation as written (None: nothing readable), and do it if it is right."""

    def reset(self, *, seed: int | None = None, options: dict[str, Any] | None = None) -> tuple[str, dict[str, Any]]:
        """Draw the next task, or begin with ``options["task"]``. Raises EtudeError for an unknown level or option."""
        super().reset(seed=seed)
        self._episodes.begin(seed, self.np_random)
        unknown = [name for name in options or {} if name not in ("level", "task")]
        if unknown:
            raise EtudeError(f"no reset option {unknown[0]!r}: there are level and task")
        self._task = (options or {}).get("task") or self._drawn(options or {})
        if self._task.family.partition(":")[0] != self.family.partition(":")[0]:
            raise EtudeError(f"the task is one of {self._task.family}, not of {self.family}")
        self._open(self._task)
        self._total, self._taken, self._over = self._left(), 0, False
        self._log = [self._shown()]
        return self._observe(), {"task": self._task}

    def _drawn(self, options: dict[str, Any]) -> Task:
        level = options.get("level", self._level)
        level = Stream("episode", self._episodes.seed, self._episodes.number).choice(LEVELS) if level is None else level
        return make_task(self.family, self._episodes.seed, self._episodes.number, level, self._split)

    def step(self, action: str) -> tuple[str, float, bool, bool, dict[str, Any]]:
        """Do one operation. Raises gymnasium's ResetNeeded before the first reset and after the end."""
        if self._over:
            raise gymnasium.error.ResetNeeded("the episode is over: call reset() for the next task")
        self._taken += 1
        verdict = self._take(_last(action))
        left = self._left()
        terminated = left == 0 or (self._stop and not verdict.correct)
        truncated = not terminated and self._taken >= 2 * self._total
        self._over = terminated or truncated
        self._log.append(f"{verdict.extracted} ({verdict.reason}) -> {self._shown()}")
        reward = 1 / self._total if verdict.correct else 0.0
        info = {"task": self._task, "verdict": verdict._replace(reward=reward), "operations_left": left}
        return self._observe(), reward, terminated, truncated, info

    def render(self) -> str | None:
        """With ``render_mode="ansi"``, the task and what has been done, a line a step."""
        return "\n".join(self._log) if self.render_mode == "ansi" else None


def _last(action: str) -> str | None:
    """The operation as written: the last box, tag or labelled line, else the last line."""
    text = visible(action) if isinstance(action, str) else Unanswered("not_text")
    if isinstance(text, Unanswered) or len(text) > MAX_ACTION:
        return None
    explicit, _, unclosed = statements(shown(text))
    if unclosed:
        return None
    said = [item.said for item in explicit if item.kind != "prose"] or [
        line for line in text.split("\n") if line.strip()
    ]
    return strip_formatting(said[-1]) if said else None


def refusal(written: str | None, reason: str) -> Verdict:
    """The verdict on an action that is not taken."""
    return Verdict(0.0, False, written[:200] if written else None, reason, {})
