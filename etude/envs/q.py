"""``etude/Q-v0``: q tasks, with solved examples in front of some of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from etude.answers.completion import completion
from etude.envs.single_turn import SingleTurnEnv
from etude.envs.spaces import MAX_PROMPT
from etude.rng import Stream
from etude.task import EtudeError, Task
from etude.tasks import make_task


class QEnv(SingleTurnEnv):
    """One q task an episode, perhaps behind solved examples. See SingleTurnEnv for spaces, rewards and arguments.

    ## Further arguments
    few_shot: how many solved tasks of the same family and level may stand before a task (small models start at nothing
    without them). few_shot_probability: from which probability to which, falling in a line over ``few_shot_episodes``
    episodes. The examples come from the ``train`` split and never repeat the task.

    ## Info
    ``few_shot``: how many examples stand before this task.
    """

    domain: ClassVar[str | None] = "q"

    def __init__(
        self,
        family: str | Sequence[str] | None = None,
        level: int | None = None,
        split: str | None = None,
        render_mode: str | None = None,
        few_shot: int = 0,
        few_shot_probability: tuple[float, float] = (0.5, 0.0),
        few_shot_episodes: int = 1_000,
    ) -> None:
        super().__init__(family, level, split, render_mode)
        if few_shot < 0 or few_shot_episodes < 1 or not all(0 <= p <= 1 for p in few_shot_probability):
            raise EtudeError("few_shot is 0 or more, its probabilities are from 0 to 1, its episodes 1 or more")
        self._few_shot, self._probability, self._over = few_shot, few_shot_probability, few_shot_episodes
        self._observation = ""

    def reset(self, *, seed: int | None = None, options: dict[str, Any] | None = None) -> tuple[str, dict[str, Any]]:
        """Draw the next task. Raises EtudeError for an unknown family, level or option."""
        prompt, info = super().reset(seed=seed, options=options)
        self._observation, shown = self._with_examples(prompt, info["task"])
        return self._observation, {**info, "few_shot": shown}

    def step(self, action: str) -> tuple[str, float, bool, bool, dict[str, Any]]:
        """Mark the response. Raises gymnasium's ResetNeeded before the first reset and after the end."""
        _, reward, terminated, truncated, info = super().step(action)
        return self._observation, reward, terminated, truncated, info

    def _with_examples(self, prompt: str, task: Task) -> tuple[str, int]:
        number, seed = self._episodes.number, self._episodes.seed
        start, end = self._probability
        probability = start + (end - start) * min(1.0, number / self._over)
        draw = Stream("few shot", seed, number)
        if not self._few_shot or draw.below(1_000_000) >= round(probability * 1_000_000):
            return prompt, 0
        parts: list[str] = []
        for i in range(self._few_shot):
            example = make_task(task.family, seed + 1, 1_000_003 * (number + 1) + i, task.level, "train")
            if example.fingerprint != task.fingerprint:
                parts.append(f"{example.prompt}\n\n{completion(example)}\n\n")
        whole = "".join(parts) + prompt
        return (whole, len(parts)) if len(whole) <= MAX_PROMPT else (prompt, 0)
