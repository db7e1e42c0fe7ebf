"""``etude/Music-v0``: music tasks."""

from __future__ import annotations

from typing import ClassVar

from etude.envs.single_turn import SingleTurnEnv


class MusicEnv(SingleTurnEnv):
    """One music task an episode. See SingleTurnEnv for spaces, rewards and arguments."""

    domain: ClassVar[str | None] = "music"
