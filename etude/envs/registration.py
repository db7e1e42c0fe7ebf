"""The gymnasium ids, registered without importing gymnasium before the user does.

gymnasium 1.x no longer loads plug-ins by itself, and ``import etude`` must not load gymnasium. So the ids are
registered at once if gymnasium is there already, else by an import hook as soon as it is.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec, PathFinder
from types import ModuleType

_ENTRY_POINTS = {
    "etude/Algebra-v0": "etude.envs.algebra:AlgebraEnv",
    "etude/AlgebraSteps-v0": "etude.envs.algebra_steps:AlgebraStepsEnv",
    "etude/Arithmetic-v0": "etude.envs.arithmetic:ArithmeticEnv",
    "etude/Music-v0": "etude.envs.music:MusicEnv",
    "etude/MusicScore-v0": "etude.envs.music_score:MusicScoreEnv",
    "etude/Q-v0": "etude.envs.q:QEnv",
    "etude/QRepl-v0": "etude.envs.q_repl:QReplEnv",
    "etude/All-v0": "etude.envs.all:AllEnv",
    "etude/ArithmeticSteps-v0": "etude.envs.arithmetic_steps:ArithmeticStepsEnv",
}
_MODULE = "gymnasium.envs"


def register_envs() -> None:
    """Register every id once. Imports gymnasium."""
    from gymnasium.envs.registration import register, registry

    for name, entry_point in _ENTRY_POINTS.items():
        if name not in registry:
            register(id=name, entry_point=entry_point)


def register_in_time() -> None:
    """Register the ids now if gymnasium is loaded, else when it is."""
    if _MODULE in sys.modules:
        register_envs()
    elif not any(isinstance(finder, _AfterGymnasium) for finder in sys.meta_path):
        sys.meta_path.insert(0, _AfterGymnasium())


class _AfterGymnasium(MetaPathFinder):
    """Lets gymnasium be found as ever, and registers the ids once its own are."""

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        if fullname != _MODULE:
            return None
        sys.meta_path.remove(self)
        spec = PathFinder.find_spec(fullname, path, target)
        if spec is not None and spec.loader is not None:
            execute = spec.loader.exec_module

            def execute_and_register(module: ModuleType) -> None:
                execute(module)
                register_envs()

            spec.loader.exec_module = execute_and_register  # type: ignore[method-assign]
        return spec
