"""A melody with its short notes beamed. spec: ``measures`` (in ABC, as beamed), optional ``unit`` and ``key``.

The same notes in the same measures, joined in the same groups: notes written without a space between them are beamed.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import NamedTuple

from etude.answers.abc_text import Measure, read_line
from etude.answers.bars import note_text, written
from etude.answers.kind import Kind
from etude.theory.abc import read_bars, read_beams


class Beamed(NamedTuple):
    """Measures of notes, and for each how many notes each beam joins (0 for a rest)."""

    bars: list[Measure]
    beams: list[list[int]]


class Beams(Kind[Beamed]):
    """Notes between bar lines, and their beams."""

    name = "beams"
    remarks = True
    ask = r"Give the melody in ABC notation, with a space between beams, in \boxed{}."

    @property
    def truth(self) -> Beamed:
        """The measures and beams asked for."""
        right = "|".join(self.spec["measures"])
        bars, beams = read_bars(right), read_beams(right, self.spec.get("unit") or 8)
        if bars is None or beams is None:
            raise ValueError("the measures of the spec are not ABC")
        return Beamed(bars, beams)

    def read(self, text: str) -> Beamed | None:
        """The measures and beams of a line of ABC."""
        if "\u00a0" in text:  # a tie, which is an ornament in ABC
            return None
        line = read_line(text, self.spec.get("unit"), self.spec.get("key"))
        return Beamed(line.bars, line.beams) if line and line.beams else None

    def key(self, value: Beamed) -> Hashable:
        """All notes and all beams."""
        return tuple(map(tuple, value.bars)), tuple(map(tuple, value.beams))

    def agrees(self, value: Beamed, remark: str) -> bool:
        """Whether a remark is no other melody."""
        other = self.read(remark)
        return other is None or sum(map(len, other.bars)) < 2 or self.same(value, other)

    def forms(self, value: Beamed) -> Sequence[str]:
        """As bars are written, the notes of a beam side by side."""
        measures = []
        for bar, sizes in zip(value.bars, value.beams, strict=True):
            groups, at = [], 0
            for size in sizes:
                groups.append("".join(note_text(*note) for note in bar[at : at + max(size, 1)]))
                at += max(size, 1)
            measures.append(groups)
        return [text for text in written(measures) if text]
