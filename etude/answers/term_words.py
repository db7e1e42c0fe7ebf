"""What a closed vocabulary of musical terms is made of: phrases, hints and words that say nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

ARTICLES = ("the", "a", "an", "it", "is", "this", "it's")

ORDINALS = (("first", "1st"), ("second", "2nd"), ("third", "3rd"), ("fourth", "4th"), ("fifth", "5th"),
            ("sixth", "6th"),
            ("seventh", "7th"))  # fmt: skip

NUMBER_WORDS = ("one", "two", "three", "four", "five", "six", "seven")


class Vocabulary(NamedTuple):
    """phrases: each with its term. hints: each with the terms it fits. fillers: words that say nothing."""

    phrases: Mapping[str, str]
    hints: Mapping[str, frozenset[str]]
    fillers: frozenset[str]


def make_vocabulary(phrases: Mapping[str, str], hints: Mapping[str, Sequence[str]], fillers: str) -> Vocabulary:
    """A vocabulary of phrases, hints and filler words (in one text); articles say nothing anywhere."""
    return Vocabulary(
        phrases, {text: frozenset(terms) for text, terms in hints.items()}, frozenset((*ARTICLES, *fillers.split()))
    )
