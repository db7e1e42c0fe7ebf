"""A picture shows the tune: what verovio is given and draws, read by the rules of printed music, is what the ABC says."""

from __future__ import annotations

import re
from xml.etree import ElementTree

import pytest

import etude
from etude.tasks.files.pictures import scores_of
from etude.theory.engraving import Score, engraved
from tests.oracles.printed import MEI, drawn_notes, fifths_of
from tests.oracles.reading import parse

SCORED = [card.name for card in etude.families("music") if "view" in card.knobs]
LAYERS = {"duet": (21, 11), "choir": (22, 21, 12, 11)}
"""Layout to the layer of each voice from the lowest up: 10 x staff + layer, the upper voice of a staff first."""


@pytest.fixture
def kit():
    return pytest.importorskip("verovio").toolkit()


def drawn(kit, score: Score) -> tuple[list[tuple[int, int]], ElementTree.Element]:
    assert kit.loadData(engraved(score)), score
    page = ElementTree.fromstring(kit.getMEI())
    return [(midi, layer) for _, midi, layer in drawn_notes(page, fifths_of(score.abc), hold=True)], page


def _unmetred(abc: str) -> str:
    """The tune without its metre: music21 cuts a note that is longer than its measure in two."""
    return re.sub(r"^M:.*\n", "", abc, flags=re.M)


@pytest.mark.parametrize("name", SCORED)
def test_a_picture_shows_the_notes_of_the_tune(name: str, kit, capfd: pytest.CaptureFixture[str]) -> None:
    for level in range(1, 6):
        for index in range(8):
            task = etude.make_task(name, 11, index, level)
            for score in scores_of(task.meta):
                notes, page = drawn(kit, score)
                heard = [element.pitches for element in parse(_unmetred(score.abc)).recurse().notes]
                if score.layout in LAYERS:
                    wanted = [(p.midi, LAYERS[score.layout][v]) for chord in heard for v, p in enumerate(chord)]
                    assert sorted(notes) == sorted(wanted), score
                    for layer in LAYERS[score.layout]:
                        assert [m for m, at in notes if at == layer] == [m for m, at in wanted if at == layer], score
                else:
                    assert sorted(midi for midi, _ in notes) == sorted(p.midi for chord in heard for p in chord), score
                _check_clef(score, page)
            assert capfd.readouterr() == ("", ""), task.id


def _check_clef(score: Score, page: ElementTree.Element) -> None:
    clefs = {(clef.get("shape"), clef.get("line")) for clef in page.iter(f"{MEI}clef")}
    clefs |= {(staff.get("clef.shape"), staff.get("clef.line")) for staff in page.iter(f"{MEI}staffDef")} - {
        (None, None)
    }
    named = {"treble": ("G", "2"), "bass": ("F", "4"), "alto": ("C", "3"), "tenor": ("C", "4")}
    if score.layout in named:
        assert clefs == {named[score.layout]}
    elif score.layout in LAYERS:
        assert clefs == {("G", "2"), ("F", "4")}
    else:
        assert len(clefs) == 1
        assert clefs <= {("G", "2"), ("F", "4")}


def test_signs_that_hold_are_printed_once() -> None:
    tune = "X:1\nT:Etude\nL:1/4\nK:C\n^c ^c =c ^c' | ^c |]"
    assert engraved(Score(tune)).endswith("\n^c c =c ^c' | ^c |]")
    assert "clef=tenor" in engraved(Score(tune, "tenor"))
    assert "clef=bass" in engraved(Score("X:1\nT:Etude\nL:1/4\nK:C\nC,, D,, |]"))
