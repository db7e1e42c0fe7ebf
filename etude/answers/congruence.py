r"""Numbers that are given as residues: ``21 \pmod{29}``, ``x \equiv 21 \pmod{29}``, ``795 \bmod 8 = 3``."""

from __future__ import annotations

import re

from etude.theory.algebra.normal import TooLarge, Undefined, Work, normal, rational
from etude.theory.algebra.written import read as read_algebra
from etude.theory.numbers import Number

_CONGRUENCE = re.compile(
    r"(?:[A-Za-z]\s{0,3}(?:\\equiv|≡|=|\\cong)\s{0,3})?([0-9]{1,40})\s{0,9}(?:,\s?)?(?:\(\s?)?\\?(?:pmod|bmod|mod|modulo)(?![a-z])\s{0,9}\{?\s{0,3}([0-9]{1,40})\s{0,3}\}?\s{0,3}\)?\Z"
)
_REDUCED = re.compile(
    r"([-+*0-9\s()]{1,60}?)\s{0,3}(?:(?:\\equiv|≡)\s{0,3}([0-9]{1,20})\s{0,3}\(?\s?\\?(?:pmod|mod)\s?\{?\s?([0-9]{1,9})\s?\}?\)?"
    r"|\\?(?:bmod|mod)\s{0,3}\{?([0-9]{1,9})\}?\s{0,3}=\s{0,3}([0-9]{1,20}))\Z"
)


def _reduced(text: str) -> re.Match[str] | None:
    r"""``458 + 337 \\equiv 3 \\pmod{8}`` and ``795 \\bmod 8 = 3``, if they are true."""
    found = _REDUCED.match(text)
    if not found:
        return None
    rest, modulus = found[2] or found[5], int(found[3] or found[4])
    value = _evaluated(found[1])
    if value is None or value.denominator != 1 or not modulus or (value.numerator - int(rest)) % modulus:
        return None
    return _CONGRUENCE.match(f"{rest} mod {modulus}")


def _evaluated(text: str) -> Number | None:
    """The value of a sum or product of whole numbers."""
    tree = read_algebra(text)
    try:
        value = None if tree is None else rational(normal(tree, Work(100)))
    except (Undefined, TooLarge):
        return None
    return None if value is None else Number(value.numerator, value.denominator)


def congruence_of(text: str) -> re.Match[str] | None:
    """The residue (group 1) and the modulus (group 2) that a text names, if what it says is true."""
    return _CONGRUENCE.match(text) or _reduced(text)
