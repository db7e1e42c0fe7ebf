"""``etude/All-v0``: tasks of every domain."""

from __future__ import annotations

from typing import ClassVar

from etude.envs.single_turn import SingleTurnEnv


class AllEnv(SingleTurnEnv):
    """One task of any domain an episode. See SingleTurnEnv for spaces, rewards and arguments."""

    domain: ClassVar[str | None] = None
