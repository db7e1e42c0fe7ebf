"""``etude bench audit``: search corpora for a benchmark that has leaked."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import click

from etude.cli.bars import bars
from etude.cli.bench.options import FOLDER, SETTINGS, give_report, processes, workers_option
from etude.cli.frame import FAILED

if TYPE_CHECKING:
    from etude.benchmarks.contamination.audit import Report

_SHOWN = 20


@click.command("audit", context_settings=SETTINGS)
@FOLDER
@click.option(
    "--corpus", "corpora", multiple=True, required=True, type=click.Path(path_type=Path), metavar="PATH",
    help="Text, JSONL or Parquet, plain, .gz or .zst; a file or a folder of files; repeatable.",
)  # fmt: skip
@click.option(
    "--out", type=click.Path(path_type=Path), metavar="FILE", help="Write the whole report to this JSON file."
)
@workers_option
@click.option("--json", "as_json", is_flag=True, help="Print the report as JSON.")
def command(folder: Path, corpora: tuple[Path, ...], out: Path | None, workers: int | None, as_json: bool) -> int:
    """Search corpora of any size for the questions of the benchmark DIR.

    Finds questions word for word, with their options in another order, and near copies (edited in places), and the
    canary. Exit code 1 if anything is found.
    """
    from etude.benchmarks.contamination.audit import audit
    from etude.benchmarks.contamination.corpora import find_files, size_of

    size = size_of(find_files(corpora)) >> 20
    with bars(max(1, size), "searching, MB", quiet=as_json) as (progress,):
        report = audit(folder, corpora, processes(workers), progress)
    give_report(report.to_dict(), out, as_json)
    if not as_json:
        _show(report, out)
    return 0 if report.clean and not report.skipped else FAILED


def _show(report: Report, out: Path | None) -> None:
    from etude.cli.summary import console, table

    page = console()
    shown = [hit for hit in report.hits if hit.kind == report.contaminated[hit.id]][:_SHOWN]
    if shown:
        rows = table("kind", "similarity", "place", "question", "text", numbers=["similarity"])
        for hit in shown:
            place = f"{hit.path}:{hit.line}"
            rows.add_row(hit.kind, f"{hit.similarity:.2f}", place, hit.id.rsplit("-", 1)[1], hit.text[:60])
        page.print(rows)
    for path, number in report.canaries[:_SHOWN]:
        page.print(f"canary in {path}:{number}", soft_wrap=True, style="red")
    for line in report.skipped:
        page.print(f"skipped: {line}", soft_wrap=True, style="red")
    kinds = Counter(report.contaminated.values())
    counted = ", ".join(f"{kinds[kind]:,} {kind}" for kind in ("exact", "reordered", "near") if kinds[kind])
    verdict = f"[red]{sum(kinds.values()):,} of {report.questions:,} questions are there[/] ({counted})"
    if not kinds:
        verdict = f"[green]none of {report.questions:,} questions is there[/]"
    page.print(f"{verdict}; canary: {len(report.canaries):,} lines", soft_wrap=True)
    if report.overlaps:
        page.print(
            f"{len(report.overlaps):,} questions share a run of 13 tokens of their own with the corpus", soft_wrap=True
        )
    rate = report.bytes / 1e6 / max(report.seconds, 1e-9)
    page.print(f"{report.files:,} files, {report.bytes / 1e6:,.1f} MB in {report.seconds:.1f} s ({rate:.0f} MB/s)")
    if out:
        page.print(f"All places are in {out}", soft_wrap=True)
