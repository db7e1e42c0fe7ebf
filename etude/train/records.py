"""What a run leaves behind while it goes on: metrics, and the state of the curriculum beside each checkpoint."""

from __future__ import annotations

import json
import math
import os
import platform
import subprocess
from collections.abc import Callable
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from transformers import TrainerCallback

from etude.task import Json
from etude.train.curriculum import Curriculum
from etude.train.metrics import METRICS, read_metrics

STATE = "curriculum.json"
_PACKAGES = ("etude", "torch", "trl", "transformers", "datasets", "accelerate", "peft")


class Records(TrainerCallback):  # type: ignore[misc]
    """Writes a row of ``metrics.jsonl`` a step; saves the curriculum beside each checkpoint."""

    def __init__(
        self, folder: Path, curriculum: Curriculum | None, progress: Callable[[int, int], None], step: int = 0
    ) -> None:
        """step: where a run goes on; rows of later steps, which are done once more, are taken out."""
        self._progress = progress
        self._path, self._curriculum = folder / METRICS, curriculum
        kept = [row for row in read_metrics(folder) if row["step"] <= step]
        self._path.write_text("".join(json.dumps(row) + "\n" for row in kept), "utf-8")

    def on_step_end(self, args: Any, state: Any, control: Any, **others: Any) -> None:
        """Another step is done."""
        self._progress(state.global_step, state.max_steps)

    def on_log(self, args: Any, state: Any, control: Any, logs: dict[str, Any] | None = None, **others: Any) -> None:
        """A row of numbers."""
        if not logs or "reward" not in logs:
            return
        row: dict[str, Json] = {"step": state.global_step} | {
            name: value for name, value in logs.items() if isinstance(value, int | float) and math.isfinite(value)
        }
        if self._curriculum:
            row |= {f"hardest/{name}": level for name, level in self._curriculum.hardest.items()}
        with self._path.open("a", encoding="utf-8") as file:
            file.write(json.dumps(row) + "\n")

    def on_save(self, args: Any, state: Any, control: Any, **others: Any) -> None:
        """The curriculum goes with the checkpoint."""
        if self._curriculum and state.is_world_process_zero:
            place = Path(args.output_dir) / f"checkpoint-{state.global_step}" / STATE
            place.write_text(json.dumps(self._curriculum.state()), "utf-8")


def surroundings() -> dict[str, Json]:
    """Versions, git revision and hardware."""
    import torch

    versions = {}
    for name in _PACKAGES:
        try:
            versions[name] = version(name)
        except PackageNotFoundError:
            versions[name] = "not installed"
    return {
        "versions": versions,
        "python": platform.python_version(),
        "git": _revision(),
        "system": platform.platform(),
        "cores": os.cpu_count(),
        "gpu": torch.cuda.get_device_name(0) if torch.cuda.is_available() else None,
    }


def _revision() -> str | None:
    """The revision of the working tree that the user stands in, if it is one."""
    try:
        asked = ["git", "rev-parse", "HEAD"]
        done = subprocess.run(asked, capture_output=True, text=True, timeout=5, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return None
    return done.stdout.strip() or None
