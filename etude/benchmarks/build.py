"""Building a benchmark: a suite frozen into a folder, from a secret salt.

The folder is written under another name and renamed when it is whole; whatever interrupts a build leaves nothing
behind. The same suite, n and salt give the same bytes on every machine.
"""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from etude.benchmarks.card import card
from etude.benchmarks.chance import Guesses
from etude.benchmarks.commitment import Commitment
from etude.benchmarks.pictures import canaried
from etude.benchmarks.records import answer_of, encoded, question_of
from etude.benchmarks.salts import BITS, Salt
from etude.benchmarks.suite import Suite
from etude.task import EtudeError, Json
from etude.tasks.files.pictures import FOLDER, require_pictures, write_pictures
from etude.tasks.files.run import Order, Summary, stream
from etude.tasks.registry import find_family
from etude.version import __version__

QUESTIONS, ANSWERS, MANIFEST, CARD, COMMITMENT = (
    "questions.jsonl", "answers.jsonl", "manifest.json", "README.md", "commitment.txt",
)  # fmt: skip
FORMAT = 1
_TIME = 946_684_800
"""The time of all files, 2000-01-01: when a file was written tells nothing."""
_DRAWN_BY = ("verovio", "resvg-py")
Progress = Callable[[int], None]


class BuildProblem(EtudeError):
    """A benchmark that cannot be built."""


@dataclass(frozen=True)
class Built:
    """A benchmark that was built: its folder, and its manifest."""

    folder: Path
    manifest: dict[str, Any]
    summary: Summary


def build(
    suite: Suite,
    out: Path,
    salt: Salt,
    *,
    n: int | None = None,
    public: bool = False,
    workers: int = 1,
    progress: Progress = lambda done: None,
    drawing: Progress = lambda done: None,
) -> Built:
    """Freeze n questions of a suite (its usual number if not given) in the folder ``out``, which must not exist yet.

    public: leave the answers out. progress, drawing: called with the number of questions and pictures that are done.
    Raises BuildProblem, EtudeError, OSError.
    """
    check_free(out)
    if suite.images:
        require_pictures()
    partial = out.with_name(f".{out.name}.partial")
    shutil.rmtree(partial, ignore_errors=True)
    try:
        partial.mkdir()
        built = _fill(partial, suite, n or suite.n, salt, public, workers, progress, drawing)
        if out.exists():
            out.rmdir()
        partial.replace(out)
    except BaseException:
        shutil.rmtree(partial, ignore_errors=True)
        raise
    return Built(out, built.manifest, built.summary)


def check_free(out: Path) -> None:
    """Raise BuildProblem unless a folder can be made here."""
    if out.is_dir() and not any(out.iterdir()):
        return
    if out.exists() or out.is_symlink():
        raise BuildProblem(f"cannot build {out}: it is there already; give a folder that does not exist")
    if not out.parent.is_dir():
        raise BuildProblem(f"cannot build {out}: there is no folder {out.parent}")


def _fill(
    folder: Path,
    suite: Suite,
    n: int,
    salt: Salt,
    public: bool,
    workers: int,
    progress: Progress,
    drawing: Progress,
) -> Built:
    order = Order(suite.lanes(), n, salt.seed, "test", images=suite.images)
    guesses = Guesses()
    rows: list[tuple[str, bytes, bytes]] = []
    with _scratch(folder) as scratch:
        with scratch.open("wb") as sink:
            summary = stream(order, sink, workers, progress)
        if not summary.made:
            raise BuildProblem(f"suite {suite.name} has no question in the split test")
        if suite.images:
            with scratch.open("rb") as lines:
                for done in write_pictures(lines, folder / FOLDER, workers):
                    drawing(done)
        with scratch.open("rb") as lines:
            for line in lines:
                task = json.loads(line)
                name = salt.name(f"{task['family']} {task['level']} {task['fingerprint']}")
                guesses.add(task)
                images = _rename(folder, task["images"], name, salt.canary)
                rows.append((name, encoded(question_of(task, name, images)), encoded(answer_of(task, name))))
    rows.sort()
    if len({name for name, _, _ in rows}) < len(rows):
        raise BuildProblem("two questions have the same id; build again with another salt")
    answers = b"".join(answer for _, _, answer in rows)
    (folder / QUESTIONS).write_bytes(b"".join(question for _, question, _ in rows))
    if not public:
        (folder / ANSWERS).write_bytes(answers)
    manifest = _manifest(suite, n, salt, public, summary, guesses)
    (folder / CARD).write_text(card(manifest), "utf-8", newline="\n")
    manifest["sha256"] = {name: _digest(folder / name) for name in names_in(folder)}
    (folder / MANIFEST).write_text(_pretty(manifest), "utf-8", newline="\n")
    sealed = Commitment(salt.canary, salt.digest, salt.sealed(answers), _digest(folder / MANIFEST))
    (folder / COMMITMENT).write_text(sealed.text(), "utf-8", newline="\n")
    for path in [*folder.rglob("*"), folder]:
        os.utime(path, (_TIME, _TIME))
    return Built(folder, manifest, summary)


@contextmanager
def _scratch(folder: Path) -> Iterator[Path]:
    """A file for the tasks as they are drawn, on the disk of the folder."""
    handle, name = tempfile.mkstemp(dir=folder)
    os.close(handle)
    try:
        yield Path(name)
    finally:
        Path(name).unlink(missing_ok=True)


def _rename(folder: Path, images: list[str], name: str, canary: str) -> list[str]:
    """Give the pictures of a question names that tell nothing of it, and the canary."""
    given = []
    for number, image in enumerate(images):
        path = folder / FOLDER / f"{name.rsplit('-', 1)[1]}-{number}{Path(image).suffix}"
        (folder / FOLDER / image).replace(path)
        path.write_bytes(canaried(path.read_bytes(), canary))
        given.append(f"{FOLDER}/{path.name}")
    return given


def names_in(folder: Path) -> list[str]:
    """The files of a folder by their paths in it."""
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def _digest(path: Path) -> str:
    return sha256(path.read_bytes()).hexdigest()


def _pretty(manifest: dict[str, Json]) -> str:
    return json.dumps(manifest, indent=1, ensure_ascii=False) + "\n"


def _manifest(suite: Suite, n: int, salt: Salt, public: bool, summary: Summary, guesses: Guesses) -> dict[str, Json]:
    counts: dict[str, dict[str, int]] = {}
    for (family, level), made in sorted(summary.counts.items()):
        counts.setdefault(family, {})[str(level)] = made
    return {
        "format": FORMAT,
        "canary": salt.canary,
        "suite": suite.to_dict(),
        "asked": n,
        "questions": summary.made,
        "public": public,
        "salt_bits": BITS,
        "etude": __version__,
        "families": {name: find_family(name).version for name in counts},
        "drawn_by": {name: _version(name) for name in _DRAWN_BY} if suite.images else {},
        "exhausted": [{"family": lane.family, "level": lane.level, "capacity": n} for lane, n in summary.dry.items()],
        "chance": guesses.report(),
        "counts": counts,
    }


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "none"
