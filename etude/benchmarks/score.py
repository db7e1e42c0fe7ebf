"""Scoring predictions: accuracy with intervals, pass@k, per domain, family, level and length."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from etude.analysis.estimates import Interval, bootstrap, pass_at, wilson
from etude.benchmarks.marking import verdicts
from etude.task import EtudeError, Json, Task
from etude.verifiers.responses import Problems, Responses

Progress = Callable[[int], None]
LENGTHS = ("depth", "steps", "operations")
"""Facts of a task that say how long its solution is; scores are given by each of them."""


_MOST_FAMILIES = 30


class ScoreProblem(EtudeError):
    """Predictions that cannot be scored."""


@dataclass(frozen=True, slots=True)
class Marked:
    """A question and the rewards and marks of its samples; none where it was not answered."""

    task: Task
    rewards: tuple[float, ...]
    marks: tuple[bool, ...]

    @property
    def share(self) -> float:
        """The share of its samples that are right; 0 for a question that was not answered."""
        return sum(self.marks) / len(self.marks) if self.marks else 0.0


@dataclass(frozen=True)
class Row:
    """The score of a group of questions.

    accuracy: the mean over questions of the share of right samples. wilson, bootstrap: 95 % intervals for it.
    pass_at: the unbiased pass@k, mean over questions, where each has k samples at least.
    """

    group: str
    questions: int
    samples: int
    accuracy: float
    wilson: Interval
    bootstrap: Interval
    mean_reward: float
    pass_at: Mapping[int, float]


@dataclass(frozen=True)
class Score:
    """The score of a file of predictions. by: rows by domain, topic, family, level, family and level, and lengths."""

    name: str
    overall: Row
    by: Mapping[str, Sequence[Row]]
    problems: Problems
    marked: Sequence[Marked]

    @property
    def detail(self) -> str:
        """The kind of group to show one by one: families, or topics where there are many families."""
        return "family" if len(self.by["family"]) <= _MOST_FAMILIES else "topic"

    def to_dict(self) -> dict[str, Json]:
        """The score as JSON."""
        return {
            "predictions": self.name,
            "overall": _json(self.overall),
            "by": {kind: [_json(row) for row in rows] for kind, rows in self.by.items()},
            "problems": self.problems,
        }


def _json(row: Row) -> dict[str, Json]:
    return {
        **asdict(row),
        "wilson": list(row.wilson),
        "bootstrap": list(row.bootstrap),
        "pass_at": {str(k): value for k, value in row.pass_at.items()},
    }


def read_predictions(path: Path, tasks: Iterable[Task]) -> tuple[dict[str, list[str]], Problems]:
    """The samples of each question and what is wrong with the file. Raises ScoreProblem."""
    try:
        with path.open("rb") as file:
            responses = Responses(file, {task.id: None for task in tasks})
            return dict(responses), responses.finish()
    except OSError as error:
        raise ScoreProblem(f"cannot read {path}: {error.strerror or error}") from None


def score(
    tasks: Sequence[Task],
    path: Path,
    *,
    ks: Sequence[int] = (),
    workers: int = 1,
    progress: Progress = lambda done: None,
) -> Score:
    """Mark the predictions of a file. A question without a response counts as wrong. Raises ScoreProblem.

    ks: sizes for pass@k; 1, 2, 4, ... as far as the samples go if none are given.
    """
    given, problems = read_predictions(path, tasks)
    if not given:
        raise ScoreProblem(f"{path} holds no response to a question of this benchmark")
    fewest = min(len(samples) for samples in given.values())
    for k in ks:
        if k > fewest:
            raise ScoreProblem(f"pass@{k} needs {k} samples of every question; {path} has {fewest} of some")
    sizes = sorted(ks) or [2**i for i in range(fewest.bit_length()) if 2**i <= fewest]
    marked = _marked(tasks, given, workers, progress)
    return Score(path.name, row_of("all", marked, sizes), _groups(marked, sizes), problems, marked)


def _marked(
    tasks: Sequence[Task], given: Mapping[str, Sequence[str]], workers: int, progress: Progress
) -> list[Marked]:
    pairs = ((task, response) for task in tasks for response in given.get(task.id, ()))
    stream = verdicts(pairs, workers)
    marked, done = [], 0
    for task in tasks:
        found = [next(stream) for _ in given.get(task.id, ())]
        done += len(found)
        marked.append(Marked(task, tuple(v.reward for v in found), tuple(v.correct for v in found)))
        progress(done)
    return marked


def row_of(group: str, marked: Sequence[Marked], sizes: Sequence[int]) -> Row:
    """The score of some questions."""
    shares = [one.share for one in marked]
    n = len(marked)
    rewards = [sum(one.rewards) / len(one.rewards) if one.rewards else 0.0 for one in marked]
    at = {k: sum(_pass_at(one, k) for one in marked) / n for k in sizes}
    return Row(
        group,
        n,
        sum(len(one.marks) for one in marked),
        sum(shares) / n,
        wilson(sum(shares), n),
        bootstrap(shares),
        sum(rewards) / n,
        at,
    )


def _pass_at(one: Marked, k: int) -> float:
    return pass_at(len(one.marks), sum(one.marks), k) or 0.0


def groups_of(marked: Sequence[Marked]) -> dict[str, dict[str, list[Marked]]]:
    """The questions by domain, topic, family, level, family and level, and by each length that varies."""
    found: dict[str, dict[str, list[Marked]]] = {}
    for kind, key in _KINDS.items():
        found[kind] = _by(marked, key)
    for name in LENGTHS:
        have = [one for one in marked if type(one.task.meta.get(name)) is int]
        by_length = _by(have, lambda task, name=name: f"{task.meta[name]:d}")  # type: ignore[misc]
        if len(by_length) > 1:
            found[name] = dict(sorted(by_length.items(), key=lambda item: int(item[0])))
    return found


def topic_of(task: Task) -> str:
    """The first two parts of a family's name."""
    return ".".join(task.family.split(":")[0].split(".")[:2])


_KINDS: dict[str, Callable[[Task], str]] = {
    "domain": lambda task: task.domain,
    "topic": topic_of,
    "family": lambda task: task.family,
    "level": lambda task: str(task.level),
    "domain_and_level": lambda task: f"{task.domain} {task.level}",
    "family_and_level": lambda task: f"{task.family} {task.level}",
}


def _by(marked: Iterable[Marked], key: Callable[[Task], str]) -> dict[str, list[Marked]]:
    found: dict[str, list[Marked]] = defaultdict(list)
    for one in marked:
        found[key(one.task)].append(one)
    return dict(sorted(found.items()))


def _groups(marked: Sequence[Marked], sizes: Sequence[int]) -> dict[str, list[Row]]:
    return {
        kind: [row_of(name, members, sizes) for name, members in groups.items()]
        for kind, groups in groups_of(marked).items()
    }
