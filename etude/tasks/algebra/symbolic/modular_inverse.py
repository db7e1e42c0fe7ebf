"""Inverses modulo m by Euclid's algorithm: a x = 1 modulo m has a solution just if a and m are coprime."""

from __future__ import annotations

import math

from etude.rng import Stream
from etude.tasks.algebra.symbolic.asking import put
from etude.tasks.draft import Draft
from etude.tasks.registry import family

_MODULI = {1: (7, 40), 2: (41, 99), 3: (100, 500), 4: (501, 3000), 5: (3001, 50_000)}
"""Level: least and greatest modulus."""


@family(
    "algebra.symbolic.modular_inverse",
    levels={n: f"modulus from {low} to {high}" for n, (low, high) in _MODULI.items()},
    verifier="number",
    source="Euclid's algorithm, extended",
    measure="modulus",
)
def write(stream: Stream, level: int) -> Draft:
    """Find the inverse of a number modulo another."""
    m = stream.between(*_MODULI[level])
    while math.gcd(a := stream.between(2, m - 2), m) != 1:
        pass
    value = str(pow(a, -1, m))
    return put(
        stream,
        (f"Find the multiplicative inverse of ${a}$ modulo ${m}$.", "Find the solution of {}."),
        rf"{a}x \equiv 1 \pmod{{{m}}}",
        f"the integer from 1 to {m - 1}",
        operation="modular_inverse",
        content=[a, m],
        answer=value,
        spec={"value": value},
        measure=m,
    )
