"""``etude/MusicScore-v0``: music tasks whose score is a picture, for vision-language policies."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

import gymnasium
import numpy as np
from gymnasium.spaces import Box, Dict
from numpy.typing import NDArray

from etude.envs.music import MusicEnv
from etude.envs.spaces import PromptText, ResponseText
from etude.task import EtudeError, Task
from etude.tasks import find_family
from etude.tasks.files.pictures import pictures_of, score_png
from etude.tasks.generation import select
from etude.tasks.registry import pictured

HEIGHT, WIDTH = 640, 1536
"""The size of every picture in pixels; scores are set on white and shrunk only where they would not fit."""
_LETTER = 32
"""Pixels for the letter before an option."""

Observation = dict[str, Any]


class MusicScoreEnv(gymnasium.Env[Observation, str]):
    """One music task an episode, its score as a picture.

    ## Description
    Like ``etude/Music-v0``, but the prompt holds no notation: the score is in the picture, and nothing else is.

    ## Action space
    ``ResponseText``: any string of up to 200,000 characters.

    ## Observation space
    ``Dict``: ``prompt``, the text; ``image``, uint8 RGB of shape (640, 1536, 3), the score on white, and below it
    the options A to D where these are scores.

    ## Rewards, episode end, info
    As for ``etude/Music-v0``.

    ## Arguments
    family: a music family or variant with a score, or several; None for all of these. level, split and
    ``reset(options=...)`` as for ``etude/Music-v0``. render_mode: ``rgb_array``, ``ansi`` or None.

    ## Version history
    v0: first version.
    """

    metadata = {"render_modes": ["ansi", "rgb_array"], "render_fps": 1}  # noqa: RUF012 - as gymnasium declares it

    def __init__(
        self,
        family: str | Sequence[str] | None = None,
        level: int | None = None,
        split: str | None = None,
        render_mode: str | None = None,
    ) -> None:
        self.render_mode = render_mode
        self.observation_space = Dict({"prompt": PromptText(), "image": Box(0, 255, (HEIGHT, WIDTH, 3), np.uint8)})
        self.action_space = ResponseText()
        self._text = MusicEnv(_scored(family), level, split, "ansi" if render_mode == "ansi" else None)
        self._picture: NDArray[np.uint8] | None = None

    def reset(
        self, *, seed: int | None = None, options: dict[str, Any] | None = None
    ) -> tuple[Observation, dict[str, Any]]:
        """Draw the next task and its score. Raises EtudeError as ``etude/Music-v0`` does."""
        super().reset(seed=seed)
        options = dict(options or {})
        if "family" in options:
            options["family"] = _scored(options["family"])
        if seed is None and self._picture is None:
            seed = int(self.np_random.integers(2**62))
        prompt, info = self._text.reset(seed=seed, options=options)
        self._picture = picture(info["task"])
        return self._observe(prompt), info

    def _observe(self, prompt: str) -> Observation:
        if self._picture is None:
            raise gymnasium.error.ResetNeeded("call reset() first")
        return {"prompt": prompt, "image": self._picture.copy()}

    def step(self, action: str) -> tuple[Observation, float, bool, bool, dict[str, Any]]:
        """Mark the response. Raises gymnasium's ResetNeeded before the first reset and after the end."""
        prompt, reward, terminated, truncated, info = self._text.step(action)
        return self._observe(prompt), reward, terminated, truncated, info

    def render(self) -> Any:
        """With ``rgb_array`` the picture; with ``ansi`` the task, the response and the verdict as text."""
        if self.render_mode == "rgb_array" and self._picture is not None:
            return self._picture.copy()
        return self._text.render()


def _scored(family: str | Sequence[str] | None) -> list[str]:
    """The picture variants of some families. Raises EtudeError for one that has no score."""
    names = [card.name for card in select("music", family)]
    plain = [name for name in names if "view" not in find_family(name).knobs]
    if plain and family is not None:
        raise EtudeError(f"family {plain[0]} has no score to show")
    return [pictured(name) for name in names if name not in plain]


def picture(task: Task) -> NDArray[np.uint8]:
    """The score of a task: uint8 RGB of shape (HEIGHT, WIDTH, 3), in the middle of a white ground."""
    from PIL import Image, ImageDraw

    shown = pictures_of(task.to_dict())
    scores = [Image.open(io.BytesIO(score_png(drawn.score))).convert("RGB") for drawn in shown]
    page = Image.new("RGB", (_LETTER + max(s.width for s in scores), sum(s.height for s in scores)), "white")
    at = 0
    for letter, score in zip(" ABCD", scores, strict=False):
        page.paste(score, (_LETTER, at))
        ImageDraw.Draw(page).text((10, at + score.height // 2 - _LETTER // 2), letter, "black", font_size=_LETTER)
        at += score.height
    if page.width > WIDTH or page.height > HEIGHT:
        page.thumbnail((WIDTH, HEIGHT), Image.Resampling.LANCZOS)
    ground = Image.new("RGB", (WIDTH, HEIGHT), "white")
    ground.paste(page, ((WIDTH - page.width) // 2, (HEIGHT - page.height) // 2))
    return np.asarray(ground, dtype=np.uint8)
