"""Each verifier on answers that are not in the property tests of the families."""

from __future__ import annotations

import pickle
import threading
from fractions import Fraction

import pytest

import etude
from etude.answers.choice import Choice
from etude.answers.rounding import graded
from etude.answers.table import NAMES
from etude.task import TaskError
from etude.verifiers.extract import read_final
from etude.verifiers.registry import load

OPTIONS = ["minor third", "major third", "perfect fourth", "tritone"]


@pytest.mark.parametrize(
    "text",
    ["B", "(B)", "B.", "B)", "b", "[B]", "B) major third", "(B) major third", "B: major third", "B - major third", "B. Because",
     "B because A is wrong", "B, since A is too small", "major third", "Major Third", "option B", "Option (B)", "B.  major  third"],
)  # fmt: skip
def test_an_option_is_named(text: str) -> None:
    assert read_final(rf"\boxed{{{text}}}", Choice({"letter": "A", "options": OPTIONS})).value == 1


@pytest.mark.parametrize(
    "text",
    ["B or C", "B and C", "B, C", "A B C D", "Both", "E", "", "(B", "B) minor third", "B/C", "B: or C", "AB", "not B",
     "B? C!", "maybe B", "B C"],
)  # fmt: skip
def test_a_hedge_names_no_option(text: str) -> None:
    assert read_final(rf"\boxed{{{text}}}", Choice({"letter": "A", "options": OPTIONS})).value is None


def test_a_note_that_is_also_a_letter_is_the_letter() -> None:
    options = ["C natural", "F#", "E natural", "Bb"]
    spec = {"options": options}
    for text, letter in (
        ("C", "C"),
        ("C natural", "A"),
        ("E", "C"),
        ("B♭", "D"),
        ("(C) E natural", "C"),
        ("C: E", "C"),
    ):
        for other in "ABCD":
            task = {"verifier": "choice", "spec": {**spec, "letter": other}}
            assert etude.verify(task, text).correct == (letter == other), (text, other)


def test_the_whole_text_of_an_option_comes_before_its_first_letter() -> None:
    spec = {"options": ["Es H", "A As B", "C D E", "Gis H"]}
    for text, letter in (("A As B", "B"), ("A as it is lowest", "A"), ("C D E", "C"), ("C", "C"), ("B A As B", "B")):
        for other in "ABCD":
            task = {"verifier": "choice", "spec": {**spec, "letter": other}}
            assert etude.verify(task, text).correct == (letter == other), (text, other)


def test_a_note_that_is_also_a_reason_is_the_note() -> None:
    """As is A flat in German: C) As H is no reason for C."""
    options = ["As H", "Es H", "Cis H", "As B"]
    for text, letter in (("C) As H", None), ("A) As H", "A"), ("D as I said", "D"), ("C because As", "C")):
        for other in "ABCD":
            task = {"verifier": "choice", "spec": {"options": options, "letter": other}}
            assert etude.verify(task, text).correct == (letter == other), (text, other)


def _number(answer: str, **spec: object):
    return etude.verify({"verifier": "number", "spec": {"value": "1/3", **spec}}, answer)


def test_decimals_of_a_value_without_end() -> None:
    assert not _number("0.3333333333").correct
    for text in ("0.3333333333", "0.333333333333", "3.333333333e-1", "0.(3)", "1/3", "0.33333333334", "0.333..."):
        assert _number(text, digits=10).correct, text
    for text in ("0.333333333", "0.3333333334", "0.33", "0.3333333343", "1/4", "3333333333"):
        assert not _number(text, digits=10).correct, text


def test_large_whole_numbers_claim_all_their_digits() -> None:
    for text in ("1234567890123", "1.234567890e12", "1.2345678901e12", "1,234,567,890,123"):
        assert _number(text, value="1234567890123", digits=10).correct, text
    for text in ("1234567890124", "1234567890122", "1234567890000", "1.234567891e12", "123456789012", "12345678901230"):
        assert not _number(text, value="1234567890123", digits=10).correct, text
    for text in ("411522630041", "411522630041.0", "411522630000", "4.115226300e11", "1234567890123/3"):
        assert _number(text, value="1234567890124/3", digits=10).correct == ("/" not in text), text
    for text in ("411522630042", "411522630050", "411522640000"):
        assert not _number(text, value="1234567890124/3", digits=10).correct, text


