"""Reading a benchmark's folder; its tasks, from the answers that lie there or drawn again from the salt."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from etude.benchmarks.build import ANSWERS, COMMITMENT, MANIFEST, QUESTIONS, build
from etude.benchmarks.commitment import Commitment, read_commitment
from etude.benchmarks.records import task_of
from etude.benchmarks.salts import Salt, SaltProblem
from etude.benchmarks.suite import SuiteProblem, suite_of
from etude.task import EtudeError, Task, TaskError
from etude.tasks.registry import NameProblem, find_family
from etude.version import __version__

Progress = Callable[[int], None]


class FolderProblem(EtudeError):
    """A folder that is no benchmark, or a damaged one."""


@dataclass(frozen=True)
class Benchmark:
    """A benchmark on disk. Its properties read the files when they are first asked for; they raise FolderProblem."""

    folder: Path

    @cached_property
    def manifest(self) -> dict[str, Any]:
        """The manifest, with the keys that all else needs."""
        content = self.read(MANIFEST)
        try:
            found = json.loads(content)
            whole = isinstance(found, dict) and all(
                isinstance(found[key], kind)
                for key, kind in (("suite", dict), ("asked", int), ("public", bool), ("sha256", dict), ("canary", str))
            )
        except (ValueError, KeyError):
            whole = False
        if not whole:
            raise FolderProblem(f"{self.folder / MANIFEST} is damaged: it is no manifest of a benchmark")
        return found  # type: ignore[no-any-return]

    @cached_property
    def commitment(self) -> Commitment | None:
        """The commitment, None if it is damaged."""
        return read_commitment(self.read(COMMITMENT))

    @cached_property
    def questions(self) -> list[dict[str, Any]]:
        """The public rows."""
        return self._rows(QUESTIONS)

    @cached_property
    def answers(self) -> list[dict[str, Any]]:
        """The secret rows."""
        return self._rows(ANSWERS)

    @property
    def private(self) -> bool:
        """Whether the answers lie in the folder."""
        return (self.folder / ANSWERS).is_file()

    def tasks(self, salt: Salt | None = None, workers: int = 1, progress: Progress = lambda done: None) -> list[Task]:
        """The tasks, in the order of the questions. A public benchmark needs its salt. Raises SaltProblem too."""
        canary = self.manifest["canary"]
        if self.private:
            return tasks_of(self.questions, self.answers, self.folder)
        if salt is None:
            raise SaltProblem(f"{self.folder} is public and holds no answers: give the salt with --salt-file")
        if salt.canary != canary:
            raise SaltProblem(f"the salt does not belong to {self.folder}: give the one it was built from")
        with tempfile.TemporaryDirectory() as place:
            again = rebuilt(self, salt, Path(place) / "again", workers, progress, public=False)
            return tasks_of(self.questions, again.answers, self.folder)

    def read(self, name: str) -> bytes:
        """The bytes of a file."""
        if not self.folder.is_dir():
            raise FolderProblem(f"cannot read {self.folder}: there is no such folder")
        try:
            return (self.folder / name).read_bytes()
        except FileNotFoundError:
            raise FolderProblem(f"{self.folder} is no benchmark, or a damaged one: it has no {name}") from None
        except OSError as error:
            raise FolderProblem(f"cannot read {self.folder / name}: {error.strerror or error}") from None

    def _rows(self, name: str) -> list[dict[str, Any]]:
        rows = []
        for number, line in enumerate(self.read(name).split(b"\n"), 1):
            if not line:
                continue
            try:
                row = json.loads(line)
            except ValueError:
                row = None
            if not isinstance(row, dict) or not isinstance(row.get("id"), str):
                raise FolderProblem(f"{self.folder / name}, line {number}: no JSON object with an id; see bench check")
            rows.append(row)
        return rows


def tasks_of(questions: list[dict[str, Any]], answers: list[dict[str, Any]], where: Path) -> list[Task]:
    """Questions joined with their answers. Raises FolderProblem that names the question."""
    by_id = {row["id"]: row for row in answers}
    tasks = []
    for number, question in enumerate(questions, 1):
        if question["id"] not in by_id:
            raise FolderProblem(f"{where / QUESTIONS}, line {number}: no answer to {question['id']}; see bench check")
        try:
            tasks.append(task_of(question, by_id[question["id"]]))
        except TaskError as error:
            raise FolderProblem(f"{where}: question {question['id']}: {error}; see bench check") from None
    return tasks


def rebuilt(
    benchmark: Benchmark, salt: Salt, out: Path, workers: int, progress: Progress, public: bool | None = None
) -> Benchmark:
    """The benchmark drawn again from its salt. Raises FolderProblem where other versions would draw other tasks."""
    manifest = benchmark.manifest
    try:
        suite = suite_of(manifest["suite"], MANIFEST)
        changed = [name for name, v in manifest["families"].items() if find_family(name).version != v]
    except (SuiteProblem, NameProblem, KeyError, TypeError, AttributeError) as error:
        raise FolderProblem(
            f"cannot draw {benchmark.folder} again: it was built by Etude {manifest.get('etude')}, this is "
            f"{__version__} ({error})"
        ) from None
    if changed:
        raise FolderProblem(
            f"cannot draw {benchmark.folder} again: {changed[0]} has changed since Etude {manifest.get('etude')}; "
            f"install etude=={manifest.get('etude')} to check it"
        )
    as_public = manifest["public"] if public is None else public
    build(suite, out, salt, n=manifest["asked"], public=as_public, workers=workers, progress=progress)
    return Benchmark(out)
