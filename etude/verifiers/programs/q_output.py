"""Marks what a q console prints. spec: ``printed``: the lines, without blanks at their ends.

Blanks at the end of lines, empty lines around and the number of blanks between columns do not count; all else does.
"""

from __future__ import annotations

from collections.abc import Mapping

from etude.task import Json, Verdict
from etude.verifiers.extract import Unanswered
from etude.verifiers.programs.code import PRINTED, program
from etude.verifiers.registry import verifier


@verifier("q_output")
def mark(response: str, spec: Mapping[str, Json]) -> Verdict:
    """Mark a prediction of console output: in ``<answer>``, in a code block, or the whole response."""
    # A null at the head of the first line is printed as blanks: they count there, and nowhere else.
    led = spec["printed"].startswith(" ")
    found = program(response, PRINTED, indented=led)
    if isinstance(found, Unanswered):
        return Verdict(0.0, False, None, found.reason, {})
    text, marked = found
    right = _lines(text) == _lines(spec["printed"])
    if not right and not marked:
        last = text.split("\n")[-1].strip().strip("`")
        right = "\n" not in spec["printed"] and _lines(last) == _lines(spec["printed"])
    return Verdict(float(right), right, text, "correct" if right else "wrong_output", {"format": float(marked)})


def _lines(text: str) -> list[str]:
    lines = [_squeezed(line) for line in text.strip("\n").split("\n")]
    while lines and not lines[-1]:
        lines.pop()
    if lines and lines[0].startswith("q)"):
        del lines[0]
    return lines


def _squeezed(line: str) -> str:
    """A line with runs of blanks outside strings as one, and a rule of dashes of any length as one."""
    out: list[str] = []
    quoted = False
    for c in line.rstrip():
        if c == '"' and (not out or out[-1] != "\\"):
            quoted = not quoted
        if c == " " and not quoted and out and out[-1] == " ":
            continue
        out.append(c)
    text = "".join(out)
    return "-" if text and set(text) <= set("-| ") and len(text) > 1 else text
