"""Remarks beside an answer: what is true of it, or says nothing, may stand there; what is false or another answer may not."""

from __future__ import annotations

import pytest

import etude
from etude.task import Json

CASES: list[tuple[str, dict[str, Json], list[str], list[str]]] = [
    (
        "note",
        {"note": "Bb"},
        ["Bb (enharmonically A#)", "B♭ (sounds like A♯)", "Bb, not A#", "Bb (the same key as A#)", "B♭ (rather than B)",
         "Root: B flat", "the missing note: B♭", "B♭ (enharmonic equivalent of A♯)"],
        ["Bb (enharmonically B)", "Bb, not Bb", "Bb (sounds like B)", "A# (enharmonically Bb)", "A#, not Bb", "Bb (A#)"],
    ),
    (
        "interval",
        {"interval": "d5"},
        ["diminished fifth (a tritone)", "d5 (enharmonically an augmented fourth)", "d5, not a perfect fifth",
         "diminished fifth (inversion of an augmented fourth)", "diminished fifth (from B to F)", "d5 (B–F)",
         "diminished fifth (6 semitones)", "diminished fifth (compound form: diminished twelfth)"],
        ["diminished fifth (enharmonically a perfect fourth)", "d5, not a diminished fifth", "d5 (C–G)",
         "d5 (inversion of a perfect fourth)", "d5 (a whole tone)", "augmented fourth (enharmonically d5)"],
    ),
    (
        "interval",
        {"interval": "m2"},
        ["minor second (a semitone)", "m2 (diatonic semitone)", "minor second (E–F)", "minor second (a half step)",
         "minor ninth → minor second"],
        ["minor second (a chromatic semitone)", "minor second (a whole step)", "minor second → minor ninth",
         "minor second (E–G)"],
    ),
    (
        "chord",
        {"chord": "F minor"},
        ["F–A♭–C = F minor", "F, Ab, C = Fm", "F minor (F–A♭–C)", "F minor, not F major", "F minor (the minor triad on F)"],
        ["F–A–C = F minor", "F minor (F–A–C)", "F minor, not F minor", "F–A♭–C = F major"],
    ),
    (
        "key",
        {"key": "Eb lydian"},
        ["E♭ Lydian (notes of B♭ major)", "Eb lydian (same notes as Bb major)", "E♭ Lydian (fourth mode of B♭ major)",
         "E♭ Lydian, not E♭ major"],
        ["E♭ Lydian (notes of E♭ major)", "Eb lydian (mode of C major)", "B♭ major (notes of E♭ Lydian)"],
    ),
    (
        "notes",
        {"notes": ["A", "C#", "E"]},
        ["A C# E (A major, V of D)", "A = A C♯ E", "A major: A C# E", "A, C#, E (in D major)", "A C# E (three sharps)",
         "A/C#: A C# E", "A C# E (the dominant of D)"],
        ["A C# E (D major)", "Am = A C# E", "A C# E (with a G)", "D major: A C# E", "A C# E (E C# A)"],
    ),
    (
        "notes",
        {"notes": ["Ab", "G#"], "order": "any"},
        ["A♭ = G♯", r"G\sharp \equiv A\flat", "Ab and G#", "Ab ≡ G#"],
        ["A♭ = A", "A♭ = G♯ = G"],
    ),
    ("notes", {"notes": ["Ab", "G#"]}, ["Ab G#"], ["A♭ = G♯"]),
    (
        "notes",
        {"notes": ["D#", "A#", "C"], "spelling": "any"},
        ["D♯/E♭, A♯/B♭, C", "Eb/D# Bb C", "D#, A#, C"],
        ["D♯/E, A♯/B♭, C", "D♯/E♭/E, A♯, C", "D♯/E♭"],
    ),
    (
        "number",
        {"value": "4"},
        ["4 semitones (a major third)", "4 half steps", "4 (B–d and d–A)", "chord 4", "#4", "the fourth", "4 times", r"4\times",
         "the fourth chord", "measure 4", "4 (remainder)"],
        ["4 whole tones", "4 (five)", "4 (negative)", "4 (mod seven)", "4 (or so)", "four fifths", "4 (a dozen)", "minus 4",
         "a fourth", "4 thirds"],
    ),
]  # fmt: skip
TERMS: list[tuple[str, str, list[str], list[str]]] = [
    ("inversion", "second inversion", ["second inversion, ^4_3", "second inversion (6/4)", "second inversion (fifth at the bottom)", "2nd inversion, not first"],
     ["second inversion (6/5)", "second inversion (root in the bass)", "first inversion, not second", "second inversion (first)"]),
    ("degree", "supertonic", ["the second degree, i.e. the supertonic", r"supertonic ($\hat{2}$)"],
     ["third degree, i.e. the supertonic", "supertonic (mediant)", "supertonic (5th degree)"]),
    ("note value", "dotted half note", ["dotted half note (dotted minim, 3 quarter-note beats)", "dotted half (3 beats)", "dotted half note, 6 eighth notes"],
     ["dotted half note (half note)", "dotted half note (2 quarter-note beats)", "dotted half note (4 eighth notes)"]),
    ("note value", "quarter note", [r"\tfrac14 note", r"\frac{1}{4}\text{ note}", "1/4 note"], [r"\frac18 note", "quarter rest"]),
    ("row form", "transposition", [r"Transposition (T_{11})", "T_{5}", "transposition (every note a semitone lower)"], ["transposition (I_5)", "transposition, inverted"]),
    ("row form", "retrograde inversion", ["retrograde inversion, not plain inversion", "retrograde inversion (read backwards)"], ["inversion, not retrograde inversion"]),
    ("non-chord note", "appoggiatura", ["an appoggiatura (accented, approached by leap, left by step)"], ["an appoggiatura (unaccented)", "appoggiatura (suspension)"]),
    ("fault", "voice crossing", ["voice crossing (alto above soprano)"], ["voice crossing (and parallel fifths)", "voice crossing (hidden)"]),
    ("motion", "oblique motion", ["oblique motion (lower voice held)", "oblique, not contrary"], ["oblique motion (both up)", "oblique motion (similar)"]),
    ("voices", "soprano and bass", ["soprano and bass (the outer voices)"], ["soprano and bass (the inner voices)", "the outer voices"]),
    ("place", "second line", ["second line (from the bottom)"], ["second line (from the top)"]),
]  # fmt: skip
CASES += [("term", {"kind": kind, "term": term}, right, wrong) for kind, term, right, wrong in TERMS]
TEXTS = [(name, spec, text, True) for name, spec, right, _ in CASES for text in right]
TEXTS += [(name, spec, text, False) for name, spec, _, wrong in CASES for text in wrong]


