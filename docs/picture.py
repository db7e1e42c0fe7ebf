"""Draws docs/task.svg, the README's picture: a task, its score and the verdict on an answer.

Needs the ``images`` extra. Run from the root: ``python docs/picture.py``.
"""

from __future__ import annotations

import re
from html import escape
from pathlib import Path

import etude
from etude.tasks.files.pictures import score_svg
from etude.theory.engraving import Score

WIDTH, MARGIN = 880, 28
TASK = ("music.rhythm.time_signature:form=choice", 4, 0, 3)
RESPONSE = r"Every measure lasts as long as three quarter notes, so \boxed{%s}"


def score(abc: str) -> tuple[str, float, float]:
    """The score as an SVG element, with its width and height in its own units."""
    svg = score_svg(Score(abc))
    _, _, width, height = map(float, re.search(r'viewBox="([^"]+)"', svg)[1].split())
    return svg[svg.index("<svg") :], width, height


def text(y: float, line: str, style: str = "", x: float = MARGIN) -> str:
    """A line of text as an SVG element."""
    return f'<text xml:space="preserve" x="{x}" y="{y}" {style}>{escape(line)}</text>'


def main() -> None:
    """Write the picture."""
    family, seed, index, level = TASK
    task = etude.make_task(family, seed, index, level)
    question = task.prompt.split("\n\n")[0]
    svg, width, height = score(task.meta["abc"])
    shown = min(WIDTH - 2 * MARGIN, 820)
    tall = shown * height / width
    inner = re.sub(r"<svg ", f'<svg x="{MARGIN}" y="78" width="{shown}" height="{tall}" ', svg, count=1)
    inner = re.sub(r'(<svg [^>]*?)\swidth="\d+px"\sheight="\d+px"', r"\1", inner, count=1)
    y = 78 + tall + 26
    response = RESPONSE % task.answer
    verdict = etude.verify(task, response)
    mono = 'font-family="ui-monospace, Menlo, Consolas, monospace" font-size="15"'
    parts = [
        text(34, f"{task.family.split(':')[0]}   level {task.level}", f'{mono} fill="#6b7280"'),
        text(62, question, 'font-size="18" fill="#111827"'),
        inner,
    ]
    for i, (letter, option) in enumerate(zip("ABCD", task.choices, strict=True)):
        parts.append(text(y, f"{letter})  {option}", 'font-size="18" fill="#111827"', x=MARGIN + i * 130))
    y += 24
    parts.append(f'<line x1="{MARGIN}" x2="{WIDTH - MARGIN}" y1="{y}" y2="{y}" stroke="#e5e7eb"/>')
    parts.append(text(y + 30, f"model    {response}", f'{mono} fill="#374151"'))
    marked = f"verdict  reward {verdict.reward:g}   {verdict.reason}   extracted {verdict.extracted!r}"
    parts.append(text(y + 58, marked, f'{mono} fill="#047857" font-weight="bold"'))
    total = y + 80
    spaces = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
    head = f'<svg {spaces} viewBox="0 0 {WIDTH} {total:.0f}"'
    frame = f'<rect width="{WIDTH}" height="{total:.0f}" rx="12" fill="#ffffff" stroke="#d1d5db"/>'
    font = 'font-family="Helvetica, Arial, sans-serif"'
    body = "\n".join([f'{head} width="{WIDTH}" {font}>', frame, *parts, "</svg>"])
    Path(__file__).with_name("task.svg").write_text(body + "\n", "utf-8")


if __name__ == "__main__":
    main()
