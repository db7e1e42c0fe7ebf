"""``etude/QRepl-v0``: a coding task with a q console to try things in before the answer."""

from __future__ import annotations

from typing import Any

import gymnasium

from etude.envs.episodes import Episodes
from etude.envs.spaces import MAX_PROMPT, PromptText, ResponseText
from etude.q import Budget, Session
from etude.q.exchange import to_q
from etude.q.kinds import unpacked
from etude.rng import Stream
from etude.task import EtudeError, Task, Verdict
from etude.tasks import families, make_task
from etude.tasks.registry import LEVELS
from etude.verifiers import verify
from etude.verifiers.extract import Unanswered
from etude.verifiers.programs.code import Q, program

_SHOWN = 4_000
_HELP = (
    "\n\nYou have a q console. An action without <answer> is run in it and you see what it prints; `inputs` is the "
    "list of the example inputs (each a list of arguments), so `solve .' inputs` tries your function on them. An "
    "action with "
    "<answer>...</answer> is your program and ends the episode."
)


class QReplEnv(gymnasium.Env[str, str]):
    """A coding task and a console.

    ## Description
    ``reset`` draws a coding task. Actions are q code that runs in a console that lasts for the episode, where
    ``inputs`` holds the arguments of the visible examples, until an action has ``<answer>...</answer>``: it is marked.

    ## Action space
    ``ResponseText``: any string of up to 20,000 characters. Code in a fence is run without what is around it.

    ## Observation space
    ``Text``: the prompt at first, then what the console prints, errors included, up to 4,000 characters of it.

    ## Rewards
    0 for using the console, the verdict's reward for the answer.

    ## Episode end
    Terminated by an answer; truncated after ``max_turns`` actions without one.

    ## Info
    ``task``, ``turns_left``; after the answer also ``verdict``.

    ## Arguments
    family: a coding family, None for all. level: 1 to 5, None for all. split: train, test or None. max_turns: actions
    an episode. render_mode: ``ansi`` or None.

    ## Version history
    v0: first version.
    """

    metadata = {"render_modes": ["ansi"], "render_fps": 1}  # noqa: RUF012 - as gymnasium declares it

    def __init__(
        self,
        family: str | None = None,
        level: int | None = None,
        split: str | None = None,
        max_turns: int = 8,
        render_mode: str | None = None,
    ) -> None:
        known = [card.name for card in families("q") if card.verifier == "q_program"]
        if family is not None and family.partition(":")[0] not in known:
            raise EtudeError(f"family is one of {', '.join(known)}, not {family!r}")
        if max_turns < 1:
            raise EtudeError("max_turns is 1 or more")
        self.render_mode = render_mode
        self.observation_space = PromptText()
        self.action_space = ResponseText(20_000)
        self._families = [family] if family else known
        self._level, self._split, self._turns = level, split, max_turns
        self._episodes = Episodes()
        self._task: Task | None = None
        self._session = Session()
        self._left = 0
        self._log: list[str] = []

    def reset(self, *, seed: int | None = None, options: dict[str, Any] | None = None) -> tuple[str, dict[str, Any]]:
        """Draw the next task, or begin with ``options["task"]``. Raises EtudeError for an unknown level or option."""
        super().reset(seed=seed)
        self._episodes.begin(seed, self.np_random)
        unknown = [name for name in options or {} if name not in ("level", "task")]
        if unknown:
            raise EtudeError(f"no reset option {unknown[0]!r}: there are level and task")
        self._task = (options or {}).get("task") or self._drawn(options or {})
        if self._task.verifier != "q_program":
            raise EtudeError(f"{self._task.family} asks for no q program")
        self._open()
        prompt = (self._task.prompt + _HELP)[:MAX_PROMPT]
        self._log = [prompt]
        return prompt, {"task": self._task, "turns_left": self._left}

    def _drawn(self, options: dict[str, Any]) -> Task:
        place = Stream("episode", self._episodes.seed, self._episodes.number)
        name, drawn = place.choice(self._families), place.choice(LEVELS)
        level = options.get("level", self._level) or drawn
        return make_task(name, self._episodes.seed, self._episodes.number, level, self._split)

    def _open(self) -> None:
        assert self._task is not None
        spec = self._task.spec
        self._session = Session(console=(60, 160), budget=Budget(steps=400_000, elements=4_000_000, output=100_000))
        shown = unpacked(spec).shown
        rows = [[to_q(kind, value) for kind, value in zip(spec["arguments"], row, strict=True)] for row, _ in shown]
        self._session.set("inputs", rows)
        self._left = self._turns

    def step(self, action: str) -> tuple[str, float, bool, bool, dict[str, Any]]:
        """Run code, or mark the answer. Raises gymnasium's ResetNeeded before the first reset and after the end."""
        if self._task is None or not self._left:
            raise gymnasium.error.ResetNeeded("the episode is over: call reset() for the next task")
        self._left -= 1
        if isinstance(action, str) and "<answer>" in action.lower():
            verdict: Verdict = verify(self._task, action)
            self._left = 0
            seen = f"{verdict.reason}: reward {verdict.reward:g}"
            self._log += [f"> {action}", seen]
            return seen, verdict.reward, True, False, {"task": self._task, "turns_left": 0, "verdict": verdict}
        seen = self._run(action)
        self._log += [f"q){action}", seen]
        return seen, 0.0, False, not self._left, {"task": self._task, "turns_left": self._left}

    def _run(self, action: str) -> str:
        found = program(action if isinstance(action, str) else "", Q)
        if isinstance(found, Unanswered):
            return f"(nothing to run: {found.reason})"
        from etude.q.script import statements

        shown = []
        for _, statement in statements(found[0]):
            shown.append(self._session.console(statement))
            if shown[-1].startswith("'") or sum(map(len, shown)) > _SHOWN:
                break
        return "".join(shown)[:_SHOWN] or "(nothing is printed)"

    def render(self) -> str | None:
        """With ``render_mode="ansi"``, the task and what has been done."""
        return "\n".join(self._log) if self.render_mode == "ansi" else None
