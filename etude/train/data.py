"""Tasks as Hugging Face datasets."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from io import BytesIO
from typing import TYPE_CHECKING, Any, NamedTuple

from etude.answers.completion import completion
from etude.task import EtudeError, Task
from etude.tasks import generate
from etude.tasks.files.pictures import pictures_of, score_png

if TYPE_CHECKING:
    from datasets import Dataset, IterableDataset

PROMPTS = ("messages", "text")
LONGEST = 8_000
"""Characters of a prompt: trainers have no bound of their own."""


class DataProblem(EtudeError):
    """Data that cannot be trained on."""


class Form(NamedTuple):
    """How tasks are put to a model: as messages or as text, after a system line and solved examples if any."""

    kind: str = "messages"
    system: str = ""
    shots: tuple[Task, ...] = ()

    def prompt(self, task: Task) -> Any:
        """The prompt of a task: a list of messages, or a text."""
        if self.kind == "text":
            solved = [f"{shot.prompt}{self.answer(shot, shot.answer)}" for shot in self.shots]
            return "".join(f"{line}\n" for line in ([self.system] if self.system else []) + solved) + task.prompt
        found = [{"role": "system", "content": self.system}] if self.system else []
        for shot in self.shots:
            said = {"role": "assistant", "content": self.answer(shot, shot.answer)}
            found += [{"role": "user", "content": shot.prompt}, said]
        return [*found, {"role": "user", "content": task.prompt}]

    def answer(self, task: Task, answer: str) -> str:
        """A completion that gives this answer to a task, as its prompt asks for it; in a text form without a box."""
        if self.kind == "text":
            return f" {completion(task, answer, bare=True)}"
        return completion(task, answer)


def dataset(
    domain: str | None = None,
    *,
    family: str | Sequence[str] | None = None,
    n: int | None = None,
    seed: int = 0,
    level: int | None = None,
    split: str | None = "train",
    prompt: str = "messages",
    images: bool = False,
) -> Dataset | IterableDataset:
    """Tasks for GRPOTrainer, a row each: ``prompt`` and ``task`` (the task as JSON), with images also ``images``.

    Takes what ``etude.generate`` takes; without n the tasks are drawn while training (an IterableDataset: the trainer
    needs ``max_steps`` and ``shuffle_dataset=False``). prompt: ``messages`` for chat models, ``text`` for others. The
    split is ``train`` unless you say otherwise: no benchmark has a question of it. Raises DataProblem, NameProblem.
    """
    from datasets import Dataset, IterableDataset

    if prompt not in PROMPTS:
        raise DataProblem(f"prompt is {' or '.join(PROMPTS)}, not {prompt!r}")
    what = {"domain": domain, "family": family, "seed": seed, "level": level, "split": split}
    if n is None:
        generate(**what)  # type: ignore[arg-type]  # which raises for unknown names at once
        return IterableDataset.from_generator(_endless, gen_kwargs={**what, "prompt": prompt})
    rows = list(rows_of(generate(n=n, **what), Form(prompt)))  # type: ignore[arg-type]
    if images:
        rows = [row | {"images": _pictures(row["task"])} for row in rows]
    return Dataset.from_list(rows)


def _endless(prompt: str, **what: Any) -> Iterator[dict[str, Any]]:
    yield from rows_of(generate(**what), Form(prompt))


def rows_of(tasks: Iterable[Task], form: Form) -> Iterator[dict[str, Any]]:
    """The rows of a dataset. Raises DataProblem for a prompt that is too long to train on."""
    for task in tasks:
        if len(task.prompt) > LONGEST:
            raise DataProblem(f"the prompt of {task.id} has {len(task.prompt):,} characters, more than {LONGEST:,}")
        yield {"prompt": form.prompt(task), "task": task.to_json()}


def repeated(rows: Dataset, least: int) -> Dataset:
    """A dataset with at least so many rows: with fewer than a batch takes, training would end before it begins."""
    from datasets import concatenate_datasets

    if not len(rows):
        raise DataProblem("there are no tasks to train on")
    return concatenate_datasets([rows] * -(-least // len(rows)))


def _pictures(line: str) -> list[Any]:
    """The pictures of a task as PIL images. Raises DataProblem for a task without any."""
    from PIL import Image

    task = Task.from_json(line)
    drawn = [Image.open(BytesIO(score_png(picture.score))) for picture in pictures_of(task.to_dict())]
    if not drawn:
        raise DataProblem(f"{task.family} has no pictures: ask for a variant with view=image")
    return drawn
