"""A run that writes tasks to a file: resumable, atomic, the same bytes however it goes.

Lines go to ``.NAME.partial`` beside the target, with the run's arguments in ``.NAME.partial.json``.
When all are written, the file is renamed and ``NAME.manifest.json`` says what is in it. Whatever
interrupts a run leaves the target as it was and the partial file fit to be continued.
"""

from __future__ import annotations

import json
import os
import platform
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import BinaryIO

from etude.task import EtudeError, Json
from etude.tasks.corpus import Corpus
from etude.tasks.files.drawing import Here, Pool
from etude.tasks.files.formats import require_parquet, to_parquet
from etude.tasks.files.pictures import FOLDER, require_pictures, write_pictures
from etude.tasks.generation import Distinct, Lane, key_of
from etude.tasks.registry import find_family
from etude.version import __version__

Progress = Callable[[int], None]
"""Called with the number of tasks written so far."""


@dataclass(frozen=True)
class Order:
    """What to write: every argument that the bytes depend on."""

    lanes: tuple[Lane, ...]
    n: int
    seed: int = 0
    split: str | None = None
    format: str = "jsonl"
    allow_duplicates: bool = False
    images: bool = False
    corpus: Corpus | None = None

    def to_dict(self) -> dict[str, Json]:
        """The order as JSON, with the versions that it depends on."""
        versions = {find_family(lane.family).name: find_family(lane.family).version for lane in self.lanes}
        return {
            **{name: value for name, value in vars(self).items() if name != "corpus"},
            **({"corpus": [self.corpus.name, self.corpus.digest]} if self.corpus else {}),
            "lanes": [list(lane) for lane in self.lanes],
            "etude": __version__,
            "family_versions": versions,
        }


@dataclass
class Summary:
    """What a run has written. counts: tasks of each family and level. dry: lanes that ran out."""

    asked: int
    made: int = 0
    counts: Counter[tuple[str, int]] = field(default_factory=Counter)
    dry: dict[Lane, int] = field(default_factory=dict)
    sha256: str = ""

    @property
    def complete(self) -> bool:
        """Whether all tasks asked for were made."""
        return self.made == self.asked


class Interrupted(EtudeError):
    """A run that could not go on; what it wrote is kept for ``--resume`` where there is a file."""


def stream(order: Order, sink: BinaryIO, workers: int, progress: Progress) -> Summary:
    """Write tasks as JSONL to an open binary stream. Raises OSError as the stream does."""
    summary = Summary(order.n)
    digest = sha256()
    for line in _lines(order, workers, summary, _reader(order)):
        digest.update(line)
        sink.write(line)
        progress(summary.made)
    sink.flush()
    summary.sha256 = digest.hexdigest()
    return summary


def write(
    order: Order,
    target: Path,
    workers: int,
    progress: Progress,
    *,
    drawing: Progress | None = None,
    resume: bool = False,
) -> Summary:
    """Write tasks to a file, with a manifest beside it and their pictures in the folder ``images``.

    ``drawing`` is called with the number of pictures drawn. Raises EtudeError, Interrupted.
    """
    _check_target(target)
    if order.format == "parquet":
        require_parquet()
    if order.images:
        require_pictures()
    partial = target.with_name(f".{target.name}.partial")
    state = target.with_name(f".{target.name}.partial.json")
    summary = Summary(order.n)
    try:
        kept = _continue(partial, state, order) if resume else None
        if kept is None:
            state.write_text(json.dumps(order.to_dict()), "utf-8")
        with partial.open("r+b" if kept is not None else "wb") as file:
            _fill(file, order, workers, summary, progress, kept or 0)
        if order.images:
            with partial.open("rb") as lines:
                for done in write_pictures(lines, target.parent / FOLDER, workers):
                    (drawing or progress)(done)
        _publish(partial, target, order, summary)
        state.unlink(missing_ok=True)
    except OSError as error:
        _drop_if_empty(partial, state)
        raise Interrupted(_advice(target, error.strerror or str(error), summary)) from None
    except BrokenProcessPool:
        raise Interrupted(_advice(target, "a worker process was killed, out of memory?", summary)) from None
    return summary


def _check_target(target: Path) -> None:
    if target.is_dir():
        raise EtudeError(f"cannot write {target}: it is a folder; give a file name")
    if not target.parent.is_dir():
        raise EtudeError(f"cannot write {target}: there is no folder {target.parent}")


def _advice(target: Path, reason: str, summary: Summary) -> str:
    if not summary.made:
        return f"cannot write {target}: {reason}"
    return f"cannot write {target}: {reason}; {summary.made} tasks are kept, run again with --resume to go on"


