"""Every tune that a music family prints is drawn by verovio without a warning, and looks like what it says."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest

import etude
from etude.rng import Stream
from etude.tasks.music.composer import compose
from etude.theory.keys import keys
from etude.theory.metres import Metre
from etude.theory.pitches import key_alter

NAMES = [card.name for card in etude.families("music")]
METRES = [
    Metre(*pair)
    for pair in ((2, 4), (3, 4), (4, 4), (5, 4), (2, 2), (3, 2), (3, 8), (6, 8), (9, 8), (12, 8), (5, 8), (7, 8))
]


@pytest.fixture(scope="module")
def kit():
    verovio = pytest.importorskip("verovio")
    toolkit = verovio.toolkit()
    toolkit.setOptions({"breaks": "none", "adjustPageWidth": True})
    return toolkit


@pytest.mark.parametrize("name", NAMES)
def test_verovio_draws_every_tune_without_a_warning(name: str, kit, capfd: pytest.CaptureFixture[str]) -> None:
    for level in range(1, 6):
        for index in range(6):
            task = etude.make_task(name, 0, index, level)
            if "abc" not in task.meta:
                continue
            assert kit.loadData(task.meta["abc"]), task.meta["abc"]
            svg = kit.renderToSVG(1)
            assert capfd.readouterr() == ("", ""), task.meta["abc"]
            heads = len(re.findall(r'class="notehead', svg))
            notes = re.sub(r"![a-z]+!|z", "", task.meta["abc"].split("\n")[-1])
            assert heads == sum(map(str.isalpha, notes)), task.meta["abc"]


@pytest.mark.parametrize("metre", METRES, ids=lambda metre: metre.name)
def test_a_melody_fills_its_measures_and_comes_home(metre: Metre) -> None:
    assert sum(metre.groups) == metre.length
    for level in range(1, 6):
        for seed in range(25):
            stream = Stream("melody", metre.name, level, seed)
            key = stream.choice(keys("major", 4) + keys("natural minor", 4))
            measures = compose(stream, metre, key, 4, level)
            assert [sum(event.length for event in measure) for measure in measures] == [metre.length] * 4
            line = [pitch for measure in measures for event in measure for pitch in event.pitches]
            assert all(pitch.alter == key_alter(pitch.letter, key.fifths) for pitch in line)
            assert line[-1].note == key.tonic
            assert all(abs(b.height - a.height) <= 7 for a, b in pairwise(line))
            assert max(p.height for p in line) - min(p.height for p in line) <= 13
            steps = sum(abs(b.height - a.height) <= 2 for a, b in pairwise(line))
            assert steps >= 0.6 * (len(line) - 1) - 2
