"""All that a GRPOTrainer needs from Etude, under the names of the trainer's own arguments."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from etude.tasks import families
from etude.train.data import DataProblem, dataset
from etude.train.rewards import Reward, reward

if TYPE_CHECKING:
    from datasets import Dataset, IterableDataset


@dataclass(frozen=True)
class Spec:
    """Arguments for GRPOTrainer: ``GRPOTrainer(model=m, args=cfg, **spec.kwargs())``."""

    train_dataset: Dataset | IterableDataset
    eval_dataset: Dataset | None = None
    reward_funcs: list[Reward] = field(default_factory=list)
    environment_factory: Mapping[str, Callable[[], Any]] | None = None

    def kwargs(self) -> dict[str, Any]:
        """Those of the arguments that apply."""
        found: dict[str, Any] = {"train_dataset": self.train_dataset}
        if self.eval_dataset is not None:
            found["eval_dataset"] = self.eval_dataset
        if self.reward_funcs:
            found["reward_funcs"] = self.reward_funcs
        if self.environment_factory is not None:
            found["environment_factory"] = self.environment_factory
        return found


def spec(
    domain: str | None = None,
    *,
    family: str | Sequence[str] | None = None,
    n: int | None = None,
    seed: int = 0,
    level: int | None = None,
    eval_n: int = 0,
    prompt: str = "messages",
    multi_turn: bool = False,
    weights: Mapping[str, float] | None = None,
) -> Spec:
    """What GRPOTrainer needs to train on some families.

    eval_n: tasks of the split ``test`` for evaluation. weights: of named rewards (``etude.train.Reward``). multi_turn:
    q programs with a console, or step-wise algebra and arithmetic, through TRL's environments; then the environment
    gives the reward. Raises DataProblem, NameProblem.
    """
    if multi_turn:
        return _multi_turn(domain or "", n, seed, level, eval_n)
    chosen: dict[str, Any] = {"family": family, "level": level, "prompt": prompt}
    held_out: Any = dataset(domain, n=eval_n, seed=seed, split="test", **chosen) if eval_n else None
    return Spec(
        dataset(domain, n=n, seed=seed, split="train", **chosen),
        held_out,
        [Reward(weights, seed=seed) if weights else reward],
    )


def _multi_turn(domain: str, n: int | None, seed: int, level: int | None, eval_n: int) -> Spec:
    from etude.train.practice import FAMILIES, environments

    if domain not in environments:
        raise DataProblem(f"several turns are there for {', '.join(environments)}, not for {domain!r}")
    if n is None:
        raise DataProblem("several turns need n, the number of tasks")
    names = FAMILIES.get(domain) or [card.name for card in families("q") if card.verifier == "q_program"]

    def rows(count: int, split: str) -> Any:
        found = dataset(family=list(names), n=count, seed=seed, level=level, split=split)
        return found.add_column("environment", [domain] * len(found))

    factory = {domain: environments[domain]}
    return Spec(rows(n, "train"), rows(eval_n, "test") if eval_n else None, [], factory)
