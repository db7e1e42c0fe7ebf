"""Presets: the papers' own mixes, by name. A preset is a list of lanes and a usual size."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from etude.tasks.generation import Lane
from etude.tasks.registry import LEVELS, NameProblem, families, find_family, suggest

_SSMR = {
    # Four categories of equal weight; the chord category has four types, the others two.
    "music.rhythm.time_signature": 2,
    "music.rhythm.bar_lines": 2,
    "music.interval.name": 2,
    "music.interval.complete": 2,
    "music.chord.name": 1,
    "music.chord.complete": 1,
    "music.chord.root": 1,
    "music.chord.root_in_key": 1,
    "music.scale.name": 2,
    "music.scale.write": 2,
}


@dataclass(frozen=True)
class Preset:
    """A named mix: its lanes (variants at a level, with shares), its usual number of tasks, its source.

    split: the split it is drawn from if none is asked for.
    """

    name: str
    summary: str
    lanes: tuple[Lane, ...]
    size: int
    split: str | None = None


def _random_calculation() -> tuple[Lane, ...]:
    names = [f"arithmetic.random_calculation:reward=graded,steps={steps}" for steps in range(1, 21)]
    return tuple(Lane(name, level) for name in names for level in find_family(name).levels)


def _ssmr() -> tuple[Lane, ...]:
    return tuple(Lane(f"{name}:form=choice", level, share) for level in LEVELS for name, share in _SSMR.items())


def _atomic() -> tuple[Lane, ...]:
    cards = [card for card in families("algebra") if card.name.startswith("algebra.systems.")]
    return tuple(Lane(card.name, level) for card in cards if card.measure == "order" for level in card.levels)


def _composed(depth: int) -> tuple[Lane, ...]:
    names = [f"algebra.systems.compose:depth={depth},shape={shape}" for shape in ("left", "right", "tree")]
    return tuple(Lane(name, level) for name in names for level in LEVELS)


_PRESETS: dict[str, tuple[Callable[[], tuple[Lane, ...]], int, str, str | None]] = {
    "algebrarium-atomic": (
        _atomic,
        12_000,
        "arXiv 2602.08281: single operations, in systems of the train split",
        "train",
    ),
    **{
        f"algebrarium-depth-{depth}": (
            partial(_composed, depth),
            1_500,
            f"arXiv 2602.08281: chains of {depth} operations, in systems that training never meets",
            "test",
        )
        for depth in (2, 3, 4, 5)
    },
    "random-calculation": (
        _random_calculation,
        20_000,
        "arXiv 2507.10532: 1 to 20 operations, 1,000 expressions each, graded reward",
        None,
    ),
    "ssmr": (_ssmr, 1_600, "arXiv 2509.04059: ten types in four equal categories, four options each", None),
}


def preset_names() -> list[str]:
    """The presets there are."""
    return sorted(_PRESETS)


def preset(name: str) -> Preset:
    """A preset by name. Raises NameProblem."""
    if name not in _PRESETS:
        raise NameProblem(f"no preset {name!r}{suggest(name, preset_names())}")
    build, size, summary, split = _PRESETS[name]
    return Preset(name, summary, build(), size, split)
