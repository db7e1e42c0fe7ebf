"""The reward function for TRL: one object for all families, which marks completions by their tasks.

Rewards by name, each 0..1 (``MARKS``):

    graded              the verdict's reward: graded as the family's paper has it, fraction and bonus for code
    correct             1 for a right answer
    format              1 if there is a final answer, right or wrong

and the controls of arXiv 2507.10532, by which a gain through the reward is told from a gain through the training:

    random              1 or 0 by a fair coin
    inverted            1 for a wrong answer
    majority            1 for the most frequent answer of the group
    majority_incorrect  1 for the most frequent wrong answer of the group
"""

from __future__ import annotations

import math
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from etude.rng import Stream
from etude.task import BackendError, EtudeError, Task, Verdict
from etude.train.completions import Completion, text_of
from etude.verifiers import verify


class RewardProblem(EtudeError):
    """A reward that cannot be had."""


class Marked(NamedTuple):
    """A completion with its task and verdict; coin: what the random reward gives."""

    task: Task
    text: str
    verdict: Verdict
    coin: bool


def _answers(group: Sequence[Marked], wrong_only: bool = False) -> str | None:
    """The most frequent answer of a group, the first of them if several are."""
    found = Counter(
        one.verdict.extracted
        for one in group
        if one.verdict.extracted is not None and not (wrong_only and one.verdict.correct)
    )
    return found.most_common(1)[0][0] if found else None


def _graded(group: Sequence[Marked]) -> list[float]:
    return [one.verdict.reward for one in group]


def _correct(group: Sequence[Marked]) -> list[float]:
    return [float(one.verdict.correct) for one in group]


def _format(group: Sequence[Marked]) -> list[float]:
    return [float(one.verdict.extracted is not None) for one in group]


def _random(group: Sequence[Marked]) -> list[float]:
    return [float(one.coin) for one in group]


def _inverted(group: Sequence[Marked]) -> list[float]:
    return [1.0 - one.verdict.correct for one in group]


def _majority(group: Sequence[Marked]) -> list[float]:
    answer = _answers(group)
    return [float(answer is not None and one.verdict.extracted == answer) for one in group]


def _majority_incorrect(group: Sequence[Marked]) -> list[float]:
    answer = _answers(group, wrong_only=True)
    return [float(answer is not None and one.verdict.extracted == answer) for one in group]


MARKS: Mapping[str, Callable[[Sequence[Marked]], list[float]]] = {
    "graded": _graded,
    "correct": _correct,
    "format": _format,
    "random": _random,
    "inverted": _inverted,
    "majority": _majority,
    "majority_incorrect": _majority_incorrect,
}


class Reward:
    """A reward function for GRPOTrainer.

    weights: the weight of each named reward. overlong: (soft, hard) characters; from soft to hard a completion loses
    up to ``overlong_weight`` (the soft punishment of DAPO, arXiv 2503.14476). watch: is told (task, verdict) of every
    completion. Rewards are finite floats; None, which TRL leaves out, only where the place that marks has failed.
    """

    __name__ = "etude"

    def __init__(
        self,
        weights: Mapping[str, float] | None = None,
        *,
        overlong: tuple[int, int] | None = None,
        overlong_weight: float = 1.0,
        seed: int = 0,
        watch: Callable[[Task, Verdict], None] | None = None,
    ) -> None:
        self.weights = dict(weights or {"graded": 1.0})
        for name in self.weights:
            if name not in MARKS:
                raise RewardProblem(f"no reward is called {name!r}: there are {', '.join(MARKS)}")
            if not math.isfinite(self.weights[name]):
                raise RewardProblem(f"the weight of {name} is no finite number")
        if overlong and not 0 < overlong[0] < overlong[1]:
            raise RewardProblem(f"overlong is (soft, hard) with 0 < soft < hard, not {overlong}")
        self._overlong, self._overlong_weight = overlong, overlong_weight
        self._seed, self._watch = seed, watch

    def __call__(
        self,
        prompts: Sequence[Any],
        completions: Sequence[Completion],
        task: Sequence[str],
        trainer_state: Any = None,
        log_metric: Callable[[str, float], None] | None = None,
        log_extra: Callable[[str, list[Any]], None] | None = None,
        **columns: Any,
    ) -> list[float | None]:
        """The reward of each completion.

        task: the task of each as JSON, as ``etude.train.dataset`` has it; completions of one task stand together.
        Raises TaskError for a row that is no task.
        """
        started = time.perf_counter()
        step = int(getattr(trainer_state, "global_step", 0) or 0)
        known = {line: Task.from_json(line) for line in dict.fromkeys(task)}
        found: list[float | None] = []
        marked: list[Marked | None] = []
        for group in _groups(task):
            ours = [self._marked(known[task[i]], text_of(completions[i]), step, i) for i in group]
            marked += ours
            found += self._rewards(ours)
        if log_metric:
            for name, value in _metrics(marked).items():
                log_metric(name, value)
            log_metric("marking_seconds", time.perf_counter() - started)
        if log_extra:
            log_extra("extracted", [one and one.verdict.extracted for one in marked])
            log_extra("reason", [one.verdict.reason if one else "not_marked" for one in marked])
        return found

    def _marked(self, task: Task, text: str, step: int, place: int) -> Marked | None:
        try:
            verdict = verify(task, text)
        except BackendError:
            return None
        if self._watch:
            self._watch(task, verdict)
        return Marked(task, text, verdict, Stream("random reward", self._seed, step, place).chance(1, 2))

    def _rewards(self, group: Sequence[Marked | None]) -> list[float | None]:
        there = [one for one in group if one]
        sums = [0.0] * len(there)
        for name, weight in self.weights.items():
            sums = [total + weight * value for total, value in zip(sums, MARKS[name](there), strict=True)]
        found = iter(total - self._too_long(one.text) for total, one in zip(sums, there, strict=True))
        return [next(found) if one else None for one in group]

    def _too_long(self, text: str) -> float:
        if not self._overlong:
            return 0.0
        soft, hard = self._overlong
        return self._overlong_weight * min(1.0, max(0.0, (len(text) - soft) / (hard - soft)))


def _groups(task: Sequence[str]) -> Iterator[range]:
    """Runs of rows of the same task."""
    first = 0
    for i in range(1, len(task) + 1):
        if i == len(task) or task[i] != task[first]:
            yield range(first, i)
            first = i


def _metrics(marked: Sequence[Marked | None]) -> dict[str, float]:
    """Shares of right answers by family and level, and of reasons."""
    right: dict[str, list[bool]] = defaultdict(list)
    reasons: Counter[str] = Counter()
    for one in marked:
        reasons[one.verdict.reason if one else "not_marked"] += 1
        if one:
            family = one.task.family.partition(":")[0]
            right["accuracy"].append(one.verdict.correct)
            right[f"accuracy/{family}"].append(one.verdict.correct)
            right[f"accuracy/{family}/level {one.task.level}"].append(one.verdict.correct)
    shares = {name: sum(values) / len(values) for name, values in right.items()}
    return shares | {f"reason/{name}": n / len(marked) for name, n in sorted(reasons.items())}


reward = Reward()
"""The reward of each task as its family has it: ``GRPOTrainer(reward_funcs=etude.train.reward, ...)``."""
