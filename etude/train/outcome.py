"""What an evaluation writes: tasks, responses, the score as JSON and picture, a comparison, the analysis of atoms."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

from etude.analysis.atoms import AtomsReport, atoms
from etude.benchmarks.chart import chart
from etude.benchmarks.compare import Comparison, compare
from etude.benchmarks.score import Row, Score, score
from etude.task import EtudeError, Task, TaskError

TASKS, RESPONSES, SCORE, PICTURE = "tasks.jsonl", "responses.jsonl", "score.json", "score.png"


class OutcomeProblem(EtudeError):
    """An evaluation that cannot be written or read."""


def begin(folder: Path, tasks: Sequence[Task], before: Path | None = None) -> Path:
    """Write the tasks; returns where the responses belong. All that can be wrong is said before a model is asked.

    before: an earlier evaluation on the same tasks. Raises OutcomeProblem.
    """
    if before and [task.id for task in _read_tasks(before)] != [task.id for task in tasks]:
        raise OutcomeProblem(f"{before} is an evaluation on other tasks")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / TASKS).write_text("".join(task.to_json() + "\n" for task in tasks), "utf-8")
    except OSError as error:
        raise OutcomeProblem(f"cannot write into {folder}: {error.strerror or error}") from None
    return folder / RESPONSES


def _read_tasks(folder: Path) -> list[Task]:
    try:
        found = [Task.from_json(line) for line in (folder / TASKS).read_text("utf-8").splitlines()]
    except (OSError, UnicodeDecodeError, TaskError):
        raise OutcomeProblem(f"{folder} holds no evaluation: there is no usable {TASKS}") from None
    if not (folder / RESPONSES).is_file():
        raise OutcomeProblem(f"{folder} holds no evaluation: there is no {RESPONSES}")
    return found


def write_responses(path: Path, tasks: Sequence[Task], said: Sequence[Sequence[str]]) -> None:
    """Write the completions of each task, as ``etude bench score`` and ``etude verify`` read them. Raises OSError."""
    with path.open("w", encoding="utf-8") as file:
        for task, texts in zip(tasks, said, strict=True):
            file.write(json.dumps({"id": task.id, "response": list(texts)}, ensure_ascii=False) + "\n")


def finish(
    folder: Path, tasks: Sequence[Task], ks: Sequence[int], before: Path | None = None
) -> tuple[Score, Comparison | None]:
    """Score the responses that lie in the folder and write all about them. Raises EtudeError."""
    scores = [score(tasks, place / RESPONSES, ks=ks) for place in (folder, before) if place]
    compared = compare(*scores) if before else []
    record = scores[0].to_dict() | {"compared": [one.to_dict() for one in compared]}
    try:
        (folder / SCORE).write_text(json.dumps(record, indent=2, ensure_ascii=False) + "\n", "utf-8")
        chart(scores, folder / PICTURE)
    except OSError as error:
        raise OutcomeProblem(f"cannot write into {folder}: {error.strerror or error}") from None
    found = atoms_of(scores[0], scores[1] if before else None, ks)
    if found:
        found.save(folder)
    return scores[0], compared[0] if compared else None


def atoms_of(after: Score, before: Score | None, ks: Sequence[int] = (1,)) -> AtomsReport | None:
    """What scores say of single operations and their compositions; None where the tasks have no operations."""
    rows = [
        [(one.task, one.marks) for one in found.marked if one.marks and one.task.meta.get("atoms")]
        for found in (after, before)
        if found
    ]
    return atoms(rows[0], rows[1] if before else None, k=tuple(ks)) if rows[0] else None


def in_words(row: Row) -> str:
    """An accuracy with its interval."""
    return f"{row.accuracy:.1%} ({row.wilson.low:.1%} to {row.wilson.high:.1%})"


def table(found: Score, overall: Comparison | None) -> str:
    """The score in a few lines; overall: the comparison with an earlier one."""
    lines = [
        (f"level {row.group}" if kind == "level" else row.group, row)
        for kind in ("domain", "level", "family")
        for row in found.by[kind]
    ]
    lines.append(("all", found.overall))
    width = max(len(name) for name, _ in lines)
    text = [
        f"{name:{width}}  {row.questions:6,}  {in_words(row):25}  "
        + "  ".join(f"pass@{k} {value:.1%}" for k, value in row.pass_at.items())
        for name, row in lines
    ]
    if overall:
        text.append(f"against before: {overall.difference:+.1%}, p = {overall.p:.2g} ({overall.test})")
    return "\n".join(text)
