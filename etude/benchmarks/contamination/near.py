"""Telling an edited copy of a question from another question of the same family.

Both may differ from it in a few words only. Another question differs where the family lets it (another note, another
number), and reads like the family everywhere. An edited copy has places that no question of the family has: a strange
word, a word left out. So it is not enough that much of a question is there: what differs must look like an edit.
"""

from __future__ import annotations

from functools import cache
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from etude.benchmarks.contamination.index import NEAR, Language, Marks, unnumbered
from etude.benchmarks.contamination.shingles import Hashes, distinct, shingles, tokens

SIMILAR, _WHOLE, _NEARLY_WHOLE = 0.6, 0.82, 0.955
"""Similarity from which a text may be an edited copy, is one unless it asks something else, and is one."""
_HALF, _ALIKE, _LONGER = 0.45, 0.7, 1.35
"""An edited copy is about as long as the question, and has not much else in it."""
_CHANGES = 2
"""Changes of what a question asks that one edit of its wording vouches for: no other question has any such edit."""
_NEARLY_ALL, _SOME = 0.95, 0.2
"""Shares of a family's questions that have a shingle of its one wording, and of one of several."""
_PERMUTATIONS = 128
_LONGEST = 4000
"""Tokens that are aligned; of longer ones the similarity decides alone."""


class Nearness(NamedTuple):
    """How near a text is.

    similarity: the weight of the question's shingles that are in it. first: the token at which what is the question's
    begins; last: the one behind it.
    """

    copied: bool
    similarity: float
    first: int = 0
    last: int = 0


def nearness(marks: Marks, language: Language, text: bytes, *, fold: bool) -> Nearness:
    """Judge a text that has about the length of a question. fold: leave case aside."""
    words = tokens(text, fold=fold).hashes
    window = shingles(words, NEAR)
    ours, run = marks.tokens[fold], marks.shingles[fold]
    here = np.isin(run, window)
    similarity = marks.similarity(here)
    if similarity < SIMILAR:
        return Nearness(False, similarity)
    there = np.flatnonzero(np.isin(window, run))
    first, last = int(there[0]), int(there[-1]) + NEAR
    both = len(distinct(run[here]))
    jaccard = both / (len(distinct(run)) + len(distinct(window[first : last - NEAR + 1])) - both)
    if jaccard < _HALF or last - first > _LONGER * len(ours):
        return Nearness(False, similarity)
    if len(ours) > _LONGEST:
        return Nearness(similarity >= _WHOLE, similarity, first, last)
    # What stands where the question's head and tail should be belongs to the comparison.
    places = np.flatnonzero(here)
    low = max(0, first - int(places[0]))
    high = min(len(words), last + len(here) - 1 - int(places[-1]))
    known = language.knows(unnumbered(text)[low:high])
    if similarity < _WHOLE and known.all():
        return Nearness(False, similarity)
    differences = _differences(marks, words[low:high], known, fold=fold)
    return Nearness(_edited(differences, similarity, jaccard), similarity, first, last)


class _Differences(NamedTuple):
    """How a text differs from a question, in runs of tokens.

    edits: runs of the wording that became what no question says. changes: runs of what makes this another question.
    (What nearly all questions of the family have and became what another question says is neither.)
    """

    edits: int
    changes: int


def _differences(marks: Marks, theirs: Hashes, known: NDArray[np.bool_], *, fold: bool) -> _Differences:
    """known: which of their shingles some question has, numbers and letters apart."""
    from rapidfuzz.distance import Levenshtein

    ours = marks.tokens[fold]
    common = np.convolve(marks.share > _NEARLY_ALL, np.ones(NEAR)) > 0
    wording = np.convolve(marks.said > _SOME, np.ones(NEAR)) > 0
    edits = changes = 0
    for step in Levenshtein.opcodes(ours.tolist(), theirs.tolist()):
        a, b, c, d = step.src_start, step.src_end, step.dest_start, step.dest_end
        if step.tag == "equal" or (c == d and (a == 0 or b == len(ours))):
            continue  # an end that is cut off is no difference
        touched = slice(a, b) if b > a else slice(max(0, a - 1), a + 1)
        worded = wording[touched].all() and marks.words[touched].any() and not marks.slots[touched].any()
        if worded and not known[max(0, c - NEAR + 1) : d].all():
            edits += 1
        elif not common[touched].all():
            changes += 1
    return _Differences(edits, changes)


def _edited(found: _Differences, similarity: float, jaccard: float) -> bool:
    """Whether what differs is an edit rather than another content."""
    if similarity >= _WHOLE and jaccard >= _ALIKE:
        # Nearly all there, but not with something put in between: that would be a question of more parts.
        return _NEARLY_WHOLE <= similarity < 1 or found.changes <= _CHANGES * found.edits
    return found.edits > max(1, found.changes)


def estimated_jaccard(ours: Hashes, theirs: Hashes) -> float:
    """The Jaccard similarity of two sets of shingles by MinHash (Broder 1997), as other tools report it; +-0.04."""
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
