"""What a closed vocabulary of musical terms is made of: phrases, hints and words that say nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

ARTICLES = ("the", "a", "an", "it", "is", "this", "it's")

ORDINALS = (("first", "1st"), ("second", "2nd"), ("third", "3rd"), ("fourth", "4th"), ("fifth", "5th"),
            ("sixth", "6th"),
            ("seventh", "7th"))  # fmt: skip

NUMBER_WORDS = ("one", "two", "three", "four", "five", "six", "seven")


_JOINTS = frozenset(
    [
        "of",
        "in",
        "on",
        "to",
        "at",
        "by",
        "from",
        "with",
        "and",
        "or",
        "than",
        "that",
        "is",
        "are",
        "as",
        "the",
        "more",
        "too",
        "no",
        "not",
        "over",
        "under",
        "above",
        "below",
        "up",
        "down",
        "number",
        "s",
        "t",
        "b",
        "p",
        "r",
        "i",
        "1",
        "2",
        "3",
        "4",
        "5",
        "6",
        "7",
    ]
)
"""Words of phrases that name nothing by themselves."""


class Vocabulary(NamedTuple):
    """phrases: each with its term. hints: each with the terms it fits. fillers: words that say nothing.

    own: words that name something of this kind, in the vocabulary or beside it: "evaded" of cadences.
    """

    phrases: Mapping[str, str]
    hints: Mapping[str, frozenset[str]]
    fillers: frozenset[str]
    own: frozenset[str]


def make_vocabulary(
    phrases: Mapping[str, str], hints: Mapping[str, Sequence[str]], fillers: str, beside: str = ""
) -> Vocabulary:
    """A vocabulary of phrases, hints, filler words and names of other things (in one text each).

    Articles say nothing anywhere.
    """
    nothing = frozenset((*ARTICLES, *fillers.split()))
    own = {word for text in phrases for word in text.split()} - nothing - _JOINTS
    return Vocabulary(
        phrases, {text: frozenset(terms) for text, terms in hints.items()}, nothing, frozenset(own | {*beside.split()})
    )
