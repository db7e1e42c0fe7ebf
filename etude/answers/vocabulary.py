"""Closed vocabularies of musical terms: phrases, facts that may stand beside them, and words that change nothing.

Phrases are in lower case, hyphens and brackets as spaces. A *phrase* says a term. A *hint* does not count alone, but
must agree ("7th degree" beside "leading note"): it names the terms it fits. *Fillers* say nothing. A word that is none of
these makes an answer unreadable, so "evaded cadence", "eighth rest" and "voice overlap" are no answers. American and
British names as in the New Grove and the AB guide; ``canonical`` terms are those of theory/terms.py.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache

from etude.answers.harmony_words import cadences, degrees, faults, inversions, motions, non_chord, voice_pairs
from etude.answers.term_words import NUMBER_WORDS, ORDINALS, Vocabulary, make_vocabulary
from etude.theory.scales import KINDS
from etude.theory.staff import PLACES
from etude.theory.terms import METRE_KINDS, NOTE_VALUES, ROW_FORMS

_BRITISH = {"whole": "semibreve", "half": "minim", "quarter": "crotchet", "eighth": "quaver", "sixteenth": "semiquaver"}

_MARKS = {"whole": "1/1", "half": "1/2", "quarter": "1/4", "eighth": "1/8", "sixteenth": "1/16"}

_SHORT = {"whole": (), "half": (), "quarter": ("4th", "fourth"), "eighth": ("8th",), "sixteenth": ("16th",)}


def _note_values() -> Vocabulary:
    phrases: dict[str, str] = {}
    hints: dict[str, Sequence[str]] = {}
    for length, name in NOTE_VALUES.items():
        base = name.removeprefix("dotted ").removesuffix(" note")
        for text in (base, _BRITISH[base], _MARKS[base], *_SHORT[base]):
            for tail in ("", " note"):
                forms = (f"dotted {text}{tail}", f"{text}{tail} dotted", f"{text} dotted{tail}",
                         f"{text}{tail} with a dot",
                         f"{text}{tail} with dot",
                         f"{text}{tail} with one dot") if name.startswith("dotted") else (f"{text}{tail}",)  # fmt: skip
                phrases |= dict.fromkeys(forms, name)
        for unit, word in ((32, "half"), (16, "quarter"), (8, "eighth"), (4, "sixteenth"), (8, "8th"), (4, "16th")):
            if length % unit == 0:
                count = length // unit
                number = NUMBER_WORDS[count - 1] if count < 8 else str(count)
                for text in (
                    f"{count} {word} notes",
                    f"{number} {word} notes",
                    f"{count} {word}s",
                    f"{number} {word}s",
                    f"{count} {word} note beats",
                    f"{count} {word} beats",
                ):
                    hints[text] = [*hints.get(text, ()), name]
    for text in (
        "4",
        "3",
        "2",
        "1.5",
        "1 1/2",
        "1",
        "3/4",
        "1/2",
        "3/8",
        "1/4",
        "one",
        "two",
        "three",
        "four",
        "half",
        "one and a half",
        "0.5",
        "1½",
        "½",
    ):
        for tail in (" beat", " beats", " of a beat", " a beat"):
            hints[text + tail] = list(NOTE_VALUES.values())
    return make_vocabulary(
        phrases,
        hints,
        "value length duration lasting",
        "rest breve double thirty second 32nd triplet duplet tuplet demisemiquaver longa",
    )


def _metre_kinds() -> Vocabulary:
    phrases = {}
    for name in METRE_KINDS:
        first, second = name.split()
        for text in (name, f"{second} {first}", f"{first} and {second}", f"{second} and {first}"):
            phrases[text] = name
    hints: dict[str, Sequence[str]] = {}
    for above, name in ((2, "simple duple"), (3, "simple triple"), (4, "simple quadruple"), (6, "compound duple"),
                        (9, "compound triple"),
                        (12, "compound quadruple")):  # fmt: skip
        for below in (2, 4, 8, 16):
            hints[f"{above}/{below}"] = [name] if (above, below) != (3, 8) else ["simple triple"]
    for count, word, kind in ((2, "two", "duple"), (3, "three", "triple"), (4, "four", "quadruple")):
        for number in (str(count), word):
            for text in (
                f"{number} beats",
                f"{number} dotted beats",
                f"{number} beats per measure",
                f"{number} beats per bar",
                f"{number} dotted quarter beats",
            ):
                hints[text] = [
                    name
                    for name in METRE_KINDS
                    if name.endswith(kind) and ("dotted" not in text or name.startswith("compound"))
                ]
    hints |= {"common time": ["simple quadruple"], "cut time": ["simple duple"]}
    return make_vocabulary(
        phrases,
        hints,
        "time metre meter signature type",
        "irregular asymmetrical asymmetric complex quintuple septuple hybrid additive",
    )


def _row_forms() -> Vocabulary:
    phrases = {name: name for name in ROW_FORMS}
    primes = (
        "prime",
        "transposed",
        "p",
        "prime form",
        "transposed prime",
        "transposed row",
        "prime transposed",
        "transposition of prime",
        "t",
    )
    phrases |= dict.fromkeys(primes, "transposition") | {
        "r": "retrograde",
        "i": "inversion",
        "inverted": "inversion",
        "retrograded": "retrograde",
    }
    phrases |= dict.fromkeys(("ri", "inverted retrograde", "retrograde of the inversion", "retrograde of inversion",
                              "retrograde inverted",
                              "inversion retrograde", "retrograde inversion ri"), "retrograde inversion")  # fmt: skip
    for i in range(12):
        phrases |= {
            f"p{i}": "transposition",
            f"t{i}": "transposition",
            f"r{i}": "retrograde",
            f"i{i}": "inversion",
            f"ri{i}": "retrograde inversion",
        }
    hints = {f"{direction}{i} {unit}": ["transposition"] for i in range(1,
        13) for direction in ("by ", "up ", "down ", "up by ", "down by ", "")
             for unit in ("semitones", "semitone", "half steps", "half step")}  # fmt: skip
    return make_vocabulary(phrases, hints, "of row form series original", "rotation multiplication multiplied cyclic")


def _places() -> Vocabulary:
    phrases: dict[str, str] = {}
    alias = {0: ("bottom", "lowest"), 2: (), 4: ("middle", "center", "centre"), 6: (), 8: ("top", "highest")}
    for i in range(5):
        names = [*ORDINALS[i], *alias[2 * i]]
        forms = [f"{word} line" for word in names] + [
            f"line {i + 1}",
            f"line number {i + 1}",
            f"line {NUMBER_WORDS[i]}",
        ]
        forms += [f"{one} {two} line" for one in names for two in names if one != two]
        phrases |= dict.fromkeys(forms, PLACES[2 * i])
    spaces: dict[int, tuple[str, ...]] = {0: ("bottom", "lowest"), 1: (), 2: (), 3: ("top", "highest")}
    for i in range(4):
        names = [*ORDINALS[i], *spaces[i]]
        forms = [f"{word} space" for word in names] + [
            f"space {i + 1}",
            f"space number {i + 1}",
            f"space {NUMBER_WORDS[i]}",
        ]
        forms += [f"{one} {two} space" for one in names for two in names if one != two]
        phrases |= dict.fromkeys(forms, PLACES[2 * i + 1])
    for sign, sides in ((1, ("above", "over")), (-1, ("below", "under", "beneath", "underneath"))):
        edge = 8 if sign > 0 else 0
        for side in sides:
            for tail in (side, f"{side} the staff", f"{side} staff", f"{side} the stave"):
                for i in range(2):
                    for ledger in ("ledger", "leger"):
                        forms = [f"{word} {ledger} line {tail}" for word in ORDINALS[i]]
                        forms += [
                            f"{ledger} line {i + 1} {tail}",
                            f"{NUMBER_WORDS[i]} {ledger} line{'s' * i} {tail}",
                            f"{i + 1} {ledger} line{'s' * i} {tail}",
                        ]
                        forms += [f"{ledger} line {tail}"] if i == 0 else []
                        phrases |= dict.fromkeys(forms, PLACES[edge + sign * (2 * i + 2)])
                        if i == 0:
                            for inner in (f"first {ledger} line", f"1st {ledger} line", f"{ledger} line"):
                                for first in ("space", "second space", "2nd space"):
                                    phrases[f"{first} {side} the {inner}"] = phrases[
                                        f"{first} {tail} {side} the {inner}"
                                    ] = PLACES[edge + 3 * sign]
                                    phrases[f"{first} {side} {inner}"] = phrases[
                                        f"{first} {side} the {inner} {tail}"
                                    ] = PLACES[edge + 3 * sign]
                phrases |= dict.fromkeys((f"second space {tail}", f"2nd space {tail}"), PLACES[edge + 3 * sign])
                phrases |= dict.fromkeys((f"first space {tail}", f"1st space {tail}"), PLACES[edge + sign])
                if "sta" in tail:
                    near = ("", "space ")
                    words = [f"{start}{word}" for start in near for word in ("just", "directly", "immediately")]
                    phrases |= {f"{word} {tail}": PLACES[edge + sign] for word in ("space", *words)}
    bottom = ("from the bottom", "from bottom", "counting from the bottom", "counted from the bottom")
    top = ("from the top", "from top", "counting from the top", "counted from the top", "counting down")
    hints = dict.fromkeys(bottom, tuple(PLACES.values())) | dict.fromkeys(top, (PLACES[4],))
    return make_vocabulary(phrases, hints,
                       "on in of staff stave treble bass alto tenor clef")  # fmt: skip


def _scales() -> Vocabulary:
    phrases = {kind.replace("-", " "): kind for kind in KINDS}
    phrases |= {"ionian": "major", "aeolian": "natural minor", "minor": "natural minor", "wholetone": "whole-tone",
                "natural": "natural minor",
                "diminished": "octatonic", "whole half diminished": "octatonic", "diminished whole half": "octatonic",
                "octatonic diminished": "octatonic", "pentatonic major": "major pentatonic",
                "pentatonic minor": "minor pentatonic",
                "harmonic": "harmonic minor", "melodic": "melodic minor", "ascending melodic minor": "melodic minor",
                "melodic minor ascending": "melodic minor", "minor harmonic": "harmonic minor",
                "minor melodic": "melodic minor",
                "minor natural": "natural minor", "pure minor": "natural minor", "whole half octatonic": "octatonic",
                "mixo lydian": "mixolydian",
                "natural minor aeolian": "natural minor", "aeolian minor": "natural minor",
                "whole tone whole step": "whole-tone"}  # fmt: skip
    hints = {"whole half": ["octatonic"], "whole step half step": ["octatonic"],
             "ascending": ["melodic minor", "chromatic"], "hexatonic": ["whole-tone"],
             "symmetric": ["octatonic", "whole-tone", "chromatic"],
             "symmetrical": ["octatonic", "whole-tone", "chromatic"],
             "six note": ["whole-tone"], "eight note": ["octatonic"],
             "five note": ["major pentatonic", "minor pentatonic"]}  # fmt: skip
    return make_vocabulary(
        phrases,
        hints,
        "scale mode",
        "blues altered hungarian gypsy acoustic bebop dominant double byzantine enigmatic pelog half",
    )


_MAKERS = {
    "inversion": inversions, "degree": degrees, "note value": _note_values, "cadence": cadences, "fault": faults,
    "motion": motions, "voices": voice_pairs, "metre": _metre_kinds, "non-chord note": non_chord,
           "row form": _row_forms,
    "place": _places, "scale": _scales,
}  # fmt: skip


@cache
def vocabulary(kind: str) -> Vocabulary:
    """The vocabulary of a kind of term. Raises KeyError for a kind that there is not."""
    return _MAKERS[kind]()


def terms(kind: str) -> tuple[str, ...]:
    """The canonical terms of a kind."""
    return tuple(dict.fromkeys(vocabulary(kind).phrases.values()))


def kinds() -> Iterator[str]:
    """The kinds of term."""
    yield from _MAKERS
