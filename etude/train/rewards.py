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
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from etude.rng import Stream
from etude.task import BackendError, EtudeError, Task, Verdict
from etude.verifiers import answer_key, text_of, verify

Completion = str | Sequence[Mapping[str, Any]]
"""What a trainer gives: a text, or a list of messages."""


class RewardProblem(EtudeError):
    """A reward that cannot be had."""


class Marked(NamedTuple):
    """A completion with its task and verdict; coin: what the random reward gives; key: equal for equal answers."""

    task: Task
    text: str
    verdict: Verdict
    coin: bool
    key: Hashable = None


def _most_frequent(group: Sequence[Marked], wrong_only: bool = False) -> Hashable:
    """The key of the most frequent answer of a group, the first of them if several are, however they are written."""
    found = Counter(one.key for one in group if one.key is not None and not (wrong_only and one.verdict.correct))
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
    key = _most_frequent(group)
    return [float(key is not None and one.key == key) for one in group]


def _majority_incorrect(group: Sequence[Marked]) -> list[float]:
    key = _most_frequent(group, wrong_only=True)
    return [float(key is not None and one.key == key) for one in group]


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
    completion. name: what the trainer's logs call it; by default its rewards with their weights, so that two of them
    in one run have a name each. Rewards are finite floats; None, which TRL leaves out, for rows of other data and
    where the place that grades has failed.
    """

    def __init__(
        self,
        weights: Mapping[str, float] | None = None,
        *,
        overlong: tuple[int, int] | None = None,
        overlong_weight: float = 1.0,
        seed: int = 0,
        watch: Callable[[Task, Verdict], None] | None = None,
        name: str | None = None,
    ) -> None:
        self.weights = dict(weights or {"graded": 1.0})
        for which, weight in self.weights.items():
            if which not in MARKS:
                raise RewardProblem(f"no reward is called {which!r}: there are {', '.join(MARKS)}")
            if not math.isfinite(weight):
                raise RewardProblem(f"the weight of {which} is no finite number")
        if overlong and not 0 < overlong[0] < overlong[1]:
            raise RewardProblem(f"overlong is (soft, hard) with 0 < soft < hard, not {overlong}")
        self._overlong, self._overlong_weight = overlong, overlong_weight
        self._seed, self._watch = seed, watch
        self.__name__ = name or _named(self.weights)

    def __call__(
        self,
        prompts: Sequence[Any],
        completions: Sequence[Completion],
        task: Sequence[str | Mapping[str, Any] | Task | None],
        trainer_state: Any = None,
        log_metric: Callable[[str, float], None] | None = None,
        log_extra: Callable[[str, list[Any]], None] | None = None,
        **columns: Any,
    ) -> list[float | None]:
        """The reward of each completion.

        Args:
            prompts: the prompt of each (not read).
            completions: texts, or lists of chat messages.
            task: the task of each: JSON as ``etude.train.dataset`` has it, a dict or a Task; None or empty for a row of
                other data, whose reward is None. Completions of one task stand together.
            trainer_state: TRL's state of training, for its step.
            log_metric: TRL's logger of a number.
            log_extra: TRL's logger of a column.
            columns: further columns of the dataset (not read).

        Raises:
            RewardProblem: there are not as many tasks as completions.
            TaskError: a row is no task.

        """
        if len(task) != len(completions):
            raise RewardProblem(f"{len(completions)} completions, but {len(task)} tasks: a row each is needed")
        started = time.perf_counter()
        step = int(getattr(trainer_state, "global_step", 0) or 0)
        tasks = _tasks(task)
        found: list[float | None] = []
        marked: list[Marked | None] = []
        for group in _groups(tasks):
            ours = [self._marked(tasks[i], completions[i], step, i) for i in group]
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

    def _marked(self, task: Task | None, completion: Completion, step: int, place: int) -> Marked | None:
        if task is None:
            return None
        text = text_of(completion) or ""
        try:
            verdict = verify(task, text)
        except BackendError:
            return None
        if self._watch:
            self._watch(task, verdict)
        coin = Stream("random reward", self._seed, step, place).chance(1, 2)
        return Marked(task, text, verdict, coin, answer_key(task, verdict) if self._by_majority else None)

    @property
    def _by_majority(self) -> bool:
        return not {"majority", "majority_incorrect"}.isdisjoint(self.weights)

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


def _named(weights: Mapping[str, float]) -> str:
    """``etude`` for the plain reward, else ``etude_graded_0.9_format_0.1``."""
    if dict(weights) == {"graded": 1.0}:
        return "etude"
    return "etude_" + "_".join(name if weight == 1 else f"{name}_{weight:g}" for name, weight in weights.items())


def _tasks(rows: Sequence[str | Mapping[str, Any] | Task | None]) -> list[Task | None]:
    """The tasks of a batch's rows; the same row is read once."""
    known: dict[str, Task] = {}
    found: list[Task | None] = []
    for row in rows:
        if row is None or isinstance(row, Task):
            found.append(row)
        elif not row:
            found.append(None)
        elif isinstance(row, str):
            if row not in known:
                known[row] = Task.from_json(row)
            found.append(known[row])
        else:
            found.append(Task.from_dict(row))
    return found


def _groups(tasks: Sequence[Task | None]) -> Iterator[range]:
    """Runs of rows of the same task."""
    first = 0
    for i in range(1, len(tasks) + 1):
        if i == len(tasks) or tasks[i] != tasks[first]:
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
