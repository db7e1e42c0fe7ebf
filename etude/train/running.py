"""Running a recipe: evaluate, train with TRL's GRPOTrainer, evaluate again, report.

The folder of a run: ``run.json`` (recipe, versions, hardware, seeds), ``metrics.jsonl``, ``before.jsonl`` and
``after.jsonl`` (completions of held-out tasks), ``checkpoints/``, ``model/`` (whole: adapters are merged into it),
``start/`` where something stands on the model as it was, ``report.html`` with its pictures.
"""

from __future__ import annotations

import json
import os
import time
from collections.abc import Callable, Sequence
from enum import Enum
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from etude.benchmarks.score import Score, score
from etude.models import Loaded, has_gpu, load
from etude.task import EtudeError, Json
from etude.train.curriculum import Curriculum
from etude.train.data import repeated, rows_of
from etude.train.evaluation import evaluate, form_of, held_out, tasks_of
from etude.train.outcome import in_words
from etude.train.recipes import Plan, Recipe, names_of, plan_of
from etude.train.rewards import Reward
from etude.train.sampling import sample

RUN, BEFORE, AFTER = "run.json", "before.jsonl", "after.jsonl"
CHECKPOINTS, START, MODEL = "checkpoints", "start", "model"
_UNWRITTEN = ("inline_container", "PytorchStreamWriter", "I/O error", "No space left")
"""What torch and safetensors say, in errors of their own kinds, when a file cannot be written."""
Say = Callable[[str], None]
Progress = Callable[[int, int], None]
"""Called with the steps done and all steps."""


def _still(done: int, steps: int) -> None:
    """No progress is shown."""


class RunProblem(EtudeError):
    """A run that cannot begin or go on."""


def train(plan: Plan, folder: Path, *, say: Say = lambda line: None, progress: Progress = _still) -> Path:
    """Run a recipe into a new folder; returns its report. Raises EtudeError with one line for what goes wrong."""
    if _rank() == 0 and folder.exists() and any(folder.iterdir()):
        raise RunProblem(f"{folder} is not empty: give a new folder, or go on with --resume {folder}")
    return _guarded(lambda own: _train(plan, folder, own, say, progress, None), folder)


def resume(folder: Path, *, say: Say = lambda line: None, progress: Progress = _still) -> Path:
    """Go on with a run from its last checkpoint, to the same number of steps. Raises EtudeError."""
    try:
        content = json.loads((folder / RUN).read_text("utf-8"))["recipe"]
    except (OSError, ValueError, KeyError):
        raise RunProblem(f"{folder} holds no run: there is no usable {RUN}") from None
    saved = _saved(folder)
    if not saved:
        raise RunProblem(f"{folder} has no checkpoint to go on from: start anew")
    plan = plan_of(content, str(folder / RUN))
    return _guarded(lambda own: _train(plan, folder, own, say, progress, saved[-1]), folder)


def _rank(name: str = "RANK") -> int:
    """The place of this process among those of a run (accelerate launch, torchrun), 0 if it is alone."""
    return int(os.environ.get(name, "0"))


def _wait(settings: dict[str, Any]) -> None:
    """Until all processes of a run have come so far."""
    if "RANK" in os.environ:
        from accelerate import PartialState

        PartialState(cpu=not _on_gpu(settings)).wait_for_everyone()


def _guarded(run: Callable[[Path], Path], folder: Path) -> Path:
    """Run, given the place for files of one's own: the first process of a run has the folder, others a passing one."""
    try:
        if _rank() == 0:
            return run(folder)
        with TemporaryDirectory() as passing:
            return run(Path(passing))
    except (EtudeError, KeyboardInterrupt):
        raise
    except OSError as error:
        raise RunProblem(f"cannot go on in {folder}: {error.strerror or error}{_hint(folder)}") from None
    except Exception as error:
        # Whatever a reward, a model or the trainer raises: one line, and what was saved is still there.
        text = " ".join(str(error).split())[:300]
        if any(word in text for word in _UNWRITTEN):
            reason = f"cannot go on in {folder}: a file could not be written whole (is the disk full?): {text}"
            raise RunProblem(f"{reason}{_hint(folder)}") from error
        raise RunProblem(f"training stopped: {type(error).__name__}: {text}{_hint(folder)}") from error


def _hint(folder: Path) -> str:
    """How to go on, where there is something to go on from."""
    return f" (go on with --resume {folder})" if _saved(folder) else ""


def _saved(folder: Path) -> list[Path]:
    """The whole checkpoints of a run, the last one at the end."""
    found = sorted((folder / CHECKPOINTS).glob("checkpoint-*"), key=_step_of)
    return [path for path in found if (path / "trainer_state.json").is_file()]


