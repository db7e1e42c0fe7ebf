"""Suites: what a benchmark asks, as YAML.

A suite is a mapping with ``name``, ``title``, ``summary``, ``source``, ``n`` (its usual number of questions),
``images`` (scores as pictures, optional) and ``mix``: a list of entries of equal weight (or with a ``share``). An
entry names a ``preset``, or ``families`` (patterns with ``*``; ``!`` before one takes away), with ``knobs`` (values to
take in turn) and ``levels`` if not all are wanted.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import cache
from importlib.resources import files
from itertools import product
from pathlib import Path
from typing import Any

from etude.task import EtudeError, Json
from etude.tasks.generation import Lane, lanes_for
from etude.tasks.presets import preset
from etude.tasks.registry import LEVELS, NameProblem, families, find_family, pictured, suggest

_KEYS = ("name", "title", "summary", "source", "n", "mix")
_OPTIONAL = ("images", "license")
_ENTRY = ("preset", "families", "knobs", "levels", "share")
_MOST = 10_000_000
_LONGEST = 1 << 20


class SuiteProblem(EtudeError):
    """A suite that cannot be read or used."""


@dataclass(frozen=True)
class Suite:
    """A suite, checked: its facts, and what it asks as lanes."""

    name: str
    title: str
    summary: str
    source: str
    n: int
    mix: tuple[Mapping[str, Json], ...]
    images: bool = False
    license: str = "cc-by-4.0"

    def to_dict(self) -> dict[str, Json]:
        """The suite as JSON, as its YAML says it."""
        return {**vars(self), "mix": [dict(entry) for entry in self.mix]}

    def lanes(self) -> tuple[Lane, ...]:
        """Families at levels, with integer weights that give every entry its share. Raises SuiteProblem."""
        entries = [(entry.get("share", 1), self._lanes(entry, i)) for i, entry in enumerate(self.mix, 1)]
        sums = [sum(lane.share for lane in lanes) for _, lanes in entries]
        whole = math.lcm(*sums)
        in_turn = sorted(
            ((place + 0.5) / len(lanes), i, lane._replace(share=lane.share * share * (whole // total)))
            for i, ((share, lanes), total) in enumerate(zip(entries, sums, strict=True))
            for place, lane in enumerate(lanes)
        )
        weighed = [lane for _, _, lane in in_turn]
        divisor = math.gcd(*(lane.share for lane in weighed))
        found: dict[tuple[str, int], Lane] = {}
        for lane in weighed:
            if (lane.family, lane.level) in found:
                raise SuiteProblem(f"suite {self.name}: its mix has {lane.family} level {lane.level} twice")
            found[lane.family, lane.level] = lane._replace(share=lane.share // divisor)
        return tuple(found.values())

    def _lanes(self, entry: Mapping[str, Json], place: int) -> list[Lane]:
        try:
            lanes = list(preset(entry["preset"]).lanes) if "preset" in entry else _drawn(entry)
        except NameProblem as error:
            raise SuiteProblem(f"suite {self.name}, entry {place} of its mix: {error}") from None
        levels = entry.get("levels", LEVELS)
        lanes = [lane for lane in lanes if lane.level in levels]
        if self.images:
            lanes = [lane._replace(family=pictured(lane.family)) for lane in lanes]
        if not lanes:
            raise SuiteProblem(
                f"suite {self.name}, entry {place} of its mix asks for nothing: no family at such a level"
            )
        return lanes


def _drawn(entry: Mapping[str, Json]) -> list[Lane]:
    knobs: Mapping[str, Sequence[Any]] = entry.get("knobs", {})
    names = _matching(entry["families"])
    tails = [",".join(f"{k}={v}" for k, v in zip(knobs, values, strict=True)) for values in product(*knobs.values())]
    variants = [f"{name}{',' if ':' in name else ':'}{tail}" if tail else name for tail in tails for name in names]
    return lanes_for([find_family(name) for name in variants], None)


def _matching(patterns: Iterable[str]) -> list[str]:
    """The names that patterns ask for, in the order of the patterns. Raises NameProblem."""
    known = [card.name for card in families()]
    chosen: dict[str, None] = {}
    for pattern in patterns:
        base, colon, tail = pattern.removeprefix("!").partition(":")
        matched = [name for name in known if fnmatchcase(name, base)]
        if not matched:
            raise NameProblem(f"no family {base!r}{suggest(base, known)}")
        for name in matched:
            if pattern.startswith("!"):
                chosen.pop(name, None)
            else:
                chosen[f"{name}{colon}{tail}"] = None
    return list(chosen)


def suite_names() -> list[str]:
    """The suites that come with Etude."""
    return sorted(item.name.removesuffix(".yaml") for item in _folder().iterdir() if item.name.endswith(".yaml"))


def _folder() -> Any:
    return files("etude.benchmarks.suites")


@cache
def _own(name: str) -> Suite:
    return parse_suite((_folder() / f"{name}.yaml").read_text("utf-8"), f"{name}.yaml")


def find_suite(name: str) -> Suite:
    """A suite by its name, or by the path of a YAML file. Raises SuiteProblem."""
    if name in suite_names():
        return _own(name)
    path = Path(name)
    if path.suffix in (".yaml", ".yml") or path.is_file():
        try:
            if path.stat().st_size > _LONGEST:
                raise SuiteProblem(f"{path} is no suite: it is longer than a mebibyte")
            text = path.read_text("utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise SuiteProblem(f"cannot read {path}: {getattr(error, 'strerror', None) or error}") from None
        return parse_suite(text, name)
    raise SuiteProblem(f"no suite {name!r}{suggest(name, suite_names())}; a suite of your own is a .yaml file")


def parse_suite(text: str, where: str) -> Suite:
    """The suite of a YAML text. Raises SuiteProblem that names the place."""
    try:
        import yaml
    except ImportError:
        raise SuiteProblem('suites need PyYAML: pip install "etude[benchmarks]"') from None
    try:
        record = yaml.safe_load(text)
    except yaml.YAMLError as error:
        raise SuiteProblem(f"{where} is not YAML: {' '.join(str(error).split())}") from None
    return suite_of(record, where)


def suite_of(record: Json, where: str) -> Suite:
    """The suite of a mapping. Raises SuiteProblem that names the key."""
    if not isinstance(record, dict):
        raise SuiteProblem(f"{where} is no suite: a suite is a mapping with {', '.join(_KEYS)}")
    _known(record, (*_KEYS, *_OPTIONAL), where)
    missing = [key for key in _KEYS if key not in record]
    if missing:
        raise SuiteProblem(f"{where}: no {missing[0]!r}")
    for key in ("name", "title", "summary", "source", "license"):
        if not isinstance(record.get(key, ""), str) or "\n" in record.get(key, ""):
            raise SuiteProblem(f"{where}: {key} must be one line of text")
    if not _whole(record["n"], 1, _MOST):
        raise SuiteProblem(f"{where}: n must be a whole number from 1 to {_MOST}, not {record['n']!r}")
    if not isinstance(record.get("images", False), bool):
        raise SuiteProblem(f"{where}: images must be true or false")
    if not isinstance(record["mix"], list) or not record["mix"]:
        raise SuiteProblem(f"{where}: mix must be a list with an entry at least")
    for place, entry in enumerate(record["mix"], 1):
        _check_entry(entry, f"{where}, entry {place} of mix")
    suite = Suite(**{**record, "mix": tuple(record["mix"])})
    suite.lanes()
    return suite


def _known(record: Mapping[str, Json], keys: Sequence[str], where: str) -> None:
    for key in record:
        if key not in keys:
            raise SuiteProblem(f"{where}: unknown key {key!r}{suggest(str(key), list(keys))}")


def _whole(value: Json, low: int, high: int) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and low <= value <= high


def _check_entry(entry: Json, where: str) -> None:
    if not isinstance(entry, dict):
        raise SuiteProblem(f"{where}: an entry is a mapping with preset or families")
    _known(entry, _ENTRY, where)
    if ("preset" in entry) == ("families" in entry):
        raise SuiteProblem(f"{where}: give either preset or families")
    if "preset" in entry and (not isinstance(entry["preset"], str) or "knobs" in entry):
        raise SuiteProblem(f"{where}: preset is one name, and has no knobs")
    for key in ("families", "levels"):
        if key in entry and (not isinstance(entry[key], list) or not entry[key]):
            raise SuiteProblem(f"{where}: {key} must be a list")
    if not all(isinstance(pattern, str) for pattern in entry.get("families", [])):
        raise SuiteProblem(f"{where}: families must be texts")
    if not all(_whole(level, 1, 5) for level in entry.get("levels", [])):
        raise SuiteProblem(f"{where}: levels are 1 to 5")
    knobs = entry.get("knobs", {})
    if not isinstance(knobs, dict) or not all(isinstance(v, list) and v for v in knobs.values()):
        raise SuiteProblem(f"{where}: knobs must map each knob to a list of values")
    if not _whole(entry.get("share", 1), 1, 1000):
        raise SuiteProblem(f"{where}: share must be a whole number from 1 to 1000")
