"""A melody with its bar lines put in. spec: ``measures`` (the notes of each, in ABC), optional ``unit`` and ``key``.

The same notes, divided into the same measures; ``unit`` (8 for L:1/8) and ``key`` (an ABC key) are the
question's.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence

from etude.answers.abc_text import Measure, read_line
from etude.answers.kind import Kind
from etude.theory.abc import read_bars


class Bars(Kind[list[Measure]]):
    """Notes between bar lines."""

    name = "bars"
    remarks = True
    ask = r"Give the melody in ABC notation with its bar lines in \boxed{}."

    @property
    def truth(self) -> list[Measure]:
        """The measures asked for."""
        read = read_bars("|".join(self.spec["measures"]))
        if read is None:
            raise ValueError("the measures of the spec are not ABC")
        return read

    def read(self, text: str) -> list[Measure] | None:
        """The measures of a line of ABC."""
        if "\u00a0" in text:  # a tie, which is an ornament in ABC
            return None
        line = read_line(text, self.spec.get("unit"), self.spec.get("key"))
        return line.bars if line else None

    def key(self, value: list[Measure]) -> Hashable:
        """All measures."""
        return tuple(map(tuple, value))

    def agrees(self, value: list[Measure], remark: str) -> bool:
        """Whether a remark is no other melody."""
        other = self.read(remark)
        return other is None or sum(map(len, other)) < 2 or self.same(value, other)

    def forms(self, value: list[Measure]) -> Sequence[str]:
        """With thin bar lines, a final one, without spaces, in LaTeX, and with fields."""
        return written([[note_text(*note) for note in bar] for bar in value])


def written(bars: Sequence[Sequence[str]], gap: str = " ") -> list[str]:
    """The usual ways to write measures of notes that are ABC."""
    texts = [gap.join(bar) for bar in bars]
    line = " | ".join(texts)
    return [
        f"{line} |]", line, f"| {line} |", " || ".join(texts), "|".join(texts), rf"\text{{{line}}}",
            rf"\texttt{{{line} |]}}",
        line.replace(" | ", r" \mid "), line.replace(" ", "\\ "), "\n".join(f"{text} |" for text in texts),
    ]  # fmt: skip


def note_text(sign: str, name: str, length: object) -> str:
    """A note with its accidental and its length in ABC."""
    above, _, below = str(length).partition("/")
    return sign + name + ("" if above == "1" else above) + (f"/{below}" if below else "")
