"""Tasks as one HTML page: scores, options, answers behind a click, and a box to type in.

The page of ``write_gallery`` needs no server and holds everything it shows. It never says what a response is worth: it
compares the typed text with the answer key and says whether they are the same text, nothing more. Only ``etude.verify``
grades: ``etude view --serve`` (``etude.serve.gallery``) serves the same page with another script, which asks it.
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

PAGE = "index.html"
_BLOCK = re.compile(r"```[a-z]*\n(.*?)\n```", re.S)
_OPTIONS = re.compile(r"\n\n(?:[A-D]\) .*(?:\n|$)){4}")
_GAPS = re.compile(r"\n{3,}")
_WIDTH = re.compile(r'viewBox="0 0 ([0-9.]+) [0-9.]+"')
_SLOT = re.compile("__(?:TITLE|ANSWERING|DATA)__")
_PIXELS = re.compile(r' (?:width|height)="[0-9.]+px"')


def write_gallery(tasks: Iterable[Task], folder: Path, title: str, progress: Callable[[int], None]) -> Path:
    """Write the page that needs no server into a folder, which is made if it is missing; returns the page's path.

    Args:
        tasks: the tasks in the order of the page.
        folder: where ``index.html`` is written.
        title: the heading, plain text.
        progress: called with the number of tasks done so far.

    Raises:
        EtudeError: a score cannot be drawn, or the folder cannot be written; no half-written page is left behind.

    Example:
        >>> import etude
        >>> write_gallery(etude.generate("algebra", n=20), Path("site"), "Algebra", print)  # doctest: +SKIP

    """
    compare = files("etude.tasks.files").joinpath("compare.js").read_text("utf-8")
    page = gallery_page(tasks, title, compare, progress, keys=True)
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


def gallery_page(tasks: Iterable[Task], title: str, script: str, progress: Callable[[int], None], *, keys: bool) -> str:
    """The gallery as the text of one HTML page.

    Args:
        tasks: the tasks in the order of the page.
        title: the heading, plain text.
        script: JavaScript that defines the object ``answering``: what the page does with a typed response and where it
            finds an answer key (``compare.js`` describes its fields).
        progress: called with the number of tasks done so far.
        keys: whether the page's data holds the answer keys. Without them the script has to ask for each key, and a
            score's ABC is there only where the prompt has it too.

    Raises:
        EtudeError: a score cannot be drawn.

    """
    rows: list[dict[str, Json]] = []
    for task in tasks:
        row = _row(task)
        if keys:
            row["key"] = task.answer
        elif row["abc"] not in task.prompt:
            row["abc"] = ""  # what the question leaves to the reader of the score says the answer
        rows.append(row)
        progress(len(rows))
    data = json.dumps(rows, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
    page = files("etude.tasks.files").joinpath("gallery.html").read_text("utf-8")
    parts = {"__TITLE__": escape(title), "__ANSWERING__": script, "__DATA__": data}
    return _SLOT.sub(lambda slot: parts[slot[0]], page)


def _row(task: Task) -> dict[str, Json]:
    """What the page knows of a task, without its answer key."""
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
