"""The families: how one is declared, found by name, and turned into tasks.

A family is a module in a domain's folder with a ``write`` function under ``@family``. Importing the
folder is all that registers it. ``name:knob=value,...`` names a variant of a family, and is a
family name wherever one is taken: ``arithmetic.random_calculation:steps=7``.
"""

from __future__ import annotations

import ast
import difflib
import sys
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from functools import cache, lru_cache
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages
from types import MappingProxyType
from typing import Any

from etude.rng import Stream
from etude.task import EtudeError, Task, fingerprint, split_of
from etude.tasks.corpus import Corpus, NoTune, TuneStream
from etude.tasks.draft import Draft

LEVELS = (1, 2, 3, 4, 5)
SPLITS = ("train", "test")
DOMAINS = ("algebra", "arithmetic", "music", "q")

_ATTEMPTS = 2000
"""Draws for one index before its split is taken to be empty; at 20 % a draw, 2000 misses never happen."""

Knobs = Mapping[str, Any]


class NameProblem(EtudeError):
    """A family, domain, level, knob or split that does not exist."""


class CapacityError(EtudeError):
    """A family has no (further) task of the kind asked for."""


@dataclass(frozen=True)
class Knob:
    """A setting of a family that a variant name can fix.

    values: the legal values in order. level: for knobs that are the level's own quantity, the level
    of each value; a variant that fixes such a knob has that one level.
    """

    values: Sequence[int] | Sequence[str]
    summary: str
    level: Callable[[Any], int] | None = None

    def describe(self) -> str:
        """The legal values in words."""
        if isinstance(self.values, range):
            return f"{self.values[0]} to {self.values[-1]}"
        return " or ".join(map(str, self.values))

    def parse(self, text: str) -> int | str | None:
        """The value that the text names, None if there is none."""
        return next((value for value in self.values if str(value) == text), None)


@dataclass(frozen=True)
class Family:
    """The card of a family, or of one of its variants (then ``settings`` is not empty).

    levels: what each level means, easiest first. measure: the name of the quantity that the level
    moves. verifier: how free answers are marked. source: the paper, rule or page behind the family. excerpt:
    whether it can take an excerpt from a user's own tunes.
    """

    name: str
    domain: str
    levels: Mapping[int, str]
    summary: str
    verifier: str
    source: str
    version: int
    measure: str
    write: Callable[..., Draft] = field(repr=False)
    knobs: Mapping[str, Knob] = field(default_factory=dict, repr=False)
    excerpt: bool = False
    settings: Knobs = field(default_factory=dict)


_families: dict[str, Family] = {}


def family(
    name: str,
    *,
    levels: Mapping[int, str],
    verifier: str,
    source: str,
    measure: str,
    version: int = 1,
    knobs: Mapping[str, Knob] | None = None,
    excerpt: bool = False,
) -> Callable[[Callable[..., Draft]], Callable[..., Draft]]:
    """Declare the decorated ``write(stream, level, **knobs) -> Draft`` a family."""

    def register(write: Callable[..., Draft]) -> Callable[..., Draft]:
        if name in _families:
            raise ValueError(f"two families are called {name}")
        if tuple(levels) != LEVELS:
            raise ValueError(f"{name} must describe levels 1 to 5 in order")
        summary = _summary(write, name)
        if not summary:
            raise ValueError(f"the write function of {name} needs a docstring: its first line is the summary")
        _families[name] = Family(
            name=name,
            domain=name.split(".", maxsplit=1)[0],
            levels=MappingProxyType(dict(levels)),
            summary=summary,
            verifier=verifier,
            source=source,
            version=version,
            measure=measure,
            write=write,
            knobs=MappingProxyType(dict(knobs or {})),
            excerpt=excerpt,
        )
        return write

    return register


def _summary(write: Callable[..., Any], name: str) -> str:
    """The first line of a docstring. Under ``-OO`` Python has thrown it away: it is read from the source file.

    Where that is not there either, the summary is the family's name in words.
    """
    text = write.__doc__
    if text is None and sys.flags.optimize >= 2:
        while hasattr(write, "__wrapped__"):
            write = write.__wrapped__
        code = write.__code__
        text = _written_docstrings(code.co_filename).get(code.co_qualname) or name.replace(".", " ").replace("_", " ")
    return (text or "").strip().split("\n")[0]


@lru_cache(maxsize=1)
def _written_docstrings(path: str) -> Mapping[str, str | None]:
    """The docstrings of the functions of a source file by qualified name; none where the file is not there."""
    found: dict[str, str | None] = {}

    def look(body: list[ast.stmt], place: str) -> None:
        for node in body:
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                found[place + node.name] = ast.get_docstring(node)
                look(node.body, f"{place}{node.name}.<locals>.")
            elif isinstance(node, ast.ClassDef):
                look(node.body, f"{place}{node.name}.")

    with suppress(OSError, SyntaxError, ValueError):
        look(ast.parse(Path(path).read_bytes()).body, "")
    return found


@cache
def _load(domain: str) -> tuple[Family, ...]:
    package = import_module(f"etude.tasks.{domain}")
    for module in walk_packages(package.__path__, f"{package.__name__}."):
        import_module(module.name)
    return tuple(_families[name] for name in sorted(_families) if name.startswith(f"{domain}."))


def suggest(name: str, known: Sequence[str]) -> str:
    """A clause naming the entries nearest to a wrong one."""
    near = difflib.get_close_matches(name, known, n=3, cutoff=0.5)
    near += [item for item in known if name and name in item and item not in near][: 3 - len(near)]
    return f"; did you mean {', '.join(near)}?" if near else f"; known: {', '.join(known)}"


