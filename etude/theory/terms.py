"""Closed vocabularies of musical terms, with the usual ways to write each term."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import combinations

from etude.theory.scales import written_kinds
from etude.theory.staff import written_places
from etude.theory.voices import VOICES

INVERSIONS = ("root position", "first inversion", "second inversion", "third inversion")
DEGREES = ("tonic", "supertonic", "mediant", "subdominant", "dominant", "submediant", "leading note")
NOTE_VALUES = {
    64: "whole note", 48: "dotted half note", 32: "half note", 24: "dotted quarter note", 16: "quarter note",
    12: "dotted eighth note", 8: "eighth note", 6: "dotted sixteenth note", 4: "sixteenth note",
}  # fmt: skip
"""Length in 64ths of a whole note to the American name."""
METRE_KINDS = (
    "simple duple", "simple triple", "simple quadruple", "compound duple", "compound triple", "compound quadruple",
)  # fmt: skip
NON_CHORD = ("passing note", "neighbour note", "appoggiatura", "escape note", "anticipation", "suspension")
MOTIONS = ("parallel motion", "similar motion", "contrary motion", "oblique motion")
ROW_FORMS = ("transposition", "retrograde", "inversion", "retrograde inversion")
_BRITISH = {"whole": "semibreve", "half": "minim", "quarter": "crotchet", "eighth": "quaver", "sixteenth": "semiquaver"}
_ORDINALS = (("first", "1st"), ("second", "2nd"), ("third", "3rd"))
_MARKS = {"whole": "1/1", "half": "1/2", "quarter": "1/4", "eighth": "1/8", "sixteenth": "1/16"}


def _inversions() -> dict[str, str]:
    written = {"root position": "root position", "root": "root position", "root pos": "root position"}
    written["no inversion"] = written["not inverted"] = "root position"
    for long, short in _ORDINALS:
        for text in (f"{long} inversion", f"{short} inversion", long, short, f"inversion {short[0]}"):
            written[text] = f"{long} inversion"
    return written


def _degrees() -> dict[str, str]:
    written = {name: name for name in DEGREES}
    written |= {"leading tone": "leading note", "leading-note": "leading note", "leading-tone": "leading note"}
    written |= {"super tonic": "supertonic", "sub dominant": "subdominant", "sub mediant": "submediant"}
    return written | {"superdominant": "submediant", "leading": "leading note"}


def _note_values() -> dict[str, str]:
    written = {}
    for name in NOTE_VALUES.values():
        base = name.removeprefix("dotted ").removesuffix(" note")
        dot = "dotted " if name.startswith("dotted") else ""
        for text in (
            name,
            f"{dot}{base}",
            f"{dot}{_BRITISH[base]}",
            f"{dot}{_MARKS[base]}",
            f"{dot}{_MARKS[base]} note",
        ):
            written[text] = name
    return written | {"16th note": "sixteenth note", "8th note": "eighth note", "dotted 8th note": "dotted eighth note",
                      "dotted 16th note": "dotted sixteenth note", "4th note": "quarter note"}  # fmt: skip


def _metre_kinds() -> dict[str, str]:
    tails = ("", " time", " metre", " meter")
    written = {f"{name}{tail}": name for name in METRE_KINDS for tail in tails}
    return written | {" and ".join(text.split(" ", 1)): name for text, name in written.items()}


def _non_chord() -> dict[str, str]:
    written = {name: name for name in NON_CHORD}
    for word in ("note", "tone"):
        written |= {f"passing {word}": "passing note", f"appoggiatura {word}": "appoggiatura"}
        written |= {f"anticipation {word}": "anticipation", f"suspension {word}": "suspension"}
        written |= dict.fromkeys((f"escape {word}", f"echappee {word}", f"échappée {word}"), "escape note")
        written |= dict.fromkeys((f"neighbour {word}", f"neighbor {word}", f"auxiliary {word}"), "neighbour note")
        written |= dict.fromkeys((f"neighbouring {word}", f"neighboring {word}"), "neighbour note")
    short = {"passing": "passing note", "neighbour": "neighbour note", "neighbor": "neighbour note"}
    return written | short | {"auxiliary": "neighbour note", "echappee": "escape note", "échappée": "escape note"}


def _cadences() -> dict[str, str]:
    synonyms = {
        "authentic": ("authentic", "perfect", "perfect authentic", "full", "full close", "imperfect authentic"),
        "plagal": ("plagal", "amen"),
        "half": ("half", "imperfect", "semi", "half close"),
        "deceptive": ("deceptive", "interrupted", "false", "evaded", "surprise"),
    }
    names = {text: f"{kind} cadence" for kind, texts in synonyms.items() for text in texts}
    return names | {f"{text} cadence": name for text, name in names.items()}


def _faults() -> dict[str, str]:
    synonyms = {
        "parallel fifths": ("consecutive fifths", "parallel 5ths", "consecutive 5ths", "parallel perfect fifths"),
        "parallel octaves": ("consecutive octaves", "parallel 8ves", "parallel 8ths", "parallel unisons"),
        "voice crossing": ("crossing", "crossed voices", "crossing of voices", "crossing voices", "voices cross"),
        "wide spacing": ("spacing", "too wide spacing", "spacing error", "spacing too wide", "bad spacing"),
        "doubled leading note": ("doubled leading tone", "leading note doubled", "leading tone doubled"),
    }
    return {text: kind for kind, texts in synonyms.items() for text in (kind, *texts)}


def _voice_pairs() -> dict[str, str]:
    written = {}
    for low, high in combinations(VOICES, 2):
        for first, second in ((high, low), (low, high)):
            for text in (f"{first} and {second}", f"{first}, {second}", f"{first} {second}", f"{first} & {second}"):
                written[text] = f"{high} and {low}"
            written[f"{first} and the {second}"] = f"{high} and {low}"
            written[f"{first}/{second}"] = f"{high} and {low}"
    return written


def _motions() -> dict[str, str]:
    written = {text: name for name in MOTIONS for text in (name, name.removesuffix(" motion"))}
    return written | {"direct motion": "similar motion", "direct": "similar motion"}


def _row_forms() -> dict[str, str]:
    written = {name: name for name in ROW_FORMS}
    primes = ("prime", "transposed", "p", "prime form", "transposed prime", "transposed row")
    written |= dict.fromkeys(primes, "transposition") | {"r": "retrograde", "i": "inversion"}
    return written | {"ri": "retrograde inversion", "inverted retrograde": "retrograde inversion"}


VOCABULARIES: Mapping[str, Mapping[str, str]] = {
    "inversion": _inversions(),
    "degree": _degrees(),
    "note value": _note_values(),
    "cadence": _cadences(),
    "fault": _faults(),
    "motion": _motions(),
    "voices": _voice_pairs(),
    "metre": _metre_kinds(),
    "non-chord note": _non_chord(),
    "row form": _row_forms(),
    "place": written_places(),
    "scale": written_kinds(),
}
"""Kind of term to its written forms, each with the canonical term."""


def read_term(kind: str, text: str) -> str | None:
    """The canonical term of a kind that the whole text is, None if it is none."""
    if len(text) > 60:
        return None
    plain = " ".join(text.lower().replace("-", " ").split()).removeprefix("the ").removeprefix("a ").removeprefix("an ")
    return VOCABULARIES[kind].get(plain)
