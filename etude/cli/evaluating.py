"""``etude eval``: how a model does on fresh tasks or on a benchmark."""

from __future__ import annotations

import json
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from etude.cli.bars import bars, only_ours
from etude.cli.frame import FAILED
from etude.task import EtudeError, Task


def _sizes(context: click.Context, parameter: click.Parameter, value: str) -> list[int]:
    try:
        found = sorted({int(part) for part in value.split(",")})
    except ValueError:
        found = []
    if not found or found[0] < 1 or found[-1] > 100_000:
        raise click.BadParameter(f"{value!r} is no list of numbers such as 1,4,16")
    return found


@click.command("eval", context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--model", help="A transformers folder or hub name, smollm2-135m, or the name at the endpoint.")
@click.option("--url", metavar="URL", help="An OpenAI-compatible endpoint, such as http://localhost:8000/v1.")
@click.option(
    "--responses", type=click.Path(path_type=Path), metavar="FILE", help="Completions as JSONL (id, response)."
)
@click.option("--benchmark", type=click.Path(path_type=Path), metavar="DIR", help="A private benchmark folder.")
@click.option("--family", "families", multiple=True, metavar="NAME", help="A family, variant or domain; repeatable.")
@click.option("--level", "levels", type=click.IntRange(1, 5), multiple=True, help="Levels; repeatable. Default: all.")
@click.option("--n", type=click.IntRange(1), default=200, show_default=True, help="Fresh tasks of the split test.")
@click.option("--seed", type=int, default=0, show_default=True, help="Seed of the tasks and of the sampling.")
@click.option("--k", "ks", callback=_sizes, default="1", show_default=True, metavar="K,K,...", help="Sizes for pass@k.")
@click.option("--samples", type=click.IntRange(1), help="Completions of each task. Default: the largest k.")
@click.option("--temperature", type=click.FloatRange(0), default=1.0, show_default=True, help="0 is greedy.")
@click.option("--max-new-tokens", type=click.IntRange(1), default=512, show_default=True)
@click.option("--batch", type=click.IntRange(1), default=64, show_default=True, help="Completions at a time.")
@click.option("--text", is_flag=True, help="Give the prompt as it is, without the chat template.")
@click.option("--system", default="", metavar="LINE", help="A system line before each prompt.")
@click.option("--shots", type=click.IntRange(0, 16), default=0, show_default=True, help="Solved examples before it.")
@click.option(
    "--before", type=click.Path(path_type=Path), metavar="FOLDER", help="An earlier evaluation to compare with."
)
@click.option("--out", type=click.Path(path_type=Path), required=True, metavar="FOLDER", help="Folder for the results.")
@click.option("--json", "as_json", is_flag=True, help="Print the score as JSON instead of a table.")
def command(
    model: str | None, url: str | None, responses: Path | None, benchmark: Path | None, families: tuple[str, ...],
    levels: tuple[int, ...], n: int, seed: int, ks: list[int], samples: int | None, temperature: float,
    max_new_tokens: int, batch: int, text: bool, system: str, shots: int, before: Path | None, out: Path, as_json: bool,
) -> int:  # fmt: skip
    """Evaluate a local model, an endpoint or a file of completions, on fresh tasks or on a benchmark.

    Writes tasks.jsonl, responses.jsonl, score.json, score.png and, where tasks have operations, the analysis of atoms
    and their compositions; with --before a comparison too.
    """
    from etude.train.data import Form
    from etude.train.evaluation import shots_of
    from etude.train.outcome import begin, finish, table, write_responses

    if (model is None) == (responses is None):
        raise click.UsageError("give --model (with --url for an endpoint), or --responses")
    if bool(families) == bool(benchmark):
        raise click.UsageError("give --family (repeatable) or --benchmark")
    count = samples or ks[-1]
    if count < ks[-1]:
        raise click.UsageError(f"pass@{ks[-1]} needs {ks[-1]} samples")
    tasks = _tasks(benchmark, families, levels, n, seed)
    if responses and not responses.is_file():
        raise EtudeError(f"cannot read {responses}: there is no such file")
    loaded = _loaded(model, text) if model and not url else None  # before anything is written
    path = begin(out, tasks, before)
    examples = shots_of(families or dict.fromkeys(task.family for task in tasks), levels, shots, seed)
    form = Form("text" if text else "messages", system, examples)
    prompts = [form.prompt(task) for task in tasks]
    settings = {"k": count, "temperature": temperature, "max_new_tokens": max_new_tokens}
    with bars(len(tasks) * (1 if url else count), "asking", quiet=as_json) as (progress,):
        if url:
            from etude.train.endpoint import ask

            write_responses(path, tasks, ask(url, str(model), prompts, progress=progress, **settings))  # type: ignore[arg-type]
        elif loaded:
            from etude.train.sampling import sample

            said = sample(loaded, prompts, batch=batch, seed=seed, progress=progress, **settings)  # type: ignore[arg-type]
            write_responses(path, tasks, said)
        elif responses and not (path.exists() and path.samefile(responses)):
            shutil.copyfile(responses, path)
    found, overall = finish(out, tasks, ks, before)
    click.echo(json.dumps(found.to_dict(), ensure_ascii=False) if as_json else table(found, overall))
    return FAILED if found.problems else 0


def _tasks(benchmark: Path | None, families: Sequence[str], levels: Sequence[int], n: int, seed: int) -> list[Task]:
    if benchmark:
        from etude.benchmarks.folder import Benchmark

        return Benchmark(benchmark).tasks()
    from etude.train.evaluation import tasks_of

    return tasks_of(families, levels, n, seed, "test")


def _loaded(model: str, text: bool) -> Any:
    """The model on the device that it will be asked on."""
    from etude.models import has_gpu, load

    only_ours()
    gpu = has_gpu()
    loaded = load(model, "bfloat16" if gpu else "float32")
    if not text and not loaded.tokenizer.chat_template:
        raise EtudeError(f"{model} has no chat template: use --text")
    if gpu:
        loaded.model.to("cuda")
    return loaded
