"""The ways to name inversions, degrees, cadences, faults, pairs of voices, non-chord notes and motions."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

from etude.answers.term_words import NUMBER_WORDS, ORDINALS, Vocabulary, make_vocabulary
from etude.theory.terms import DEGREES, MOTIONS, NON_CHORD
from etude.theory.voices import VOICES


def inversions() -> Vocabulary:
    """Inversions of chords."""
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
                         f"{bass} is lowest",
                         f"{bass} at the bottom",
                         f"{bass} at bottom",
                         f"{bass} is at the bottom",
                         f"{bass} lowest"):  # fmt: skip
                hints[text] = [name]
        for figure in figures[i]:
            hints[figure] = [name]
    hints |= dict.fromkeys(("in the bass", "is in the bass", "in bass", "bass note"), names)
    return make_vocabulary(
        phrases,
        hints,
        "in chord triad with major minor diminished augmented dominant seventh so of",
        "fourth 4th",
    )


def degrees() -> Vocabulary:
    """Names of scale degrees."""
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
        for word in (*ORDINALS[i], NUMBER_WORDS[i], str(i + 1), numerals[i], f"{numerals[i]}°", f"^{i + 1}"):
            hints |= dict.fromkeys((word, f"{word} degree", f"{word} scale degree", f"degree {word}",
                                    f"scale degree {word}",
                                    f"{word} note", f"{word} degree of the scale", f"{word} note of the scale"),
                                   (name,))  # fmt: skip
    hints["raised"] = ["leading note"]
    return make_vocabulary(phrases, hints, "scale degree note tone of in key major minor harmonic natural", "subtonic")


def cadences() -> Vocabulary:
    """Cadences, in American and British terms."""
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
    return make_vocabulary(phrases, hints, "cadence", "evaded landini picardy burgundian open attenuated backdoor")


def faults() -> Vocabulary:
    """Faults of four-part writing."""
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
    return make_vocabulary(phrases, {},
                       "error fault mistake violation between in and voices voice soprano alto tenor bass forbidden s t b"
                       " from chords upper adjacent parts",
                       "hidden direct exposed overlap overlapping contrary antiparallel")  # fmt: skip


def voice_pairs() -> Vocabulary:
    """Pairs of voices in either order."""
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
    groups = {
        "soprano and bass": ("outer", "outer voices", "outer parts", "outermost voices", "extreme voices"),
        "alto and tenor": ("inner", "inner voices", "inner parts", "middle voices"),
        "soprano and alto": ("two upper voices", "top two voices", "upper two voices", "highest two voices"),
        "tenor and bass": ("two lower voices", "bottom two voices", "lower two voices", "lowest two voices"),
    }
    hints = {text: [pair] for pair, texts in groups.items() for text in texts}
    return make_vocabulary(phrases, hints, "voice voices parts part between")


def non_chord() -> Vocabulary:
    """Notes foreign to the chord."""
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
    hints |= {"accented": [*NON_CHORD],
              "unaccented": [name for name in NON_CHORD if name not in ("appoggiatura", "suspension")],
              "upper": ["neighbour note", "appoggiatura", "suspension", "escape note"],
              "lower": ["neighbour note", "appoggiatura", "escape note"],
              "stepwise": ["passing note", "neighbour note"]}  # fmt: skip
    return make_vocabulary(
        phrases,
        hints,
        "note tone nonchord nonharmonic non chord harmonic chromatic diatonic ascending descending",
        "pedal retardation cambiata changing reaching chordal",
    )


def motions() -> Vocabulary:
    """Kinds of motion between two voices."""
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
    return make_vocabulary(phrases, hints,
                       "motion movement up down both voices move moving by in step steps second third fourth fifth sixth"
                       " octave thirds sixths tenths tenth of between soprano alto tenor bass and",
                       "static")  # fmt: skip