def test_a_chain_of_equal_numbers_is_its_first() -> None:
    for text in (
        "1/3 = 0.(3)",
        r"\frac{1}{3} \approx 0.333",
        "1/3 ≈ 0.33",
        r"\boxed{2/6 = 1/3 \approx 0.3333}",
        "x = 1/3 = 2/6",
    ):
        assert _number(text).correct, text
    for text in (
        "1/3 = 0.333",
        "1/3 ≈ 0.34",
        "1/4 ≈ 0.25",
        "0.333 ≈ 1/3",
        "1/3 = 1/4",
        "1/3 = x",
        "1+1 = 2",
        "1/3 =",
        "1/3 ≈ 1/4",
    ):
        assert not _number(text).correct, text


def test_a_gloss_must_say_the_same() -> None:
    cases = {
        "interval": (
            {"interval": "m3"},
            ("minor third (m3)", "m3 (minor third)"),
            ("minor third (M3)", "m3 (or M3)"),
        ),
        "note": ({"note": "F#"}, ("F# (F sharp)", "the note F#", "note F#"), ("F# (Gb)", "F# (or G)", "Gb (F#)")),
        "chord": ({"chord": "C minor"}, ("C minor (Cm)", "Cm (C minor)"), ("C minor (C)", "C minor (Eb major)")),
        "key": ({"key": "E natural minor"}, ("E minor (Em)", "E minor (E natural minor)"), ("E minor (G major)",)),
        "time_signature": ({"metre": "4/4"}, ("4/4 (common time)", "C (4/4)"), ("4/4 (2/2)", "4/4 (cut time)")),
    }
    for verifier, (spec, right, wrong) in cases.items():
        task = {"verifier": verifier, "spec": spec}
        assert all(etude.verify(task, text).correct for text in right), verifier
        assert not any(etude.verify(task, text).correct for text in wrong), verifier


def test_percent_only_when_asked() -> None:
    assert _number("45%", value="9/20", percent=True).correct
    assert _number("45", value="9/20", percent=True).reason == "wrong_form"
    assert not _number("0.45", value="9/20", percent=True).correct
    assert not _number("45%", value="9/20").correct
    assert not _number("45%", value="45").correct


def test_a_label_may_stand_before_the_number() -> None:
    for text in ("3", "step 3", "Step 3", r"\boxed{\text{Step } 3}"):
        assert _number(text, value="3", label="step").correct, text
    assert not _number("steps 3", value="3", label="step").correct


def test_the_graded_reward_is_the_papers() -> None:
    truth = Fraction(10)
    assert graded(truth, truth) == 1.0
    assert graded(Fraction(0), truth) == pytest.approx(1 - 0.5 - 0.5 * 10 / (10 + 1e-6))
    assert graded(Fraction(21, 2), truth) == pytest.approx(1 - 0.25 - 0.5 * 0.5 / (10 + 1e-6))
    assert graded(Fraction(10**40 + 1), Fraction(10**40)) < 1.0
    assert graded(truth + Fraction(1, 10**30), truth) < 1.0


def test_graded_marking_gives_parts_and_never_rewards_a_hedge() -> None:
    task = etude.make_task("arithmetic.random_calculation:reward=graded,steps=2", 0, 0)
    right = etude.verify(task, task.answer)
    assert (right.reward, right.parts) == (1.0, {"exact": 1.0, "graded": 1.0})
    near = etude.verify(task, str(Fraction(task.answer) + Fraction(1, 10)))
    assert 0 < near.reward < 1
    assert not near.correct
    hedge = rf"\boxed{{{Fraction(task.answer) + 1}}} \boxed{{{Fraction(task.answer) + 2}}}"
    assert etude.verify(task, hedge).reward == 0.0
    assert etude.verify(task, "no idea").reward == 0.0


def test_steps_reward_the_right_beginning() -> None:
    task = {"verifier": "steps", "spec": {"values": ["1", "2", "3", "4"]}}
    for text, reward in (("1; 2; 3; 4", 1.0), ("1; 2; 9; 4", 0.5), ("9; 2; 3; 4", 0.0), ("4", 0.0), ("1;2;3;4;5", 0.0)):
        verdict = etude.verify(task, text)
        assert verdict.reward == reward, text
        assert verdict.correct == (reward == 1.0)
    assert etude.verify(task, "1; 2; 9; 4").parts == {"step_1": 1.0, "step_2": 1.0, "step_3": 0.0, "step_4": 1.0}
    for text in (
        "1, 2, 3, 4",
        "1 → 2 → 3 → 4",
        "1\n2\n3\n4",
        "[1, 2, 3, 4]",
        r"\boxed{1; 2; 3; 4}",
        "1) 1\n2) 2\n3) 3\n4) 4",
    ):
        assert etude.verify(task, text).correct, text


