from __future__ import annotations

import pytest

import etude
from etude.tasks import NameProblem, find_family, make_task
from etude.tasks.registry import LEVELS

NAMES = [card.name for card in etude.families()]


def test_the_domains_have_their_families() -> None:
    assert len(etude.families("algebra")) == 37
    assert len(etude.families("arithmetic")) == 12
    assert len(etude.families("music")) == 62
    assert sorted(NAMES) == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_a_card_says_everything(name: str) -> None:
    card = find_family(name)
    assert card.domain == name.split(".", maxsplit=1)[0]
    assert tuple(card.levels) == LEVELS
    assert len(set(card.levels.values())) == len(LEVELS)
    assert card.summary.endswith(".")
    assert card.source
    assert card.version >= 1


@pytest.mark.parametrize("name", NAMES)
def test_a_task_is_a_pure_function_of_its_arguments(name: str) -> None:
    for index in range(5):
        first, again = make_task(name, 7, index), make_task(name, 7, index)
        assert first.to_json() == again.to_json()
        assert make_task(name, 7, index, level=first.level) == first
        assert first.level == LEVELS[index % 5]
        assert (first.seed, first.index, first.family) == (7, index, name)


@pytest.mark.parametrize("name", NAMES)
def test_the_level_moves_what_it_says(name: str) -> None:
    card = find_family(name)
    means = []
    for level in LEVELS:
        values = [make_task(name, 1, index, level).meta[card.measure] for index in range(60)]
        means.append(sum(values) / len(values))
    assert means == sorted(means)
    assert len(set(means)) == len(means)


@pytest.mark.parametrize("name", NAMES)
def test_splits_keep_apart(name: str) -> None:
    train = {make_task(name, seed, 0, 3, "train").fingerprint for seed in range(40)}
    test = {make_task(name, seed, 0, 3, "test").fingerprint for seed in range(40)}
    assert not train & test
    for seed in range(10):
        task = make_task(name, seed, 1, 2, "test")
        assert task.meta["split"] == "test"
        assert task.id.endswith("/test")


@pytest.mark.parametrize("name", NAMES)
def test_neighbouring_seeds_share_nothing_by_construction(name: str) -> None:
    first = [make_task(name, 42, index, 5).prompt for index in range(60)]
    second = [make_task(name, 43, index, 5).prompt for index in range(60)]
    assert len(set(first) & set(second)) <= 6
    assert sum(a == b for a, b in zip(first[1:], second, strict=False)) <= 2


def test_variants_fix_knobs() -> None:
    card = find_family("arithmetic.random_calculation:steps=7")
    assert list(card.levels) == [2]
    task = make_task("arithmetic.random_calculation:steps=7", 0, 3)
    assert (task.level, task.meta["operations"]) == (2, 7)
    assert find_family("arithmetic.random_calculation:steps=7,digits=20") == find_family(
        "arithmetic.random_calculation:digits=20,steps=7"
    )
    assert not make_task("music.chord.name:form=free").choices
    assert len(make_task("music.chord.name:form=choice").choices) == 4


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("music.interval.nam", "did you mean music.interval.name"),
        ("chord", "music.chord.name"),
        ("", "known: "),
        ("music.chord.name:form=oral", "it is choice or free"),
        ("arithmetic.random_calculation:steps=21", "it is 1 to 20"),
        ("music.chord.name:shape=x", "no knob 'shape': it has form"),
        ("arithmetic.modular:x=1", "it has none"),
    ],
)
def test_unknown_names_are_answered_with_the_nearest(name: str, message: str) -> None:
    with pytest.raises(NameProblem, match=message):
        make_task(name)


def test_wrong_values_are_named() -> None:
    for arguments in ({"level": 6}, {"index": -1}, {"split": "dev"}, {"level": 0}):
        with pytest.raises(NameProblem):
            make_task("arithmetic.modular", **arguments)
    with pytest.raises(NameProblem, match="no domain 'musik'; did you mean music"):
        etude.families("musik")
    with pytest.raises(NameProblem, match="no level 3"):
        make_task("arithmetic.random_calculation:steps=7", level=3)


def test_the_form_of_a_music_question_does_not_change_the_question(monkeypatch: pytest.MonkeyPatch) -> None:
    """A free question of the test split must not be trained on as multiple choice."""
    monkeypatch.setattr("etude.tasks.music.forms._TRIES", 1)  # a choice may draw again, then it is another question
    from etude.rng import Stream
    from etude.task import fingerprint

    for card in etude.families("music"):
        for level in LEVELS:
            drafts = [card.write(Stream("same", level), level, form=form) for form in ("choice", "free")]
            assert fingerprint(drafts[0].content) == fingerprint(drafts[1].content)
