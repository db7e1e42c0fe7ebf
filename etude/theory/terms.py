"""Closed vocabularies of musical terms."""

from __future__ import annotations

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