@pytest.mark.parametrize(("name", "spec", "text", "expected"), TEXTS)
def test_a_remark_must_be_true(name: str, spec: dict[str, Json], text: str, expected: bool) -> None:
    verdict = etude.verify({"verifier": name, "spec": spec}, rf"\boxed{{{text}}}")
    assert verdict.correct == expected, verdict


OPTIONS: dict[str, Json] = {"letter": "B", "options": ["V6/4/V", "V6/ii", "V/V", "V6/vi"]}
INVERSIONS: dict[str, Json] = {"letter": "C", "options": ["third inversion", "second inversion", "first inversion", "root position"]}  # fmt: skip
INTERVALS: dict[str, Json] = {"letter": "D", "options": ["major third", "perfect fourth", "minor sixth", "minor third"]}
NATURALS: dict[str, Json] = {"letter": "A", "options": ["B natural", "G natural", "D natural", "A natural"]}


@pytest.mark.parametrize(
    ("spec", "text", "expected"),
    [
        (OPTIONS, r"B) V^6/\text{ii}", True), (OPTIONS, "V^6/ii", True), (OPTIONS, r"\text{B) }V^6_4/V", False),
        (OPTIONS, r"V^6_4/V", False), (INVERSIONS, "1st inversion", True), (INVERSIONS, "A) first inversion", False),
        (INVERSIONS, "first inversion (A)", False), (INTERVALS, "m3", True), (INTERVALS, "M3", False),
        (INTERVALS, "D) m3", True), (INTERVALS, "B) m3", False), (INTERVALS, "a descending minor 3rd", True),
        (NATURALS, r"(\mathrm{A})", True), (NATURALS, "B♮", True), (NATURALS, "A♮", False),
    ],
)  # fmt: skip
def test_an_option_is_read_in_the_forms_of_its_kind(spec: dict[str, Json], text: str, expected: bool) -> None:
    assert etude.verify({"verifier": "choice", "spec": spec}, rf"\boxed{{{text}}}").correct == expected


@pytest.mark.parametrize(
    "text",
    [
        r"It is not \boxed{4}.", r"It can't be \boxed{4}.", r"If the answer were \boxed{4}, the sum would be odd.",
        r"My friend says that the answer is \boxed{4}.", r"Suppose it is $\boxed{4}$.", r"It is 5 rather than \boxed{4}.",
    ],
)  # fmt: skip
def test_a_box_that_is_denied_supposed_or_reported_is_no_claim(text: str) -> None:
    assert not etude.verify({"verifier": "number", "spec": {"value": "4"}}, text).correct
    assert etude.verify({"verifier": "number", "spec": {"value": "4"}}, text + "\n\nSo we get \\boxed{4}").correct
