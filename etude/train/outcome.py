"""What an evaluation writes: tasks, responses, the score as JSON and picture, a comparison, the analysis of atoms."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

from etude.analysis.atoms import atoms
from etude.benchmarks.chart import chart
from etude.benchmarks.compare import Comparison, compare
from etude.benchmarks.score import Score, score
from etude.task import EtudeError, Task, TaskError

TASKS, RESPONSES, SCORE, PICTURE = "tasks.jsonl", "responses.jsonl", "score.json", "score.png"


class OutcomeProblem(EtudeError):
    """An evaluation that cannot be written or read."""


def read_tasks(folder: Path) -> list[Task]:
    """The tasks of an evaluation. Raises OutcomeProblem."""
    try:
        return [Task.from_json(line) for line in (folder / TASKS).read_text("utf-8").splitlines()]
    except (OSError, UnicodeDecodeError, TaskError):
        raise OutcomeProblem(f"{folder} holds no evaluation: there is no usable {TASKS}") from None


class Outcome:
    """The files of one evaluation. said: the completions of each task, or given: a file of them."""

    def __init__(
        self, folder: Path, tasks: Sequence[Task], said: list[list[str]] | None, given: Path | None, ks: Sequence[int]
    ) -> None:
        self._folder, self._tasks, self._said, self._given, self._ks = folder, tasks, said, given, ks
        self._score: Score | None = None
        self._compared: list[Comparison] = []

    def write(self, before: Path | None = None, earlier: Sequence[Task] | None = None) -> Score:
        """Write everything, and score. Raises EtudeError."""
        if self._given and not self._given.is_file():
            raise OutcomeProblem(f"cannot read {self._given}: there is no such file")
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            (self._folder / TASKS).write_text("".join(task.to_json() + "\n" for task in self._tasks), "utf-8")
            path = self._given or self._folder / RESPONSES
            if self._said is not None:
                rows = zip(self._tasks, self._said, strict=True)
                lines = (json.dumps({"id": task.id, "response": said}, ensure_ascii=False) for task, said in rows)
                path.write_text("".join(line + "\n" for line in lines), "utf-8")
            found = self._score = score(self._tasks, path, ks=self._ks)
            scores = [found]
            if before and earlier is not None:
                if {task.id for task in earlier} != {task.id for task in self._tasks}:
                    raise OutcomeProblem(f"{before} is an evaluation on other tasks")
                scores.append(score(earlier, before / RESPONSES, ks=self._ks))
                self._compared = compare(*scores)
            record = found.to_dict() | {"compared": [one.to_dict() for one in self._compared]}
            (self._folder / SCORE).write_text(json.dumps(record, indent=2, ensure_ascii=False) + "\n", "utf-8")
            chart(scores, self._folder / PICTURE)
        except OSError as error:
            raise OutcomeProblem(f"cannot write into {self._folder}: {error.strerror or error}") from None
        self._atoms(scores)
        return found

    def _atoms(self, scores: Sequence[Score]) -> None:
        pairs = [
            [(one.task, one.marks) for one in found.marked if one.marks and one.task.meta.get("atoms")]
            for found in scores
        ]
        if pairs[0]:
            atoms(pairs[0], pairs[1] if len(pairs) > 1 else None, k=tuple(self._ks)).save(self._folder)

    def table(self) -> str:
        """The score in a few lines."""
        assert self._score is not None
        lines = []
        for kind in ("domain", "level", "family"):
            for row in self._score.by[kind]:
                name = f"level {row.group}" if kind == "level" else row.group
                lines.append((name, row))
        lines.append(("all", self._score.overall))
        width = max(len(name) for name, _ in lines)
        text = []
        for name, row in lines:
            span = f"({row.wilson.low:.1%} to {row.wilson.high:.1%})"
            sizes = "  ".join(f"pass@{k} {value:.1%}" for k, value in row.pass_at.items())
            text.append(f"{name:{width}}  {row.questions:6,}  {row.accuracy:6.1%}  {span:18}  {sizes}")
        if self._compared:
            one = self._compared[0]
            text.append(f"against before: {one.difference:+.1%}, p = {one.p:.2g} ({one.test})")
        return "\n".join(text)
