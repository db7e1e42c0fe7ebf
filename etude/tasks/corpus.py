"""A user's own tunes in place of the composer's: ABC, MusicXML or kern, read by music21.

A tune is cut into runs of measures that every family can use: one voice, whole measures, note values that have a name,
notes of the key. What does not fit (chords, ties, tuplets, accidentals, odd measures) is left out, the rest is kept.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property, partial
from hashlib import sha256
from itertools import chain
from pathlib import Path
from typing import Any, NamedTuple

from etude.rng import Stream
from etude.task import EtudeError
from etude.theory.abc import Event
from etude.theory.keys import Key, major_key
from etude.theory.metres import Metre
from etude.theory.pitches import Pitch, from_music21, key_alter
from etude.theory.terms import NOTE_VALUES

SUFFIXES = (".abc", ".musicxml", ".xml", ".mxl", ".krn", ".kern")
"""The files of a folder that are read."""
_UNFIT = "no two full measures in a row in one voice, in its key, without ties and tuplets"
_DRAWS = 500
"""Tunes drawn for one task before the corpus is taken to hold none that suits it."""


class NoTune(EtudeError):
    """A corpus that holds no tune fit for a task."""


class Excerpt(NamedTuple):
    """Consecutive full measures of a tune."""

    source: str
    metre: Metre
    fifths: int
    measures: tuple[tuple[Event, ...], ...]


@dataclass(frozen=True, eq=False)
class Corpus:
    """Excerpts of a user's tunes. skipped: what could not be read or used, each with the reason."""

    name: str
    excerpts: tuple[Excerpt, ...]
    skipped: tuple[str, ...] = ()

    @cached_property
    def digest(self) -> str:
        """A hash of the music: the same tunes give the same tasks, wherever they lie."""
        return sha256(repr([excerpt[1:] for excerpt in self.excerpts]).encode()).hexdigest()[:16]

    @cached_property
    def lines(self) -> tuple[tuple[Pitch, ...], ...]:
        """The notes of each excerpt in a row, rests left out."""
        return tuple(
            tuple(pitch for events in excerpt.measures for event in events for pitch in event.pitches)
            for excerpt in self.excerpts
        )

    @cached_property
    def _fitting(self) -> dict[tuple[tuple[str, ...], int], list[int]]:
        return {}

    def fitting(self, metres: tuple[str, ...], size: int) -> list[int]:
        """The places of the excerpts with so many measures in one of some metres; without metres, so many notes."""
        found = self._fitting.get((metres, size))
        if found is None:
            if metres:
                fit = [excerpt.metre.name in metres and len(excerpt.measures) >= size for excerpt in self.excerpts]
            else:
                fit = [len(line) >= size for line in self.lines]
            found = self._fitting[metres, size] = [place for place, fits in enumerate(fit) if fits]
        return found


class TuneStream(Stream):
    """A stream that families draw a user's tunes from. Raises NoTune where none suits what they ask for."""

    __slots__ = ("_left", "corpus", "source")

    def __init__(self, corpus: Corpus, *parts: str | int) -> None:
        super().__init__(*parts)
        self.corpus, self._left = corpus, _DRAWS
        self.source = ""

    def tune(self, metres: tuple[str, ...], measures: int) -> tuple[Metre, Key, list[list[Event]]]:
        """Consecutive measures of a tune in one of some metres."""
        chosen = self.corpus.excerpts[self._choose(metres, measures, f"{measures} measures in {' or '.join(metres)}")]
        start = self.below(len(chosen.measures) - measures + 1)
        shown = [list(events) for events in chosen.measures[start : start + measures]]
        return chosen.metre, major_key(chosen.fifths), shown

    def line(self, notes: int) -> tuple[Key, list[Pitch]]:
        """Consecutive notes of a tune, rests left out."""
        place = self._choose((), notes, f"{notes} notes in a row")
        pitches = self.corpus.lines[place]
        start = self.below(len(pitches) - notes + 1)
        return major_key(self.corpus.excerpts[place].fifths), list(pitches[start : start + notes])

    def _choose(self, metres: tuple[str, ...], size: int, wanted: str) -> int:
        self._left -= 1
        fitting = self.corpus.fitting(metres, size)
        if not fitting or self._left < 0:
            raise NoTune(f"{self.corpus.name} holds no tune with {wanted}")
        place = self.choice(fitting)
        self.source = self.corpus.excerpts[place].source
        return place


