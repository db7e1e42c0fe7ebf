"""Comparing two files of predictions on the same questions, question by question."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace

import numpy as np

from etude.analysis.estimates import Interval, bootstrap
from etude.benchmarks.score import LENGTHS, Marked, Score, groups_of
from etude.task import Json

_FLIPS = 20_000
_KINDS = ("domain", "topic", "family", "level", *LENGTHS)


@dataclass(frozen=True)
class Comparison:
    """Two accuracies on the same questions.

    difference: the first minus the second, with a bootstrap interval over questions. only_first, only_second: questions
    that one of them solves (more often). test: ``mcnemar`` (exact, one sample each), or ``sign_flip`` (Monte Carlo, for
    several samples). p: two-sided; corrected: after Benjamini and Hochberg (1995) over the groups of the same kind,
    None for the overall comparison.
    """

    kind: str
    group: str
    questions: int
    first: float
    second: float
    difference: float
    interval: Interval
    only_first: int
    only_second: int
    test: str
    p: float
    corrected: float | None = None

    def to_dict(self) -> dict[str, Json]:
        """The comparison as JSON."""
        return {**asdict(self), "interval": list(self.interval)}


def compare(first: Score, second: Score) -> list[Comparison]:
    """The overall comparison, then those of all groups, p-values corrected."""
    from scipy.stats import false_discovery_control

    overall = _compared("all", "all", first.marked, second.marked)
    theirs = {one.task.id: one for one in second.marked}
    found = [overall]
    for kind, groups in groups_of(first.marked).items():
        if kind in _KINDS:
            rows = [_compared(kind, name, ones, [theirs[one.task.id] for one in ones]) for name, ones in groups.items()]
            corrected = false_discovery_control([row.p for row in rows])
            found += [replace(row, corrected=float(p)) for row, p in zip(rows, corrected, strict=True)]
    return found


def _compared(kind: str, name: str, ours: Sequence[Marked], theirs: Sequence[Marked]) -> Comparison:
    gaps = [a.share - b.share for a, b in zip(ours, theirs, strict=True)]
    n = len(gaps)
    up, down = sum(gap > 0 for gap in gaps), sum(gap < 0 for gap in gaps)
    single = all(len(one.marks) <= 1 for one in (*ours, *theirs))
    return Comparison(
        kind,
        name,
        n,
        sum(one.share for one in ours) / n,
        sum(one.share for one in theirs) / n,
        sum(gaps) / n,
        bootstrap(gaps),
        up,
        down,
        "mcnemar" if single else "sign_flip",
        mcnemar(up, down) if single else sign_flip(gaps),
    )


def mcnemar(only_first: int, only_second: int) -> float:
    """The exact two-sided p-value of McNemar's test (1947): discordant pairs are as likely one way as the other."""
    from scipy.stats import binomtest

    total = only_first + only_second
    return float(binomtest(only_first, total).pvalue) if total else 1.0


def sign_flip(gaps: Sequence[float], seed: int = 0) -> float:
    """The two-sided p-value of a mean gap, were the sign of every gap a coin's (Fisher 1935), by random flips.

    The observed signs count as one of the draws, so it is never 0.
    """
    sizes = np.abs([gap for gap in gaps if gap])
    if not len(sizes):
        return 1.0
    observed = abs(sum(gaps))
    chance = np.random.default_rng(seed)
    distinct, counts = np.unique(sizes, return_counts=True)
    heads = np.stack([chance.binomial(count, 0.5, size=_FLIPS) for count in counts])
    sums = np.abs((2 * heads - counts[:, None]).T @ distinct)
    return float((1 + int(np.sum(sums >= observed - 1e-12))) / (1 + _FLIPS))
