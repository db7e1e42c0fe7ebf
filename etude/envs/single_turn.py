"""The environment that asks one question and marks one answer; the domains' environments are this one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

import gymnasium

from etude.envs.episodes import Episodes
from etude.envs.spaces import PromptText, ResponseText
from etude.rng import Stream
from etude.task import EtudeError, Task, Verdict
from etude.tasks import find_family, make_task
from etude.tasks.generation import lanes_for, select
from etude.verifiers import verify

_OPTIONS = ("family", "level")


class SingleTurnEnv(gymnasium.Env[str, str]):
    """One task an episode.

    ## Description
    ``reset`` draws a task and returns its prompt; ``step(response)`` marks the response and ends the
    episode. The sequence of tasks is a function of the seed; different seeds share no tasks.

    ## Action space
    ``ResponseText``: any string of up to 200,000 characters.

    ## Observation space
    ``Text``: the prompt, up to 8,000 characters. After the step it is the same prompt again.

    ## Rewards
    The verdict's reward, 0 to 1.

    ## Episode end
    Terminated after one step; never truncated.

    ## Info
    ``task``: the Task. After a step also ``verdict``: the Verdict.

    ## Arguments
    family: a family or variant name, or several; None for all of the domain. level: 1 to 5, None for
    all. split: train, test or None. render_mode: ``ansi`` or None. ``reset(options={"family": ...,
    "level": ...})`` sets family and level for that one episode.

    ## Version history
    v0: first version.
    """

    metadata = {  # noqa: RUF012 - gymnasium declares it for the instance
        "render_modes": ["ansi"],
        "render_fps": 1,
    }
    domain: ClassVar[str | None] = None

    def __init__(
        self,
        family: str | Sequence[str] | None = None,
        level: int | None = None,
        split: str | None = None,
        render_mode: str | None = None,
    ) -> None:
        self.render_mode = render_mode
        self.observation_space = PromptText()
        self.action_space = ResponseText()
        self._split = split
        self._lanes = lanes_for(select(self.domain, family), level)
        self._level = level
        self._episodes = Episodes()
        self._task: Task | None = None
        self._response: str | None = None
        self._verdict: Verdict | None = None

    def reset(self, *, seed: int | None = None, options: dict[str, Any] | None = None) -> tuple[str, dict[str, Any]]:
        """Draw the next task. Raises EtudeError for an unknown family, level or option."""
        super().reset(seed=seed)
        self._episodes.begin(seed, self.np_random)
        self._task = self._draw(dict(options or {}))
        self._response = self._verdict = None
        return self._task.prompt, {"task": self._task}

    def _draw(self, options: dict[str, Any]) -> Task:
        unknown = [name for name in options if name not in _OPTIONS]
        if unknown:
            raise EtudeError(f"no reset option {unknown[0]!r}: there are {' and '.join(_OPTIONS)}")
        lanes = self._lanes
        if "family" in options or "level" in options:
            level = options.get("level", self._level)
            names = options.get("family") or sorted({lane.family for lane in lanes})
            lanes = lanes_for(select(self.domain, names), level)
        lane = Stream("episode", self._episodes.seed, self._episodes.number).choice(lanes)
        return make_task(lane.family, self._episodes.seed, self._episodes.number, lane.level, self._split)

    def step(self, action: str) -> tuple[str, float, bool, bool, dict[str, Any]]:
        """Mark the response. Raises gymnasium's ResetNeeded before the first reset and after the end."""
        if self._task is None or self._verdict is not None:
            raise gymnasium.error.ResetNeeded("the episode is over: call reset() for the next task")
        self._response = action
        self._verdict = verify(self._task, action)
        info = {"task": self._task, "verdict": self._verdict}
        return self._task.prompt, self._verdict.reward, True, False, info

    def render(self) -> str | None:
        """With ``render_mode="ansi"``, the task, the response and the verdict as text."""
        if self.render_mode != "ansi" or self._task is None:
            return None
        card = find_family(self._task.family)
        parts = [f"[{card.name}, level {self._task.level}]", self._task.prompt]
        if self._verdict is not None:
            parts += [f"> {self._response}", f"{self._verdict.reason}: reward {self._verdict.reward:g}"]
        return "\n".join(parts)
