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
_NEARLY_ALL, _COMMON, _SOME = 0.95, 0.25, 0.2
"""Shares of a family's questions that have a shingle: of its one wording, of what is damage if it is missing, and of
one of several wordings."""
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
    # What stands where the question's head and tail should be belongs to the comparison.
    places = np.flatnonzero(here)
    low = max(0, first - int(places[0]))
    high = min(len(words), last + len(here) - 1 - int(places[-1]))
    differences = _differences(marks, words[low:high], unnumbered(text)[low:high], language, fold=fold)
    return Nearness(_edited(marks, here, differences, similarity, jaccard), similarity, jaccard, first, last)


class _Differences(NamedTuple):
    """How a text differs from a question, in runs of tokens.

    edits: runs that no question has. changes: runs that read like a question. reworded: changes of what nearly all
    questions of the family have, which make no other question. swaps: all runs that replace another. in_wording: an
    edit touches wording. signs: strange words and pairs, each there once.
    """

    edits: int
    changes: int
    reworded: int
    swaps: int
    in_wording: bool
    signs: int


def _differences(marks: Marks, theirs: Hashes, plain: Hashes, language: Language, *, fold: bool) -> _Differences:
    """plain: their tokens unnumbered."""
    from rapidfuzz.distance import Levenshtein

    ours = marks.tokens[fold]
    common, wording = (np.convolve(marks.share > least, np.ones(NEAR)) > 0 for least in (_NEARLY_ALL, _SOME))
    word, pair = language.knows(plain)
    strange = Counter([*plain[~word].tolist(), *shingles(plain, 2)[word[:-1] & word[1:] & ~pair].tolist()])
    edits = changes = reworded = swaps = 0
    in_wording = False
    for step in Levenshtein.opcodes(ours.tolist(), theirs.tolist()):
        tag, a, b, c, d = step.tag, step.src_start, step.src_end, step.dest_start, step.dest_end
        if tag == "equal" or (c == d and (a == 0 or b == len(ours))):
            continue  # an end that is cut off is no difference
        swaps += tag == "replace"
        if not pair[max(0, c - 1) : d].all():
            edits += 1
            in_wording |= a == 0 or bool(wording[a:b].all())
        elif common[a:b].all() if b > a else common[a - 1 : a + 1].all():
            reworded += 1
        else:
            changes += 1
    return _Differences(edits, changes, reworded, swaps, in_wording, sum(count == 1 for count in strange.values()))


def _edited(marks: Marks, here: NDArray[np.bool_], found: _Differences, similarity: float, jaccard: float) -> bool:
    """Whether what differs is an edit rather than another content. here: the question's shingles that are there."""
    tell_apart = (marks.weights > 0) & (marks.share < _NEARLY_ALL)
    if here[tell_apart].all() and found.edits + found.reworded <= 1 and not found.changes and not found.swaps:
        return True
    if similarity >= WHOLE and jaccard >= _ALIKE:
        if not found.changes:
            return found.in_wording or found.reworded > 0 or found.edits != 1
        return found.signs > 0 and found.edits + found.reworded >= found.changes
    places = np.flatnonzero(here)
    inside = slice(int(places[0]), int(places[-1]))
    damaged = bool(np.any(~here[inside] & (marks.share[inside] > _COMMON)))
    enough = damaged and similarity >= _MUCH and jaccard >= _HALF and found.signs >= _SIGNS
    return enough and found.edits > found.changes + found.reworded


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
