"""UK AISI's inspect-ai: a task file for ``inspect eval``."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from etude.benchmarks.exporters.rows import copy_pictures, mark, module_name, read_rows, title_of, write_rows
from etude.benchmarks.folder import Benchmark
from etude.task import Task

_FILE = '''\
"""{title}, for inspect-ai: ``inspect eval {name}.py --model ...``"""

from pathlib import Path

from inspect_ai import Task, task

from etude.benchmarks.exporters.inspect_evals import benchmark_task


@task
def {name}() -> Task:
    """The questions, and a scorer that marks by their verifiers."""
    return benchmark_task(Path(__file__).parent)
'''


def export(benchmark: Benchmark, tasks: Sequence[Task], out: Path) -> None:
    """Write the task file, its rows and its pictures."""
    name = module_name(benchmark)
    (out / f"{name}.py").write_text(_FILE.format(name=name, title=title_of(benchmark)), "utf-8")
    write_rows(tasks, out)
    copy_pictures(benchmark, tasks, out)


def benchmark_task(folder: Path) -> Any:
    """The ``inspect_ai.Task`` of an exported folder."""
    import inspect_ai
    from inspect_ai.dataset import MemoryDataset

    samples = [_sample(row, folder) for row in read_rows(folder)]
    return inspect_ai.Task(dataset=MemoryDataset(samples), scorer=marked_by_verifier())


def _sample(row: dict[str, Any], folder: Path) -> Any:
    from inspect_ai.dataset import Sample
    from inspect_ai.model import ChatMessageUser, ContentImage, ContentText

    content: Any = row["prompt"]
    if row["images"]:
        pictures = [ContentImage(image=str(folder / name)) for name in row["images"]]
        content = [ChatMessageUser(content=[ContentText(text=row["prompt"]), *pictures])]
    return Sample(input=content, target=row["answer"], id=row["id"], metadata=row)


def marked_by_verifier() -> Any:
    """An inspect-ai scorer: the verifier's reward, with accuracy over questions and its standard error."""
    from inspect_ai.scorer import Score, Target, accuracy, scorer, stderr
    from inspect_ai.solver import TaskState

    def etude_verifier() -> Any:
        async def score(state: TaskState, target: Target) -> Score:
            verdict = mark(state.metadata, state.output.completion)
            return Score(value=verdict.reward, answer=verdict.extracted or "", explanation=verdict.reason)

        return score

    return scorer(metrics=[accuracy(), stderr()], name="etude")(etude_verifier)()
