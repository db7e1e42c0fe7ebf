"""The bytes of each family's first tasks. If one changes, the family's version must go up: then run

python -m tests.tasks.test_golden
"""

from __future__ import annotations

from pathlib import Path

import pytest

import etude

FOLDER = Path(__file__).parents[2] / "data" / "golden"
NAMES = [card.name for card in etude.families()]


def first_tasks(name: str) -> str:
    tasks = [etude.make_task(name, seed, index) for seed in (0, 1) for index in range(5)]
    return "".join(task.to_json() + "\n" for task in tasks)


@pytest.mark.parametrize("name", NAMES)
def test_the_first_tasks_are_what_they_were(name: str) -> None:
    stored = (FOLDER / f"{name}.jsonl").read_text("utf-8")
    version = f"{name}@{etude.make_task(name).version}/"
    assert version in stored, "the version went up: write the golden file anew"
    assert first_tasks(name) == stored, "a family changed what it emits: its version must go up"


def test_there_is_no_golden_file_without_a_family() -> None:
    assert sorted(path.stem for path in FOLDER.glob("*.jsonl")) == NAMES


if __name__ == "__main__":
    FOLDER.mkdir(parents=True, exist_ok=True)
    for family in NAMES:
        (FOLDER / f"{family}.jsonl").write_text(first_tasks(family), "utf-8")
