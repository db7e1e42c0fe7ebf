"""Closed vocabularies of musical terms: phrases, facts that may stand beside them, and words that change nothing.

Phrases are in lower case, hyphens and brackets as spaces. A *phrase* says a term. A *hint* does not count alone, but
must agree ("7th degree" beside "leading note"): it names the terms it fits. *Fillers* say nothing. A word that is none of
these makes an answer unreadable, so "evaded cadence", "eighth rest" and "voice overlap" are no answers. American and
British names as in the New Grove and the AB guide; ``canonical`` terms are those of theory/terms.py.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import combinations
from typing import NamedTuple

from etude.theory.scales import KINDS
from etude.theory.staff import PLACES
from etude.theory.terms import DEGREES, METRE_KINDS, MOTIONS, NON_CHORD, NOTE_VALUES, ROW_FORMS
from etude.theory.voices import VOICES

ARTICLES = ("the", "a", "an", "it", "is", "this", "it's")
ORDINALS = (("first", "1st"), ("second", "2nd"), ("third", "3rd"), ("fourth", "4th"), ("fifth", "5th"),
            ("sixth", "6th"),
            ("seventh", "7th"))  # fmt: skip
_NUMBER_WORDS = ("one", "two", "three", "four", "five", "six", "seven")


class Vocabulary(NamedTuple):
    """phrases: each with its term. hints: each with the terms it fits. fillers: words that say nothing."""

    phrases: Mapping[str, str]
    hints: Mapping[str, frozenset[str]]
    fillers: frozenset[str]


def _vocabulary(phrases: Mapping[str, str], hints: Mapping[str, Sequence[str]], fillers: str) -> Vocabulary:
    return Vocabulary(
        phrases, {text: frozenset(terms) for text, terms in hints.items()}, frozenset((*ARTICLES, *fillers.split()))
    )


def _inversions() -> Vocabulary:
    phrases = dict.fromkeys(
        ("root position", "root", "root pos", "root pos.", "no inversion", "not inverted", "uninverted", "root form"),
        "root position",
    )
    hints: dict[str, Sequence[str]] = {}
    basses = (("root",), ("third", "3rd"), ("fifth", "5th"), ("seventh", "7th"))
    figures = (("5 3", "5/3"), ("6", "6 3", "6/3", "6 5", "6/5", "65"), ("6 4", "6/4", "4 3", "4/3", "64", "43"),
               ("4 2", "4/2", "2", "42"))  # fmt: skip
    names = ("root position", "first inversion", "second inversion", "third inversion")
    for i, name in enumerate(names):
        if i:
            for word in ORDINALS[i - 1]:
                phrases |= dict.fromkeys((f"{word} inversion", f"{word} inv", word), name)
            phrases |= dict.fromkeys((f"inversion {i}", f"inversion number {i}"), name)
        for bass in basses[i]:
            for text in (f"{bass} in the bass", f"{bass} in bass", f"{bass} of the chord in the bass",
                         f"{bass} is in the bass",
                         f"{bass} as the bass", f"{bass} as bass", f"{bass} is the bass", f"{bass} on the bottom",
                         f"{bass} is lowest"):  # fmt: skip
                hints[text] = [name]
        for figure in figures[i]:
            hints[figure] = [name]
    hints |= dict.fromkeys(("in the bass", "is in the bass", "in bass", "bass note"), names)
    return _vocabulary(phrases, hints, "in chord triad with major minor diminished augmented dominant seventh so of")


def _degrees() -> Vocabulary:
    phrases = {name: name for name in DEGREES}
    phrases |= dict.fromkeys(("leading tone", "leading", "leadingtone", "leading tone degree"), "leading note")
    phrases |= {
        "super tonic": "supertonic",
        "sub dominant": "subdominant",
        "sub mediant": "submediant",
        "superdominant": "submediant",
    }
    hints: dict[str, Sequence[str]] = {}
    numerals = ("i", "ii", "iii", "iv", "v", "vi", "vii")
    for i, name in enumerate(DEGREES):
        for word in (*ORDINALS[i], _NUMBER_WORDS[i], str(i + 1), numerals[i], f"{numerals[i]}°", f"^{i + 1}"):
            hints |= dict.fromkeys((word, f"{word} degree", f"{word} scale degree", f"degree {word}",
                                    f"scale degree {word}",
                                    f"{word} note", f"{word} degree of the scale", f"{word} note of the scale"),
                                   (name,))  # fmt: skip
    hints["raised"] = ["leading note"]
    return _vocabulary(phrases, hints, "scale degree note tone of in key major minor harmonic natural")


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
                number = _NUMBER_WORDS[count - 1] if count < 8 else str(count)
                for text in (
                    f"{count} {word} notes",
                    f"{number} {word} notes",
                    f"{count} {word}s",
                    f"{number} {word}s",
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
    return _vocabulary(phrases, hints, "value length duration lasting")


def _cadences() -> Vocabulary:
    synonyms = {
        "authentic": ("authentic", "perfect", "full", "full close", "perfect close", "perfect authentic",
                      "authentic perfect",
                      "imperfect authentic", "authentic imperfect", "pac", "iac", "closed"),
        "plagal": ("plagal", "amen", "church"),
        "half": ("half", "imperfect", "semi", "semicadence", "half close", "hc", "phrygian half", "half phrygian"),
        "deceptive": ("deceptive", "interrupted", "false", "surprise"),
    }  # fmt: skip
    phrases = {text: f"{kind} cadence" for kind, texts in synonyms.items() for text in texts}
    phrases |= {f"{text} cadence": term for text, term in phrases.items()}
    moves = {"authentic": ("v i", "v7 i", "v to i", "v7 to i", "dominant to tonic", "dominant tonic", "vii i",
                           "vii° i", "vii to i"),
             "plagal": ("iv i", "iv to i", "subdominant to tonic", "subdominant tonic"),
             "half": ("i v", "ii v", "iv v", "vi v", "i to v", "ii to v", "iv to v", "vi to v", "ends on v",
                      "ending on v", "on v", "to v",
                      "on the dominant", "ends on the dominant", "ending on the dominant", "iv6 v", "ii6 v", "v"),
             "deceptive": ("v vi", "v7 vi", "v to vi", "v7 to vi", "dominant to submediant",
                           "dominant submediant")}  # fmt: skip
    hints = {text: [f"{kind} cadence"] for kind, texts in moves.items() for text in texts}
    hints |= {
        text.replace(" i", " → i").replace(" v", " → v"): terms
        for text, terms in hints.items()
        if " to" not in text and "on" not in text
    }
    return _vocabulary(phrases, hints, "cadence")


def _faults() -> Vocabulary:
    phrases: dict[str, str] = {}
    for word in ("parallel", "consecutive", "consecutive parallel", "parallel consecutive"):
        fifths = (
            "fifths",
            "5ths",
            "fifth",
            "5th",
            "p5s",
            "p5",
            "perfect fifths",
            "perfect 5ths",
            "perfect fifth",
            "perfect 5th",
            "5s",
        )
        octaves = ("octaves", "octave", "8ves", "8vas", "8ths", "8ve", "8va", "8th", "p8s", "p8", "perfect octaves",
                   "perfect octave",
                   "8s", "unisons", "unison", "octaves unisons", "octaves and unisons", "unisons and octaves",
                   "unisons octaves")  # fmt: skip
        phrases |= {f"{word} {text}": "parallel fifths" for text in fifths} | {
            f"{word} {text}": "parallel octaves" for text in octaves
        }
        phrases |= {f"{text} in parallel": f"parallel {kind}" for kind in ("fifths", "octaves") for text in (kind,)}
    crossing = ("voice crossing", "crossing", "crossed voices", "crossing of voices", "crossing voices",
                "voices cross", "voices crossing",
                "voice cross", "crossed parts", "part crossing", "crossing of parts", "crossing of the voices",
                "voices crossed",
                "voices are crossed", "crossed", "crossing parts")  # fmt: skip
    phrases |= dict.fromkeys(crossing, "voice crossing")
    spacing = [f"{word} spacing" for word in ("wide", "too wide", "bad", "improper", "excessive", "incorrect",
                                              "excessively wide", "overly wide",
                                              "large", "too large", "poor", "faulty", "wrong", "over wide",
                                              "voice")]  # fmt: skip
    spacing += ["spacing", "spacing too wide", "spacing is too wide", "spacing error", "spacing fault",
                "spacing violation", "spacing problem",
                "spacing wider than an octave", "spacing greater than an octave", "spacing larger than an octave",
                "spacing exceeds an octave",
                "spacing exceeding an octave", "spacing more than an octave", "spacing of more than an octave",
                "spacing over an octave",
                "more than an octave", "more than an octave apart", "greater than an octave", "exceeds an octave",
                "wider than an octave",
                "larger than an octave", "exceeding an octave", "over an octave", "wide voice spacing",
                "spacing issue"]  # fmt: skip
    phrases |= dict.fromkeys(spacing, "wide spacing")
    for lead in ("leading note", "leading tone", "leadingtone", "lt"):
        for text in (f"doubled {lead}", f"doubling of the {lead}", f"doubling of {lead}", f"doubling the {lead}",
                     f"{lead} doubled",
                     f"{lead} doubling", f"{lead} is doubled", f"double {lead}", f"doubling {lead}"):  # fmt: skip
            phrases[text] = "doubled leading note"
    return _vocabulary(phrases, {},
                       "error fault mistake violation between in and voices voice soprano alto tenor bass forbidden s t b"
                       " from chords upper adjacent parts")  # fmt: skip


def _voice_pairs() -> Vocabulary:
    phrases = {}
    for low, high in combinations(VOICES, 2):
        for first, second in ((high, low), (low, high)):
            for gap in (
                " and ",
                " ",
                " & ",
                " + ",
                " and the ",
                " with ",
                " with the ",
                " voice and ",
                " voice and the ",
                " & the ",
                " to ",
            ):
                phrases[f"{first}{gap}{second}"] = f"{high} and {low}"
    return _vocabulary(phrases, {}, "voice voices parts part between")


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
    return _vocabulary(phrases, hints, "time metre meter signature type")


def _non_chord() -> Vocabulary:
    phrases = {name: name for name in NON_CHORD}
    neighbours = ("neighbour", "neighbor", "auxiliary", "neighbouring", "neighboring")
    for word in ("note", "tone"):
        phrases |= {f"passing {word}": "passing note", f"appoggiatura {word}": "appoggiatura"}
        phrases |= {
            f"anticipation {word}": "anticipation",
            f"suspension {word}": "suspension",
            f"suspended {word}": "suspension",
        }
        phrases |= dict.fromkeys(
            (f"escape {word}", f"echappee {word}", f"échappée {word}", f"escaped {word}"), "escape note"
        )
        phrases |= dict.fromkeys([f"{name} {word}" for name in neighbours], "neighbour note")
    phrases |= {"passing": "passing note", "neighbour": "neighbour note", "neighbor": "neighbour note",
                "auxiliary": "neighbour note",
                "echappee": "escape note", "échappée": "escape note", "escape": "escape note", "pt": "passing note",
                "nt": "neighbour note",
                "nn": "neighbour note", "un": "neighbour note", "ln": "neighbour note", "unt": "neighbour note",
                "lnt": "neighbour note",
                "sus": "suspension", "ant": "anticipation", "app": "appoggiatura", "appogiatura": "appoggiatura",
                "apoggiatura": "appoggiatura", "et": "escape note"}  # fmt: skip
    hints = {f"{above} {below}": ["suspension"] for above, below in ((4, 3), (7, 6), (9, 8), (2, 3), (6, 5), (2, 1))}
    hints |= dict.fromkeys(("accented", "upper", "lower", "unaccented"), NON_CHORD)
    hints |= {"unaccented": [name for name in NON_CHORD if name not in ("appoggiatura", "suspension")],
              "upper": ["neighbour note", "appoggiatura", "suspension", "escape note"],
              "lower": ["neighbour note", "appoggiatura", "escape note"],
              "stepwise": ["passing note", "neighbour note"]}  # fmt: skip
    return _vocabulary(
        phrases, hints, "note tone nonchord nonharmonic non chord harmonic chromatic diatonic ascending descending"
    )


def _motions() -> Vocabulary:
    phrases = {text: name for name in MOTIONS for text in (name, name.removesuffix(" motion"))}
    phrases |= dict.fromkeys(("direct motion", "direct"), "similar motion")
    hints: dict[str, Sequence[str]] = dict.fromkeys(
        ("opposite directions", "opposite direction", "in opposite directions"), ("contrary motion",)
    )
    hints |= dict.fromkeys(("same direction", "in the same direction", "both up", "both down", "both voices up",
                            "both voices down",
                            "both voices move up", "both voices move down", "both move up", "both move down",
                            "both ascend", "both descend",
                            "both rise", "both fall"), ("parallel motion", "similar motion"))  # fmt: skip
    hints |= dict.fromkeys(("by the same interval", "same interval"), ("parallel motion",))
    hints |= dict.fromkeys(("different intervals", "by different intervals"), ("similar motion",))
    hints |= dict.fromkeys(
        (
            "one voice stays",
            "one voice holds",
            "one voice stationary",
            "one voice static",
            "one stays",
            "one voice stays the same",
        ),
        ("oblique motion",),
    )
    return _vocabulary(phrases, hints,
                       "motion movement up down both voices move moving by in step steps second third fourth fifth sixth"
                       " octave thirds sixths tenths tenth of between soprano alto tenor bass and")  # fmt: skip


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
    return _vocabulary(phrases, hints, "of row form series original")


def _places() -> Vocabulary:
    phrases: dict[str, str] = {}
    alias = {0: ("bottom", "lowest"), 2: (), 4: ("middle", "center", "centre"), 6: (), 8: ("top", "highest")}
    for i in range(5):
        names = [*ORDINALS[i], *alias[2 * i]]
        forms = [f"{word} line" for word in names] + [
            f"line {i + 1}",
            f"line number {i + 1}",
            f"line {_NUMBER_WORDS[i]}",
        ]
        forms += [f"{one} {two} line" for one in names for two in names if one != two]
        phrases |= dict.fromkeys(forms, PLACES[2 * i])
    spaces: dict[int, tuple[str, ...]] = {0: ("bottom", "lowest"), 1: (), 2: (), 3: ("top", "highest")}
    for i in range(4):
        names = [*ORDINALS[i], *spaces[i]]
        forms = [f"{word} space" for word in names] + [
            f"space {i + 1}",
            f"space number {i + 1}",
            f"space {_NUMBER_WORDS[i]}",
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
                            f"{_NUMBER_WORDS[i]} {ledger} line{'s' * i} {tail}",
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
    return _vocabulary(phrases, dict.fromkeys(("from the bottom", "from bottom", "counting from the bottom",
                                               "counted from the bottom"), tuple(PLACES.values())),
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
    return _vocabulary(phrases, hints, "scale mode")


_MAKERS = {
    "inversion": _inversions, "degree": _degrees, "note value": _note_values, "cadence": _cadences, "fault": _faults,
    "motion": _motions, "voices": _voice_pairs, "metre": _metre_kinds, "non-chord note": _non_chord,
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
