"""The atoms report in pictures: prediction against measurement, operations, depths. Needs the extra ``analysis``."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from etude.analysis.findings import Findings
from etude.analysis.results import ResultProblem

_INK, _BLUE, _ORANGE = "#333333", "#2b6cb0", "#c05621"


def plots(report: Findings, folder: Path) -> list[Path]:
    """Write the PNG files that the report has data for. Raises ResultProblem without matplotlib."""
    try:
        from matplotlib.figure import Figure
    except ImportError:
        raise ResultProblem('plots need matplotlib: pip install "etude[analysis]"') from None
    drawn = []
    for name, draw, size in (
        ("joint", _joint, (5.2, 5.0)),
        ("operations", _operations, (7.0, 0.5 + 0.36 * max(4, len(report.atoms)))),
        ("depths", _depths, (5.6, 4.0)),
    ):
        figure = Figure(figsize=size, dpi=130, layout="constrained")
        if draw(figure.subplots(), report):
            path = folder / f"{name}.png"
            figure.savefig(path, metadata={"Software": None})
            drawn.append(path)
    return drawn


def _plain(axes: Any) -> None:
    for side in ("top", "right"):
        axes.spines[side].set_visible(False)
    axes.tick_params(colors=_INK, labelsize=9)
    axes.grid(alpha=0.25, linewidth=0.6)


def _joint(axes: Any, report: Findings) -> bool:
    """Measured accuracy over predicted joint probability, a point for each group of chains."""
    groups = report.composites
    if not groups:
        return False
    depths = sorted({group.depth for group in groups})
    colours = dict(zip(depths, ("#2b6cb0", "#2f855a", "#b7791f", "#c05621", "#6b46c1"), strict=False))
    for depth in depths:
        members = [group for group in groups if group.depth == depth]
        axes.scatter(
            [group.predicted for group in members],
            [group.measured for group in members],
            s=[8 + 3 * group.samples**0.5 for group in members],
            color=colours.get(depth, _INK), alpha=0.55, linewidths=0, label=f"{depth} operations",
        )  # fmt: skip
    axes.plot([0, 1], [0, 1], color=_INK, linewidth=0.8, linestyle="--")
    axes.set(xlim=(-0.02, 1.02), ylim=(-0.02, 1.02), aspect="equal")
    axes.set_xlabel("predicted: product of the atoms' success")
    axes.set_ylabel("measured accuracy")
    rho = report.correlation
    if rho.rho is not None and rho.interval is not None:
        axes.set_title(f"rho = {rho.rho:.3f} ({rho.interval.low:.3f} to {rho.interval.high:.3f})", fontsize=11)
    axes.legend(frameon=False, fontsize=9, loc="upper left")
    _plain(axes)
    return True


def _operations(axes: Any, report: Findings) -> bool:
    """The success of each operation with its interval, and before training where that is known."""
    if not report.atoms:
        return False
    ordered = sorted(report.atoms, key=lambda atom: atom.share)
    places = range(len(ordered))
    earlier = {change.operation: change for change in report.changes}
    errors = [[a.share - a.interval.low for a in ordered], [a.interval.high - a.share for a in ordered]]
    label = "after" if earlier else "success"
    axes.errorbar(
        [a.share for a in ordered], places, xerr=errors, fmt="o", color=_BLUE, markersize=5, linewidth=1.2, label=label
    )
    if earlier:
        known = [
            (earlier[a.operation].before, i) for i, a in zip(places, ordered, strict=True) if a.operation in earlier
        ]
        axes.scatter(
            [x for x, _ in known], [y for _, y in known], marker="|", s=120, color=_ORANGE, label="before", zorder=3
        )
        axes.legend(frameon=False, fontsize=9, loc="lower right")
    axes.set_yticks(list(places), [a.operation.replace("_", " ") for a in ordered])
    axes.set_xlim(-0.02, 1.02)
    axes.set_xlabel("share of samples that are right (95 % interval)")
    _plain(axes)
    return True


def _depths(axes: Any, report: Findings) -> bool:
    """Accuracy, prediction and the largest pass@k over the number of operations."""
    if len(report.depths) < 2:
        return False
    x = [depth.depth for depth in report.depths]
    axes.plot(x, [depth.measured for depth in report.depths], "o-", color=_BLUE, label="measured (pass@1)")
    predicted = [(d.depth, d.predicted) for d in report.depths if d.predicted is not None]
    axes.plot([a for a, _ in predicted], [b for _, b in predicted], "--", color=_INK, label="predicted")
    largest = max((size for depth in report.depths for size in depth.pass_at), default=1)
    if largest > 1:
        known = [(d.depth, d.pass_at[largest]) for d in report.depths if largest in d.pass_at]
        axes.plot([a for a, _ in known], [b for _, b in known], "s-", color=_ORANGE, label=f"pass@{largest}")
    axes.set_xticks(x)
    axes.set_ylim(-0.02, 1.02)
    axes.set_xlabel("operations in a chain")
    axes.set_ylabel("share of tasks")
    axes.legend(frameon=False, fontsize=9)
    _plain(axes)
    return True
