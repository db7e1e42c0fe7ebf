"""The claims of arXiv 2602.08281 as measurements: atoms, their joint probability, solvability, sacrificed skills.

A result is a task and the marks of its samples. Tasks of one operation give the success of each atom; for a chain the
product of its atoms' successes predicts its accuracy, and the correlation of prediction and measurement over groups of
chains with the same operations says how far compositions are nothing but their atoms.
"""

from __future__ import annotations

import json
import math
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from etude.analysis.estimates import correlation, difference, pass_at, wilson
from etude.analysis.findings import Atom, Change, Composite, Depth, Findings, Transitions
from etude.analysis.plots import plots
from etude.analysis.results import Result, ResultProblem, results_of
from etude.analysis.tables import tables


@dataclass(frozen=True)
class AtomsReport(Findings):
    """What ``atoms`` found. ``to_dict`` for JSON, ``tables`` as Markdown, ``save`` writes both and the plots."""

    @property
    def rho(self) -> float | None:
        """Pearson's rho between predicted and measured accuracy."""
        return self.correlation.rho

    def to_dict(self) -> dict[str, Any]:
        """JSON-ready."""
        return {
            **asdict(self),
            "correlation": self.correlation._asdict(),
            "rho": self.rho,
        }

    def tables(self) -> str:
        """The report in Markdown."""
        return tables(self)

    def save(self, folder: str | Path) -> list[Path]:
        """Write ``atoms.json``, ``atoms.md`` and the plots (PNG, if matplotlib is installed) into a folder.

        Raises ResultProblem if the folder cannot be written.
        """
        folder = Path(folder)
        try:
            folder.mkdir(parents=True, exist_ok=True)
            (folder / "atoms.json").write_text(json.dumps(self.to_dict(), indent=2) + "\n", "utf-8")
            (folder / "atoms.md").write_text(self.tables(), "utf-8")
            return [folder / "atoms.json", folder / "atoms.md", *plots(self, folder)]
        except OSError as error:
            raise ResultProblem(f"cannot write into {folder}: {error.strerror or error}") from None


def atoms(
    results: Iterable[Any],
    before: Iterable[Any] | None = None,
    *,
    k: Sequence[int] = (1, 4, 16),
    least: int = 1,
    resamples: int = 2_000,
    seed: int = 0,
) -> AtomsReport:
    """Analyse marked samples of atomic and composed tasks.

    results: ``Result`` objects or pairs (task or its JSON dict, marks), where marks are bools, rewards or verdicts, one
    for each sample; ``read_results`` makes them from files. before: the same of an earlier run, for transitions and
    changes. k: for pass@k. least: the fewest samples that a group of chains needs to count for rho. resamples, seed: of
    the bootstrap. Chains with an operation that has no atomic result are counted in ``skipped``. Raises ResultProblem.
    """
    rows = results_of(results)
    known = {atom.operation: atom for atom in _atoms(rows)}
    chains = [row for row in rows if len(row.operations) > 1]
    usable = [row for row in chains if all(name in known for name in row.operations)]
    composites = _composites(usable, known)
    counted = [group for group in composites if group.samples >= least]
    noise = ([_predicted_noise(g.operations, known) for g in counted], [_measured_noise(g) for g in counted])
    found = correlation([g.predicted for g in counted], [g.measured for g in counted], noise, resamples, seed)
    earlier = results_of(before) if before is not None else None
    return AtomsReport(
        atoms=list(known.values()),
        composites=composites,
        correlation=found,
        depths=_depths(rows, known, k),
        transitions=_transitions(earlier, rows) if earlier else None,
        changes=_changes(earlier, known) if earlier else [],
        skipped=len(chains) - len(usable),
    )


def _atoms(rows: Iterable[Result]) -> list[Atom]:
    marks: dict[str, list[tuple[bool, ...]]] = defaultdict(list)
    for row in rows:
        if len(row.operations) == 1:
            marks[row.operations[0]].append(row.marks)
    found = []
    for name in sorted(marks):
        samples = sum(map(len, marks[name]))
        right = sum(map(sum, marks[name]))
        found.append(Atom(name, len(marks[name]), samples, right, right / samples, wilson(right, samples)))
    return found


def _joint(operations: Sequence[str], known: dict[str, Atom]) -> float:
    return math.prod(known[name].share for name in operations)


def _composites(rows: Iterable[Result], known: dict[str, Atom]) -> list[Composite]:
    groups: dict[tuple[str, ...], list[Result]] = defaultdict(list)
    for row in rows:
        groups[tuple(sorted(row.operations))].append(row)
    found = []
    for names in sorted(groups):
        samples = sum(len(row.marks) for row in groups[names])
        right = sum(sum(row.marks) for row in groups[names])
        share, joint = right / samples, _joint(names, known)
        found.append(Composite(names, len(names), len(groups[names]), samples, joint, share, wilson(right, samples)))
    return found


def _measured_noise(group: Composite) -> float:
    """The sampling variance of a measured share, unbiased where there is more than one sample."""
    return group.measured * (1 - group.measured) / max(1, group.samples - 1)


def _predicted_noise(operations: Sequence[str], known: dict[str, Atom]) -> float:
    """The sampling variance of a product of shares, to first order."""
    joint = _joint(operations, known)
    if joint == 0:
        return 0.0
    relative = 0.0
    for name in set(operations):
        atom, times = known[name], operations.count(name)
        relative += times**2 * (1 - atom.share) / (atom.share * max(1, atom.samples - 1))
    return joint**2 * relative


def _depths(rows: Iterable[Result], known: dict[str, Atom], k: Sequence[int]) -> list[Depth]:
    groups: dict[int, list[Result]] = defaultdict(list)
    for row in rows:
        groups[len(row.operations)].append(row)
    found = []
    for depth, members in sorted(groups.items()):
        joints = [_joint(row.operations, known) for row in members if all(name in known for name in row.operations)]
        passes: dict[int, float] = {}
        for size in k:
            rates = [rate for row in members if (rate := pass_at(len(row.marks), sum(row.marks), size)) is not None]
            if rates:
                passes[size] = sum(rates) / len(rates)
        samples = sum(len(row.marks) for row in members)
        measured = sum(sum(row.marks) for row in members) / samples
        solvable = sum(row.solved for row in members) / len(members)
        predicted = sum(joints) / len(joints) if joints else None
        found.append(Depth(depth, len(members), predicted, measured, passes, solvable))
    return found


def _transitions(before: Iterable[Result], after: Iterable[Result]) -> Transitions:
    earlier = {row.key: row.solved for row in before}
    pairs = [(earlier[row.key], row.solved) for row in after if row.key in earlier]
    counts = [pairs.count(pair) for pair in ((True, True), (False, True), (True, False), (False, False))]
    return Transitions(*counts)


def _changes(before: Iterable[Result], known: dict[str, Atom]) -> list[Change]:
    found = []
    for old in _atoms(before):
        new = known.get(old.operation)
        if new is not None:
            gap = difference((old.successes, old.samples), (new.successes, new.samples))
            found.append(Change(old.operation, old.share, new.share, new.share - old.share, gap, gap.high < 0))
    return sorted(found, key=lambda change: (change.change, change.operation))
