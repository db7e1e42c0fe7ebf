from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from etude.rng import Stream


def test_the_first_words_are_pinned_for_ever() -> None:
    stream = Stream("etude", "pinned", 1, -7)
    assert [stream.word() for _ in range(3)] == [6987353642335513150, 6066544910202858831, 6333203846943513672]


@given(st.integers(1, 10**30), st.integers())
def test_below_stays_in_range(n: int, seed: int) -> None:
    stream = Stream("x", seed)
    assert all(0 <= stream.below(n) < n for _ in range(20))


@pytest.mark.parametrize("n", [2, 3, 7, 10])
def test_below_is_even(n: int) -> None:
    stream, draws = Stream("even", n), 20_000
    counts = [0] * n
    for _ in range(draws):
        counts[stream.below(n)] += 1
    chi = sum((count - draws / n) ** 2 / (draws / n) for count in counts)
    assert chi < 30


def test_parts_are_not_run_together() -> None:
    assert Stream("ab", "c").word() != Stream("a", "bc").word()
    assert Stream(1, 12).word() != Stream(11, 2).word()
    assert Stream("s", 42, 1).word() != Stream("s", 43, 0).word()


@given(st.lists(st.integers(), max_size=30), st.integers())
def test_shuffled_keeps_the_items(items: list[int], seed: int) -> None:
    assert sorted(Stream(seed).shuffled(items)) == sorted(items)


def test_sample_weighted_and_errors() -> None:
    stream = Stream("s")
    assert len(set(stream.sample(range(10), 4))) == 4
    assert {stream.weighted((("a", 1), ("b", 0))) for _ in range(50)} == {"a"}
    with pytest.raises(ValueError, match="positive bound"):
        stream.below(0)
    with pytest.raises(ValueError, match="cannot sample"):
        stream.sample([1], 2)


def test_a_stream_goes_on_past_its_first_block() -> None:
    stream = Stream("long")
    assert len({stream.word() for _ in range(1000)}) == 1000
