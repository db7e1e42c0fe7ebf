"""Auditing corpora: files in, findings out; memory does not grow with the corpus."""

from __future__ import annotations

import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, field
from itertools import chain, islice
from pathlib import Path

from etude.benchmarks.ahead import in_order
from etude.benchmarks.contamination.corpora import CorpusProblem, Raw, find_files, read, size_of
from etude.benchmarks.contamination.index import Index, question_of
from etude.benchmarks.contamination.search import RANK, Found, Hit, search
from etude.benchmarks.contamination.siblings import siblings
from etude.benchmarks.folder import Benchmark
from etude.task import Json
from etude.tasks.files.drawing import settle_in

Progress = Callable[[int], None]
_MOST = 20
"""Places of one question that are kept; all are counted."""


@dataclass
class Report:
    """What an audit has found.

    hits: the best places of each question that is in the corpus. places: how often each is there. canaries: files and
    lines. overlaps: the share of its own 13-token shingles, for each question that has any in the corpus; a hint, not a
    finding. skipped: files that could not be read, with the reason.
    """

    questions: int
    files: int = 0
    bytes: int = 0
    seconds: float = 0.0
    hits: list[Hit] = field(default_factory=list)
    places: Counter[str] = field(default_factory=Counter)
    canaries: list[tuple[str, int]] = field(default_factory=list)
    overlaps: dict[str, float] = field(default_factory=dict)
    skipped: list[str] = field(default_factory=list)

    @property
    def contaminated(self) -> dict[str, str]:
        """The questions that are in the corpus, each with the strongest kind."""
        found: dict[str, str] = {}
        for hit in self.hits:
            found.setdefault(hit.id, hit.kind)
        return found

    @property
    def clean(self) -> bool:
        """Whether no question and no canary was found."""
        return not self.hits and not self.canaries

    def to_dict(self) -> dict[str, Json]:
        """The report as JSON."""
        return {
            **{name: getattr(self, name) for name in ("questions", "files", "bytes", "seconds", "skipped")},
            "contaminated": self.contaminated,
            "places": dict(self.places),
            "hits": [asdict(hit) for hit in self.hits],
            "canaries": [{"path": path, "line": line} for path, line in self.canaries],
            "overlaps": self.overlaps,
        }


def audit(
    folder: Path,
    corpora: Iterable[Path],
    workers: int = 1,
    progress: Progress = lambda done: None,
) -> Report:
    """Search corpora (files, or folders of files) for a benchmark's questions.

    progress is called with the megabytes read, as far as they lie on disk. Raises FolderProblem, CorpusProblem.
    """
    started = time.monotonic()
    benchmark = Benchmark(folder)
    files = find_files(corpora)
    rows = benchmark.questions
    report = Report(len(rows), len(files), size_of(files))
    index = Index([question_of(row) for row in rows], siblings(rows, workers), str(benchmark.manifest["canary"]))
    own: dict[int, set[int]] = defaultdict(set)
    best: dict[str, dict[tuple[str, int], Hit]] = defaultdict(dict)
    for found in _searched(_raw(files, index.reach, report, progress), index, workers):
        _collect(found, report, own, best)
    report.canaries = sorted(set(report.canaries))
    report.overlaps = {
        index.questions[number].id: round(len(shingles) / int(index.own_counts[number]), 4)
        for number, shingles in sorted(own.items())
    }
    for name in sorted(best):
        places = sorted(best[name].values(), key=lambda hit: (-RANK[hit.kind], -hit.similarity, hit.path, hit.line))
        report.hits += places
    report.seconds = round(time.monotonic() - started, 2)
    return report


def _collect(
    found: Found, report: Report, own: dict[int, set[int]], best: dict[str, dict[tuple[str, int], Hit]]
) -> None:
    report.canaries += found.canaries
    for number, shingles in found.overlaps.items():
        own[number] |= shingles
    for hit in found.hits:
        kept = best[hit.id]
        place = (hit.path, hit.line)
        if place in kept:
            # The same place is seen twice where two pieces of a text overlap; the whole view of it counts.
            kept[place] = max(kept[place], hit, key=lambda one: (RANK[one.kind], one.similarity))
            continue
        report.places[hit.id] += 1
        kept[place] = hit
        if len(kept) > _MOST:
            del kept[min(kept, key=lambda place: (RANK[kept[place].kind], kept[place].similarity))]


def _raw(files: Sequence[Path], reach: int, report: Report, progress: Progress) -> Iterator[Raw]:
    """The pieces of all files; a file that cannot be read is noted, the others are read all the same."""
    done = 0
    for path in files:
        try:
            for raw in read(path, reach):
                yield raw
                progress(min(report.bytes, done + len(raw.content) - raw.overlap) >> 20)
                done += len(raw.content) - raw.overlap
        except CorpusProblem as error:
            report.skipped.append(str(error))
            if len(files) == 1:
                raise
    progress(report.bytes >> 20)


def _searched(pieces: Iterator[Raw], index: Index, workers: int) -> Iterator[Found]:
    """The findings of all pieces in order; only a few pieces are in memory at a time."""
    first = list(islice(pieces, 2))
    every = chain(first, pieces)
    if workers <= 1 or len(first) < 2:
        for raw in every:
            yield search(raw, index)
        return
    yield from in_order(_search, every, workers, _settle, (index,))


_given: list[Index] = []
"""In a worker: the index, sent once and not with every piece."""


def _settle(index: Index) -> None:
    settle_in()
    _given[:] = [index]


def _search(raw: Raw) -> Found:
    return search(raw, _given[0])
