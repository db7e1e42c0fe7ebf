"""``etude/Arithmetic-v0``: arithmetic tasks."""

from __future__ import annotations

from typing import ClassVar

from etude.envs.single_turn import SingleTurnEnv


class ArithmeticEnv(SingleTurnEnv):
    """One arithmetic task an episode. See SingleTurnEnv for spaces, rewards and arguments."""

    domain: ClassVar[str | None] = "arithmetic"
