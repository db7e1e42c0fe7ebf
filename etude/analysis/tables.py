"""The atoms report as Markdown tables."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from etude.analysis.estimates import Interval
from etude.analysis.findings import Findings

_MOST = 40


def _percent(value: float | None) -> str:
    return "" if value is None else f"{100 * value:.1f} %"


def _span(interval: Interval | None, percent: bool = True) -> str:
    if interval is None:
        return ""
    if percent:
        return f"{100 * interval.low:.1f} to {100 * interval.high:.1f}"
    return f"{interval.low:.3f} to {interval.high:.3f}"


def _table(heads: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    lines = [f"| {' | '.join(heads)} |", "|---" * len(heads) + "|"]
    return "\n".join([*lines, *(f"| {' | '.join(map(str, row))} |" for row in rows)]) + "\n"


def tables(report: Findings) -> str:
    """All tables of a report, with a sentence before each."""
    parts = ["# Atoms and compositions\n", "Success of single operations, with 95 % intervals.\n"]
    heads = ("operation", "tasks", "samples", "success", "95 %")
    parts.append(
        _table(heads, [(a.operation, a.tasks, a.samples, _percent(a.share), _span(a.interval)) for a in report.atoms])
    )
    parts.append(_correlated(report))
    parts.append("By the number of operations (solvable: at least one sample was right).\n")
    sizes = sorted({size for depth in report.depths for size in depth.pass_at})
    columns = ("operations", "tasks", "predicted", "measured", "solvable", *(f"pass@{size}" for size in sizes))
    rows = [
        (d.depth, d.tasks, _percent(d.predicted), _percent(d.measured), _percent(d.solvable),
         *(_percent(d.pass_at.get(size)) for size in sizes))
        for d in report.depths
    ]  # fmt: skip
    parts.append(_table(columns, rows))
    if report.composites:
        shown = sorted(report.composites, key=lambda group: -group.samples)[:_MOST]
        parts.append(
            f"Chains by their operations ({len(shown)} of {len(report.composites)} groups, the largest first).\n"
        )
        groups = [
            (" ".join(g.operations), g.tasks, _percent(g.predicted), _percent(g.measured), _span(g.interval))
            for g in shown
        ]
        parts.append(_table(("operations", "tasks", "predicted", "measured", "95 %"), groups))
    return "\n".join([*parts, *_compared(report)])


def _correlated(report: Findings) -> str:
    found = report.correlation
    if found.rho is None:
        return f"No correlation of prediction and measurement: {found.groups} groups of chains.\n"
    text = (
        f"Predicted joint probability against measured accuracy over {found.groups} groups of chains: Pearson rho = "
        f"{found.rho:.3f} (95 % {_span(found.interval, percent=False)})"
    )
    if found.corrected is not None:
        text += (
            f"; with sampling noise taken out {found.corrected:.3f} ({_span(found.corrected_interval, percent=False)})"
        )
    return f"{text}.\n"


def _compared(report: Findings) -> list[str]:
    parts = []
    if report.transitions:
        t = report.transitions
        rows = [("solved before", t.kept, t.lost), ("not solved before", t.gained, t.never)]
        parts += ["Solvability of the tasks in both runs.\n", _table(("", "solved after", "not solved after"), rows)]
    if report.changes:
        changes = []
        for c in report.changes:
            shown = (_percent(c.before), _percent(c.after), f"{100 * c.change:+.1f}", _span(c.interval))
            changes.append((c.operation, *shown, "yes" if c.sacrificed else ""))
        heads = ("operation", "before", "after", "change", "95 %", "sacrificed")
        parts += ["Single operations before and after, in points.\n", _table(heads, changes)]
    return parts
