"""Transposing instruments: shared by the transposition families."""

from __future__ import annotations

from etude.theory.intervals import Interval

INSTRUMENTS = {
    "clarinet in B flat": Interval("M", 2),
    "trumpet in B flat": Interval("M", 2),
    "alto saxophone in E flat": Interval("M", 6),
    "horn in F": Interval("P", 5),
    "clarinet in A": Interval("m", 3),
    "cor anglais in F": Interval("P", 5),
    "basset horn in F": Interval("P", 5),
    "cornet in B flat": Interval("M", 2),
    "soprano saxophone in B flat": Interval("M", 2),
    "alto flute in G": Interval("P", 4),
}
"""How far below the written note each instrument sounds."""
