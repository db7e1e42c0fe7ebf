"""PrimeIntellect's ``verifiers`` (0.2): an environment module with ``load_environment``."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from etude.benchmarks.exporters.rows import copy_pictures, mark, module_name, read_rows, title_of, write_rows
from etude.benchmarks.folder import Benchmark
from etude.task import Task

_MODULE = '''\
"""{title}, for verifiers: ``vf.load_environment("{name}")`` with this folder on the path."""

from pathlib import Path

from etude.benchmarks.exporters.prime_verifiers import environment


def load_environment(**kwargs):
    """A single-turn environment over the questions, rewarded by their verifiers."""
    return environment(Path(__file__).parent, **kwargs)
'''


def export(benchmark: Benchmark, tasks: Sequence[Task], out: Path) -> None:
    """Write the module, its rows and its pictures."""
    name = module_name(benchmark)
    (out / f"{name}.py").write_text(_MODULE.format(name=name, title=title_of(benchmark)), "utf-8")
    write_rows(tasks, out)
    copy_pictures(benchmark, tasks, out)


def environment(folder: Path, **kwargs: Any) -> Any:
    """The ``verifiers.SingleTurnEnv`` of an exported folder."""
    import verifiers
    from datasets import Dataset

    def build() -> Any:
        rows = read_rows(folder)
        return Dataset.from_list(
            [{"prompt": _messages(row, folder), "answer": row["answer"], "info": row} for row in rows]
        )

    rubric = verifiers.Rubric(funcs=[correct_reward], weights=[1.0])
    return verifiers.SingleTurnEnv(eval_dataset=build, dataset=build, rubric=rubric, **kwargs)


def _messages(row: Mapping[str, Any], folder: Path) -> list[dict[str, Any]]:
    if not row["images"]:
        return [{"role": "user", "content": row["prompt"]}]
    parts: list[dict[str, Any]] = [{"type": "text", "text": row["prompt"]}]
    for name in row["images"]:
        data = b64encode((folder / name).read_bytes()).decode()
        parts.append({"type": "image_url", "image_url": {"url": f"data:image/png;base64,{data}"}})
    return [{"role": "user", "content": parts}]


def correct_reward(completion: Any, info: Mapping[str, Any], **_: Any) -> float:
    """The verifier's reward for the last message of a rollout."""
    return mark(info, _text(completion)).reward


def _text(completion: Any) -> str:
    if isinstance(completion, str):
        return completion
    if not completion:
        return ""
    last = completion[-1]
    content = last.get("content") if isinstance(last, Mapping) else getattr(last, "content", "")
    if isinstance(content, str):
        return content
    return "".join(str(part.get("text", "")) for part in content or () if isinstance(part, Mapping))