def families(domain: str | None = None) -> list[Family]:
    """The cards of all families, or of one domain's, by name. Raises NameProblem."""
    if domain is None:
        return [card for name in DOMAINS for card in _load(name)]
    if domain not in DOMAINS:
        raise NameProblem(f"no domain {domain!r}{suggest(str(domain), DOMAINS)}")
    return list(_load(domain))


@lru_cache(maxsize=4096)
def find_family(name: str) -> Family:
    """The card of a family or variant name. Raises NameProblem with the nearest names."""
    base, _, tail = name.partition(":")
    domain = base.split(".")[0]
    cards = {card.name: card for card in (_load(domain) if domain in DOMAINS else ())}
    if base not in cards:
        raise NameProblem(f"no family {base!r}{suggest(base, [card.name for card in families()])}")
    card = cards[base]
    settings: dict[str, Any] = {}
    for item in filter(None, tail.split(",")):
        key, _, text = item.partition("=")
        if key not in card.knobs:
            have = f"has {', '.join(card.knobs)}" if card.knobs else "has none"
            raise NameProblem(f"family {base} has no knob {key!r}: it {have}")
        value = card.knobs[key].parse(text)
        if value is None:
            raise NameProblem(f"knob {key} of {base} cannot be {text!r}: it is {card.knobs[key].describe()}")
        settings[key] = value
    return _variant(card, settings) if settings else card


def pictured(name: str, kind: str = "image") -> str:
    """The name of the variant that shows its score as a picture; the same name where there is no score.

    kind: ``image`` for PNG, ``svg`` for SVG.
    """
    card = find_family(name)
    if "view" not in card.knobs or "view" in card.settings:
        return card.name
    return find_family(f"{card.name}{',' if card.settings else ':'}view={kind}").name


def _variant(card: Family, settings: dict[str, Any]) -> Family:
    ordered = {key: settings[key] for key in sorted(settings)}
    fixed = {knob.level(ordered[key]) for key, knob in card.knobs.items() if knob.level and key in ordered}
    if len(fixed) > 1:
        raise NameProblem(f"the knobs given for {card.name} belong to different levels: {sorted(fixed)}")
    levels = {level: text for level, text in card.levels.items() if not fixed or level in fixed}
    tail = ",".join(f"{key}={value}" for key, value in ordered.items())
    return Family(**{**vars(card), "name": f"{card.name}:{tail}", "levels": levels, "settings": ordered})


def level_of(card: Family, index: int, level: int | None) -> int:
    """The level of a task: the one asked for, else the levels in turn. Raises NameProblem."""
    if level is None:
        return list(card.levels)[index % len(card.levels)]
    if level not in card.levels:
        raise NameProblem(f"{card.name} has no level {level!r}: it has {', '.join(map(str, card.levels))}")
    return level


def check_split(split: str | None) -> None:
    """Raise NameProblem unless split is train, test or None."""
    if split is not None and split not in SPLITS:
        raise NameProblem(f"no split {split!r}: it is train or test, or leave it out for both")


def make_task(
    family: str,
    seed: int = 0,
    index: int = 0,
    level: int | None = None,
    split: str | None = None,
    corpus: Corpus | None = None,
) -> Task:
    """The task of a family at a place in the endless book: a pure function of its arguments.

    The same bytes come out in every process, on every platform and Python. Without a level the
    levels take turns with the index. With a split the first draw at this index whose question
    belongs to that split is given. With a corpus (``etude.tasks.corpus.read_corpus``) a family that takes an
    excerpt takes it from there. Raises NameProblem for unknown names and values, CapacityError where the split or
    the corpus holds no such task.
    """
    card = find_family(family)
    if index < 0:
        raise NameProblem(f"index must be 0 or more, got {index}")
    check_split(split)
    level = level_of(card, index, level)
    for attempt in range(_ATTEMPTS if split else 1):
        place = ("task", card.name, card.version, seed, index, level, attempt)
        try:
            stream = TuneStream(corpus, *place, corpus.digest) if corpus and card.excerpt else Stream(*place)
            draft = card.write(stream, level, **card.settings)
        except NoTune as error:
            raise CapacityError(str(error)) from None
        if isinstance(stream, TuneStream):
            draft = replace(draft, meta={**draft.meta, "source": stream.source, "corpus": stream.corpus.digest})
        mark = fingerprint(draft.content)
        belongs = split_of(draft.split_by or mark)
        if split in (None, belongs):
            return _bind(card, draft, mark, belongs, seed, index, level, split)
    raise CapacityError(f"{card.name} has no level {level} task in the {split} split")


def _bind(
    card: Family, draft: Draft, mark: str, belongs: str, seed: int, index: int, level: int, asked: str | None
) -> Task:
    place = f"{card.name}@{card.version}/s{seed}/i{index}/l{level}"
    if "corpus" in draft.meta:
        place += f"/c{draft.meta['corpus']}"
    return Task(
        id=f"{place}/{asked}" if asked else place,
        domain=card.domain,
        family=card.name,
        level=level,
        prompt=draft.prompt,
        answer=draft.answer,
        choices=draft.choices,
        images=tuple(f"{mark}-{fingerprint(list(score))[:8]}.{draft.picture_format}" for score in draft.pictures),
        verifier=draft.verifier or card.verifier,
        spec=draft.spec,
        seed=seed,
        index=index,
        version=card.version,
        fingerprint=mark,
        meta={card.measure: draft.measure, **draft.meta, "split": belongs},
    )
