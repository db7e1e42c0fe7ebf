"""ByteDance's verl: Parquet with its five columns, and the function for ``custom_reward_function``."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from etude.benchmarks.exporters.rows import mark, rows_of, without_pictures
from etude.benchmarks.folder import Benchmark
from etude.task import Task

_REWARD = '''\
"""The reward of this benchmark, for verl: ``custom_reward_function.path=reward.py``"""

from etude.benchmarks.exporters.verl import compute_score

__all__ = ["compute_score"]
'''


def export(benchmark: Benchmark, tasks: Sequence[Task], out: Path) -> None:
    """Write ``test.parquet`` and ``reward.py``."""
    without_pictures(tasks, "verl's text recipe")
    import pyarrow as pa
    from pyarrow import parquet

    source = f"etude/{benchmark.manifest['suite']['name']}"
    rows = [
        {
            "data_source": source,
            "prompt": [{"role": "user", "content": row["prompt"]}],
            "ability": row["domain"],
            "reward_model": {"style": "rule", "ground_truth": json.dumps(row, ensure_ascii=False)},
            "extra_info": {"split": "test", "index": place, "id": row["id"], "answer": row["answer"]},
        }
        for place, row in enumerate(rows_of(tasks))
    ]
    parquet.write_table(pa.Table.from_pylist(rows), out / "test.parquet", compression="zstd")
    (out / "reward.py").write_text(_REWARD, "utf-8")


def compute_score(
    data_source: str, solution_str: str, ground_truth: str, extra_info: Mapping[str, Any] | None = None, **_: Any
) -> float:
    """The verifier's reward, 0..1, for a decoded response."""
    return mark(json.loads(ground_truth), solution_str).reward
