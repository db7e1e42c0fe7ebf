"""Checking a benchmark: whether it is what was committed to and what the salt gives, and its answers are right.

Without the salt the hashes tell whether a file has changed since the build. With the salt everything is drawn again
and compared byte for byte, which needs no trust in the hashes.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

from etude.benchmarks.build import ANSWERS, COMMITMENT, MANIFEST, names_in
from etude.benchmarks.folder import Benchmark, FolderProblem, rebuilt
from etude.benchmarks.marking import verdicts
from etude.benchmarks.salts import Salt
from etude.task import Task, TaskError

Progress = Callable[[int], None]


@dataclass
class Findings:
    """What a check has found. problems: one line each, with the file; notes: what is no problem but worth knowing.

    rederived: files that came out the same, byte for byte. remarked: answers marked, of which ``right`` got 1.
    """

    problems: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    rederived: int = 0
    questions: int = 0
    remarked: int = 0
    right: int = 0

    @property
    def sound(self) -> bool:
        """Whether nothing is wrong."""
        return not self.problems


def check(
    folder: Path,
    salt: Salt | None = None,
    workers: int = 1,
    drawing: Progress = lambda done: None,
    marking: Progress = lambda done: None,
) -> Findings:
    """Check a folder; with its salt, every byte of it. Raises FolderProblem where it is no benchmark at all."""
    benchmark = Benchmark(folder)
    found = Findings()
    content = benchmark.read(MANIFEST)
    commitment = benchmark.commitment
    if commitment is None:
        found.problems.append(f"{COMMITMENT} has changed: its last line is not the SHA-256 of the lines above")
    manifest_good = commitment is None or sha256(content).hexdigest() == commitment.manifest
    if not manifest_good:
        found.problems.append(f"{MANIFEST} has changed: its SHA-256 is not the one in {COMMITMENT}")
    try:
        manifest = benchmark.manifest
    except FolderProblem as error:
        found.problems.append(str(error))
        return found
    _by_hash(benchmark, found)
    if salt is None:
        found.notes.append("without the salt nothing was drawn again: the hashes alone were compared")
        if benchmark.private:
            _remark(benchmark.tasks, found, workers, marking)
        return found
    belongs = salt.digest == commitment.salt if commitment else salt.canary == manifest["canary"]
    if not belongs:
        found.problems.append(
            "wrong salt: it is not the one this benchmark was built from"
            + (f" (its SHA-256 is not the one in {COMMITMENT})" if commitment else "")
        )
        return found
    if not manifest_good:
        found.notes.append(f"nothing was drawn again, since {MANIFEST} has changed")
        return found
    with tempfile.TemporaryDirectory() as place:
        _rederive(benchmark, salt, Path(place) / "again", found, workers, drawing, marking)
    return found


def _by_hash(benchmark: Benchmark, found: Findings) -> None:
    """Compare the files with the hashes of the manifest."""
    listed = benchmark.manifest["sha256"]
    there = set(names_in(benchmark.folder))
    for name, digest in listed.items():
        if name not in there:
            found.problems.append(f"{name} is missing")
        elif sha256(benchmark.read(name)).hexdigest() != digest:
            found.problems.append(f"{name} has changed: its SHA-256 is not the one in {MANIFEST}")
    extra = sorted(there - set(listed) - {MANIFEST, COMMITMENT})
    if extra:
        found.notes.append(f"not part of the benchmark: {', '.join(extra[:5])}{' and more' if extra[5:] else ''}")


def _rederive(
    benchmark: Benchmark,
    salt: Salt,
    place: Path,
    found: Findings,
    workers: int,
    drawing: Progress,
    marking: Progress,
) -> None:
    try:
        again = rebuilt(benchmark, salt, place, workers, drawing)
    except FolderProblem as error:
        found.problems.append(str(error))
        return
    names = names_in(place)
    differ = []
    for name in names:
        path = benchmark.folder / name
        there = path.read_bytes() if path.is_file() else None
        wanted = (place / name).read_bytes()
        if there == wanted:
            found.rederived += 1
        else:
            differ.append(_difference(name, there, wanted))
    if differ:
        drawn_by = benchmark.manifest.get("drawn_by"), again.manifest["drawn_by"]
        if drawn_by[0] != drawn_by[1]:
            found.notes.append(f"the pictures were drawn by {drawn_by[0]}, here by {drawn_by[1]}")
        # A hash says that a file has changed; a comparison says where, which is worth more than both lines.
        named = {line.split(" ", 1)[0] for line in differ}
        found.problems = [line for line in found.problems if line.split(" ", 1)[0] not in named] + differ
    found.questions = len(again.questions)

    def tasks() -> list[Task]:
        secret = again
        if not again.private:
            secret = rebuilt(benchmark, salt, place.with_name("answers"), workers, drawing, public=False)
        if benchmark.commitment and salt.sealed(secret.read(ANSWERS)) != benchmark.commitment.answers:
            found.problems.append(f"the answers that the salt gives are not those committed to in {COMMITMENT}")
        return secret.tasks()

    _remark(tasks, found, workers, marking)


def _difference(name: str, there: bytes | None, wanted: bytes) -> str:
    if there is None:
        return f"{name} is missing"
    at = next((i for i, (a, b) in enumerate(zip(there, wanted, strict=False)) if a != b), min(len(there), len(wanted)))
    line = wanted[:at].count(b"\n") + 1
    where = f"byte {at + 1:,}" if name.endswith(".png") else f"line {line:,}, byte {at + 1:,} of the file"
    return f"{name} is not what the salt gives: it differs from {where} on"


def _remark(tasks: Callable[[], list[Task]], found: Findings, workers: int, marking: Progress) -> None:
    """Mark every answer by the verifier of its task."""
    try:
        asked = tasks()
    except (FolderProblem, TaskError) as error:
        found.problems.append(str(error))
        return
    found.questions = len(asked)
    wrong = []
    try:
        for task, verdict in zip(asked, verdicts(((t, t.answer) for t in asked), workers), strict=True):
            found.remarked += 1
            if verdict.correct and verdict.reward == 1:
                found.right += 1
            else:
                wrong.append(f"{task.id} ({verdict.reason})")
            marking(found.remarked)
    except TaskError as error:
        found.problems.append(f"{ANSWERS}: an answer cannot be marked: {error}")
    if wrong:
        found.problems.append(
            f"{len(wrong):,} answers are not marked 1: {', '.join(wrong[:3])}{' and more' if wrong[3:] else ''}"
        )
