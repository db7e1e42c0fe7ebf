"""Answers by outsiders who saw only the questions and the right answers, with the verdict of a careful examiner.

algebra.jsonl: 561 of 564 rows; left out are one unit and two negative residues ("-4", "r^{-1} s"), which are documented
as right. music.jsonl: all of 654 rows. music_second.jsonl, by somebody else: 496 of 497 rows; left out is a number with
what it comes to in other units ("8 (= 16 eighths)"), which is refused.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import etude

FILES = sorted(Path(__file__).with_name("outsiders").glob("*.jsonl"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_outsiders_and_verify_agree(path: Path) -> None:
    rows = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    assert len(rows) > 200
    for row in rows:
        verdict = etude.verify({"verifier": row["verifier"], "spec": row["spec"]}, row["response"])
        assert verdict.correct == row["expected"], (row, verdict)


def test_a_completion_is_right_in_all_families_and_levels() -> None:
    from etude.answers.completion import completion

    for card in etude.families():
        for level in card.levels:
            task = etude.make_task(card.name, 31, level, level)
            for text in (completion(task), f"Let us see.\n\n{completion(task)}", completion(task, bare=True)):
                verdict = etude.verify(task, text)
                assert (verdict.correct, verdict.reward) == (True, 1.0), (task.id, text, verdict)
