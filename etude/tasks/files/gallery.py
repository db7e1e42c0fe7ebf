"""Tasks as one HTML page that needs no server: scores, options, answers behind a click, and a box that marks.

The page holds everything it shows. It compares what a reader types with the answer and its usual forms; the exact
marker is ``etude verify``.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable
from html import escape
from importlib.resources import files
from pathlib import Path

from etude.task import EtudeError, Json, Task
from etude.tasks.files.pictures import STAFF, UNIT, require_pictures, score_svg, scores_of
from etude.theory.engraving import Score
from etude.theory.intervals import read_interval
from etude.theory.terms import VOCABULARIES

PAGE = "index.html"
_BLOCK = re.compile(r"```[a-z]*\n(.*?)\n```", re.S)
_OPTIONS = re.compile(r"\n\n(?:[A-D]\) .*(?:\n|$)){4}")
_GAPS = re.compile(r"\n{3,}")
_WIDTH = re.compile(r'viewBox="0 0 ([0-9.]+) [0-9.]+"')
_PIXELS = re.compile(r' (?:width|height)="[0-9.]+px"')


def write_gallery(tasks: Iterable[Task], folder: Path, title: str, progress: Callable[[int], None]) -> Path:
    """Write the page of some tasks into a folder, made if need be; returns its path.

    ``progress`` is called with the number of tasks done. Raises EtudeError where a score cannot be drawn or the
    folder cannot be written; then no page is left half-written.
    """
    rows = []
    for task in tasks:
        rows.append(_row(task))
        progress(len(rows))
    data = json.dumps(rows, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
    page = files("etude.tasks.files").joinpath("gallery.html").read_text("utf-8")
    page = page.replace("__TITLE__", escape(title)).replace("__DATA__", data)
    target = folder / PAGE
    partial = folder / f".{PAGE}.partial"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        partial.write_text(page, "utf-8")
        partial.replace(target)
    except OSError as error:
        if folder.is_dir():
            partial.unlink(missing_ok=True)
        raise EtudeError(f"cannot write {target}: {error.strerror or error}") from None
    return target


def _row(task: Task) -> dict[str, Json]:
    """What the page knows of a task."""
    scores = scores_of(task.meta)
    if scores:
        require_pictures()
    own = "abc" in task.meta
    drawn = [_drawn(score) for score in scores]
    return {
        "id": task.id,
        "family": task.family.partition(":")[0],
        "level": task.level,
        "split": task.meta.get("split", ""),
        "prompt": _parts(task),
        "choices": list(task.choices),
        "answer": task.answer,
        "accepted": _accepted(task),
        "score": drawn[0] if own else "",
        "options": drawn[own:],
        "abc": task.meta.get("abc", ""),
    }


def _parts(task: Task) -> list[dict[str, str]]:
    """The prompt without its options and without the ABC that is shown as a score; code in its own parts."""
    text = _OPTIONS.sub("\n\n", task.prompt, count=1) if task.choices else task.prompt
    parts: list[dict[str, str]] = []
    for i, piece in enumerate(_BLOCK.split(text)):
        if i % 2:
            parts.append({"code": piece} if piece != task.meta.get("abc") else {"text": ""})
        elif piece.strip():
            parts.append({"text": _GAPS.sub("\n\n", piece.strip())})
    return parts


def _drawn(score: Score) -> str:
    """A score as an SVG element of its natural size."""
    svg = score_svg(score)
    svg = svg[svg.index("<svg") :]
    found = _WIDTH.search(svg)
    width = round(float(found[1]) * STAFF / (2 * UNIT)) if found else 600
    return _PIXELS.sub("", svg, count=2).replace("<svg ", f'<svg width="{width}" role="img" ', 1)


def _accepted(task: Task) -> list[str]:
    """The answer in the forms that the page takes for right."""
    forms = [task.answer]
    if task.verifier == "term":
        forms += [text for text, meaning in VOCABULARIES[task.spec["kind"]].items() if meaning == task.spec["term"]]
    if task.verifier == "interval":
        interval = read_interval(task.spec["interval"])
        forms += [interval.short, interval.name] if interval else []
    if task.verifier == "key":
        forms += [task.spec["key"], task.spec["key"].replace(" natural", "")]
    if task.verifier == "chord":
        root, quality = task.spec["chord"].split(" ", 1)
        short = {"major": ("",), "minor": ("m",), "diminished": ("dim", "°"), "augmented": ("aug", "+")}[quality]
        forms += [root + mark for mark in short]
    return forms