def _train(plan: Plan, folder: Path, own: Path, say: Say, progress: Progress, checkpoint: Path | None) -> Path:
    from etude.train.records import surroundings
    from etude.train.report import REPORT, report

    recipe, started = plan.recipe, time.monotonic()
    if own != folder:
        say, progress = (lambda line: None), _still
    folder.mkdir(parents=True, exist_ok=True)
    _check_trackers(plan.trainer)
    held = held_out(recipe)
    # Adapters and the reference model stand on what the model was after its warm-up.
    start = folder / START if checkpoint and (folder / START).is_dir() else None
    say(f"loading {start or recipe.model}")
    loaded = _model(recipe, plan.trainer, str(start or recipe.model))
    if not checkpoint:
        _write(own / RUN, {"recipe": _plain(plan.to_dict()), **surroundings()})
        _warmed(loaded, recipe, plan.trainer, say)
        if plan.trainer.get("beta") or (recipe.lora_rank and recipe.warm_up_steps):
            start = folder / START
            if own == folder:
                _keep(loaded.model, loaded, start)
            _wait(plan.trainer)
    if checkpoint and (own / BEFORE).is_file():
        before = score(held, own / BEFORE)
    else:
        say(f"evaluating: {recipe.eval_samples} completions of each of {len(held)} held-out tasks")
        before = _evaluated(loaded, recipe, plan.trainer, held, own / BEFORE)
    say(f"before: {in_words(before.overall)} on {len(held)} held-out tasks")
    trainer = _trainer(plan, folder, own, loaded, start, checkpoint, progress)
    began = time.monotonic()
    trainer.train(resume_from_checkpoint=str(checkpoint) if checkpoint else None)
    seconds = time.monotonic() - began
    trained = Loaded(trainer.model, loaded.tokenizer)
    after = _evaluated(trained, recipe, plan.trainer, held, own / AFTER)
    say(f"after:  {in_words(after.overall)}, {trainer.state.global_step} steps in {seconds:.0f} s")
    _keep(trainer.model.merge_and_unload() if recipe.lora_rank else trainer.model, loaded, own / MODEL)
    times = {
        "steps": trainer.state.global_step,
        "training": round(seconds, 1),
        "all": round(time.monotonic() - started, 1),
    }
    if own != folder:
        return folder / REPORT
    _write(folder / RUN, json.loads((folder / RUN).read_text("utf-8")) | {"done": times})
    return report(folder, before, after)


def _model(recipe: Recipe, settings: dict[str, Any], name: str) -> Loaded:
    """The model of that name, on its device."""
    if name == "tiny":
        from etude.train.tiny import tiny

        loaded = tiny(layers=recipe.tiny_layers, width=recipe.tiny_width, heads=recipe.tiny_heads, seed=_seed(settings))
    else:
        loaded = load(name)
        if recipe.prompt == "messages" and not loaded.tokenizer.chat_template:
            raise RunProblem(f"{name} has no chat template: set prompt: text")
    if _on_gpu(settings):
        loaded.model.to(f"cuda:{_rank('LOCAL_RANK')}")
    return loaded


def _warmed(loaded: Loaded, recipe: Recipe, settings: dict[str, Any], say: Say) -> None:
    """The supervised steps before, where the recipe wants some."""
    if not recipe.warm_up_steps:
        return
    from etude.train.warming import warm_up

    say(f"warming up: up to {recipe.warm_up_steps} supervised steps")
    tasks = tasks_of(recipe.families, recipe.levels, recipe.warm_up_tasks, recipe.tasks_seed + 2, "train")
    began = time.monotonic()
    steps = warm_up(
        loaded, tasks, form_of(recipe), steps=recipe.warm_up_steps, batch=recipe.warm_up_batch,
        learning_rate=recipe.warm_up_rate, noise=recipe.warm_up_noise, until=recipe.warm_up_until,
        longest=_longest(settings), bf16=_sixteen(settings), seed=_seed(settings),
    )  # fmt: skip
    say(f"warm-up: {steps} supervised steps in {time.monotonic() - began:.0f} s")


def _keep(model: Any, loaded: Loaded, folder: Path) -> None:
    """Write a model with its tokenizer."""
    model.save_pretrained(str(folder))
    loaded.tokenizer.save_pretrained(str(folder))


