"""Probing a model for whether it knows a benchmark's questions before they are asked.

The partial-prompt probe of arXiv 2507.10532: from the first 40, 60 and 80 % of a question the model goes on; how much
of the rest it gives word for word, and whether it answers a question that it has not seen whole. The wording of a
family can be continued by anybody, so fresh questions of the same families, which no model has seen, are the control.
"""

from __future__ import annotations

import secrets
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Protocol

import numpy as np

from etude.analysis.estimates import Interval
from etude.rng import Stream
from etude.task import EtudeError, Json, Task
from etude.tasks.generation import Lane
from etude.tasks.registry import make_task
from etude.verifiers import verify

SHARES = (40, 60, 80)
"""Per cent of a question that the model is shown."""
ANSWER = 200
"""Words that a model may go on for after the question, to answer it."""
_RESAMPLES = 1000
Progress = Callable[[int], None]


class ProbeProblem(EtudeError):
    """A probe that cannot be made."""


class Model(Protocol):
    """What is probed."""

    def complete(self, prompts: Sequence[str], words: Sequence[int]) -> list[str]:
        """How each text goes on, most likely first, for about so many words."""

    def surprise(self, prompts: Sequence[str], rests: Sequence[str]) -> list[float] | None:
        """The mean negative log-likelihood of the characters of each rest, in nats; None if that is not known."""


@dataclass(frozen=True)
class Partial:
    """What became of a question of which a share was shown."""

    share: int
    exact: bool
    rouge_l: float
    correct: bool | None


@dataclass(frozen=True)
class Probed:
    """A question and what the model knew of it.

    score: how well it was continued (mean ROUGE-L, minus the mean of the control's questions of the same family).
    familiarity: the same for the likelihood of its text, None where the model gives none. Both are above 0 for what a
    model knows better than fresh questions.
    """

    id: str
    family: str
    control: bool
    partials: tuple[Partial, ...]
    surprise: float | None
    score: float = 0.0
    familiarity: float | None = None

    @property
    def rouge_l(self) -> float:
        """The mean over the shares."""
        return sum(partial.rouge_l for partial in self.partials) / len(self.partials)


@dataclass(frozen=True)
class Report:
    """A probe. separation: of the benchmark from the control, by each measure: AUC, its 95 % interval, and p."""

    model: str
    seed: int
    probed: Sequence[Probed]
    separation: Mapping[str, tuple[float, Interval, float]]

    def table(self) -> list[tuple[str, int, float, float, float | None]]:
        """Set, share, exact matches, ROUGE-L and accuracy, each a mean over questions."""
        rows = []
        for control in (False, True):
            members = [one for one in self.probed if one.control is control]
            for place, share in enumerate(SHARES):
                partials = [one.partials[place] for one in members]
                marked = [bool(p.correct) for p in partials if p.correct is not None]
                rows.append(
                    (
                        "control" if control else "benchmark",
                        share,
                        _mean([float(p.exact) for p in partials]),
                        _mean([p.rouge_l for p in partials]),
                        _mean(list(map(float, marked))) if marked else None,
                    )
                )
        return rows

    @property
    def known(self) -> bool:
        """Whether some measure tells the benchmark from fresh questions, with its whole interval."""
        return any(interval.low > 0.5 for _, interval, _ in self.separation.values())

    def to_dict(self) -> dict[str, Json]:
        """The report as JSON."""
        names = ("set", "share", "exact_match", "rouge_l", "accuracy")
        return {
            "model": self.model,
            "control_seed": self.seed,
            "known": self.known,
            "separation": {
                name: {"auc": auc, "interval": list(interval), "p": p}
                for name, (auc, interval, p) in self.separation.items()
            },
            "shares": [dict(zip(names, row, strict=True)) for row in self.table()],
            "questions": [{**asdict(one), "rouge_l": one.rouge_l} for one in self.probed],
        }


def probe(
    tasks: Sequence[Task],
    model: Model,
    name: str = "",
    *,
    marked: bool = True,
    n: int = 200,
    seed: int | None = None,
    batch: int = 16,
    progress: Progress = lambda done: None,
) -> Report:
    """Probe a model with n questions of a benchmark and as many fresh ones.

    marked: whether the tasks have answers, by which accuracy is known. seed: of the choice and of the fresh questions;
    a new secret one if not given. progress: called with the number of questions done.
    """
    if not tasks:
        raise ProbeProblem("no questions to probe with")
    seed = secrets.randbits(62) if seed is None else seed
    chosen = Stream("probe", seed).sample(list(tasks), min(n, len(tasks)))
    fresh = control_of(chosen, seed)
    asked = [(task, False) for task in chosen] + [(task, True) for task in fresh]
    probed: list[Probed] = []
    for start in range(0, len(asked), batch):
        probed += _probed(asked[start : start + batch], model, marked)
        progress(len(probed))
    calibrated = _calibrated(probed)
    separation = {"rouge_l": separated([(one.score, one.control) for one in calibrated])}
    likely = [(one.familiarity, one.control) for one in calibrated if one.familiarity is not None]
    if likely:
        separation["likelihood"] = separated([(value, control) for value, control in likely if value is not None])
    return Report(name, seed, calibrated, separation)


