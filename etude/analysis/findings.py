"""The parts of an atoms report."""

from __future__ import annotations

from dataclasses import dataclass

from etude.analysis.estimates import Correlation, Interval


@dataclass(frozen=True)
class Atom:
    """The success of one operation on tasks of its own."""

    operation: str
    tasks: int
    samples: int
    successes: int
    share: float
    interval: Interval


@dataclass(frozen=True)
class Composite:
    """Chains of the same operations: what their atoms predict, and what was measured."""

    operations: tuple[str, ...]
    depth: int
    tasks: int
    samples: int
    predicted: float
    measured: float
    interval: Interval


@dataclass(frozen=True)
class Depth:
    """All chains of one depth: prediction, measurement and pass@k (mean over tasks with enough samples)."""

    depth: int
    tasks: int
    predicted: float | None
    measured: float
    pass_at: dict[int, float]
    solvable: float


@dataclass(frozen=True)
class Transitions:
    """Tasks in both runs: solved (any sample right) before and after."""

    kept: int
    gained: int
    lost: int
    never: int


@dataclass(frozen=True)
class Change:
    """An operation before and after; ``sacrificed`` where the whole interval of the change is below zero."""

    operation: str
    before: float
    after: float
    change: float
    interval: Interval
    sacrificed: bool


@dataclass(frozen=True)
class Findings:
    """What ``atoms`` finds.

    composites: groups of chains with the same operations. skipped: chains with an operation that has no atomic result.
    """

    atoms: list[Atom]
    composites: list[Composite]
    correlation: Correlation
    depths: list[Depth]
    transitions: Transitions | None
    changes: list[Change]
    skipped: int
