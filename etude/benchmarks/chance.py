"""What guessing earns: whether options stand in uniform order, and what a constant answer would score."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from etude.task import Json

_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


class Guesses:
    """Counts answers as they are written; reports shares alone, never which answer is the frequent one."""

    def __init__(self) -> None:
        self._places: dict[int, Counter[int]] = defaultdict(Counter)
        self._answers: dict[tuple[str, bool], Counter[str]] = defaultdict(Counter)
        self._options: dict[str, float] = defaultdict(float)

    def add(self, task: Mapping[str, Any]) -> None:
        """Count a task's JSON dict."""
        options = len(task["choices"])
        self._answers[task["family"], bool(options)][task["answer"]] += 1
        if options:
            self._places[options][_LETTERS.index(task["answer"])] += 1
            self._options[task["family"]] += 1 / options

    def report(self) -> dict[str, Json]:
        """The report as JSON.

        ``positions``: for each number of options, Pearson's chi-square of the right option's place against the
        uniform distribution. ``constant``: of the questions with options and of those without, the share that the
        best single answer would get (``one_answer``), and what somebody would get who answers each question with the
        most frequent answer of the others of its family (``family_majority``).
        """
        return {
            "positions": [_uniform(options, counts) for options, counts in sorted(self._places.items())],
            "constant": {"choice": self._constant(True), "free": self._constant(False)},
        }

    def _constant(self, choice: bool) -> dict[str, Json] | None:
        chosen = {family: counts for (family, kind), counts in self._answers.items() if kind is choice}
        total = sum(map(Counter.total, chosen.values()))
        if not total:
            return None
        found: dict[str, Json] = {
            "questions": total,
            "one_answer": _rounded(_share(sum(chosen.values(), Counter()))),
            "family_majority": _rounded(sum(map(_majority, chosen.values())) / total),
        }
        if choice:
            found["chance"] = _rounded(sum(self._options.values()) / total)
        return found


def _share(counts: Counter[str]) -> float:
    return max(counts.values()) / counts.total()


def _majority(counts: Counter[str]) -> float:
    """How many questions the most frequent answer of all the others gets, drawn by lot where several are."""
    sizes = Counter(counts.values())
    found = 0.0
    for size, answers in sizes.items():
        rivals = sizes - Counter([size])
        beaten_by = max(rivals, default=0)
        if size - 1 > beaten_by:
            found += answers * size
        elif size - 1 == beaten_by and size > 1:
            found += answers * size / (1 + rivals[beaten_by])
    return found


def _rounded(value: float) -> float:
    return round(value, 4)


def _uniform(options: int, counts: Counter[int]) -> dict[str, Json]:
    from scipy.stats import chisquare

    observed = [counts[place] for place in range(options)]
    test = chisquare(observed)
    return {
        "options": options,
        "questions": sum(observed),
        "chi_square": _rounded(float(test.statistic)),
        "degrees_of_freedom": options - 1,
        "p": _rounded(float(test.pvalue)),
    }


def in_words(report: Mapping[str, Any]) -> Iterable[str]:
    """The report as sentences of a dataset card."""
    for row in report["positions"]:
        yield (
            f"Right options by place, {row['questions']:,} questions with {row['options']} options: chi-square "
            f"{row['chi_square']:.2f} at {row['degrees_of_freedom']} degrees of freedom, p = {row['p']:.3f}."
        )
    choice, free = report["constant"]["choice"], report["constant"]["free"]
    if choice:
        yield (
            f"One letter for all {choice['questions']:,} questions with options would score at most "
            f"{choice['one_answer']:.1%}; chance is {choice['chance']:.1%}."
        )
    if free:
        yield (
            f"One answer for all {free['questions']:,} questions without options would score at most "
            f"{free['one_answer']:.1%}; the most frequent one of each family {free['family_majority']:.1%}."
        )
