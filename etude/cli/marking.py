"""``etude verify``: mark a file of responses against a file of tasks."""

from __future__ import annotations

import json
import os
from collections import Counter, defaultdict
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

import click

from etude.cli.frame import FAILED
from etude.task import EtudeError, Json, Task
from etude.verifiers.responses import Problems, Responses, in_words


@click.command("verify", context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.argument("tasks", type=click.Path(path_type=Path))
@click.argument("responses", type=click.Path(path_type=Path, allow_dash=True))
@click.option("--out", type=click.Path(path_type=Path), help="Write every verdict to this JSONL file.")
@click.option("--json", "as_json", is_flag=True, help="Print the summary as JSON.")
@click.option(
    "--backend",
    type=click.Choice(["embedded", "kdb"]),
    default="embedded",
    show_default=True,
    help="What runs q programs: the embedded q, or a licensed kdb+ (see etude q doctor).",
)
def command(tasks: Path, responses: Path, out: Path | None, as_json: bool, backend: str) -> int:
    """Mark RESPONSES (JSONL rows with id and response, - for standard input) against TASKS.

    A response may be a text or a list of texts (several samples). Rows that are malformed, unknown or
    given twice and tasks without a response are named, and the exit code is 1.
    """
    from etude.tasks.files.formats import read_tasks

    if not tasks.exists():
        raise EtudeError(f"cannot read {tasks}: there is no such file")
    book = {task.id: task for task in read_tasks(tasks)}
    report = Report()
    partial = out.with_name(f".{out.name}.partial") if out else None
    try:
        with click.open_file(os.fspath(responses), "rb") as source, _sink(partial) as sink:
            rows = Responses(source, book)
            for row in _mark(rows, book, backend):
                report.add(row)
                if sink:
                    sink.write(json.dumps(row, ensure_ascii=False).encode() + b"\n")
        if out and partial:
            partial.replace(out)
    except OSError as error:
        if partial:
            with suppress(OSError):
                partial.unlink(missing_ok=True)
        raise EtudeError(f"{error.filename or out}: {error.strerror or error}") from None
    problems = rows.finish()
    report.show(problems, as_json)
    return FAILED if problems else 0


@contextmanager
def _sink(path: Path | None) -> Iterator[IO[bytes] | None]:
    if path is None:
        yield None
    else:
        with path.open("wb") as file:
            yield file


def _mark(rows: Responses, book: dict[str, Task], backend: str) -> Iterator[dict[str, Json]]:
    """A row for every response that can be marked."""
    from etude.verifiers import verify
    from etude.verifiers.programs.on_kdb import verify_on_kdb

    for name, samples in rows:
        task = book[name]
        for sample, response in enumerate(samples):
            on_kdb = backend == "kdb" and task.verifier == "q_program"
            verdict = verify_on_kdb(task, response) if on_kdb else verify(task, response)
            yield {"id": name, "sample": sample, "family": task.family, "level": task.level, **verdict.to_dict()}


class Report:
    """Counts over all verdicts, by family and level and by reason."""

    def __init__(self) -> None:
        self.marks: dict[tuple[str, int], list[float]] = defaultdict(lambda: [0, 0, 0.0])
        self.reasons: Counter[str] = Counter()

    def add(self, row: dict[str, Json]) -> None:
        """Count one verdict."""
        marks = self.marks[row["family"], row["level"]]
        marks[0] += 1
        marks[1] += row["correct"]
        marks[2] += row["reward"]
        self.reasons[row["reason"]] += 1

    def show(self, problems: Problems, as_json: bool) -> None:
        """Print the counts and the problems."""
        total, right = (int(sum(marks[i] for marks in self.marks.values())) for i in (0, 1))
        if as_json:
            rows = [
                {"family": family, "level": level, "n": n, "correct": int(correct), "mean_reward": reward / n}
                for (family, level), (n, correct, reward) in sorted(self.marks.items())
            ]
            record = {"n": total, "correct": right, "by_level": rows, "reasons": dict(sorted(self.reasons.items()))}
            click.echo(json.dumps({**record, "problems": problems}, ensure_ascii=False))
            return
        from etude.cli.summary import console, table

        numbers = ("level", "responses", "correct", "accuracy", "mean reward")
        rows_table = table("family", *numbers, numbers=numbers)
        for (family, level), (n, correct, reward) in sorted(self.marks.items()):
            cells = (str(level), f"{n:,}", f"{correct:,}", f"{correct / n:.1%}", f"{reward / n:.3f}")
            rows_table.add_row(family, *cells)
        out = console()
        out.print(rows_table)
        reasons = ", ".join(f"{reason} {count:,}" for reason, count in self.reasons.most_common())
        share = f" ({right / total:.1%})" if total else ""
        out.print(f"[bold]{right:,} of {total:,} correct[/]{share}. Reasons: {reasons or 'none'}", soft_wrap=True)
        for line in in_words(problems):
            out.print(line, style="red", soft_wrap=True)
