"""``etude bench score``: mark predictions, with intervals; compare two files of them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from etude.cli.bars import bars
from etude.cli.bench.options import FOLDER, SETTINGS, processes, salt_of, salt_option, workers_option
from etude.cli.frame import FAILED
from etude.task import EtudeError

if TYPE_CHECKING:
    from etude.benchmarks.compare import Comparison
    from etude.benchmarks.score import Row, Score


@click.command("score", context_settings=SETTINGS)
@FOLDER
@click.argument("predictions", type=click.Path(path_type=Path))
@click.option("--against", type=click.Path(path_type=Path), metavar="FILE", help="Other predictions to compare with.")
@click.option("--k", "ks", type=click.IntRange(1, 100_000), multiple=True, metavar="K", help="pass@K; repeatable.")
@click.option(
    "--out", type=click.Path(path_type=Path), metavar="FOLDER",
    help="Folder for score.json, score.png and marks.jsonl. Default: PREDICTIONS without its suffix, with -score.",
)  # fmt: skip
@salt_option
@workers_option
@click.option("--json", "as_json", is_flag=True, help="Print the score as JSON instead of a table.")
def command(
    folder: Path, predictions: Path, against: Path | None, ks: tuple[int, ...], out: Path | None,
    salt_file: Path | None, workers: int | None, as_json: bool,
) -> int:  # fmt: skip
    """Score PREDICTIONS (JSONL rows with id and response, a text or a list of texts) on the benchmark DIR.

    A question without a response counts as wrong. Rows that are malformed, unknown or given twice and questions
    without a response are named, and the exit code is 1. A public benchmark needs --salt-file.
    """
    from etude.benchmarks.chart import chart
    from etude.benchmarks.compare import compare
    from etude.benchmarks.folder import Benchmark
    from etude.benchmarks.score import score

    for path in filter(None, (predictions, against)):
        if not path.is_file():
            raise EtudeError(f"cannot read {path}: there is no such file")
    benchmark = Benchmark(folder)
    n = len(benchmark.questions)
    with bars(n, "drawing again", quiet=as_json) as (drawing,):
        tasks = benchmark.tasks(salt_of(salt_file), processes(workers), drawing)
    scores = []
    for path in filter(None, (predictions, against)):
        with bars(n, f"marking {path.name}", quiet=as_json) as (progress,):
            scores.append(score(tasks, path, ks=ks, workers=processes(workers), progress=progress))
    compared = compare(*scores) if against else []
    record = {
        "benchmark": benchmark.manifest["suite"]["name"],
        "canary": benchmark.manifest["canary"],
        **scores[0].to_dict(),
        **({"against": scores[1].to_dict(), "comparison": [row.to_dict() for row in compared]} if against else {}),
    }
    out = out or predictions.with_name(f"{predictions.stem}-score")
    try:
        out.mkdir(exist_ok=True)
        (out / "score.json").write_text(json.dumps(record, indent=1, ensure_ascii=False) + "\n", "utf-8")
        with (out / "marks.jsonl").open("w", encoding="utf-8") as file:
            file.writelines(
                json.dumps({"id": one.task.id, "correct": one.marks, "reward": one.rewards}) + "\n"
                for one in scores[0].marked
            )
        chart(scores, out / "score.png")
    except OSError as error:
        raise EtudeError(f"cannot write {error.filename or out}: {error.strerror or error}") from None
    if as_json:
        click.echo(json.dumps(record, ensure_ascii=False))
    else:
        _show(scores, compared, out)
    return FAILED if any(one.problems for one in scores) else 0


def _cells(row: Row) -> list[str]:
    spans = [f"{100 * span.low:.1f} to {100 * span.high:.1f}" for span in (row.wilson, row.bootstrap)]
    passes = [f"{value:.1%}" for k, value in row.pass_at.items() if k > 1]
    return [f"{row.questions:,}", f"{row.accuracy:.1%}", *spans, f"{row.mean_reward:.3f}", *passes]


def _show(scores: Sequence[Score], compared: Sequence[Comparison], out: Path) -> None:
    from etude.cli.summary import console, table
    from etude.verifiers.responses import in_words

    page = console()
    score = scores[0]
    passes = [f"pass@{k}" for k in score.overall.pass_at if k > 1]
    heads = ["questions", "accuracy", "Wilson 95 %", "bootstrap 95 %", "mean reward", *passes]
    rows = table("group", *heads, numbers=heads)
    rows.add_row("all", *_cells(score.overall), style="bold")
    kinds = ["domain", "level", "depth", "steps", "operations"]
    kinds.insert(1, score.detail)
    for kind in kinds:
        for row in score.by.get(kind, ()):
            named = row.group if "." in row.group or kind == "domain" else f"{kind} {row.group}"
            rows.add_row(named, *_cells(row))
    page.print(rows)
    if compared:
        _show_comparison(scores, compared)
    for one in scores:
        for line in in_words(one.problems):
            page.print(f"{one.name}: {line}", style="red", soft_wrap=True)
    page.print(f"{score.overall.samples:,} samples of {score.overall.questions:,} questions", soft_wrap=True)
    page.print(f"score.json, score.png and marks.jsonl are in {out}", soft_wrap=True)


def _show_comparison(scores: Sequence[Score], compared: Sequence[Comparison]) -> None:
    from etude.cli.summary import console, table

    heads = ["questions", scores[0].name, scores[1].name, "difference", "95 %", "p", "corrected p"]
    rows = table("comparison", *heads, numbers=heads)
    for row in compared:
        if row.kind in ("topic", "family") and row.kind != scores[0].detail:
            continue
        corrected = "" if row.corrected is None else f"{row.corrected:.3g}"
        rows.add_row(
            row.group if "." in row.group or row.kind in ("all", "domain") else f"{row.kind} {row.group}",
            f"{row.questions:,}", f"{row.first:.1%}", f"{row.second:.1%}", f"{100 * row.difference:+.1f}",
            f"{100 * row.interval.low:+.1f} to {100 * row.interval.high:+.1f}", f"{row.p:.3g}", corrected,
            style="bold" if row.kind == "all" else None,
        )  # fmt: skip
    console().print(rows)
    tests = {"mcnemar": "McNemar's exact test", "sign_flip": "a sign-flip test"}
    console().print(
        f"p by {tests[compared[0].test]}; corrected after Benjamini and Hochberg over the groups of a kind."
    )
