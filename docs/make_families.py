"""Writes docs/families.md from the registry: ``python docs/make_families.py``."""

from __future__ import annotations

from pathlib import Path

import etude
from etude.tasks.registry import DOMAINS

HEAD = """# Families

Written by `python docs/make_families.py`; a test keeps it current. Every family has five levels, measured in
the quantity named. Music families ask as multiple choice or for a free answer (`:form=choice`, `:form=free`)
and show their score as ABC or as a picture (`:view=text`, `:view=image`).
"""


def page() -> str:
    """The whole page."""
    parts = [HEAD]
    for domain in DOMAINS:
        cards = etude.families(domain)
        parts.append(f"## {domain.title()}: {len(cards)} families\n")
        parts += [_section(card) for card in cards]
    return "\n".join(parts)


def _section(card: etude.Family) -> str:
    task = etude.make_task(f"{card.name}:form=free" if "form" in card.knobs else card.name, 0, 1, 2)
    levels = "\n".join(f"{level}. {text}" for level, text in card.levels.items())
    quoted = "\n".join(f"> {line}".rstrip() for line in task.prompt.split("\n"))
    knobs = ", ".join(f"`{name}`" for name in card.knobs)
    facts = f"Marked by `{card.verifier}`. Source: {card.source}." + (f" Knobs: {knobs}." if knobs else "")
    measured = f"Levels, measured in {card.measure.replace('_', ' ')}:"
    return (
        f"### {card.name}\n\n{card.summary} {facts}\n\n{measured}\n\n{levels}\n\n"
        f"An example of level 2:\n\n{quoted}\n\nAnswer: `{task.answer}`\n"
    )


def main() -> None:
    """Write the page."""
    Path(__file__).with_name("families.md").write_text(page(), "utf-8")


if __name__ == "__main__":
    main()
