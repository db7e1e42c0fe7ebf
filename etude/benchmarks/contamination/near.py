"""Telling an edited copy of a question from another question of the same family.

Both may differ from it in a few words only. Another question differs where the family lets it (another note, another
number), and reads like the family everywhere. An edited copy has places that no question of the family has: a strange
word, a word left out. So it is not enough that much of a question is there: what differs must look like an edit.
"""

from __future__ import annotations

from collections import Counter
from functools import cache
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from etude.benchmarks.contamination.index import NEAR, Language, Marks, unnumbered
from etude.benchmarks.contamination.shingles import Hashes, shingles, tokens

SIMILAR, _MUCH, WHOLE = 0.5, 0.6, 0.82
"""Similarity from which a text is compared, may be an edited copy, and needs one sign of an edit only."""
_JACCARD, _HALF, _ALIKE, _LONGER = 0.35, 0.45, 0.7, 1.35
"""An edited copy is about as long as the question, and has not much else in it."""
_SIGNS = 2
"""Strange words and pairs that no question of the family has by chance. One that is there twice is no edit, but a
name that a question made up."""
_COMMON = 1.4
"""The weight of a shingle that a quarter of the family's questions have; only wording is as common."""
_NEARLY_ALL, _SOME = 0.95, 0.2
"""The share of a family's questions that have a shingle of its wording, or of one of its wordings."""
_WORDING = 0.05
"""The weight that nothing but wording is below: 19 of 20 questions of the family have such a shingle."""
_PERMUTATIONS = 128
_LONGEST = 4000
"""Tokens that are aligned; of longer ones the similarity decides alone."""


class Nearness(NamedTuple):
    """How near a text is.

    similarity: the weight of the question's shingles that are in it; jaccard: of all shingles, as sets. first: the
    token at which what is the question's begins; last: the one behind it.
    """

    copied: bool
    similarity: float
    jaccard: float = 0.0
    first: int = 0
    last: int = 0


def nearness(marks: Marks, language: Language, text: bytes, *, fold: bool) -> Nearness:
    """Judge a text that has about the length of a question. fold: leave case aside."""
    words = tokens(text, fold=fold).hashes
    window = shingles(words, NEAR)
    similarity = marks.similarity(window, fold=fold)
    if similarity < SIMILAR:
        return Nearness(False, similarity)
    ours = marks.tokens[fold]
    here, there = np.isin(marks.shingles[fold], window), np.flatnonzero(np.isin(window, marks.shingles[fold]))
    first, last = int(there[0]), int(there[-1]) + NEAR
    jaccard = estimated_jaccard(marks.shingles[fold], window[first : last - NEAR + 1])
    if jaccard < _JACCARD or last - first > _LONGER * len(ours):
        return Nearness(False, similarity, jaccard)
    if len(ours) > _LONGEST:
        return Nearness(similarity >= WHOLE, similarity, jaccard, first, last)
    places = np.flatnonzero(here)
    inside = slice(int(places[0]), int(places[-1]))
    damaged = bool(np.any(~here[inside] & (marks.weights[inside] < _COMMON)))
    # What stands where the question's head and tail should be belongs to the comparison.
    low = max(0, first - int(places[0]))
    high = min(len(words), last + len(here) - 1 - int(places[-1]))
    whole = bool(here[marks.weights > _WORDING].all())
    common, wording = (np.convolve(marks.share > least, np.ones(NEAR)) > 0 for least in (_NEARLY_ALL, _SOME))
    copied = _edited(
        ours,
        words[low:high],
        unnumbered(text)[low:high],
        language,
        similarity,
        jaccard,
        damaged,
        whole,
        common,
        wording,
    )
    return Nearness(copied, similarity, jaccard, first, last)


def _edited(
    ours: Hashes, theirs: Hashes, plain: Hashes, language: Language, similarity: float, jaccard: float,
    damaged: bool, whole: bool, common: NDArray[np.bool_], wording: NDArray[np.bool_],
) -> bool:  # fmt: skip
    """Whether what differs is an edit rather than another content.

    plain: their tokens unnumbered. damaged: something is missing inside that many questions of the family have.
    whole: nothing is missing that tells questions of the family apart, though it may stand in another order. common:
    which of our tokens nearly all questions of the family have, so that a change of them is no other question; wording:
    which of them a good part has.
    """
    from rapidfuzz.distance import Levenshtein

    word, pair = language.knows(plain)
    strange = Counter([*plain[~word].tolist(), *shingles(plain, 2)[word[:-1] & word[1:] & ~pair].tolist()])
    signs = sum(count == 1 for count in strange.values())
    edits = reworded = changes = swaps = 0
    in_wording = False
    for step in Levenshtein.opcodes(ours.tolist(), theirs.tolist()):
        tag, a, b, c, d = step.tag, step.src_start, step.src_end, step.dest_start, step.dest_end
        if tag == "equal" or (c == d and (a == 0 or b == len(ours))):
            continue  # an end that is cut off is neither
        swaps += tag == "replace"
        if not pair[max(0, c - 1) : d].all():
            edits += 1
            in_wording |= a == 0 or bool(wording[a:b].all())
        elif common[a:b].all() if b > a else common[a - 1 : a + 1].all():
            reworded += 1
        else:
            changes += 1
    if whole and edits + reworded <= 1 and not changes and not swaps:
        return True
    if similarity >= WHOLE and jaccard >= _ALIKE:
        if not changes:
            return in_wording or reworded > 0 or edits != 1
        return signs > 0 and edits + reworded >= changes
    return damaged and similarity >= _MUCH and jaccard >= _HALF and signs >= _SIGNS and edits > changes + reworded


def estimated_jaccard(ours: Hashes, theirs: Hashes) -> float:
    """The Jaccard similarity of two sets of shingles, estimated by MinHash (Broder 1997); error about 0.04."""
    one, two = (_sketch(hashes) for hashes in (ours, theirs))
    return float(one.jaccard(two))


def _sketch(hashes: Hashes) -> Any:
    # A copy of an empty sketch shares its permutations: drawing them takes longer than using them.
    sketch = _empty().copy()
    sketch.update_batch((hashes >> np.uint64(32)).tolist())
    return sketch


@cache
def _empty() -> Any:
    from datasketch import MinHash

    return MinHash(num_perm=_PERMUTATIONS, hashfunc=int)
