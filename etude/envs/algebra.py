"""``etude/Algebra-v0``: algebra tasks."""

from __future__ import annotations

from typing import ClassVar

from etude.envs.single_turn import SingleTurnEnv


class AlgebraEnv(SingleTurnEnv):
    """One algebra task an episode. See SingleTurnEnv for spaces, rewards and arguments."""

    domain: ClassVar[str | None] = "algebra"