def read_corpus(path: Path, progress: Callable[[int], None] = lambda done: None) -> Corpus:
    """The tunes of a JSONL file (rows with ``abc``) or of a folder. Raises EtudeError if none can be used.

    What music21 cannot read is named in ``skipped``. ``progress`` is called with the number of tunes read.
    """
    if not path.exists():
        raise EtudeError(f"cannot read {path}: there is no such file or folder")
    excerpts: list[Excerpt] = []
    skipped: list[str] = []
    sources = _folder(path) if path.is_dir() else _rows(path)
    for done, (name, parse) in enumerate(sources, 1):
        try:
            found = list(_excerpts(name, parse()))
        except Exception as error:
            skipped.append(f"{name}: {_one_line(error)}")
        else:
            excerpts += found
            skipped += [] if found else [f"{name}: {_UNFIT}"]
        progress(done)
    if not excerpts:
        why = f" ({skipped[0]})" if skipped else ""
        raise EtudeError(f"{path} holds no tune that can be used{why}")
    return Corpus(path.name, tuple(excerpts), tuple(skipped))


def count_tunes(path: Path) -> int:
    """How many files or rows ``read_corpus`` will read."""
    if path.is_dir():
        return len(_files(path))
    try:
        return sum(1 for line in path.read_bytes().splitlines() if line.strip())
    except OSError:
        return 0


def _one_line(error: Exception) -> str:
    return " ".join(str(error).split())[:200] or type(error).__name__


def _files(path: Path) -> list[Path]:
    return [file for file in sorted(path.rglob("*")) if file.suffix.lower() in SUFFIXES and file.is_file()]


def _folder(path: Path) -> Iterator[tuple[str, Callable[[], Any]]]:
    from music21 import converter

    for file in _files(path):
        kind = "humdrum" if file.suffix.lower() in (".krn", ".kern") else None
        yield file.relative_to(path).as_posix(), partial(converter.parse, file, format=kind, forceSource=True)


def _rows(path: Path) -> Iterator[tuple[str, Callable[[], Any]]]:
    try:
        lines = path.read_bytes().splitlines()
    except OSError as error:
        raise EtudeError(f"cannot read {path}: {error.strerror or error}") from None
    for number, line in enumerate(lines, 1):
        if line.strip():
            yield f"{path.name} row {number}", partial(_parsed, line)


def _parsed(line: bytes) -> Any:
    from music21 import converter

    row = json.loads(line)
    if not isinstance(row, dict) or not isinstance(row.get("abc"), str):
        raise ValueError("a row needs a field abc with a tune")
    text = row["abc"] if row["abc"].lstrip().startswith(("X:", "%")) else f"X:1\n{row['abc']}"
    return converter.parse(text, format="abc")


def _excerpts(name: str, parsed: Any) -> Iterator[Excerpt]:
    """The runs of usable measures of every tune that a file holds."""
    from music21.stream import Opus

    for score in parsed.scores if isinstance(parsed, Opus) else [parsed]:
        part = score.parts[0] if getattr(score, "parts", None) else score
        metre: Metre | None = None
        fifths = 0
        run: list[tuple[Event, ...]] = []
        found: list[Excerpt] = []
        for measure in part.getElementsByClass("Measure"):
            signature = measure.keySignature
            before = metre, fifths
            if measure.timeSignature is not None:
                metre = Metre(measure.timeSignature.numerator, measure.timeSignature.denominator)
            fifths = signature.sharps if signature is not None else fifths
            events = _events(measure, fifths) if metre is not None else None
            full = metre is not None and events is not None and sum(e.length for e in events) == metre.length
            if run and (not full or (metre, fifths) != before):
                found += _closed(name, before, run)
                run = []
            if full and events is not None:
                run.append(events)
        yield from chain(found, _closed(name, (metre, fifths), run))


def _closed(name: str, state: tuple[Metre | None, int], run: list[tuple[Event, ...]]) -> list[Excerpt]:
    metre, fifths = state
    return [Excerpt(name, metre, fifths, tuple(run))] if metre is not None and len(run) > 1 else []


def _events(measure: Any, fifths: int) -> tuple[Event, ...] | None:
    """The notes and rests of a measure; None if it holds anything else."""
    if measure.voices or abs(fifths) > 7:
        return None
    events = []
    for element in measure.notesAndRests:
        length = element.quarterLength * 16
        if length not in NOTE_VALUES or element.duration.tuplets or element.duration.isGrace:
            return None
        if element.isRest:
            events.append(Event((), int(length)))
            continue
        if not element.isNote or element.tie is not None:
            return None
        pitch = from_music21(element.pitch.nameWithOctave)
        if pitch.alter != key_alter(pitch.letter, fifths) or not 1 <= pitch.octave <= 7:
            return None
        events.append(Event((pitch,), int(length)))
    return tuple(events)
