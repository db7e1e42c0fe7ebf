"""EleutherAI's lm-evaluation-harness: a task folder for ``lm-eval --include_path``."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from etude.benchmarks.exporters.rows import mark, module_name, without_pictures, write_rows
from etude.benchmarks.folder import Benchmark
from etude.task import Task

_TASK = """\
task: {name}
custom_dataset: !function etude_scoring.load
test_split: test
output_type: generate_until
doc_to_text: "{{{{prompt}}}}"
doc_to_target: "{{{{answer}}}}"
process_results: !function etude_scoring.process_results
generation_kwargs:
  until: []
  do_sample: false
  max_gen_toks: 2048
metric_list:
  - metric: correct
    aggregation: mean
    higher_is_better: true
  - metric: reward
    aggregation: mean
    higher_is_better: true
metadata:
  version: 1
  canary: {canary}
"""
_SCORING = '''\
"""Loads and marks this benchmark, for lm-evaluation-harness."""

from pathlib import Path

from etude.benchmarks.exporters.lm_evaluation import dataset, process_results

__all__ = ["load", "process_results"]


def load(**_):
    """The questions."""
    return dataset(Path(__file__).parent)
'''


def export(benchmark: Benchmark, tasks: Sequence[Task], out: Path) -> None:
    """Write the YAML of the task, its rows and the functions it names."""
    without_pictures(tasks, "lm-evaluation-harness")
    name = module_name(benchmark)
    text = _TASK.format(name=name, canary=benchmark.manifest["canary"])
    (out / f"{name}.yaml").write_text(text, "utf-8")
    (out / "etude_scoring.py").write_text(_SCORING, "utf-8")
    write_rows(tasks, out)


def dataset(folder: Path) -> dict[str, Any]:
    """The split ``test`` of an exported folder."""
    from datasets import Dataset

    from etude.benchmarks.exporters.rows import read_rows

    return {"test": Dataset.from_list(read_rows(folder))}


def process_results(doc: Mapping[str, Any], results: Sequence[str]) -> dict[str, float]:
    """The metrics of one question."""
    verdict = mark(doc, results[0])
    return {"correct": float(verdict.correct), "reward": verdict.reward}
