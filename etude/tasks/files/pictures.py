"""Scores as pictures: ABC drawn by verovio, turned into PNG by resvg. Needs the ``images`` extra."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

from etude.task import EtudeError, Task
from etude.theory.abc import engraved

STAFF = 8.0
"""Pixels between two staff lines, the same in every picture; the size follows from the score."""
_OPTIONS: dict[str, Any] = {
    "adjustPageHeight": True, "adjustPageWidth": True, "breaks": "auto", "footer": "none", "header": "none",
    "pageMarginBottom": 60, "pageMarginLeft": 60, "pageMarginRight": 60, "pageMarginTop": 60, "pageWidth": 2400,
    "scale": 100, "svgViewBox": True, "unit": 9.0,
}  # fmt: skip
_SIZE = re.compile(r'viewBox="0 0 ([0-9.]+) [0-9.]+"')
_TEXT = re.compile(r"<(title|desc)\b[^>]*>.*?</\1>", re.S)


@lru_cache(maxsize=1)
def _toolkit() -> Any:
    """verovio's toolkit, made once a process. Raises EtudeError that says what to install."""
    try:
        import resvg_py  # noqa: F401 - both are needed, so both are asked for at once
        import verovio
    except ImportError:
        raise EtudeError('pictures need verovio and resvg: pip install "etude[images]"') from None
    toolkit = verovio.toolkit()
    toolkit.setOptions(_OPTIONS)
    return toolkit


def require_pictures() -> None:
    """Raise EtudeError unless scores can be drawn here."""
    _toolkit()


def score_svg(abc: str) -> str:
    """The score of an ABC tune as SVG: notes alone, no text, no metadata. Raises EtudeError."""
    toolkit = _toolkit()
    if not toolkit.loadData(engraved(abc)):
        raise EtudeError(f"verovio cannot draw this tune: {abc!r}")
    return _TEXT.sub("", str(toolkit.renderToSVG(1)))


def score_png(abc: str) -> bytes:
    """The score as a PNG on white. The same tune gives the same bytes."""
    svg = score_svg(abc)
    import resvg_py

    size = _SIZE.search(svg)
    if not size:
        raise EtudeError("verovio's SVG has no size")
    width = round(float(size[1]) * STAFF / (2 * _OPTIONS["unit"]))
    return bytes(resvg_py.svg_to_bytes(svg_string=svg, width=width, background="#ffffff", skip_system_fonts=True))


def write_pictures(tasks: Iterable[Task], folder: Path, *, svg: bool = False) -> Iterator[int]:
    """Write the picture of every task that has one into a folder; yields after each task how many are done."""
    folder.mkdir(exist_ok=True)
    for done, task in enumerate(tasks, 1):
        for name in task.images:
            _write(folder / name, lambda task=task: score_png(task.meta["abc"]))  # type: ignore[misc]
            if svg:
                _write((folder / name).with_suffix(".svg"), lambda task=task: score_svg(task.meta["abc"]).encode())  # type: ignore[misc]
        yield done


def _write(path: Path, make: Callable[[], bytes]) -> None:
    """Write a file whole or not at all."""
    partial = path.with_name(f".{path.name}.partial")
    partial.write_bytes(make())
    partial.replace(path)
