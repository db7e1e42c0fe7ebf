"""Draws training.svg from the metrics of measured runs: ``python docs/make_curves.py [NAME=RUN ...]``.

NAME=RUN takes over the metrics of a run folder as docs/runs/NAME.jsonl before.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import matplotlib as mpl
from matplotlib.figure import Figure

from etude.train.metrics import read_metrics
from etude.train.report import smooth

HERE = Path(__file__).parent
KEPT = ("step", "reward", "accuracy", "entropy", "completions/mean_length", "step_time", "marking_seconds")
PANELS = {
    "etude train tiny-sums, by reward": {
        "tiny-sums": "correct", "tiny-sums-random": "random", "tiny-sums-inverted": "inverted"
    },
    "etude train demo-cpu": {"demo-cpu": ""},
    "etude train demo-cpu-music": {"demo-cpu-music": ""},
}  # fmt: skip


def take(name: str, run: Path) -> None:
    """Keep the columns that are drawn or told of."""
    rows = [{key: row[key] for key in KEPT if key in row} for row in read_metrics(run)]
    (HERE / "runs" / f"{name}.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")


def draw() -> None:
    """Accuracy in training by step: thin as it was, thick the mean of the steps around."""
    mpl.rcParams["svg.hashsalt"] = "etude"
    figure = Figure(figsize=(11, 3.2), layout="constrained")
    for axes, (title, runs) in zip(figure.subplots(1, len(PANELS), sharey=True), PANELS.items(), strict=True):
        for name, label in runs.items():
            rows = [json.loads(line) for line in (HERE / "runs" / f"{name}.jsonl").read_text("utf-8").splitlines()]
            steps, values = [row["step"] for row in rows], [row["accuracy"] for row in rows]
            line = axes.plot(steps, values, linewidth=0.7, alpha=0.4)[0]
            axes.plot(steps, smooth(values), linewidth=2, color=line.get_color(), label=label)
        axes.set_title(title, fontsize=11, loc="left")
        axes.set_xlabel("step")
        axes.set_ylim(0, 1)
        axes.spines[["top", "right"]].set_visible(False)
        if len(runs) > 1:
            axes.legend(frameon=False)
    figure.axes[0].set_ylabel("right completions in training")
    figure.savefig(HERE / "training.svg", metadata={"Date": None})


if __name__ == "__main__":
    for given in sys.argv[1:]:
        take(*[part(word) for part, word in zip((str, Path), given.split("="), strict=True)])
    draw()
