"""Scores as pictures: drawn by verovio as SVG, turned into PNG by resvg. Needs the ``images`` extra."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from contextlib import ExitStack
from functools import lru_cache
from itertools import islice
from multiprocessing import get_context
from pathlib import Path
from typing import Any, NamedTuple

from etude.task import EtudeError, Json
from etude.tasks.files.drawing import settle_in
from etude.theory.engraving import Score, engraved

FOLDER = "images"
"""Where pictures lie, beside the file of tasks."""
_GROUP = 25
UNIT = 9.0
"""Half the distance of two staff lines in verovio's own units."""
STAFF = 8.0
"""Pixels between two staff lines, the same in every picture; the size follows from the score."""
_OPTIONS: dict[str, Any] = {
    "adjustPageHeight": True, "adjustPageWidth": True, "breaks": "auto", "footer": "none", "header": "none",
    "pageMarginBottom": 60, "pageMarginLeft": 60, "pageMarginRight": 60, "pageMarginTop": 60, "pageWidth": 2400,
    "scale": 100, "svgViewBox": True, "unit": UNIT,
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


class Picture(NamedTuple):
    """A picture to draw: the name of its file and its score."""

    name: str
    score: Score


def score_svg(score: Score) -> str:
    """A score as SVG: notes alone, no text, no metadata, always the same. Raises EtudeError."""
    toolkit = _toolkit()
    toolkit.resetXmlIdSeed(1)  # else its ids are random, and no two drawings are the same bytes
    if not toolkit.loadData(engraved(score)):
        raise EtudeError(f"verovio cannot draw this tune: {score.abc!r}")
    return _TEXT.sub("", str(toolkit.renderToSVG(1)))


def score_png(score: Score) -> bytes:
    """The score as a PNG on white. The same score gives the same bytes."""
    svg = score_svg(score)
    import resvg_py

    size = _SIZE.search(svg)
    if not size:
        raise EtudeError("verovio's SVG has no size")
    width = round(float(size[1]) * STAFF / (2 * UNIT))
    return bytes(resvg_py.svg_to_bytes(svg_string=svg, width=width, background="#ffffff", skip_system_fonts=True))


def write_pictures(lines: Iterable[bytes], folder: Path, workers: int) -> Iterator[int]:
    """Write the pictures of stored tasks into a folder; yields how many are done. Raises EtudeError, OSError.

    A picture is named after its question and its tune, so one that is there already is not drawn again.
    """
    require_pictures()
    folder.mkdir(exist_ok=True)
    wanted = (item for line in lines for item in pictures_of(json.loads(line)) if not (folder / item.name).exists())
    with ExitStack() as stack:
        run: Callable[..., Iterable[list[tuple[str, bytes]]]] = map
        if workers > 1:
            context = get_context("spawn")
            run = stack.enter_context(ProcessPoolExecutor(workers, context, initializer=settle_in)).map
        done = 0
        for group in _grouped(wanted, _GROUP * workers * 4):
            for drawn in run(_draw, [group[i : i + _GROUP] for i in range(0, len(group), _GROUP)]):
                for name, png in drawn:
                    _write(folder / name, png)
                done += len(drawn)
                yield done


def scores_of(meta: Mapping[str, Json]) -> list[Score]:
    """The scores of a task by its ``meta``: its own, then those of its options."""
    own = [Score(meta["abc"], meta.get("layout", ""))] if "abc" in meta else []
    return own + [Score(abc) for abc in meta.get("option_scores", ())]


def pictures_of(task: Mapping[str, Json]) -> list[Picture]:
    """The pictures of a task's JSON dict, in order."""
    if not task["images"]:
        return []
    return [Picture(name, score) for name, score in zip(task["images"], scores_of(task["meta"]), strict=True)]


def _grouped(items: Iterable[Picture], size: int) -> Iterator[list[Picture]]:
    rest = iter(items)
    while group := list(islice(rest, size)):
        yield group


def _draw(items: list[Picture]) -> list[tuple[str, bytes]]:
    return [(name, score_svg(score).encode() if name.endswith(".svg") else score_png(score)) for name, score in items]


def _write(path: Path, content: bytes) -> None:
    """Write a file whole or not at all."""
    partial = path.with_name(f".{path.name}.partial")
    partial.write_bytes(content)
    partial.replace(path)
