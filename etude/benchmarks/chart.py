"""A score as a picture: accuracy by level, and by family or topic, with 95 % intervals. Needs matplotlib."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from etude.benchmarks.score import Row, Score, ScoreProblem

_INK = "#333333"
_COLOURS = ("#2b6cb0", "#c05621", "#2f855a", "#6b46c1", "#b7791f")


def chart(scores: Sequence[Score], path: Path) -> None:
    """Write a PNG of one score, or of two side by side. Raises ScoreProblem without matplotlib, OSError."""
    try:
        from matplotlib.figure import Figure
    except ImportError:
        raise ScoreProblem('charts need matplotlib: pip install "etude[benchmarks]"') from None
    kind = scores[0].detail
    rows = len(scores[0].by[kind])
    figure = Figure(figsize=(11.0, max(3.6, 1.2 + 0.27 * rows)), dpi=130, layout="constrained")
    left, right = figure.subplots(1, 2, width_ratios=(2, 3))
    _levels(left, scores)
    _families(right, scores, kind)
    figure.suptitle(_title(scores), fontsize=11, color=_INK)
    figure.savefig(path, metadata={"Software": None})


def _title(scores: Sequence[Score]) -> str:
    texts = []
    for score in scores:
        row = score.overall
        texts.append(
            f"{score.name}: {row.accuracy:.1%} ({row.wilson.low:.1%} to {row.wilson.high:.1%}) "
            f"of {row.questions:,} questions"
        )
    return "\n".join(texts)


def _errors(rows: Sequence[Row]) -> list[list[float]]:
    return [
        [row.accuracy - row.wilson.low for row in rows],
        [row.wilson.high - row.accuracy for row in rows],
    ]


def _levels(axes: Any, scores: Sequence[Score]) -> None:
    """One line a domain; for two scores one line each, over all domains."""
    if len(scores) > 1:
        lines = [(score.name, [(int(row.group), row) for row in score.by["level"]]) for score in scores]
    else:
        parts = [(row.group.rsplit(" ", 1), row) for row in scores[0].by["domain_and_level"]]
        domains = sorted({domain for (domain, _), _ in parts})
        lines = [(name, [(int(level), row) for (domain, level), row in parts if domain == name]) for name in domains]
    for place, (name, points) in enumerate(lines):
        shift = 0.06 * (place - (len(lines) - 1) / 2)
        rows = [row for _, row in points]
        axes.errorbar(
            [level + shift for level, _ in points], [row.accuracy for row in rows], yerr=_errors(rows), fmt="o-",
            color=_COLOURS[place % len(_COLOURS)], markersize=4.5, linewidth=1.3, capsize=2, label=name,
        )  # fmt: skip
    axes.set(xlabel="level", ylabel="share of questions that are right", ylim=(-0.03, 1.03))
    axes.set_xticks(sorted({level for _, points in lines for level, _ in points}))
    axes.legend(frameon=False, fontsize=9)
    _plain(axes)


def _families(axes: Any, scores: Sequence[Score], kind: str) -> None:
    order = [row.group for row in sorted(scores[0].by[kind], key=lambda row: (row.accuracy, row.group))]
    for place, score in enumerate(scores):
        by_name = {row.group: row for row in score.by[kind]}
        rows = [by_name[name] for name in order]
        shift = 0.22 * (place - (len(scores) - 1) / 2)
        axes.errorbar(
            [row.accuracy for row in rows], [i - shift for i in range(len(rows))], xerr=_errors(rows), fmt="o",
            color=_COLOURS[place], markersize=4.5, linewidth=1.2, label=score.name,
        )  # fmt: skip
    axes.set_yticks(range(len(order)), order)
    axes.set(xlim=(-0.03, 1.03), xlabel=f"share of questions that are right, by {kind} (95 % intervals)")
    axes.set_ylim(-0.7, len(order) - 0.3)
    if len(scores) > 1:
        axes.legend(frameon=False, fontsize=9, loc="lower right")
    _plain(axes)


def _plain(axes: Any) -> None:
    for side in ("top", "right"):
        axes.spines[side].set_visible(False)
    axes.tick_params(colors=_INK, labelsize=8)
    axes.grid(alpha=0.25, linewidth=0.6)
