"""``etude/ArithmeticSteps-v0``: an expression worked out one operation at a time."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import Any

import gymnasium

from etude.envs.episodes import Episodes
from etude.envs.spaces import PromptText, ResponseText
from etude.rng import Stream
from etude.task import EtudeError, Task, Verdict
from etude.tasks import make_task
from etude.tasks.registry import LEVELS
from etude.theory.numbers import parse_number
from etude.theory.reduction import Ready, Tree, count, parse, ready, reduce, render
from etude.verifiers.extract import Unanswered, clean, strong_answers, visible

FAMILY = "arithmetic.order_of_operations"
_MAX_ACTION = 4_000
_OPERATION = re.compile(
    r"\(?(-?[0-9]{1,12}(?:/[0-9]{1,12})?)\)? ?([-+*/x]) ?\(?(-?[0-9]{1,12}(?:/[0-9]{1,12})?)\)? ?= ?(\S.{0,60})\Z"
)
_SIGNS = {r"\times": "*", r"\cdot": "*", r"\div": "/", "×": "*", "·": "*", "÷": "/", "−": "-", ":": "/"}
_RULES = (
    "Do one operation whose two sides are numbers, and write it with its value, such as 3 × 4 = 12. "
    "Any such operation may come first."
)


class ArithmeticStepsEnv(gymnasium.Env[str, str]):
    r"""Reduce a bracketed expression of whole numbers to its value, one operation an action.

    ## Description
    The observation shows what is left of the expression. An action does one operation that is ready
    (both sides are numbers). The rest of the expression stands as it is, so every order that the brackets
    and the precedence allow leads to the end.

    ## Action space
    ``ResponseText``: ``a op b = value``, as the last line, in a box or in answer tags. ``op`` may be
    written + - * x / × ÷ \times \div.

    ## Observation space
    ``Text``: the expression that is left and the rules.

    ## Rewards
    1 / (number of operations) for every right operation, so a whole episode sums to 1; 0 for a wrong one.

    ## Episode end
    Terminated when the expression is one number, or at the first wrong action if ``stop_on_error``.
    Truncated after twice as many actions as there are operations.

    ## Info
    ``task``; after a step also ``verdict`` (reasons: correct, wrong, not_ready, unreadable) and
    ``operations_left``.

    ## Arguments
    level: 1 to 5 or None for all (also ``reset(options={"level": ...})``). split: train, test or None.
    stop_on_error: default True. render_mode: ``ansi`` or None.

    ## Version history
    v0: first version.
    """

    metadata = {  # noqa: RUF012 - gymnasium declares it for the instance
        "render_modes": ["ansi"],
        "render_fps": 1,
    }

    def __init__(
        self,
        level: int | None = None,
        split: str | None = None,
        stop_on_error: bool = True,
        render_mode: str | None = None,
    ) -> None:
        self.render_mode = render_mode
        self.observation_space = PromptText()
        self.action_space = ResponseText(_MAX_ACTION)
        self._level, self._split, self._stop = level, split, stop_on_error
        self._episodes = Episodes()
        self._task: Task | None = None
        self._tree: Tree = Fraction(0)
        self._total = self._taken = 0
        self._over = True
        self._log: list[str] = []

    def reset(self, *, seed: int | None = None, options: dict[str, Any] | None = None) -> tuple[str, dict[str, Any]]:
        """Draw the next expression. Raises EtudeError for an unknown level or option."""
        super().reset(seed=seed)
        self._episodes.begin(seed, self.np_random)
        unknown = [name for name in options or {} if name != "level"]
        if unknown:
            raise EtudeError(f"no reset option {unknown[0]!r}: there is level")
        level = (options or {}).get("level", self._level)
        level = Stream("episode", self._episodes.seed, self._episodes.number).choice(LEVELS) if level is None else level
        self._task = make_task(FAMILY, self._episodes.seed, self._episodes.number, level, self._split)
        self._tree = parse(self._task.meta["expression"])
        self._total, self._taken, self._over = count(self._tree), 0, False
        self._log = [render(self._tree)]
        return self._observe(), {"task": self._task}

    def _observe(self) -> str:
        return f"{render(self._tree)}\n\n{_RULES}"

    def step(self, action: str) -> tuple[str, float, bool, bool, dict[str, Any]]:
        """Do one operation. Raises gymnasium's ResetNeeded before the first reset and after the end."""
        if self._over:
            raise gymnasium.error.ResetNeeded("the episode is over: call reset() for the next expression")
        self._taken += 1
        verdict, operation = self._mark(action, self._tree)
        if operation is not None:
            self._tree = reduce(self._tree, operation)
        left = count(self._tree)
        terminated = left == 0 or (self._stop and not verdict.correct)
        truncated = not terminated and self._taken >= 2 * self._total
        self._over = terminated or truncated
        self._log.append(f"{verdict.extracted} ({verdict.reason}) -> {render(self._tree)}")
        reward = 1 / self._total if verdict.correct else 0.0
        info = {"task": self._task, "verdict": verdict._replace(reward=reward), "operations_left": left}
        return self._observe(), reward, terminated, truncated, info

    def _mark(self, action: str, tree: Tree) -> tuple[Verdict, Ready | None]:
        written = _last(action)
        asked = _read(written) if written else None
        if asked is None:
            return Verdict(0.0, False, written[:200] if written else None, "unreadable", {}), None
        operation, value = asked
        if operation not in ready(tree):
            return Verdict(0.0, False, written, "not_ready", {}), None
        if operation.value != value:
            return Verdict(0.0, False, written, "wrong", {}), None
        return Verdict(1.0, True, written, "correct", {}), operation

    def render(self) -> str | None:
        """With ``render_mode="ansi"``, the expression and what has been done, a line a step."""
        return "\n".join(self._log) if self.render_mode == "ansi" else None


def _last(action: str) -> str | None:
    """The operation as written: the last box, tag or line."""
    text = visible(action) if isinstance(action, str) else Unanswered("not_text")
    if isinstance(text, Unanswered) or len(text) > _MAX_ACTION:
        return None
    strong = strong_answers(text)
    if isinstance(strong, Unanswered):
        return None
    lines = [*strong.lines, *strong.marked] or [line for line in text.split("\n") if line.strip()]
    return clean(lines[-1]) if lines else None


def _read(written: str) -> tuple[Ready, Fraction] | None:
    for sign, plain in _SIGNS.items():
        written = written.replace(sign, plain)
    found = _OPERATION.match(" ".join(written.split()))
    if not found:
        return None
    left, right, value = parse_number(found[1]), parse_number(found[3]), parse_number(found[4])
    if left is None or right is None or value is None:
        return None
    sign = "*" if found[2] == "x" else found[2]
    return Ready(left.fraction(), sign, right.fraction()), value.fraction()
