"""Estimates with their uncertainty: shares, pass@k, correlation."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Z = 1.959964
"""The 97.5 % point of the normal distribution."""


class Interval(NamedTuple):
    """A 95 % interval."""

    low: float
    high: float


def wilson(successes: float, n: int) -> Interval:
    """Wilson's interval for a share (Wilson 1927): good also for few samples and shares near 0 and 1.

    Where each of n tasks has several samples, ``successes`` is the sum of their shares: as if each task had one sample,
    which is never too narrow.
    """
    if n == 0:
        return Interval(0.0, 1.0)
    share, spread = successes / n, Z * Z / n
    middle = (share + spread / 2) / (1 + spread)
    half = Z * math.sqrt(share * (1 - share) / n + spread / (4 * n)) / (1 + spread)
    # In exact numbers the share lies inside; near 0 and 1 rounding may leave it outside by a last bit.
    return Interval(max(0.0, min(share, middle - half)), min(1.0, max(share, middle + half)))


def difference(before: tuple[int, int], after: tuple[int, int]) -> Interval:
    """Newcombe's interval (1998, method 10) for the change of a share, each given as (successes, n)."""
    one, two = wilson(*before), wilson(*after)
    p, q = before[0] / before[1], after[0] / after[1]
    gap = q - p
    low = gap - math.hypot(q - two.low, one.high - p)
    high = gap + math.hypot(two.high - q, p - one.low)
    return Interval(low, high)


def pass_at(n: int, correct: int, k: int) -> float | None:
    """The unbiased estimate of pass@k from n samples (Chen et al. 2021): 1 - C(n-c, k) / C(n, k); None if k > n."""
    if k > n:
        return None
    return 1.0 - math.comb(n - correct, k) / math.comb(n, k)


def bootstrap(values: Sequence[float], resamples: int = 2000, seed: int = 0) -> Interval:
    """The percentile interval of a mean over resampled tasks (Efron 1979); one value a task.

    Tasks with the same value are drawn together, by their number, which is the same distribution and takes no longer
    for a million tasks than for a few.
    """
    if not values:
        return Interval(0.0, 1.0)
    distinct, counts = np.unique(np.asarray(values, dtype=float), return_counts=True)
    drawn = np.random.default_rng(seed).multinomial(len(values), counts / len(values), size=resamples)
    low, high = np.percentile(drawn @ distinct / len(values), [2.5, 97.5])
    return Interval(float(low), float(high))


class Correlation(NamedTuple):
    """Pearson's rho between predicted and measured accuracy over groups, with bootstrap intervals.

    rho: as the paper reports it. corrected: with the sampling noise of both taken out (Spearman 1904), which rho
    falls short of when groups have few samples. None where it is not defined.
    """

    rho: float | None
    interval: Interval | None
    corrected: float | None
    corrected_interval: Interval | None
    groups: int


def correlation(
    predicted: Sequence[float],
    measured: Sequence[float],
    noise: tuple[Sequence[float], Sequence[float]],
    resamples: int,
    seed: int,
) -> Correlation:
    """Pearson's rho with percentile intervals over resampled groups.

    predicted, measured: one value a group. noise: the sampling variance of each of them. Fewer than three groups, or
    groups without variance, have no rho.
    """
    table = np.array([predicted, measured, *noise], dtype=float)
    groups = table.shape[1]
    if groups < 3:
        return Correlation(None, None, None, None, groups)
    chance = np.random.default_rng(seed)
    drawn = chance.integers(groups, size=(resamples, groups))
    plain, corrected = _rhos(table[:, drawn])
    one, two = _rhos(table[:, None, :])
    return Correlation(_number(one), _percentiles(plain), _number(two), _percentiles(corrected), groups)


def _rhos(table: NDArray[np.float64]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Plain and corrected rho along the last axis."""
    x, y, noise_x, noise_y = table
    dx, dy = x - x.mean(-1, keepdims=True), y - y.mean(-1, keepdims=True)
    covariance, var_x, var_y = (dx * dy).mean(-1), (dx * dx).mean(-1), (dy * dy).mean(-1)
    with np.errstate(divide="ignore", invalid="ignore"):
        plain = covariance / np.sqrt(var_x * var_y)
        true_x, true_y = var_x - noise_x.mean(-1), var_y - noise_y.mean(-1)
        corrected = covariance / np.sqrt(np.where(true_x > 0, true_x, np.nan) * np.where(true_y > 0, true_y, np.nan))
    return plain, np.clip(corrected, -1.0, 1.0)


def _number(values: NDArray[np.float64]) -> float | None:
    return float(values[0]) if np.isfinite(values[0]) else None


def _percentiles(values: NDArray[np.float64]) -> Interval | None:
    finite = values[np.isfinite(values)]
    if len(finite) < len(values) / 2:
        return None
    low, high = np.percentile(finite, [2.5, 97.5])
    return Interval(float(low), float(high))
