"""Recipes: what is trained, on which tasks, by which rewards; typed, through TRL's own parser.

A recipe is a flat YAML file. Its keys are the fields of ``Recipe`` and those of TRL's GRPOConfig.
"""

from __future__ import annotations

import difflib
import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, fields
from importlib.resources import files
from pathlib import Path
from typing import Any, NamedTuple

from etude.models import has_gpu
from etude.task import EtudeError
from etude.tasks.generation import select
from etude.tasks.registry import families
from etude.train.data import PROMPTS
from etude.train.rewards import MARKS

_FOLDER = "recipe_files"
_SHOTS = 16


class RecipeProblem(EtudeError):
    """A recipe that cannot be used."""


@dataclass
class Recipe:
    """Etude's part of a recipe; the rest is TRL's GRPOConfig."""

    name: str = field(metadata={"help": "Name of the recipe."})
    about: str = field(default="", metadata={"help": "What it shows, in one line."})
    model: str = field(default="smollm2-135m", metadata={"help": "A folder, a hub name, smollm2-135m, or tiny."})
    families: list[str] = field(default_factory=list, metadata={"help": "Families, variants or domains to train on."})
    levels: list[int] = field(default_factory=list, metadata={"help": "Levels to train on; all if none are given."})
    tasks: int = field(default=2000, metadata={"help": "Tasks to train on."})
    tasks_seed: int = field(default=0, metadata={"help": "Seed of the tasks."})
    prompt: str = field(default="messages", metadata={"help": "messages (chat models) or text."})
    system: str = field(default="", metadata={"help": "A system line before each prompt."})
    shots: int = field(default=0, metadata={"help": "Solved examples before each prompt."})
    curriculum: bool = field(default=False, metadata={"help": "Let the levels follow the success."})
    environment: str = field(default="", metadata={"help": "q, algebra or arithmetic: practise in several turns."})
    rewards: list[str] = field(default_factory=lambda: ["graded=1"], metadata={"help": "name=weight, several add up."})
    overlong: list[int] = field(default_factory=list, metadata={"help": "Characters from and to which length costs."})
    warm_up_steps: int = field(default=0, metadata={"help": "Supervised steps before."})
    warm_up_tasks: int = field(default=2000, metadata={"help": "Tasks of the supervised steps."})
    warm_up_batch: int = field(default=128, metadata={"help": "Tasks a supervised step."})
    warm_up_rate: float = field(default=1e-3, metadata={"help": "Learning rate of the supervised steps."})
    warm_up_until: float = field(default=1.0, metadata={"help": "Accuracy at which the supervised steps end."})
    warm_up_noise: float = field(default=0.0, metadata={"help": "Share of wrong answers in the supervised steps."})
    tiny_layers: int = field(default=4, metadata={"help": "Layers of the model from scratch."})
    tiny_width: int = field(default=128, metadata={"help": "Width of the model from scratch."})
    tiny_heads: int = field(default=4, metadata={"help": "Heads of the model from scratch."})
    lora_rank: int = field(default=0, metadata={"help": "Rank of LoRA adapters; 0 trains all weights."})
    lora_alpha: int = field(default=32, metadata={"help": "Scale of LoRA adapters."})
    lora_targets: str = field(default="all-linear", metadata={"help": "Modules that get adapters."})
    eval_families: list[str] = field(default_factory=list, metadata={"help": "To evaluate; as trained on if none."})
    eval_levels: list[int] = field(default_factory=list, metadata={"help": "To evaluate; as trained on if none."})
    eval_tasks: int = field(default=200, metadata={"help": "Held-out tasks of the split test."})
    eval_samples: int = field(default=1, metadata={"help": "Completions of each."})
    eval_temperature: float = field(default=1.0, metadata={"help": "Temperature of these; 0 is greedy."})

    def __post_init__(self) -> None:
        if not self.families:
            raise RecipeProblem("families: name one family, variant or domain at least")
        names_of(*self.families, *self.eval_families)
        for level in [*self.levels, *self.eval_levels]:
            if not 1 <= level <= 5:
                raise RecipeProblem(f"levels: {level} is none of 1 to 5")
        if self.prompt not in PROMPTS:
            raise RecipeProblem(f"prompt: {self.prompt!r} is neither messages nor text")
        if self.overlong and (len(self.overlong) != 2 or not 0 < self.overlong[0] < self.overlong[1]):
            raise RecipeProblem("overlong: give two numbers of characters, the smaller one first")
        if not 0 <= self.shots <= _SHOTS:
            raise RecipeProblem(f"shots: {self.shots} is none of 0 to {_SHOTS}")
        for key in ("tasks", "eval_tasks", "eval_samples", "warm_up_tasks", "warm_up_batch"):
            if getattr(self, key) < 1:
                raise RecipeProblem(f"{key}: {getattr(self, key)} is less than 1")
        if not 0 <= self.warm_up_noise <= 1:
            raise RecipeProblem(f"warm_up_noise: {self.warm_up_noise} is not between 0 and 1")
        if self.environment and self.curriculum:
            raise RecipeProblem("curriculum: not in several turns, whose marks it is not told")
        if self.environment and self.environment not in ("q", "algebra", "arithmetic"):
            raise RecipeProblem(f"environment: {self.environment!r} is none of q, algebra, arithmetic")
        _ = self.weights

    @property
    def weights(self) -> dict[str, float]:
        """The weights of the rewards by name."""
        found: dict[str, float] = {}
        for entry in self.rewards:
            name, _, weight = entry.partition("=")
            if name not in MARKS:
                raise RecipeProblem(f"rewards: no reward is called {name!r}; there are {', '.join(MARKS)}")
            try:
                found[name] = float(weight or 1)
            except ValueError:
                raise RecipeProblem(f"rewards: {entry!r} is not name=weight") from None
            if not math.isfinite(found[name]):
                raise RecipeProblem(f"rewards: the weight of {name} is no finite number")
        return found


