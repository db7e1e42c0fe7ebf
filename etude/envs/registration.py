"""The gymnasium ids. Imports gymnasium only when called."""

from __future__ import annotations

_ENTRY_POINTS = {
    "etude/Arithmetic-v0": "etude.envs.arithmetic:ArithmeticEnv",
    "etude/Music-v0": "etude.envs.music:MusicEnv",
    "etude/All-v0": "etude.envs.all:AllEnv",
    "etude/ArithmeticSteps-v0": "etude.envs.arithmetic_steps:ArithmeticStepsEnv",
}


def register_envs() -> None:
    """Register every id once. Called by gymnasium's plug-in entry point and by ``import etude``."""
    from gymnasium.envs.registration import register, registry

    for name, entry_point in _ENTRY_POINTS.items():
        if name not in registry:
            register(id=name, entry_point=entry_point)
