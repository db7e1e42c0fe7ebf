"""Training language models on Etude's tasks by TRL's GRPOTrainer.

    GRPOTrainer(model=m, args=cfg, reward_funcs=etude.train.reward, train_dataset=etude.train.dataset("q", n=4096))
    GRPOTrainer(model=m, args=cfg, **etude.train.spec("arithmetic", n=4096).kwargs())

The trainer is TRL's; ours are the data, the rewards, the curriculum, the recipes and the report. Nothing here loads
torch or trl before it is used.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from etude.train.curriculum import Curriculum
    from etude.train.data import dataset
    from etude.train.practice import environments
    from etude.train.rewards import Reward, reward
    from etude.train.specs import Spec, spec

__all__ = ["Curriculum", "Reward", "Spec", "dataset", "environments", "reward", "spec"]

_HOME = {
    "Curriculum": "curriculum",
    "Reward": "rewards",
    "Spec": "specs",
    "dataset": "data",
    "environments": "practice",
    "reward": "rewards",
    "spec": "specs",
}


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module 'etude.train' has no attribute {name!r}")
    value = getattr(import_module(f"etude.train.{_HOME[name]}"), name)
    globals()[name] = value
    return value