class Plan(NamedTuple):
    """A recipe with its trainer's settings, as keyword arguments of GRPOConfig."""

    recipe: Recipe
    trainer: dict[str, Any]

    def to_dict(self) -> dict[str, Any]:
        """As one flat dict, in the order of the fields."""
        return {**asdict(self.recipe), **self.trainer}


def names_of(*given: str) -> list[str]:
    """The families that names of a recipe stand for: themselves, or those of a domain. Raises NameProblem."""
    domains = {card.domain for card in families()}
    return [card.name for name in given for card in (select(name, None) if name in domains else select(None, name))]


def known() -> dict[str, Path]:
    """The recipes that come with Etude, by name."""
    folder = Path(str(files("etude.train").joinpath(_FOLDER)))
    return {path.stem: path for path in sorted(folder.glob("*.yaml"))}


def read(name: str, changes: Sequence[str] = ()) -> Plan:
    """The recipe of that name or file. changes: ``key=value``, as on the command line. Raises RecipeProblem."""
    import yaml

    path = known().get(name, Path(name))
    try:
        content = yaml.safe_load(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError):
        raise RecipeProblem(f"no recipe {name!r}: give a file, or one of {', '.join(known())}") from None
    except yaml.YAMLError as error:
        raise RecipeProblem(f"{path} is no YAML: {' '.join(str(error).split())}") from None
    if not isinstance(content, dict):
        raise RecipeProblem(f"{path} holds no keys and values")
    for change in changes:
        key, equals, value = change.partition("=")
        if not equals:
            raise RecipeProblem(f"--set {change}: give key=value")
        try:
            content[key.strip()] = yaml.safe_load(value)
        except yaml.YAMLError:
            raise RecipeProblem(f"--set {change}: the value is no YAML") from None
    return plan_of(content, str(path))


def plan_of(content: Mapping[str, Any], where: str = "the recipe") -> Plan:
    """A recipe's keys and values as a plan. Raises RecipeProblem with the key that is wrong."""
    try:
        from trl import GRPOConfig, TrlParser
    except ImportError as error:
        raise RecipeProblem(f'training needs {error.name}: pip install "etude[train]"') from None
    ours, theirs = {item.name for item in fields(Recipe)}, {item.name for item in fields(GRPOConfig) if item.init}
    for key in content:
        if key not in ours | theirs:
            close = difflib.get_close_matches(str(key), sorted(ours | theirs), 1)
            raise RecipeProblem(f"{where}: no key {key!r}" + (f"; did you mean {close[0]}?" if close else ""))
    parser = TrlParser((Recipe, GRPOConfig))
    parser.error = _refuse(where)
    given = {key: value for key, value in content.items() if value is not None}
    words = [word for key, value in given.items() for word in _words(key, value)]
    if "output_dir" not in given:
        words += ["--output_dir", "."]
    if "use_cpu" not in given and not has_gpu():
        # TRL's own default asks for bf16 on a GPU, and refuses to start without one.
        words += ["--use_cpu", "true", *([] if "bf16" in given else ["--bf16", "false"])]
    try:
        recipe, config = parser.parse_args_into_dataclasses(args=words)
    except (ValueError, TypeError) as error:
        raise RecipeProblem(f"{where}: {' '.join(str(error).split())}") from None
    if config.remove_unused_columns:
        raise RecipeProblem(f"{where}: remove_unused_columns would take the tasks away from the reward")
    trainer = {key: getattr(config, key) for key in given if key in theirs and key not in ours}
    return Plan(recipe, trainer)


def _words(key: str, value: Any) -> list[str]:
    """A key and its value as words of a command line."""
    if isinstance(value, Mapping):
        return [f"--{key}", json.dumps(value)]
    if isinstance(value, list):
        return [f"--{key}", *map(str, value)] if value else []
    return [f"--{key}", str(value)]


def _refuse(where: str) -> Any:
    def error(message: str) -> None:
        raise RecipeProblem(f"{where}: {message.replace('argument --', '', 1)}")

    return error
