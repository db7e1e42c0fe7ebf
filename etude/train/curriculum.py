"""An adaptive curriculum: each family's levels follow the success that is measured on them.

As in RLVE (arXiv 2511.07317) the difficulty is a window that slides with the policy: a family opens its next level when
the hardest open one is solved too often, and closes it again when it is hardly ever solved. Tasks are drawn while the
training goes on, mostly of the hardest open level.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from etude.rng import Stream
from etude.task import EtudeError, Json, Task, Verdict
from etude.tasks import find_family, make_task

_TRIES = 200
"""Draws for a task that was not asked lately, before one is asked again."""


class Curriculum:
    """The levels of some families, and an endless row of tasks.

    families: names. target: the success between which a level is right. window: marks that are looked at. start: the
    level to begin with. levels: those there are to open; all if none. ``note`` is told every mark; ``state`` and
    ``restore`` carry it over an interruption.
    """

    def __init__(
        self,
        families: Sequence[str],
        *,
        target: tuple[float, float] = (0.3, 0.7),
        window: int = 64,
        start: int = 1,
        levels: Sequence[int] = (),
        seed: int = 0,
        split: str | None = "train",
    ) -> None:
        if not families:
            raise EtudeError("a curriculum needs families")
        if not 0 <= target[0] < target[1] <= 1:
            raise EtudeError(f"target is (low, high) with 0 <= low < high <= 1, not {target}")
        self._levels = {
            name: [level for level in sorted(find_family(name).levels) if not levels or level in levels]
            for name in families
        }
        for name, there in self._levels.items():
            if not there:
                raise EtudeError(f"{name} has none of the levels {', '.join(map(str, levels))}")
        self._target, self._window, self._seed, self._split = target, window, seed, split
        self.hardest = {name: max(min(there), min(start, max(there))) for name, there in self._levels.items()}
        self._marks: dict[str, deque[bool]] = {name: deque(maxlen=window) for name in families}
        self._drawn = 0

    def __iter__(self) -> Iterator[Task]:
        names, asked = list(self._levels), deque[str](maxlen=4096)
        while True:
            place = Stream("curriculum", self._seed, self._drawn)
            name = names[self._drawn % len(names)]
            levels = [level for level in self._levels[name] if level <= self.hardest[name]]
            # Three of four of the hardest level, the others of the easier ones: what was learned is kept.
            level = levels[-1] if len(levels) == 1 or place.chance(3, 4) else place.choice(levels[:-1])
            for attempt in range(_TRIES):
                task = make_task(name, self._seed, self._drawn * _TRIES + attempt, level, self._split)
                if task.fingerprint not in asked:
                    break
            asked.append(task.fingerprint)
            self._drawn += 1
            yield task

    def note(self, task: Task, verdict: Verdict) -> None:
        """Learn of a mark; may open or close a level of the task's family."""
        marks = self._marks.get(task.family)
        if marks is None or task.level != self.hardest[task.family]:
            return
        marks.append(verdict.correct)
        if len(marks) < self._window:
            return
        share = sum(marks) / len(marks)
        levels = self._levels[task.family]
        place = levels.index(task.level)
        step = (share > self._target[1]) - (share < self._target[0])
        if 0 <= place + step < len(levels) and step:
            self.hardest[task.family] = levels[place + step]
            marks.clear()

    def state(self) -> dict[str, Json]:
        """All that is needed to go on, as JSON."""
        marks = {name: [int(mark) for mark in found] for name, found in self._marks.items()}
        return {"hardest": dict(self.hardest), "marks": marks, "drawn": self._drawn}

    def restore(self, state: Mapping[str, Any]) -> None:
        """Go on from a state. Raises EtudeError for one of other families."""
        if set(state["hardest"]) != set(self._levels):
            raise EtudeError("the saved curriculum is one of other families")
        self.hardest = {name: int(level) for name, level in state["hardest"].items()}
        for name, marks in state["marks"].items():
            self._marks[name] = deque(map(bool, marks), maxlen=self._window)
        self._drawn = int(state["drawn"])