def test_thousands_in_a_list() -> None:
    task = {"verifier": "steps", "spec": {"values": ["1200", "2400"]}}
    for text in ("1,200; 2,400", "1,200, 2,400", "1200,2400", "1200, 2400"):
        assert etude.verify(task, text).correct, text


def test_bases() -> None:
    task = {"verifier": "base_number", "spec": {"numeral": "1011", "base": 2}}
    for text in (
        "1011",
        "0b1011",
        "1011_2",
        "1011_{2}",
        "(1011)_2",
        "1011₂",
        "1011 (base 2)",
        "0001011",
        "10 11",
        r"\text{1011}",
    ):
        assert etude.verify(task, text).correct, text
    for text in ("11", "1011_10", "0x1011", "1012", "-1011", "1011.0", "1011_3"):
        assert not etude.verify(task, text).correct, text
    hexadecimal = {"verifier": "base_number", "spec": {"numeral": "d4b", "base": 16}}
    for text in ("D4B", "0xd4b", "d4b_{16}", r"\mathrm{D4B}"):
        assert etude.verify(hexadecimal, text).correct, text


def test_lists_of_notes() -> None:
    task = {"verifier": "notes", "spec": {"notes": ["Bb", "C", "D"]}}
    for text in (
        "Bb C D",
        "B♭, C, D",
        "B-flat, C, D",
        "Bb-C-D",
        "B flat C D",
        "_B C D",
        "Bb4 C5 D5",
        "[Bb, C, D]",
        "Bb → C → D",
    ):
        assert etude.verify(task, text).correct, text
    for text in ("A# C D", "C D Bb", "Bb C", "Bb C D E", "Bb", "Bb C or D"):
        assert not etude.verify(task, text).correct, text


def test_a_broken_task_is_an_error_of_the_task_not_a_mark() -> None:
    for task in (
        {},
        {"verifier": "number"},
        {"verifier": "nothing", "spec": {}},
        {"verifier": "number", "spec": {}},
        [],
        None,
    ):
        with pytest.raises(TaskError):
            etude.verify(task, "1")


def test_every_verifier_takes_any_text() -> None:
    for task in etude.generate(n=220, seed=8):
        for text in (
            "",
            "\ud800",
            "\x00",
            "(" * 9999,
            "\\boxed{" * 999,
            "🎵" * 500,
            "-" * 5000,
            "9" * 5000,
            "#b" * 2000,
        ):
            assert not etude.verify(task, text).correct
    assert len(load()) + len(NAMES) == 28


def test_marking_works_in_threads_and_verdicts_travel() -> None:
    tasks = list(etude.generate(n=50, seed=4))
    wrong: list[str] = []

    def mark() -> None:
        wrong.extend(task.id for task in tasks if not etude.verify(task, task.answer).correct)

    threads = [threading.Thread(target=mark) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []
    verdict = etude.verify(tasks[0], "x")
    assert pickle.loads(pickle.dumps(verdict)) == verdict
    assert pickle.loads(pickle.dumps(tasks[0])) == tasks[0]


def test_terms_in_their_usual_forms() -> None:
    cases = {
        ("inversion", "first inversion"): (
            ("first inversion", "1st inversion", "the first inversion", "First"),
            ("second inversion", "root"),
        ),
        ("degree", "leading note"): (("leading note", "Leading tone", "leading-note"), ("tonic", "seventh")),
        ("note value", "dotted quarter note"): (
            ("dotted quarter", "dotted crotchet", "a dotted quarter note"),
            ("quarter note", "3/8 note"),
        ),
    }
    for (kind, term), (right, wrong) in cases.items():
        task = {"verifier": "term", "spec": {"kind": kind, "term": term}}
        assert all(etude.verify(task, text).correct for text in right), term
        assert not any(etude.verify(task, text).correct for text in wrong), term


def test_seventh_chords_in_their_usual_forms() -> None:
    cases = {
        "G dominant seventh": ("G7", "G dominant 7th", "G dom7", "G seventh chord"),
        "Bb minor seventh": ("Bbm7", "B♭ minor seventh", "B-flat min7", "Bb minor 7"),
        "F# half-diminished seventh": ("F#m7b5", "F#ø7", "F# half-diminished", "F sharp half diminished seventh"),
        "C major seventh": ("Cmaj7", "CM7", "C major 7th"),
        "B diminished seventh": ("Bdim7", "B°7", "B diminished 7th"),
    }
    for name, texts in cases.items():
        task = {"verifier": "seventh", "spec": {"seventh": name}}
        for other in cases.values():
            for text in other:
                assert etude.verify(task, text).correct == (text in texts), (name, text)
