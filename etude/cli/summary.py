"""The tables that commands print."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Console
from rich.table import Table

if TYPE_CHECKING:
    from etude.tasks.files.run import Summary

_PIPE_WIDTH = 120


def console(*, stderr: bool = False) -> Console:
    """A console that wraps nothing when its output goes to a pipe."""
    stream = sys.stderr if stderr else sys.stdout
    return Console(file=stream, width=None if stream.isatty() else _PIPE_WIDTH, highlight=False)


def table(*heads: str, numbers: Iterable[str] = ()) -> Table:
    """A plain table; the columns in ``numbers`` are aligned to the right."""
    made = Table(box=None, header_style="bold", pad_edge=False)
    for head in heads:
        made.add_column(head, justify="right" if head in set(numbers) else "left", overflow="fold")
    return made


def print_summary(summary: Summary, target: Path | None, seconds: float) -> None:
    """What a run wrote: tasks by family and level, lanes that ran dry, the file and its hash."""
    out = console(stderr=target is None)
    levels = sorted({level for _, level in summary.counts})
    heads = [f"level {level}" for level in levels]
    rows = table("family", *heads, "total", numbers=[*heads, "total"])
    for family in sorted({name for name, _ in summary.counts}):
        counts = [summary.counts[family, level] for level in levels]
        rows.add_row(family, *[f"{count:,}" if count else "-" for count in counts], f"{sum(counts):,}")
    out.print(rows)
    for lane, found in summary.dry.items():
        out.print(f"{lane.family} level {lane.level} has no more distinct tasks: all {found} are in", style="yellow")
    where = "standard output" if target is None else str(target)
    rate = summary.made / max(seconds, 1e-9)
    out.print(f"[bold]{summary.made:,} tasks[/] to {where} in {seconds:.1f} s ({rate:,.0f} a second)", soft_wrap=True)
    out.print(f"SHA-256 {summary.sha256}", soft_wrap=True)
