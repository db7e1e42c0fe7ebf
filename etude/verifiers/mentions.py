r"""Whether a sentence states an answer, or only speaks of one: denies, supposes, reports, asks, shows a format.

A claim ("the answer is ...") says less than a box, so any report before it makes it a mention; a box is one only if
its sentence says so. What was stated may be taken back by the sentences after it.
"""

from __future__ import annotations

import re

SENTENCE = 400
"""Characters of a sentence before and after a claim."""
FINISH = re.compile(r"[.!?](?=\s|$)|[。！？\n]")
"""Where a sentence ends."""
_REPORT = re.compile(
    r"\b(?:if|whether|suppose|supposing|supposed|assum(?:e|es|ed|ing)|imagine|unless|said|says|saying|claim(?:s|ed|ing)?|told|thought|guess(?:es|ed)?"
    r"|doubt|deny|denies|wonder|wrongly|mistakenly|would think|might think|may think|could think|(?:don't|do not|not) (?:think|believe|agree)"
    r"|not (?:sure|certain|clear)|before|until|check that|verify that|see if|when|looks like|as if|pretend|say that|first sight|someone|they)\b"
    r"|\b(?:incorrect|wrong|tempting|naive|na[iï]ve|false|mistaken|draft|preliminary|tentative|rough|possible|plausible|obvious|would-be)\s+\Z",
    re.I,
)
_ASKS = re.compile(r"\s*(?:(?:wait|hmm+|but|or|so|well),?\s){0,2}(?:is|are|was|could|can|should|would|might)\b", re.I)
_CLAUSE = re.compile(r".*(?:,\s(?:so|hence|therefore|thus)\b|;|\b(?:wrong|mistaken):)", re.I | re.S)
"""What ends a clause whose reports do not matter to the next: "if I must choose, it's the latter, so ..."."""
_DENIED = re.compile(
    r"\b(?:would be|is|are|was|seems|cannot be|can't be)\s+(?:\w+\s+)?(?:wrong|incorrect|false|right\?)", re.I
)
_NEGATED = re.compile(r"n't\b|\b(?:not|never|neither|nor|cannot|no|could|might|may)\b", re.I)
_UNSAID = re.compile(
    r"(?:\b(?:not|never|nor|rather than|instead of)|n't(?: be)?"
    r"|\b(?:if|whether|suppos(?:e|ing)|assum(?:e|ing)|unless|had)\b[^.;,\n]{0,40}? (?:is|was|were|be|been)"
    r"|\b(?:says?|said|claims?|claimed|believes?|thinks?|argues?|argued|writes?)(?: that|,|:)?(?: [\"'“])?(?: ?the answer (?:is|was)| it (?:is|was))?)"
    r"(?: (?:option|choice|letter|the|just|simply|only)){0,2}[ \t$*:({\"']*\Z",
    re.I,
)
_LAST_WORDS = frozenset(
    [
        "not",
        "never",
        "nor",
        "than",
        "of",
        "be",
        "is",
        "was",
        "were",
        "been",
        "that",
        "says",
        "said",
        "claims",
        "claimed",
        "believes",
        "thinks",
        "argue",
        "argues",
        "say",
        "option",
        "choice",
        "letter",
        "the",
        "just",
        "simply",
        "only",
    ]
)
"""Whatever unsays a box ends with one of these or with "n't": looked up first, because that costs next to nothing."""
_SHOWS_FORM = re.compile(
    r"\b(?:format|formatted|template|placeholder|sample|dummy)\b[^.;!?\n]{0,40}[ \t$*:({\"'`]*\Z", re.I
)
"""What shows how an answer would be written: "an example of the format: ...", "formatted like ..."."""
_OTHER_PROBLEM = re.compile(
    r"\b(?:variants?|variations?|versions?|generali[sz]ation|similar|different|modified|analogous|another|opposite|harder|easier|other)\b"
    r"[^.;!?\n]{0,160}\b(?:would|will|could)\b[^.;!?\n]{0,40}\Z",
    re.I,
)
_SUPPOSED = re.compile(
    r"\W*(?:but |and )?(?:if|had|were|unless|assuming|supposing)\b[^;\n]{3,300}\b(?:would|could) (?:be|have been|become)[^.;\n]{0,20}\Z",
    re.I,
)
_DISOWNED = re.compile(
    r"[\s$*)}\]\"'`]{0,8}(?:(?:is|was|are|would be)\s+(?:clearly\s+|therefore\s+|definitely\s+|thus\s+)?(?:not\b|wrong\b|incorrect\b|false\b|a\s+(?:mistake|trap|distractor)\b)"
    r"|(?:isn't|wasn't|cannot|can't|can\s+not|couldn't|could\s+not)(?:\s+be)?\b)"
    r"(?:\s+be)?(?:\s+(?:the|a|my|our|any|correct|right|valid|final|true|possible|good|acceptable)){0,4}"
    r"(?:\s+(?:answers?|options?|choices?|solutions?|results?|values?|one|here|either)\b|[\s\w]{0,3}[.,;!\n]|\Z)",
    re.I,
)
_TAKEN_BACK = re.compile(
    r"\W*(?:(?:oh|hmm+|hm|uh|ah|and|well|so|but|then|ok|okay|yet)\W+){0,2}"
    r"(?:(?:actually|wait|no|sorry|hold on|but|however|on second thought|scratch|oops|correction|hmm+|never ?mind|unfortunately)\b[^.!?\n]{0,40}?)?"
    r"(?:\b(?:that|this|it|which|(?:my|the) (?:above |previous |first |earlier )?(?:answer|result|claim|choice))(?:'s| is| was| can't be| cannot be) "
    r"(?:(?:also|actually|clearly|in fact|definitely|certainly|simply|just|all) )?"
    r"(?:wrong|incorrect|not (?:right|correct|true|possible|valid|it)|false|impossible|mistaken|an? (?:mistake|error))\b(?! (?:to|if|for|that|only|of|when))"
    r"|\bI (?:was|am) (?:wrong|mistaken)\b|\bI (?:take|took) (?:that|this|it) back\b|\bscratch (?:that|this)\b"
    r"|\b(?:disregard|ignore|I retract|I withdraw) (?:that|this|it|my|the)\b|\bI (?:made|have made|see) (?:a|an|my) (?:mistake|error)\b"
    r"|\bthat (?:does not|doesn't|can't|cannot) (?:work|be right|be correct)\b)",
    re.I,
)
_TURNS = re.compile(
    r"\W*(?:oh|hmm+|ah|actually|wait|no|sorry|hold on|but|however|on second thought|scratch|oops|correction|never ?mind|unfortunately|I)\b",
    re.I,
)
_AFFIRMS = re.compile(
    r"\b(?:stands?|confirm\w*|holds|consistent|matches|agrees|verified|checks out|(?:it|that|this|answer|result|all|everything)(?: is| was|'s)(?: indeed| still| in fact| actually| fine and)? (?:fine|right|correct|ok|okay|valid)"
    r"|so yes|corrected|fixed|earlier|above|at first|initially|first)\b",
    re.I,
)