def _trainer(
    plan: Plan, folder: Path, own: Path, loaded: Loaded, start: Path | None, checkpoint: Path | None, progress: Progress
) -> Any:
    from transformers import PrinterCallback, ProgressCallback
    from trl import GRPOConfig, GRPOTrainer

    from etude.train.records import STATE, Records

    recipe, gpu = plan.recipe, _on_gpu(plan.trainer)
    usual: dict[str, Any] = {
        "report_to": "none", "logging_steps": 1, "bf16": _sixteen(plan.trainer), "use_cpu": not gpu,
        "save_total_limit": 2, "gradient_checkpointing": False, "disable_tqdm": True, "log_completions": False,
    }  # fmt: skip
    settings = usual | plan.trainer | {"output_dir": str(folder / CHECKPOINTS)}
    curriculum = None
    if recipe.curriculum:
        curriculum = Curriculum(names_of(*recipe.families), levels=recipe.levels, seed=recipe.tasks_seed)
        if checkpoint and (checkpoint / STATE).is_file():
            curriculum.restore(json.loads((checkpoint / STATE).read_text("utf-8")))
        # Tasks are drawn as they are asked for, in order; what was drawn before a stop is not drawn again.
        settings |= {"shuffle_dataset": False, "ignore_data_skip": True}
    config = GRPOConfig(**settings)
    model: Any = loaded.model
    if config.beta and not recipe.lora_rank:
        # The reference model is loaded by name: a model in memory has none.
        model = str(start)
    others: dict[str, Any] = {}
    if recipe.lora_rank:
        from peft import LoraConfig

        others["peft_config"] = LoraConfig(
            r=recipe.lora_rank, lora_alpha=recipe.lora_alpha, target_modules=recipe.lora_targets, task_type="CAUSAL_LM"
        )
    if recipe.environment:
        from etude.train.practice import environments

        others["environment_factory"] = {recipe.environment: environments[recipe.environment]}
    else:
        overlong = (recipe.overlong[0], recipe.overlong[1]) if recipe.overlong else None
        watch = curriculum.note if curriculum else None
        others["reward_funcs"] = [Reward(recipe.weights, overlong=overlong, seed=_seed(settings), watch=watch)]
    trainer = GRPOTrainer(
        model=model, args=config, processing_class=loaded.tokenizer,
        train_dataset=_rows(recipe, config, curriculum),
        callbacks=[Records(own, curriculum, progress, _step_of(checkpoint))], **others,
    )  # fmt: skip
    for theirs in (PrinterCallback, ProgressCallback):
        trainer.remove_callback(theirs)
    return trainer


def _check_trackers(settings: dict[str, Any]) -> None:
    """Fail before the work rather than after the warm-up where a tracker is not installed. Raises RunProblem."""
    from transformers.integrations import get_reporting_integration_callbacks

    wanted = settings.get("report_to", "none")
    names = [name for name in ([wanted] if isinstance(wanted, str) else wanted) if name != "none"]
    try:
        for callback in get_reporting_integration_callbacks(names):
            callback()
    except (RuntimeError, ValueError) as error:
        raise RunProblem(f"report_to: {' '.join(str(error).split())}") from None


def _on_gpu(settings: dict[str, Any]) -> bool:
    return has_gpu() and not settings.get("use_cpu")


def _sixteen(settings: dict[str, Any]) -> bool:
    """Whether to compute in bfloat16: as the recipe says, else on a GPU."""
    return bool(settings.get("bf16", _on_gpu(settings)))


def _longest(settings: dict[str, Any]) -> int:
    return int(settings.get("max_completion_length", 256))


def _seed(settings: dict[str, Any]) -> int:
    """The seed of the trainer, TRL's own if the recipe has none."""
    return int(settings.get("seed", 42))


def _rows(recipe: Recipe, config: Any, curriculum: Curriculum | None) -> Any:
    from datasets import Dataset, IterableDataset

    if curriculum:
        return IterableDataset.from_generator(_drawn, gen_kwargs={"place": _held(curriculum, recipe)})
    tasks = tasks_of(recipe.families, recipe.levels, recipe.tasks, recipe.tasks_seed, "train")
    rows = Dataset.from_list(list(rows_of(tasks, form_of(recipe))))
    if recipe.environment:
        rows = rows.add_column("environment", [recipe.environment] * len(rows))
    # With fewer prompts than a batch takes TRL ends at step 0 without an error.
    return repeated(rows, config.generation_batch_size // config.num_generations)


_curricula: list[tuple[Curriculum, Recipe]] = []
"""The curricula of this process: a dataset copies what it is given, and these must stay the same objects."""


def _held(curriculum: Curriculum, recipe: Recipe) -> int:
    _curricula.append((curriculum, recipe))
    return len(_curricula) - 1


def _drawn(place: int) -> Any:
    curriculum, recipe = _curricula[place]
    yield from rows_of(curriculum, form_of(recipe))


def _step_of(checkpoint: Path | None) -> int:
    return int(checkpoint.name.rpartition("-")[2]) if checkpoint else 0


def _evaluated(loaded: Loaded, recipe: Recipe, settings: dict[str, Any], tasks: Sequence[Any], path: Path) -> Score:
    def answer(prompts: Sequence[Any]) -> list[list[str]]:
        return sample(
            loaded, prompts, k=recipe.eval_samples, temperature=recipe.eval_temperature,
            max_new_tokens=_longest(settings), seed=recipe.tasks_seed,
        )  # fmt: skip

    return evaluate(answer, tasks, path, recipe)


def _plain(content: dict[str, Any]) -> dict[str, Json]:
    return {key: value.value if isinstance(value, Enum) else value for key, value in content.items()}


def _write(path: Path, content: dict[str, Json]) -> None:
    path.write_text(json.dumps(content, indent=2, ensure_ascii=False) + "\n", "utf-8")
