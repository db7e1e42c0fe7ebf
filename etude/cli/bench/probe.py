"""``etude bench probe``: does a model know a benchmark's questions before they are asked."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from etude.cli.bars import bars
from etude.cli.bench.options import FOLDER, SETTINGS, give_report, processes, salt_of, salt_option
from etude.cli.frame import FAILED

if TYPE_CHECKING:
    from etude.benchmarks.probe import Report


@click.command("probe", context_settings=SETTINGS)
@FOLDER
@click.option("--model", required=True, metavar="M", help="A transformers folder or name, or module:function.")
@click.option(
    "--n", type=click.IntRange(min=2), default=200, show_default=True, help="Questions, and as many fresh ones."
)
@click.option("--batch", type=click.IntRange(min=1), default=16, show_default=True, help="Questions at a time.")
@click.option(
    "--seed", type=click.IntRange(min=0), help="Of the choice and of the fresh questions; a secret one if not given."
)
@click.option(
    "--out", type=click.Path(path_type=Path), metavar="FILE", help="Write the whole report to this JSON file."
)
@salt_option
@click.option("--json", "as_json", is_flag=True, help="Print the report as JSON.")
def command(
    folder: Path, model: str, n: int, batch: int, seed: int | None, out: Path | None, salt_file: Path | None,
    as_json: bool,
) -> int:  # fmt: skip
    """Probe a model with the first 40, 60 and 80 % of questions of the benchmark DIR.

    Compares how it goes on with fresh questions of the same families. A function takes a list of texts and returns a
    list of texts. Exit code 1 if the model knows the benchmark.
    """
    from etude.benchmarks.folder import Benchmark
    from etude.benchmarks.models import load
    from etude.benchmarks.probe import probe
    from etude.benchmarks.records import bare

    benchmark = Benchmark(folder)
    salt = salt_of(salt_file)
    marked = benchmark.private or salt is not None
    tasks = benchmark.tasks(salt, processes(None)) if marked else [bare(row) for row in benchmark.questions]
    sys.path.insert(0, "")  # module:function is looked for here too, as python -m does
    asked = load(model)
    with bars(2 * min(n, len(tasks)), "probing", quiet=as_json) as (progress,):
        report = probe(tasks, asked, model, marked=marked, n=n, seed=seed, batch=batch, progress=progress)
    give_report(report.to_dict(), out, as_json)
    if not as_json:
        _show(report)
    return FAILED if report.known else 0


def _show(report: Report) -> None:
    from etude.cli.summary import console, table

    page = console()
    heads = ["shown", "exact match", "ROUGE-L", "accuracy"]
    rows = table("questions", *heads, numbers=heads)
    for name, share, exact, rouge, accuracy in report.table():
        right = "" if accuracy is None else f"{accuracy:.1%}"
        rows.add_row(name, f"{share} %", f"{exact:.1%}", f"{rouge:.3f}", right)
    page.print(rows)
    for name, (auc, interval, p) in report.separation.items():
        span = f"{interval.low:.3f} to {interval.high:.3f}"
        page.print(f"told from fresh questions by {name}: AUC {auc:.3f} ({span}), p = {p:.2g}", soft_wrap=True)
    verdict = (
        "[red]knows questions of this benchmark[/]"
        if report.known
        else "[green]knows them no better than fresh ones[/]"
    )
    page.print(f"The model {verdict} (control seed {report.seed})", soft_wrap=True)