def _drop_if_empty(partial: Path, state: Path) -> None:
    """Leave nothing behind where nothing was written."""
    with suppress(OSError):
        if not partial.exists() or partial.stat().st_size == 0:
            partial.unlink(missing_ok=True)
            state.unlink(missing_ok=True)


def _continue(partial: Path, state: Path, order: Order) -> int | None:
    """How many bytes of an interrupted run can be kept, None if there is none. Raises EtudeError."""
    if not partial.exists() or not state.exists():
        return None
    try:
        stored = json.loads(state.read_text("utf-8"))
    except ValueError:
        return None
    if stored != json.loads(json.dumps(order.to_dict())):
        raise EtudeError(
            f"cannot resume {partial}: it was begun with other arguments or versions; run without --resume"
        )
    return partial.stat().st_size


def _fill(file: BinaryIO, order: Order, workers: int, summary: Summary, progress: Progress, size: int) -> None:
    """Write what is missing from the partial file, after reading what it holds."""
    digest = sha256()
    reader = _reader(order)
    end = 0
    for line in file if size else ():
        if not line.endswith(b"\n"):
            break
        _restore(reader, line, summary)
        digest.update(line)
        end += len(line)
    file.seek(end)
    file.truncate()
    progress(summary.made)
    for line in _lines(order, workers, summary, reader):
        digest.update(line)
        file.write(line)
        progress(summary.made)
    file.flush()
    os.fsync(file.fileno())
    summary.sha256 = digest.hexdigest()


def _reader(order: Order) -> Distinct[bytes]:
    return Distinct(order.lanes, allow_duplicates=order.allow_duplicates)


def _restore(reader: Distinct[bytes], line: bytes, summary: Summary) -> None:
    """Note a task that is in the partial file already. Raises EtudeError."""
    try:
        task = json.loads(line)
        name, level, index, key = task["family"], task["level"], task["index"], key_of(task["fingerprint"])
        lane = next(lane for lane in reader.lanes if (lane.family, lane.level) == (name, level))
    except (ValueError, KeyError, TypeError, StopIteration):
        raise EtudeError(f"cannot resume: task {summary.made + 1} is damaged; run without --resume") from None
    reader.restore(lane, index, key)
    summary.made += 1
    summary.counts[name, level] += 1


def _lines(order: Order, workers: int, summary: Summary, reader: Distinct[bytes]) -> Iterator[bytes]:
    """The lines that are still to be written; keeps the summary up to date."""
    left = order.n - summary.made
    if left <= 0:
        return
    source: Here | Pool = Here(order.seed, order.split, order.corpus)
    if workers > 1:
        source = Pool(order.seed, order.split, workers, len(order.lanes), left, order.corpus)
    with source:
        for lane, candidate in reader.run(source.draw):
            summary.made += 1
            summary.counts[lane.family, lane.level] += 1
            yield candidate.value
            if summary.made == order.n:
                break
        summary.dry = reader.dry()


def _publish(partial: Path, target: Path, order: Order, summary: Summary) -> None:
    """Give the finished file its name, and write the manifest."""
    finished = partial
    if order.format == "parquet":
        finished = partial.with_suffix(".parquet")
        try:
            to_parquet(partial, finished, target.parent / FOLDER)
        except OSError:
            finished.unlink(missing_ok=True)
            raise
        summary.sha256 = _hash(finished)
    manifest = partial.with_suffix(".manifest")
    manifest.write_text(json.dumps(_manifest(target, order, summary), indent=2, ensure_ascii=False) + "\n", "utf-8")
    finished.replace(target)
    manifest.replace(target.with_name(f"{target.name}.manifest.json"))
    partial.unlink(missing_ok=True)


def _hash(path: Path) -> str:
    digest = sha256()
    with path.open("rb") as file:
        while block := file.read(1 << 20):
            digest.update(block)
    return digest.hexdigest()


def _manifest(target: Path, order: Order, summary: Summary) -> dict[str, Json]:
    counts: dict[str, dict[str, int]] = {}
    for (family, level), made in sorted(summary.counts.items()):
        counts.setdefault(family, {})[str(level)] = made
    return {
        "file": target.name,
        "sha256": summary.sha256,
        "tasks": summary.made,
        "complete": summary.complete,
        "counts": counts,
        "exhausted": [{"family": lane.family, "level": lane.level, "capacity": n} for lane, n in summary.dry.items()],
        "arguments": order.to_dict(),
        "python": platform.python_version(),
    }