def sentence_around(text: str, start: int, end: int) -> tuple[int, int]:
    """Where the sentence begins that holds ``start``, and where it ends after ``end``."""
    begin = max(text.rfind("\n", 0, start) + 1, start - SENTENCE, 0)
    for found in FINISH.finditer(text, begin, start):
        begin = found.end()
    finish = FINISH.search(text, end, end + SENTENCE)
    return begin, finish.end() if finish else min(len(text), end + SENTENCE)


def claim_is_mentioned(before: str, after: str, finish: str) -> bool:
    """Whether the sentence of a claim reports, asks or supposes instead of stating."""
    if finish in ("?", "？") or _ASKS.match(before):
        return True
    clause = _CLAUSE.search(before)
    before = before[clause.end() :] if clause else before
    return bool(_REPORT.search(before)) or bool(_DENIED.search(after) and not re.search(r"[.;,]", after.rstrip(".\n ")))


def line_is_mentioned(line: str, claim: str, start: int) -> bool:
    """Whether the last line of a text, whose claim ends at ``start``, is no statement."""
    return bool(line.rstrip().endswith("?") or _NEGATED.search(claim) or _REPORT.search(line, 0, start))


def box_is_mentioned(text: str, start: int, end: int) -> bool:
    r"""Whether a box is denied, supposed, reported, asked or an example: "it is not \boxed{5}"."""
    before = text[max(0, start - SENTENCE) : start].lower()
    word = before.rstrip(" \t$*:({\"'").rpartition(" ")[2]
    if (word in _LAST_WORDS or word.endswith("n't")) and _UNSAID.search(before):
        return True
    shows = (
        "format" in before or "template" in before or "placeholder" in before or "sample" in before or "dummy" in before
    )
    if shows and _SHOWS_FORM.search(before):
        return True
    asked = False
    if end < len(text):
        if _DISOWNED.match(text, end, end + 80):
            return True
        asked = text.find("?", end, end + SENTENCE) >= 0 or text.find("？", end, end + SENTENCE) >= 0
    if not asked and "ould" not in before and "will" not in before:
        return False
    begin, finish = sentence_around(text, start, end)
    if _SUPPOSED.match(text, begin, start):
        return True
    if asked and text[finish - 1 : finish] in ("?", "？") and _ASKS.match(text, begin, start):
        return True
    return _OTHER_PROBLEM.search(text, begin, start) is not None


def is_taken_back(after: str) -> bool:
    """Whether the sentences behind a statement say that it was wrong ("Actually no, that is wrong"), and leave it so."""
    starts = [0, *(found.end() for found in FINISH.finditer(after))]
    for start in starts[:12]:
        found = _TAKEN_BACK.match(after, start)
        if found and (start <= starts[min(1, len(starts) - 1)] or _TURNS.match(found[0])):
            finish = FINISH.search(after, found.end())
            asked = finish is not None and finish[0] == "?"
            return not asked and not _AFFIRMS.search(after, found.end())
    return False