def control_of(tasks: Iterable[Task], seed: int) -> list[Task]:
    """A fresh question for each of some tasks, of its family and level, none of them among the tasks."""
    known = {task.fingerprint for task in tasks}
    fresh: list[Task] = []
    place: dict[Lane, int] = defaultdict(int)
    for task in tasks:
        lane = Lane(task.family, task.level)
        for _ in range(100):
            made = make_task(task.family, _control_seed(seed), place[lane], task.level, "test")
            place[lane] += 1
            if made.fingerprint not in known:
                known.add(made.fingerprint)
                fresh.append(made)
                break
    return fresh


def _control_seed(seed: int) -> int:
    return Stream("probe control", seed).word()


def _probed(asked: Sequence[tuple[Task, bool]], model: Model, marked: bool) -> list[Probed]:
    """The questions of a batch, all shares in one go."""
    cut = [(*parted(task.prompt, share), task) for task, _ in asked for share in SHARES]
    said = model.complete([head for head, _, _ in cut], [len(rest.split()) + ANSWER for _, rest, _ in cut])
    surprises = model.surprise(*map(list, zip(*(parted(task.prompt, SHARES[0]) for task, _ in asked), strict=True)))
    found = []
    for number, (task, control) in enumerate(asked):
        partials = []
        for place, share in enumerate(SHARES):
            _, rest, _ = cut[number * len(SHARES) + place]
            text = said[number * len(SHARES) + place]
            right = verify(task, text).correct if marked or control else None
            partials.append(Partial(share, _begins(text, rest), rouge_l(rest, text), right))
        surprise = None if surprises is None else surprises[number]
        found.append(Probed(task.id, task.family, control, tuple(partials), surprise))
    return found


def parted(prompt: str, share: int) -> tuple[str, str]:
    """A question cut at the end of the word in which a share of its characters is reached."""
    at = len(prompt) * share // 100
    while at < len(prompt) and not prompt[at].isspace():
        at += 1
    return prompt[:at], prompt[at:]


def _begins(text: str, rest: str) -> bool:
    words = rest.split()
    return text.split()[: len(words)] == words


def rouge_l(wanted: str, text: str) -> float:
    """ROUGE-L (Lin 2004), the F1 of the longest common subsequence of words; of the text as many words as wanted."""
    from rapidfuzz.distance import LCSseq

    ours = wanted.split()
    theirs = text.split()[: len(ours)]
    if not ours or not theirs:
        return 0.0
    common = LCSseq.similarity(ours, theirs)
    return 2 * common / (len(ours) + len(theirs))


def _calibrated(probed: Sequence[Probed]) -> list[Probed]:
    """Scores less what fresh questions of the same family get; of a fresh one, what the others get."""
    rouge: dict[str, list[float]] = defaultdict(list)
    surprise: dict[str, list[float]] = defaultdict(list)
    for one in probed:
        if one.control:
            rouge[one.family].append(one.rouge_l)
            if one.surprise is not None:
                surprise[one.family].append(one.surprise)
    found = []
    for one in probed:
        familiar = None
        if one.surprise is not None:
            familiar = _others(surprise[one.family], one.surprise, one.control) - one.surprise
        score = one.rouge_l - _others(rouge[one.family], one.rouge_l, one.control)
        found.append(Probed(**{**vars(one), "score": score, "familiarity": familiar}))
    return found


def _others(values: Sequence[float], own: float, control: bool) -> float:
    """The mean of the control's values, without its own for one that is among them."""
    n, total = len(values), sum(values)
    if control:
        n, total = n - 1, total - own
    return total / n if n > 0 else own


def separated(values: Sequence[tuple[float, bool]]) -> tuple[float, Interval, float]:
    """How far benchmark lies above control: AUC with a bootstrap interval over questions, and p (Mann-Whitney)."""
    from scipy.stats import mannwhitneyu

    ours = np.array([value for value, control in values if not control])
    theirs = np.array([value for value, control in values if control])
    if not len(ours) or not len(theirs):
        return 0.5, Interval(0.0, 1.0), 1.0
    wins = (ours[:, None] > theirs) + 0.5 * (ours[:, None] == theirs)
    chance = np.random.default_rng(0)
    means = [
        wins[np.ix_(chance.integers(len(ours), size=len(ours)), chance.integers(len(theirs), size=len(theirs)))].mean()
        for _ in range(_RESAMPLES)
    ]
    low, high = np.percentile(means, [2.5, 97.5])
    p = float(mannwhitneyu(ours, theirs, alternative="greater").pvalue)
    return float(wins.mean()), Interval(float(low), float(high)), p


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values) if values else 0.0
